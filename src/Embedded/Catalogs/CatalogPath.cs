using System.Security.Cryptography;
using System.Text;
using Fabric.Resources;

namespace Fabric.Embedded.Catalogs;

/// <summary>Where a resource is kept. Names are DNS names, so that they are safe in a path.</summary>
internal static class CatalogPath
{
    // A file name may have 255 bytes, a DNS name nearly as many, and ".json.tmp" comes on top.
    private const int LongestName = 200;

    public static string Of(string folder, ResourceKey key) => Path.Combine(
        folder,
        key.Namespace.Length == 0 ? "_cluster" : key.Namespace,
        key.Group.Length == 0 ? key.Kind : $"{key.Kind}.{key.Group}",
        Shorten(key.Name) + ".json");

    private static string Shorten(string name) => name.Length <= LongestName
        ? name
        : $"{name[..(LongestName - 65)]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}";
}

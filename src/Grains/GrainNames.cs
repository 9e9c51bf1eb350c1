using System.Globalization;

namespace Fabric.Grains;

/// <summary>The keys of grains: <c>namespace/name</c>, and for a broker partition <c>namespace/name/partition</c>.</summary>
internal static class GrainNames
{
    public static string OfBroker(ResourceName broker, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{broker}/{partition}");

    public static (ResourceName Name, int Partition) Broker(string key)
    {
        var slash = key.LastIndexOf('/');
        return (Resource(key[..slash]), int.Parse(key[(slash + 1)..], CultureInfo.InvariantCulture));
    }

    public static ResourceName Resource(string key) =>
        ResourceName.TryParse(key, out var name) ? name.Value : throw new FormatException($"'{key}' is not a key of the form namespace/name.");
}

using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>Reads the fields that every kind with an <c>endpoint</c> has.</summary>
internal static class HttpEndpoints
{
    /// <summary>The endpoint of a spec without faults.</summary>
    public static HttpEndpoint Read(FieldReader spec, FieldReader username, Secret? password) => new()
    {
        Uri = HttpUrl.Parse(spec["endpoint"].Text!)!,
        BasicAuth = password is { } known ? new(username.Text ?? "", known) : null,
        Headers = Texts(spec["headers"]),
        SkipVerify = spec["skipVerify"].Flag ?? false,
        CaCertificate = spec["caCertificate"].Text is { Length: > 0 } pem ? pem : null,
        Resolve = Texts(spec["resolve"]),
    };

    /// <summary>The address with a path behind its own; its query stays.</summary>
    public static Uri Append(Uri uri, string? path)
    {
        if (path is not { Length: > 0 })
            return uri;
        var (left, query) = (uri.GetLeftPart(UriPartial.Path).TrimEnd('/'), uri.Query);
        return new($"{left}/{path.TrimStart('/')}{query}");
    }

    private static ImmutableDictionary<string, string> Texts(FieldReader map)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in map.Entries)
            texts[name] = value.Text ?? "";
        return texts.ToImmutable();
    }
}

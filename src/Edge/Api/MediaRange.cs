using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>One entry of an <c>Accept</c> header: how a client wants its answer.</summary>
/// <param name="Type">The media type, as <c>application/json</c>.</param>
/// <param name="As">The shape: <c>Table</c>, <c>PartialObjectMetadata</c>, …; empty for the resource itself.</param>
/// <param name="Version">The version of the shape.</param>
internal sealed record MediaRange(string Type, string As, string Version)
{
    public bool IsJson => Type is "application/json" or "application/*" or "*/*" or "text/json";

    public bool IsYaml => Type is "application/yaml";

    public bool IsTable => As == "Table" && Version is "v1" or "v1beta1";

    public bool IsMetadata => As is "PartialObjectMetadata" or "PartialObjectMetadataList";

    /// <summary>What the client accepts, best first; everything where it does not say.</summary>
    public static IReadOnlyList<MediaRange> In(HttpRequest request)
    {
        var header = request.Headers.Accept.ToString();
        return header.Length == 0
            ? [new MediaRange("*/*", "", "")]
            : [.. header.Split(',').Select(Parse).Where(entry => entry.Quality > 0).OrderByDescending(entry => entry.Quality).Select(entry => entry.Range)];
    }

    /// <summary>The first range that this API can answer; null where there is none.</summary>
    public static MediaRange? Chosen(HttpRequest request) =>
        In(request).FirstOrDefault(range => (range.IsJson || range.IsYaml) && (range.As.Length == 0 || range.IsTable || range.IsMetadata));

    // By hand: Kubernetes' types, as application/com.github.proto-openapi.spec.v2@v1.0+protobuf, are no valid media types.
    private static (MediaRange Range, double Quality) Parse(string entry)
    {
        var parts = entry.Split(';', StringSplitOptions.TrimEntries);
        string Parameter(string name) =>
            parts.Skip(1).FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim('"') ?? "";
        var quality = double.TryParse(Parameter("q"), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : 1;
        return (new MediaRange(parts[0].ToLowerInvariant(), Parameter("as"), Parameter("v")), quality);
    }
}

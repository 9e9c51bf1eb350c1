using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

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
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) || accepted.Count == 0)
            return [new MediaRange("*/*", "", "")];
        return
        [
            .. accepted.Where(range => range.Quality is not 0)
                .OrderByDescending(range => range.Quality ?? 1)
                .Select(range => new MediaRange(range.MediaType.Value!.ToLowerInvariant(), Parameter(range, "as"), Parameter(range, "v"))),
        ];
    }

    /// <summary>The first range that this API can answer; null where there is none.</summary>
    public static MediaRange? Chosen(HttpRequest request) =>
        In(request).FirstOrDefault(range => (range.IsJson || range.IsYaml) && (range.As.Length == 0 || range.IsTable || range.IsMetadata));

    private static string Parameter(MediaTypeHeaderValue range, string name) =>
        range.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value.Value ?? "";
}

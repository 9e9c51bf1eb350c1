using System.Net.Http.Headers;

namespace Fabric.Edge.Sources;

/// <summary>What a server said about the version of an answer, for the next conditional request (RFC 9110, section 13).</summary>
internal sealed record Validators(EntityTagHeaderValue? ETag = null, DateTimeOffset? LastModified = null)
{
    public static Validators Of(HttpResponseMessage response) =>
        new(response.Headers.ETag, response.Content.Headers.LastModified);

    public void ApplyTo(HttpRequestMessage request)
    {
        if (ETag is not null)
            request.Headers.IfNoneMatch.Add(ETag);
        if (LastModified is not null)
            request.Headers.IfModifiedSince = LastModified;
    }
}

using System.Net.Http.Headers;
using System.Text;
using Fabric.Edge.Delivery;
using Fabric.Events;
using Fabric.Targets;

namespace Fabric.Edge.Targets;

/// <summary>The request that an event makes of an HTTP target.</summary>
internal sealed record HttpTargetRequest(
    Uri Uri, ReadOnlyMemory<byte>? Body, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>Answers null and why, where the event asks for something that is no request.</summary>
    public static HttpTargetRequest? From(HttpTargetSpec target, EventRecord record, out string? problem)
    {
        problem = null;
        if (!record.Type.SequenceEqual("io.triggermesh.http.request"u8))
            return new HttpTargetRequest(target.Endpoint.Uri, record.HasData ? record.Data : default(ReadOnlyMemory<byte>?), NoHeaders);
        if (HttpRequestPayload.Parse(record.Data, out problem) is not { } payload)
            return null;
        if (RequestUri.Join(target.Endpoint.Uri, payload.PathSuffix, payload.QueryString) is { } uri)
            return new HttpTargetRequest(uri, payload.Body, payload.Headers);
        problem = $"data.path_suffix: \"{payload.PathSuffix}\" leaves the path of {TransportFault.Show(target.Endpoint.Uri)}";
        return null;
    }

    public HttpRequestMessage ToMessage(HttpTargetSpec target, EventRecord record, string? token)
    {
        var request = EndpointHeaders.NewRequest(HttpMethod.Parse(target.Method), Uri);
        if (Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            var contentType = record.Find(AttributeCode.DataContentType);
            if (!contentType.IsEmpty)
                EndpointHeaders.Set(request, "Content-Type", Encoding.UTF8.GetString(contentType));
        }

        TraceHeaders.Write(request, record);
        EndpointHeaders.Apply(request, target.Endpoint);
        foreach (var (name, value) in Headers)
            EndpointHeaders.Set(request, name, value);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}

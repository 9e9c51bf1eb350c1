using Microsoft.AspNetCore.Http;

namespace Fabric.Cli.Bench.Relays;

/// <summary>An event as the relay passes it on: the <c>ce-</c> headers and the body, as they came.</summary>
internal sealed class RelayedEvent
{
    private readonly List<KeyValuePair<string, string>> _headers = new(8);
    private string? _contentType;
    private byte[] _body = [];

    public static async ValueTask<RelayedEvent> Read(HttpRequest request)
    {
        var read = new RelayedEvent { _contentType = request.ContentType, _body = new byte[request.ContentLength ?? 0] };
        foreach (var (name, value) in request.Headers)
        {
            if (name.StartsWith("ce-", StringComparison.OrdinalIgnoreCase))
                read._headers.Add(new(name, value.ToString()));
        }

        await request.Body.ReadExactlyAsync(read._body);
        return read;
    }

    public HttpRequestMessage ToRequest(Uri target)
    {
        var content = new ByteArrayContent(_body);
        if (_contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", _contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Fabric.Silo.Tests.Cluster;

/// <summary>A client that publishes as real ones do: what was not acknowledged goes to the next silo, until it is.</summary>
internal sealed class Publishing(Func<IReadOnlyList<Uri>> silos) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    private int _retries;

    /// <summary>Attempts that were not acknowledged.</summary>
    public int Retries => Volatile.Read(ref _retries);

    /// <summary>Answers other than 2xx and 503, which a client has no reason to expect.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Surprises { get; } = [];

    /// <summary>Publishes one event until a silo acknowledges it; answers false when the patience ended first.</summary>
    public async Task<bool> Publish(string broker, string key, string id, int first, CancellationToken patience)
    {
        for (var attempt = 0; !patience.IsCancellationRequested; attempt++)
        {
            var all = silos();
            if (all.Count > 0 && await Try(all[(first + attempt) % all.Count], broker, key, id))
                return true;
            Interlocked.Increment(ref _retries);
            using var timer = new PeriodicTimer(Pause);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return false;
    }

    /// <summary>Tries once.</summary>
    public async Task<HttpStatusCode> Attempt(Uri silo, string broker, string id)
    {
        using var request = Request(silo, broker, "k", id);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> Try(Uri silo, string broker, string key, string id)
    {
        try
        {
            using var request = Request(silo, broker, key, id);
            using var response = await _http.SendAsync(request);
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.ServiceUnavailable)
                Surprises.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public static HttpRequestMessage Request(Uri silo, string broker, string key, string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(silo, $"/brokers/default/{broker}"))
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes($"{{\"id\":\"{id}\"}}")),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in new[]
            { ("specversion", "1.0"), ("id", id), ("source", "test"), ("type", "test.event"), ("partitionkey", key) })
            request.Headers.Add("ce-" + name, value);
        return request;
    }
}

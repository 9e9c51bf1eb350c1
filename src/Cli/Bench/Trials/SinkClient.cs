using System.Net.Http.Json;
using System.Text.Json;
using Fabric.Cli.Bench.Sinks;

namespace Fabric.Cli.Bench.Trials;

/// <summary>Asks a sink in another process.</summary>
internal sealed class SinkClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public Uri Address => address;

    public Task<SinkCounts> Reset(long from, CancellationToken cancellation) => Ask<SinkCounts>($"reset?from={from}", cancellation);

    public Task<SinkCounts> Counts(CancellationToken cancellation) => Ask<SinkCounts>("counts", cancellation);

    public Task<Missing> Missing(int lane, long end, CancellationToken cancellation) =>
        Ask<Missing>($"missing?lane={lane}&end={end}", cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<T> Ask<T>(string path, CancellationToken cancellation) =>
        (await _http.GetFromJsonAsync<T>(path, JsonSerializerOptions.Web, cancellation))!;
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Fabric.Benchmarks.Cluster;

/// <summary>Something that is measured: the embedded node, or a cluster of silos, in processes of its own.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Storage">What its broker keeps events in.</param>
/// <param name="Programs">The program of each process with its arguments.</param>
internal sealed record Subject(string Name, string Storage, IReadOnlyList<string[]> Programs)
{
    /// <summary>Starts the processes and declares a broker with a trigger that delivers to the sink.</summary>
    public async Task<Running> Start(Uri sink)
    {
        var running = new Running();
        foreach (var program in Programs)
            await running.Add(program);
        await running.Declare(Storage, sink);
        return running;
    }

    internal sealed class Running : IAsyncDisposable
    {
        private readonly List<Process> _processes = [];
        private readonly HttpClient _http = new();

        public List<Uri> Addresses { get; } = [];

        public TimeSpan Cpu => TimeSpan.FromTicks(_processes.Sum(process =>
        {
            process.Refresh();
            return process.TotalProcessorTime.Ticks;
        }));

        public async Task Add(string[] program)
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in program)
                start.ArgumentList.Add(argument);
            var process = Process.Start(start)!;
            _processes.Add(process);
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("ready ", StringComparison.Ordinal))
                    continue;
                Addresses.Add(new Uri(line["ready ".Length..]));
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }

            throw new InvalidOperationException($"{string.Join(' ', program)} ended before it was ready.");
        }

        public async Task Declare(string storage, Uri sink)
        {
            await Apply("/apis/eventfabric.dev/v1alpha1/namespaces/default/brokers/load", $$"""
                {"apiVersion":"eventfabric.dev/v1alpha1","kind":"Broker","metadata":{"name":"load"},"spec":{"storage":"{{storage}}"} }
                """);
            await Apply("/apis/eventing.triggermesh.io/v1alpha1/namespaces/default/triggers/load", $$"""
                {"apiVersion":"eventing.triggermesh.io/v1alpha1","kind":"Trigger","metadata":{"name":"load"},
                 "spec":{"broker":{"kind":"Broker","name":"load"},"target":{"uri":"{{sink}}"} } }
                """);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var process in _processes)
            {
                process.Kill();
                await process.WaitForExitAsync();
                process.Dispose();
            }

            _http.Dispose();
        }

        private async Task Apply(string path, string json)
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/apply-patch+yaml");
            using var response = await _http.PatchAsync(new Uri(Addresses[0], path + "?fieldManager=bench"), content);
            response.EnsureSuccessStatusCode();
            while (!IsReady(await _http.GetStringAsync(new Uri(Addresses[0], path))))
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        private static bool IsReady(string resource) =>
            JsonElement.Parse(resource).TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out var conditions)
            && conditions.EnumerateArray().Any(each => each.GetProperty("type").GetString() == "Ready" && each.GetProperty("status").GetString() == "True");
    }
}

using System.Net.Http.Headers;
using System.Text;

namespace Fabric.Cli.Demo;

/// <summary>Plays the demo: connect two clusters, stop and restart one under load, count.</summary>
internal sealed class DemoRun(TextWriter output, TimeProvider time)
{
    private const int Events = 1_000;
    private const int EventsPerSecond = 200;
    private const string Sources = "/apis/sources.triggermesh.io/v1alpha1/namespaces/default/";
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(12);

    private readonly DemoTally _tally = new();

    /// <returns>0 where nothing was lost, else 1.</returns>
    public async Task<int> Play(bool keep, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("fabric-demo-").FullName;
        using var http = new HttpClient();
        using var receiver = new DemoNode("receiver", folder, time);
        using var sender = new DemoNode("sender", folder, time);
        try
        {
            var webhook = await Connect(receiver, sender, http, cancellationToken);
            var arrivals = new ArrivalReader(receiver.OutputFile);
            await ShowFirst(webhook, arrivals, http, cancellationToken);
            await PostDuringRestart(webhook, receiver, arrivals, http, cancellationToken);
            await AwaitArrivals(arrivals, cancellationToken);
            if (keep)
                await Keep(receiver, sender, webhook, folder);
            else
                await Task.WhenAll(receiver.Stop(cancellationToken), sender.Stop(cancellationToken));
            await Summarize();
            return _tally.IsComplete ? 0 : 1;
        }
        finally
        {
            if (!keep && _tally.IsComplete)
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<string> Connect(DemoNode receiver, DemoNode sender, HttpClient http, CancellationToken cancellationToken)
    {
        await receiver.Start(Manifest("receiver"), cancellationToken);
        await output.WriteLineAsync($"receiver  {receiver.Address}  (process {receiver.ProcessId})");
        var gateway = await receiver.AddressOf(Sources + "cloudeventssources/gateway-in", http, cancellationToken);
        await output.WriteLineAsync($"          CloudEventsSource gateway-in listens on {gateway}");

        await sender.Start(
            Manifest("sender").Replace("<REPLACE-WITH-CLOUDEVENTSSOURCE-HTTP-ENDPOINT>", gateway, StringComparison.Ordinal),
            cancellationToken);
        await output.WriteLineAsync($"sender    {sender.Address}  (process {sender.ProcessId})");
        var webhook = await sender.AddressOf(Sources + "webhooksources/webhook", http, cancellationToken);
        await output.WriteLineAsync($"          WebhookSource webhook listens on {webhook}");
        return webhook;
    }

    private async Task ShowFirst(string webhook, ArrivalReader arrivals, HttpClient http, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"\n$ curl -d '{Message(0)}' {webhook}");
        await Post(webhook, 0, http, cancellationToken);
        await AwaitArrivals(arrivals, cancellationToken);
        await output.WriteLineAsync(arrivals.FirstBlock() + "\n");
    }

    private async Task PostDuringRestart(
        string webhook, DemoNode receiver, ArrivalReader arrivals, HttpClient http, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Posting {Events} events at {EventsPerSecond}/s ...");
        var restart = Restart(receiver, cancellationToken);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / EventsPerSecond), time);
        for (var number = 1; number <= Events; number++)
        {
            await pace.WaitForNextTickAsync(cancellationToken);
            await Post(webhook, number, http, cancellationToken);
            Count(arrivals);
        }

        await restart;
        await output.WriteLineAsync($"  {Events} acknowledged by the sender, {_tally.Arrived - 1} shown by the receiver so far");
    }

    private async Task Restart(DemoNode receiver, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.5), time, cancellationToken);
        await receiver.Stop(cancellationToken);
        await output.WriteLineAsync("  the receiver is stopped; the sender keeps what it takes");
        await Task.Delay(TimeSpan.FromSeconds(1.5), time, cancellationToken);
        await receiver.Start(Manifest("receiver"), cancellationToken);
        await output.WriteLineAsync($"  the receiver is back (process {receiver.ProcessId})");
    }

    private async Task AwaitArrivals(ArrivalReader arrivals, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (Count(arrivals); !_tally.IsComplete && time.GetElapsedTime(started) < ArrivalTimeout; Count(arrivals))
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
    }

    private void Count(ArrivalReader arrivals)
    {
        foreach (var number in arrivals.Next())
            _tally.Arrival(number);
    }

    private async Task Post(string webhook, int number, HttpClient http, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Message(number)));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var response = await http.PostAsync(webhook, body, cancellationToken);
        if (response.IsSuccessStatusCode)
            _tally.Acknowledged(number);
        else
            await output.WriteLineAsync($"  event {number} was refused: {(int)response.StatusCode} {response.ReasonPhrase}");
    }

    private async Task Keep(DemoNode receiver, DemoNode sender, string webhook, string folder)
    {
        await output.WriteLineAsync(
            $"""

            Both nodes are left running.
              post events   curl -d 'hello' {webhook}
              see them      curl {new Uri(receiver.Address, "/displays/default/event-display/events")}
              in a browser  {new Uri(receiver.Address, "/displays/default/event-display")}
              steer them    kubectl --server {sender.Address.GetLeftPart(UriPartial.Authority)} get triggers.eventing.triggermesh.io
              their files   {folder}
              stop them     kill {sender.ProcessId} {receiver.ProcessId}
            """);
        receiver.Release();
        sender.Release();
    }

    private async Task Summarize()
    {
        foreach (var (number, times) in _tally.Repeated)
            await output.WriteLineAsync($"  event {number} arrived {times} times: it was in flight when the receiver stopped");
        await output.WriteLineAsync(_tally.ToString());
    }

    private static string Message(int number) => $"greeting {number} from the sender cluster";

    private static string Manifest(string name)
    {
        using var stream = typeof(DemoRun).Assembly.GetManifestResourceStream($"Fabric.Cli.Demo.{name}.yaml")!;
        return new StreamReader(stream).ReadToEnd();
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Fabric.Contract.Servers;

namespace Fabric.Silo.Tests.Cluster;

/// <summary>A PostgreSQL and any number of silos, in processes of their own.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private readonly List<SiloProcess> _silos = [];
    private readonly Lock _lock = new();
    private readonly string _database;
    private readonly string[] _flags;
    private int _named;

    private RunningCluster(PostgresServer postgres, string database, string[] flags)
    {
        Postgres = postgres;
        _database = database;
        _flags = flags;
    }

    public PostgresServer Postgres { get; }

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The silos that were started and not ended since.</summary>
    public IReadOnlyList<SiloProcess> Silos
    {
        get
        {
            lock (_lock)
                return [.. _silos];
        }
    }

    public IReadOnlyList<Uri> Addresses => [.. Silos.Select(silo => silo.Address)];

    public static async Task<RunningCluster> Start(int silos, PostgresServer postgres, params string[] flags)
    {
        var cluster = new RunningCluster(postgres, await postgres.NewDatabase(), flags);
        try
        {
            // All at once: they create the schema together, as pods of a new deployment do.
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.Add()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task<SiloProcess> Add()
    {
        var name = $"silo-{Interlocked.Increment(ref _named)}";
        var silo = SiloProcess.Start(
        [
            "--clustering", "postgres", "--postgres", _database, "--silo-name", name,
            "--silo-port", "0", "--gateway-port", "0", "--port", "0", .. _flags,
        ]);
        try
        {
            await silo.Ready;
        }
        catch
        {
            silo.Dispose();
            throw;
        }

        lock (_lock)
            _silos.Add(silo);
        return silo;
    }

    public async Task KillHard(SiloProcess silo)
    {
        Forget(silo);
        await silo.KillHard();
        silo.Dispose();
    }

    public async Task<int> Terminate(SiloProcess silo)
    {
        Forget(silo);
        var code = await silo.Terminate();
        silo.Dispose();
        return code;
    }

    /// <summary>Creates or replaces a resource, as <c>kubectl apply</c> would.</summary>
    public async Task Apply(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/apply-patch+yaml");
        using var response = await Http.PatchAsync(new Uri(Addresses[0], $"{path}?fieldManager=test"), content);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Asks one silo.</summary>
    public async Task<(HttpStatusCode Status, string Text)> Get(string path)
    {
        using var response = await Http.GetAsync(new Uri(Addresses[0], path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Declares a broker that keeps its events in the database, and waits until it is ready.</summary>
    public async Task Declare(string broker, int partitions = 1)
    {
        var path = $"/apis/eventfabric.dev/v1alpha1/namespaces/default/brokers/{broker}";
        await Apply(path, $$"""
            {"apiVersion":"eventfabric.dev/v1alpha1","kind":"Broker","metadata":{"name":"{{broker}}"},
             "spec":{"storage":"Postgres","partitions":{{partitions}} } }
            """);
        await Ready(path);
    }

    /// <summary>Declares a trigger that keeps the order of each key, and waits until it is ready: what is published from then on is promised to it.</summary>
    public async Task DeclareTrigger(string trigger, string broker, Uri target)
    {
        var path = $"/apis/eventing.triggermesh.io/v1alpha1/namespaces/default/triggers/{trigger}";
        await Apply(path, $$"""
            {"apiVersion":"eventing.triggermesh.io/v1alpha1","kind":"Trigger","metadata":{"name":"{{trigger}}"},"spec":{
              "broker":{"kind":"Broker","name":"{{broker}}"},"target":{"uri":"{{target}}"},"delivery":{"order":"Ordered"} } }
            """);
        await Ready(path);
    }

    public async Task Eventually(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, $"It did not come to hold.\n{Logs()}");
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits until a resource says that it is ready.</summary>
    public async Task Ready(string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var status = "";
        while (!patience.IsCancellationRequested)
        {
            status = await Http.GetStringAsync(new Uri(Addresses[0], path));
            var conditions = JsonElement.Parse(status).TryGetProperty("status", out var found) && found.TryGetProperty("conditions", out var all)
                ? all.EnumerateArray()
                : default;
            if (conditions.Any(condition => condition.GetProperty("type").GetString() == "Ready" && condition.GetProperty("status").GetString() == "True"))
                return;
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }

        Assert.Fail($"{path} did not become ready: {status}");
    }

    /// <summary>What every silo wrote to its log, for a failed test.</summary>
    public string Logs() => string.Join("\n", Silos.Select(silo => silo.Error));

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
            silo.Dispose();
        Http.Dispose();
        await Task.CompletedTask;
    }

    private void Forget(SiloProcess silo)
    {
        lock (_lock)
            _silos.Remove(silo);
    }
}

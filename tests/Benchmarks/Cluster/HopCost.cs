using System.Diagnostics;
using System.Globalization;
using System.Net;
using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Events;
using Fabric.EventLog;
using Fabric.Grains;
using Fabric.Silo;
using Fabric.Sources;
using Fabric.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Benchmarks.Cluster;

/// <summary>What a grain call adds to publishing a batch: on the broker itself, through its grain in this silo, and in another one over TCP.</summary>
internal static class HopCost
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);
    private static readonly BrokerSpec Spec = new() { Limits = new LogLimits { MaxEvents = 100_000 } };

    public static async Task Run()
    {
        using var first = await Silo(41_000, 42_000);
        using var second = await Silo(41_001, 42_001);
        var fabric = first.Services.GetRequiredService<IFabric>();
        var (here, there) = await Brokers(first, second, fabric);
        using var meters = new UnobservedMeters();
        await using var bare = await Broker.Open(new("default", "bare"), 0, Environment(meters), default);
        await bare.Configure(Spec, default);

        Console.WriteLine("| events in a batch | broker itself | grain in this silo | grain in another silo | the network hop adds |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var size in new[] { 1, 10, 100 })
        {
            var batch = Batch(size);
            var (itself, local, remote) = (await Measure(bare, batch), await Measure(here, batch), await Measure(there, batch));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {size} | {itself:F1} µs | {local:F1} µs | {remote:F1} µs | {remote - itself:F1} µs, {(remote - itself) / size:F1} µs an event |"));
        }

        await second.StopAsync();
        await first.StopAsync();
    }

    private static async Task<double> Measure(IBroker broker, EventBatch batch)
    {
        for (var warm = 0; warm < 2_000; warm++)
            await broker.Publish(batch, PublishKind.Ingest, default);
        var (clock, calls) = (Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < Time; calls++)
            await broker.Publish(batch, PublishKind.Ingest, default);
        return clock.Elapsed.TotalMicroseconds / calls;
    }

    private static async Task<(IBroker Here, IBroker There)> Brokers(IHost first, IHost second, IFabric fabric)
    {
        var own = first.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var management = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var (here, there) = ((IBroker?)null, (IBroker?)null);
        for (var number = 0; here is null || there is null; number++)
        {
            var broker = fabric.Broker(new("default", $"hop{number}"), 0);
            await broker.Configure(Spec, default);
            if (Equals(await management.GetActivationAddress((IBrokerGrain)broker), own))
                here = broker;
            else
                there = broker;
        }

        return (here, there);
    }

    private static async Task<IHost> Silo(int port, int gateway)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(_ => MemoryStorage.Create());
        builder.Services.AddSingleton<ISubscribers, NoSubscribers>();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(port, gateway, new IPEndPoint(IPAddress.Loopback, 41_000))
            .AddMemoryGrainStorage("PubSubStore")
            .AddFabricGrains());
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static BrokerEnvironment Environment(UnobservedMeters meters) => new(
        new MemoryLogs(), new Fabric.Embedded.Storage.MemoryStateStore<BrokerState>(), TimeProvider.System, NullLoggerFactory.Instance, new FabricMetrics(meters));

    private static EventBatch Batch(int size)
    {
        var writer = new EventWriter();
        for (var number = 0; number < size; number++)
            new CloudEvent { Id = $"{number}", Type = "bench.event", Source = "bench", Data = new byte[1024] }.WriteTo(writer);
        return writer.ToBatch();
    }

    private sealed class NoSubscribers : ISubscribers
    {
        public ISubscriber Open(Destination destination) => throw new NotSupportedException();
    }

    private sealed class MemoryLogs : IEventLogs
    {
        public ValueTask<IEventLog> Open(ResourceName broker, int partition, BrokerSpec spec, CancellationToken cancellationToken) =>
            new(new MemoryEventLog(spec.Limits, TimeProvider.System));

        public ValueTask Delete(ResourceName broker, int partition, StorageKind storage, CancellationToken cancellationToken) => default;
    }
}

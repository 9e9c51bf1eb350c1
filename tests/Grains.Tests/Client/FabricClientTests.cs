using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Contract.Servers;
using Fabric.EventLog;
using Fabric.Grains.Client;
using Fabric.Resources;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;

namespace Fabric.Grains.Tests.Client;

public sealed class FabricClientTests : IAsyncLifetime
{
    private static readonly ResourceName Orders = new("default", "orders");
    private static readonly ResourceName Audit = new("default", "audit");
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.Start(await (await PostgresServer.Shared).NewDatabase());
        await _cluster.Apply(new Topology
        {
            Brokers = new[] { Orders, Audit }.ToFrozenDictionary(
                broker => broker, broker => new BrokerSpec { Partitions = broker == Orders ? 3 : 1 }),
        });
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_client_publishes_to_every_partition_and_follows()
    {
        var client = _cluster.Inner.Client.ServiceProvider.GetRequiredService<IFabricClient>();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var tail = await client.Follow(Orders, end.Token);
        var events = Some.Events(Enumerable.Range(0, 20).Select(number => Some.Event($"{number}", source: $"/{number}")));
        var outcome = await client.Publish(Orders, events);
        Assert.Equal((PublishStatus.Accepted, 20), (outcome.Status, outcome.Stored));
        var shown = new HashSet<string>();
        await foreach (var slice in tail)
        {
            shown.UnionWith(slice.Events.Ids());
            if (shown.Count == 20)
                await end.CancelAsync();
        }

        Assert.Equal(20, shown.Count);
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async partition => await _cluster.Get<IFabric>().Broker(Orders, partition).Status(default))),
            status => Assert.True(status.End > Offset.Zero));
    }

    [Fact]
    public async Task A_client_is_told_that_a_broker_does_not_exist_and_finds_it_once_it_does()
    {
        var client = _cluster.Inner.Client.ServiceProvider.GetRequiredService<IFabricClient>();
        var later = new ResourceName("default", "later");
        Assert.Equal(PublishStatus.NotFound, (await client.Publish(later, Some.Event("1"))).Status);
        await _cluster.Apply(new Topology { Brokers = new[] { later }.ToFrozenDictionary(name => name, _ => new BrokerSpec()) });
        Assert.Equal(PublishStatus.Accepted, (await client.Publish(later, Some.Event("1"))).Status);
    }

    [Fact]
    public async Task A_grain_in_a_silo_of_an_application_publishes_and_listens()
    {
        var application = await _cluster.StartApplication();
        RequestContext.Set(IPlacementDirector.PlacementHintKey, application.SiloAddress);
        var grain = application.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IAuditGrain>(Orders.ToString());
        Assert.Equal(application.SiloAddress, await grain.Listen());
        RequestContext.Clear();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var heard = (await _cluster.Get<IFabricClient>().Follow(Audit, end.Token)).GetAsyncEnumerator();

        var first = heard.MoveNextAsync().AsTask();
        // Who begins to listen hears soon, not at once.
        for (var said = 0; !first.IsCompleted; said++)
        {
            Assert.Equal(PublishStatus.Accepted, (await grain.Say($"{said}")).Status);
            await Task.WhenAny(first, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }

        Assert.True(await first);
        Assert.StartsWith("heard-", heard.Current.Events.Ids()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_grains_of_the_fabric_stay_on_its_own_silos()
    {
        var application = await _cluster.StartApplication();
        var fabric = application.ServiceProvider.GetRequiredService<IFabric>();
        var management = application.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        for (var number = 0; number < 10; number++)
        {
            var broker = fabric.Broker(new("default", $"broker-{number}"), 0);
            await broker.Status(default);
            var found = await management.GetActivationAddress((IBrokerGrain)broker);
            Assert.Contains(found, _cluster.Silos.Take(2).Select(silo => silo.SiloAddress));
        }
    }
}

using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Contract.Fabrics;
using Fabric.Contract.Servers;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Grains.Tests;

public sealed class CancellationTests : IAsyncLifetime
{
    // Ten seconds of redriving, were it not cancelled.
    private const int Letters = 1_000;
    private static readonly ResourceName Orders = new("default", "orders");
    private static readonly ResourceName Audit = new("default", "audit");
    private readonly ScriptedTargets _targets = new();
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.Start(await (await PostgresServer.Shared).NewDatabase());
        _cluster.Subscribers.Target = _targets;
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_cancelled_redrive_stops_wherever_the_trigger_lives()
    {
        _targets["audit"].Answer = _ => Task.FromResult(ScriptedTarget.Failed());
        await _cluster.Apply(new Topology
        {
            Brokers = FrozenDictionary.ToFrozenDictionary<ResourceName, BrokerSpec>([new(Orders, new BrokerSpec())]),
            Triggers = FrozenDictionary.ToFrozenDictionary<ResourceName, TriggerSpec>(
                [new(Audit, new TriggerSpec { Broker = Orders, MaxInFlight = 1, Target = ScriptedTargets.Destination("audit") })]),
        });
        // Of the callers in both silos at least one is in another silo than the trigger.
        for (var silo = 0; silo < 2; silo++)
            await CancelARedrive(_cluster.Get<IFabric>(silo).Trigger(Audit), _cluster.Get<IFabric>(silo).Broker(Orders, 0));
    }

    private async Task CancelARedrive(ITrigger trigger, IBroker broker)
    {
        var target = _targets["audit"];
        target.Answer = _ => Task.FromResult(ScriptedTarget.Failed());
        await broker.Publish(Contract.Some.Events(Enumerable.Range(0, Letters).Select(number => Contract.Some.Event($"{number}"))), PublishKind.Ingest, default);
        while ((await trigger.Status(default)).DeadLettersKept < Letters)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);

        target.Answer = async _ =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            return ScriptedTarget.Failed();
        };
        var attempts = target.Attempts.Count;
        using var cancel = new CancellationTokenSource();
        var redrive = trigger.Redrive([], cancel.Token).AsTask();
        await target.WaitForAttempts(attempts + 1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => redrive.WaitAsync(TimeSpan.FromSeconds(30)));
        // Waits for its turn, and so for the end of the redrive.
        await trigger.Purge([], default);
        Assert.InRange(target.Attempts.Count, attempts + 1, attempts + Letters - 1);
    }
}

using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Journals;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fabric.Triggers;

/// <summary>What a trigger needs of its host.</summary>
/// <param name="Fabric">Finds the broker that it reads.</param>
/// <param name="Subscribers">Opens its target and its dead letter sink.</param>
/// <param name="Publisher">Takes replies back into the broker.</param>
/// <param name="States">Keeps the cursor of a durable trigger.</param>
/// <param name="DeadLetters">Keeps what could not be delivered.</param>
/// <param name="Time">The clock of every wait.</param>
/// <param name="Metrics">Counts attempts and dead letters.</param>
/// <param name="Log">Gets a line for each change of state, none for an event.</param>
public sealed record TriggerServices(
    IFabric Fabric,
    ISubscribers Subscribers,
    Publisher Publisher,
    IStateStore<TriggerState> States,
    IDeadLetterLogs DeadLetters,
    TimeProvider Time,
    FabricMetrics Metrics,
    ILogger<Trigger> Log)
{
    /// <summary>Spreads retries; a test gives its own.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>What the journals of all the triggers that share it may take.</summary>
    public JournalRoom Journals { get; init; } = new();
}

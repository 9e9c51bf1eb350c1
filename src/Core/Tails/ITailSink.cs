using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Tails;

/// <summary>Takes what a broker appended, to show it to those who look on.</summary>
public interface ITailSink
{
    /// <summary>Events are in the log. Neither waits nor throws.</summary>
    void Appended(ResourceName broker, TailBatch batch);
}

/// <summary>What one append put into a log.</summary>
/// <param name="Partition">The broker's partition.</param>
/// <param name="Log">The log's identity: offsets of different logs say nothing about each other.</param>
/// <param name="First">The offset of the first event.</param>
/// <param name="Events">The events.</param>
public sealed record TailBatch(int Partition, Guid Log, Offset First, EventBatch Events);

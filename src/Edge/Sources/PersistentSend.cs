using Fabric.Delivery;
using Fabric.Events;
using Fabric.Sources;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Sources;

/// <summary>
/// Sends an event that no caller will send again, as a poll's or a tick's: retries what may succeed later, for a
/// minute, and says what became of it.
/// </summary>
public sealed partial class PersistentSend(SinkSender sink, TimeProvider time, ILogger<PersistentSend> logger)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(1);

    public async Task<bool> Send(SourceSpec source, EventBatch events, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var wait = TimeSpan.FromMilliseconds(250);
        while (true)
        {
            var outcome = await sink.Send(source.Sink, events, cancellationToken);
            if (outcome.Status == DeliveryStatus.Delivered)
                return true;
            if (outcome.Status == DeliveryStatus.Failed || time.GetElapsedTime(started) + wait > GiveUpAfter)
            {
                Log.Lost(logger, source.Workload, source.Name, outcome.Reason ?? "the sink refused it");
                return false;
            }

            await Task.Delay(outcome.RetryAfter > wait ? outcome.RetryAfter.Value : wait, time, cancellationToken);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, TimeSpan.FromSeconds(10).Ticks));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Event was lost: {Workload} ({Source}) could not send it: {Reason}")]
        public static partial void Lost(ILogger logger, string workload, ResourceName source, string reason);
    }
}

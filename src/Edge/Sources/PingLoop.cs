using Fabric.Events;
using Fabric.Sources;

namespace Fabric.Edge.Sources;

/// <summary>Runs a PingSource: one event at each time of its schedule. A tick that was missed is not made up.</summary>
public sealed class PingLoop(PersistentSend send, TimeProvider time)
{
    // Longer waits are cut, so that a changed system clock is noticed and no timer overflows.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public async Task Run(PingSourceSpec source, CancellationToken cancellationToken)
    {
        var after = time.GetUtcNow();
        while (source.Schedule.Next(after) is { } tick)
        {
            for (var wait = tick - time.GetUtcNow(); wait > TimeSpan.Zero; wait = tick - time.GetUtcNow())
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);

            await send.Send(source, Encode(source), cancellationToken);
            var now = time.GetUtcNow();
            after = now > tick ? now : tick;
        }
    }

    private EventBatch Encode(PingSourceSpec source)
    {
        var writer = new EventWriter();
        writer.Begin();
        writer.Attribute("id", Guid.NewGuid().ToString());
        writer.Attribute("source", source.EventSource);
        writer.Attribute("type", source.EventType);
        writer.Attribute("time", Timestamps.Format(time.GetUtcNow()));
        if (source.ContentType is { } contentType)
            writer.Attribute("datacontenttype", contentType);
        SourceAttributes.Write(writer, source, request: null);
        if (source.Data is { } data)
            writer.End(data.Span);
        else
            writer.End();
        return writer.ToBatch();
    }
}

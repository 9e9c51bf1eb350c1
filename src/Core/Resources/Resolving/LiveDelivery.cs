using System.Globalization;
using System.Text.Json.Nodes;
using Fabric.Replays;
using Fabric.Triggers;

namespace Fabric.Resources.Resolving;

/// <summary>Writes <c>status.delivery</c>, as people read it.</summary>
internal static class LiveDelivery
{
    public static JsonObject Write(TriggerStatus live)
    {
        var delivery = new JsonObject
        {
            ["lagEvents"] = live.LagEvents,
            ["lagSeconds"] = (long)(live.LagAge ?? TimeSpan.Zero).TotalSeconds,
            ["inFlight"] = live.InFlight,
            ["delivered"] = live.Delivered,
            ["retried"] = live.Retried,
            ["deadLettered"] = live.DeadLettered,
            ["deadLettersKept"] = live.DeadLettersKept,
            ["targetDown"] = live.TargetDown,
        };
        if (live.LastError is { } error)
            delivery["lastError"] = error;
        if (live.LastErrorAt is { } errorAt)
            delivery["lastErrorTime"] = Time(errorAt);
        if (live.LastDeliveredAt is { } deliveredAt)
            delivery["lastDeliveredTime"] = Time(deliveredAt);
        if (live.Replay is { } replay)
            delivery["replay"] = Replay(replay);
        return delivery;
    }

    private static JsonObject Replay(ReplayStatus replay)
    {
        var json = new JsonObject
        {
            ["phase"] = replay.Phase.ToString(),
            ["startTime"] = Time(replay.StartedAt),
            ["events"] = replay.Events,
            ["left"] = replay.Left,
            ["delivered"] = replay.Delivered,
            ["deadLettered"] = replay.DeadLettered,
        };
        if (replay.EndedAt is { } endedAt)
            json["endTime"] = Time(endedAt);
        return json;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

namespace Fabric.Triggers;

/// <summary>The events of one key and partition, of which one at a time is delivered.</summary>
internal sealed class KeyLine(Cursor cursor, string key)
{
    private const int RecordsWaiting = 128;
    private const int RecordsBehindFailure = 4;

    public (Cursor Cursor, string Key) Name => (cursor, key);

    /// <summary>Events behind the one whose turn it is, in their order.</summary>
    public Queue<PendingEvent> Waiting { get; } = new();

    /// <summary>Events whose turn it is: one, or some more where order was asked for while they were in flight.</summary>
    public int Busy { get; set; }

    /// <summary>True while the event whose turn it is failed and waits.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>Waiting events kept whole; of the others only the offset is kept.</summary>
    public int Records { get; set; }

    public int RecordLimit => IsBlocked ? RecordsBehindFailure : RecordsWaiting;
}

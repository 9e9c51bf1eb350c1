namespace Fabric.Delivery;

/// <summary>The time that one attempt has.</summary>
internal sealed class AttemptTimer
{
    public AttemptTimer() => Entry = new LinkedListNode<AttemptTimer>(this);

    public CancellationTokenSource Source { get; } = new();

    public LinkedListNode<AttemptTimer> Entry { get; }

    /// <summary>A timestamp of the clock that times it.</summary>
    public long EndsAt { get; set; }

    /// <summary>True once its time is over: it is not used for another attempt, which would end with this one.</summary>
    public bool IsLate { get; set; }

    public void Cancel()
    {
        try
        {
            Source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }
}

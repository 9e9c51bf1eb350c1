namespace Fabric.EventLog;

/// <summary>What a log does when it reached its bound and its oldest event is still needed.</summary>
public enum Overflow
{
    /// <summary>Refuse to append: the publisher gets 503 and nothing accepted is lost.</summary>
    Reject = 0,

    /// <summary>Drop the oldest event, needed or not, and count it.</summary>
    DropOldest = 1,
}

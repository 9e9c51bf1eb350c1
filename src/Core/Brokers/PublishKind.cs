namespace Fabric.Brokers;

/// <summary>Where published events come from.</summary>
public enum PublishKind
{
    /// <summary>From outside: refused when the broker is full.</summary>
    Ingest = 0,

    /// <summary>The reply to a delivery: may use the reserve that a full broker keeps for them.</summary>
    Reply = 1,
}

namespace Fabric.Brokers;

/// <summary>Where a broker keeps its events.</summary>
public enum StorageKind
{
    /// <summary>In the memory of the process: promises hold while it lives.</summary>
    Memory = 0,

    /// <summary>In an append-only log on the local disk, synced before each answer.</summary>
    File = 1,

    /// <summary>In PostgreSQL, committed before each answer. Cluster only.</summary>
    Postgres = 2,
}

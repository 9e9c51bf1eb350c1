namespace Fabric.Triggers;

/// <summary>Consecutive offsets.</summary>
/// <param name="From">The first one.</param>
/// <param name="To">The one behind the last.</param>
public readonly record struct OffsetRange(long From, long To);

namespace Fabric.EventLog;

/// <summary>Says that a segment does not hold what was written to it, and what an operator can do.</summary>
internal static class SegmentDamage
{
    public static InvalidDataException At(string path, long position, Offset offset, string? fault) => new(
        $"Event log file {path} is damaged at byte {position}, where event {offset} should be: {fault}. " +
        $"Restore the file from a backup, or stop the node and rename it to {Path.GetFileName(path)}{LogFiles.Damaged} " +
        "to go on without its events.");
}

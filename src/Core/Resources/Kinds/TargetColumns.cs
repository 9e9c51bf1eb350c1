using System.Collections.Immutable;

namespace Fabric.Resources.Kinds;

/// <summary>The columns of TriggerMesh's targets.</summary>
internal static class TargetColumns
{
    public static ImmutableArray<PrinterColumn> All { get; } =
    [
        PrinterColumn.Url, PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.Age, PrinterColumn.NodeUrl,
        PrinterColumn.Message,
    ];
}

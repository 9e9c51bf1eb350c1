using System.Collections.Immutable;

namespace Fabric.Resources.Kinds;

/// <summary>The columns of TriggerMesh's sources.</summary>
internal static class SourceColumns
{
    public static ImmutableArray<PrinterColumn> Http { get; } =
    [
        PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.Url, PrinterColumn.Sink, PrinterColumn.Age,
        PrinterColumn.NodeUrl, PrinterColumn.Message,
    ];

    public static ImmutableArray<PrinterColumn> Pull { get; } =
        [PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.Sink, PrinterColumn.Age, PrinterColumn.Message];
}

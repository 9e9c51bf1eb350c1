namespace Fabric.Cli.Bench.Figures;

/// <summary>This machine cannot measure a figure; the message says why.</summary>
internal sealed class FigureLeftOutException(string reason) : Exception(reason);

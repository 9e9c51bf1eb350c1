namespace Fabric.Cli.Output;

/// <summary>The lines that frame a result.</summary>
internal static class Blocks
{
    public const string Rule = "---------------";
}

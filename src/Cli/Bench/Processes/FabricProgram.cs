namespace Fabric.Cli.Bench.Processes;

/// <summary>How to start a <c>fabric</c>.</summary>
internal static class FabricProgram
{
    /// <summary>The program that runs now, or the one beside it where another program runs its code.</summary>
    public static IReadOnlyList<string> Self { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "fabric"
            ? [Environment.ProcessPath!]
            : ["dotnet", Path.Combine(AppContext.BaseDirectory, "fabric.dll")];

    /// <summary>Another build of it: a program, or a dll that dotnet runs.</summary>
    public static IReadOnlyList<string> At(string path) =>
        Path.GetExtension(path) == ".dll" ? ["dotnet", Path.GetFullPath(path)] : [Path.GetFullPath(path)];
}

using Fabric.Cli.Calls;
using Fabric.Filters;

namespace Fabric.Cli.Output;

/// <summary>How a verb prints its result.</summary>
internal enum OutputFormat
{
    /// <summary>Tables and sentences.</summary>
    Text = 0,
    Json,
    Yaml,

    /// <summary>One <c>kind/name</c> a line.</summary>
    Name,
}

/// <summary>The words of <c>-o</c>.</summary>
internal static class OutputFormats
{
    public static string[] Names { get; } = ["json", "yaml", "name"];

    public static OutputFormat Parse(string? text) => text switch
    {
        null => OutputFormat.Text,
        "json" => OutputFormat.Json,
        "yaml" => OutputFormat.Yaml,
        "name" => OutputFormat.Name,
        _ => throw new Refusal($"-o {text}: give json, yaml or name{NearestName.Hint(text, Names)}"),
    };
}

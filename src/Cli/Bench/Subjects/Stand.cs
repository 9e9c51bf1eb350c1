namespace Fabric.Cli.Bench.Subjects;

/// <summary>What a subject is set up with for a measurement: one broker and these triggers.</summary>
internal sealed record Stand
{
    /// <summary>Where each trigger delivers (a path of the sink), and the only type it takes; null for every type.</summary>
    public IReadOnlyList<(string Path, string? Type)> Triggers { get; init; } = [];

    /// <summary>How many lanes of the sink get every event.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>True where a trigger falls behind on purpose, and the broker must have room for it.</summary>
    public bool IsRoomy { get; init; }

    /// <summary>One trigger without a filter.</summary>
    public static Stand One { get; } = new() { Triggers = [("/0", null)] };

    /// <summary>A broker that only keeps.</summary>
    public static Stand NoTrigger { get; } = new() { Lanes = 0 };

    /// <summary>Every event goes to as many places.</summary>
    public static Stand FanOut(int triggers) =>
        new() { Triggers = [.. Enumerable.Range(0, triggers).Select(lane => ($"/{lane}", (string?)null))], Lanes = triggers };

    /// <summary>Every event goes to one place, which an exact filter among many finds.</summary>
    public static Stand ByType(int types) =>
        new() { Triggers = [.. Enumerable.Range(0, types).Select(type => ("/0", (string?)$"bench.{type:00000}"))] };

    /// <summary>One trigger whose target never answers, beside a healthy one.</summary>
    public static Stand OneHangs { get; } = new() { Triggers = [("/0", null), ("/hang", null)], IsRoomy = true };

    /// <summary>The healthy one of <see cref="OneHangs"/> alone.</summary>
    public static Stand NoneHangs { get; } = new() { Triggers = [("/0", null)], IsRoomy = true };
}

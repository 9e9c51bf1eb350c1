using System.Xml;
using Fabric.Cli.Calls;
using Fabric.Resources.Validation;

namespace Fabric.Cli.Components;

/// <summary>Durations as people type them, written as manifests have them everywhere: <c>PT2S</c>.</summary>
internal static class IsoDuration
{
    /// <exception cref="Refusal">It is no duration.</exception>
    public static string Of(string text, string option) => DurationText.TryParse(text, out var duration) && duration >= TimeSpan.Zero
        ? XmlConvert.ToString(duration)
        : throw new Refusal($"{option} {text}: give a duration, as 500ms, 2s, 1m30s or PT2S");
}

using System.Text.Json;
using Fabric.Resources.Kinds;
using Fabric.Resources.Resolving;
using Microsoft.Extensions.Logging;

namespace Fabric.Resources;

/// <summary>Writes one line when a resource becomes ready, or stops being so.</summary>
internal static partial class ReadinessLog
{
    public static void Write(ILogger logger, Resource resource, JsonElement status)
    {
        // A namespace is ready by being there; nobody waits for that line.
        if (resource.Key.Kind == NamespaceKind.Name)
            return;
        var (before, after) = (Ready(resource.Status), Ready(status));
        if (after is null || (before?.Status, before?.Message) == (after.Status, after.Message))
            return;
        if (after.IsTrue)
            IsReady(logger, resource.Key);
        else
            NotReady(logger, resource.Key, after.Reason, after.Message);
    }

    private static Condition? Ready(JsonElement? status) =>
        Condition.All(status).FirstOrDefault(condition => condition.Type == Condition.Ready);

    [LoggerMessage(1, LogLevel.Information, "{Resource} is ready")]
    private static partial void IsReady(ILogger logger, ResourceKey resource);

    [LoggerMessage(2, LogLevel.Warning, "{Resource} is not ready ({Reason}): {Problem}")]
    private static partial void NotReady(ILogger logger, ResourceKey resource, string? reason, string? problem);
}

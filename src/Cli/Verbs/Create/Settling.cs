using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs.Create;

/// <summary>Gives a new resource a moment to get its status, so that what is printed is what it became.</summary>
internal static class Settling
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);

    /// <summary>The resource once its status is about its newest generation; as it is after three seconds.</summary>
    public static async Task<JsonObject> Wait(VerbCall call, JsonObject resource, ResourceKind kind)
    {
        if (call.IsStopped)
            return resource;
        var started = TimeProvider.System.GetTimestamp();
        while (!IsSettled(resource) && TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(Glance, TimeProvider.System, call.Cancellation);
            resource = await call.Resources.Find(kind, call.Context.Namespace, resource.Name(), call.Cancellation) ?? resource;
        }

        return resource;
    }

    /// <summary>Says what keeps a resource from being ready.</summary>
    public static void Warn(VerbCall call, JsonObject resource)
    {
        var ready = resource.Condition("Ready");
        if (ready.Text("status") == "False")
            call.Printer.Warning($"{resource.Kind()} \"{resource.Name()}\" is not ready: {ready.Text("message") ?? ready.Text("reason")}");
    }

    private static bool IsSettled(JsonObject resource) =>
        resource.Condition("Ready") is not null
        && resource["status"]?["observedGeneration"]?.ToString() is var seen
        && (seen is null || seen == resource["metadata"]?["generation"]?.ToString());
}

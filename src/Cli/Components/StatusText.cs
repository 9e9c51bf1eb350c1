using System.Text.Json.Nodes;
using Fabric.Cli.Contexts;
using Fabric.Cli.Output;

namespace Fabric.Cli.Components;

/// <summary><c>online(http://localhost:8080)</c> in green, <c>offline</c> in red, with the reason where there is one.</summary>
internal sealed class StatusText(Context context, Colors colors)
{
    public string Of(JsonObject manifest)
    {
        var ready = manifest.Condition("Ready");
        if (ready.Text("status") == "True")
            return colors.Good(Address(manifest) is { } address ? $"online({address})" : "online");
        var why = ready.Text("message") ?? ready.Text("reason");
        return colors.Bad("offline") + (why is null ? "" : $" ({why})");
    }

    /// <summary>Where events go from this machine: a local context's own broker takes them at the root.</summary>
    public string? Address(JsonObject manifest)
    {
        if (context.IsLocal && Roles.Of(manifest) == Role.Broker && manifest.Name() == context.Broker)
            return $"http://localhost:{context.Server.Port}";
        return manifest.Address()?.Replace("//127.0.0.1:", "//localhost:", StringComparison.Ordinal);
    }
}

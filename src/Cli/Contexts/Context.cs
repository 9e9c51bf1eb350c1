using System.Text.Json.Nodes;

namespace Fabric.Cli.Contexts;

/// <summary>A node or cluster, and the broker on it that commands mean.</summary>
internal sealed record Context
{
    public required string Name { get; init; }

    /// <summary>Where its API is.</summary>
    public required Uri Server { get; init; }

    /// <summary>The broker that commands mean; null where the server is to be asked for its only one.</summary>
    public string? Broker { get; init; }

    public string Namespace { get; init; } = "default";

    public string? Token { get; init; }

    /// <summary>True for a node that this CLI starts and stops on this machine.</summary>
    public bool IsLocal { get; init; }

    /// <summary>False where the command line named a server instead of a context.</summary>
    public bool IsSaved { get; init; } = true;

    public static Context Read(string name, JsonObject json) => new()
    {
        Name = name,
        Server = new Uri(json["server"]!.GetValue<string>()),
        Broker = json["broker"]?.GetValue<string>(),
        Namespace = json["namespace"]?.GetValue<string>() ?? "default",
        Token = json["token"]?.GetValue<string>(),
        IsLocal = json["local"]?.GetValue<bool>() ?? false,
    };

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["server"] = Server.AbsoluteUri.TrimEnd('/'), ["namespace"] = Namespace };
        if (Broker is not null)
            json["broker"] = Broker;
        if (Token is not null)
            json["token"] = Token;
        if (IsLocal)
            json["local"] = true;
        return json;
    }
}

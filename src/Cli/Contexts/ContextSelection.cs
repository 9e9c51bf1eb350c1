using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Filters;

namespace Fabric.Cli.Contexts;

/// <summary>Finds the context that the options of a command line mean.</summary>
internal static class ContextSelection
{
    /// <exception cref="Refusal">There is no such context, or none at all.</exception>
    public static Context Of(ParseResult parsed, FabricHome home) => Of(parsed, home, parsed.GetValue(SharedOptions.Broker));

    /// <summary>The context of a broker that was named as an argument.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static Context For(string broker, ParseResult parsed, FabricHome home) =>
        parsed.GetValue(SharedOptions.Server) is null && parsed.GetValue(SharedOptions.Context) is null
            ? Adjust(Named(home, broker), parsed)
            : Of(parsed, home, broker);

    private static Context Of(ParseResult parsed, FabricHome home, string? broker)
    {
        var context = Base(parsed, home, broker);
        if (broker is not null && (context.Name != broker || !context.IsSaved))
            context = context with { Broker = broker };
        return Adjust(context, parsed);
    }

    private static Context Adjust(Context context, ParseResult parsed)
    {
        if (parsed.GetValue(SharedOptions.Namespace) is { } space)
            context = context with { Namespace = space };
        return (parsed.GetValue(SharedOptions.Token) ?? context.Token ?? Environment.GetEnvironmentVariable("FABRIC_TOKEN")) is { Length: > 0 } token
            ? context with { Token = token }
            : context;
    }

    /// <exception cref="Refusal">There is none of this name.</exception>
    public static Context Named(FabricHome home, string name) => home.Find(name) ?? throw new Refusal(
        $"there is no broker \"{name}\"{NearestName.Hint(name, home.Contexts().Select(each => each.Name))}; list them with: fabric brokers");

    private static Context Base(ParseResult parsed, FabricHome home, string? broker)
    {
        if (parsed.GetValue(SharedOptions.Server) is { } server)
            return new Context { Name = server, Server = Address(server), Broker = broker, IsSaved = false };
        if (parsed.GetValue(SharedOptions.Context) is { } name)
            return Named(home, name);
        if (broker is not null && home.Find(broker) is { } own)
            return own;
        return home.Settings.Context is { } current
            ? Named(home, current)
            : throw new Refusal("there is no broker yet: make one with fabric create broker foo, or name a server with --server http://HOST:PORT");
    }

    /// <exception cref="Refusal">It is no http address.</exception>
    public static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new Refusal($"--server {text}: give an http or https address, as http://127.0.0.1:8080");
}

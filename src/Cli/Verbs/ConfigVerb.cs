using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;
using Fabric.Filters;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric config</c>: the settings, by dotted keys.</summary>
internal static class ConfigVerb
{
    private static readonly Argument<string?> AnyKey = new("key")
    {
        Description = "A dotted key, as context. Default: everything.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string> Key = new("key") { Description = "A dotted key, as context." };

    private static readonly Argument<string> Value = new("value") { Description = "Its value." };

    private static readonly Argument<string> Name = new("name") { Description = "The context's name." };

    public static Command Create() => new Verb(
        "config",
        "Read and change settings; each has a default.",
        "fabric config set context foo")
    {
        new Verb("get", "Print one setting, or all of them.", "fabric config get context") { AnyKey }.Does(Get),
        new Verb("set", "Change a setting.", "fabric config set context foo") { Key, Value }.Does(Set),
        new Verb(
            "set-context",
            "Name a server, so that commands can use it.",
            "fabric config set-context local --server http://127.0.0.1:8080 --broker foo")
        {
            Name,
        }.Does(SetContext),
    };

    private static Task Get(VerbCall call)
    {
        var key = call.Get(AnyKey);
        var value = key is null ? call.Home.Settings.All : call.Home.Settings.Find(key);
        if (value is null)
            throw new Refusal($"\"{key}\" is not set; fabric config get shows what is");
        if (value is JsonValue)
            call.Printer.Line(value.ToString());
        else if (call.Output == Output.OutputFormat.Json)
            call.Printer.Json(value);
        else
            call.Printer.Yaml(value);
        return Task.CompletedTask;
    }

    private static Task Set(VerbCall call)
    {
        var (key, value) = (call.Get(Key)!, call.Get(Value)!);
        if (key == "context")
            _ = ContextSelection.Named(call.Home, value);
        else
            call.Printer.Warning($"\"{key}\" is kept, but nothing here looks at it{NearestName.Hint(key, ["context"])}: only context has an effect");
        call.Home.Settings.Set(key, value);
        return Task.CompletedTask;
    }

    private static Task SetContext(VerbCall call)
    {
        var name = ContextName.Check(call.Get(Name)!);
        var server = call.Get(SharedOptions.Server) ?? throw new Refusal("say where the context is with --server http://HOST:PORT");
        if (call.Home.Find(name) is { IsLocal: true })
            throw new Refusal($"\"{name}\" is a broker of this machine; choose another name, or remove it with: fabric delete broker {name}");
        var context = new Context
        {
            Name = name,
            Server = ContextSelection.Address(server),
            Broker = call.Get(SharedOptions.Broker),
            Namespace = call.Get(SharedOptions.Namespace) ?? "default",
            Token = call.Get(SharedOptions.Token),
        };
        call.Home.Save(context);
        call.Home.Settings.Context = name;
        call.Printer.Line($"Current broker is set to \"{name}\"");
        return Task.CompletedTask;
    }
}

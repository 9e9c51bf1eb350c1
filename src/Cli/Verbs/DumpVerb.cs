using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Dumps;
using Fabric.Cli.Output;
using Fabric.Filters;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric dump</c>: a broker and everything around it as manifests for another place.</summary>
internal static class DumpVerb
{
    private static readonly string[] Platforms = ["kubernetes", "knative", "docker-compose", "digitalocean", "kubernetes-generic", "json"];

    private static readonly Argument<string?> Broker = new("broker")
    {
        Description = "The broker. Default: the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Platform = PlatformOption();

    private static readonly Option<bool> NoSecrets = new("--no-secrets")
    {
        Description = $"Write {Dump.Withheld} in the place of secrets; fabric import asks for them.",
    };

    private static readonly Option<string> Region = new("--do-region", "-r")
    {
        Description = "The region on DigitalOcean.",
        HelpName = "region",
        DefaultValueFactory = _ => "fra",
    };

    private static readonly Option<string> Instance = new("--do-instance", "-i")
    {
        Description = "The size of an instance on DigitalOcean.",
        HelpName = "size",
        DefaultValueFactory = _ => "professional-xs",
    };

    public static Command Create() => new Verb(
        "dump",
        "Write a broker and everything around it as manifests, which kubectl apply and fabric import read.",
        "fabric dump > foo.yaml")
    {
        Broker, Platform, NoSecrets, Region, Instance,
    }.Does(Write);

    private static async Task Write(VerbCall call)
    {
        var platform = call.Get(Platform)!;
        if (!Platforms.Contains(platform))
            throw new Refusal($"--platform {platform}: give one of {string.Join(", ", Platforms)}{NearestName.Hint(platform, Platforms)}");
        var dump = await Dump.Load(call.For(call.Get(Broker)), !call.Get(NoSecrets));
        IReadOnlyList<JsonObject> documents = platform switch
        {
            "knative" => [.. KnativeDump.Of(dump)],
            "docker-compose" => [DockerComposeDump.Of(dump)],
            "digitalocean" => [new DigitalOceanDump(call.Get(Region)!, call.Get(Instance)!).Of(dump)],
            "kubernetes-generic" => [.. GenericKubernetesDump.Of(dump)],
            _ => [.. dump.All],
        };
        Print(call, documents, platform == "json" ? OutputFormat.Json : call.Output);
    }

    private static void Print(VerbCall call, IReadOnlyList<JsonObject> documents, OutputFormat format)
    {
        if (format == OutputFormat.Name)
        {
            call.Printer.Objects(format, documents);
            return;
        }

        for (var index = 0; index < documents.Count; index++)
        {
            if (format == OutputFormat.Json)
            {
                call.Printer.Json(documents[index]);
                continue;
            }

            if (index > 0)
                call.Printer.Line("---");
            call.Printer.Yaml(documents[index]);
        }
    }

    private static Option<string> PlatformOption()
    {
        var option = new Option<string>("--platform", "-p")
        {
            Description = $"What the manifests are for: {string.Join(", ", Platforms)}.",
            HelpName = "platform",
            DefaultValueFactory = _ => "kubernetes",
        };
        option.CompletionSources.Add(Platforms);
        return option;
    }
}

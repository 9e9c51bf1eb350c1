using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Fabric.Cli.Calls;
using Fabric.Cli.Node;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric run</c>: one node in this process.</summary>
internal static class RunVerb
{
    private static readonly Option<string[]> Files = new("--file", "-f")
    {
        Description = "A manifest file or a folder of them; may be given several times. Edits are picked up while the node runs.",
        HelpName = "file-or-folder",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port to listen on; 0 takes a free one.",
        DefaultValueFactory = _ => 8080,
    };

    private static readonly Option<string> Host = new("--host")
    {
        Description = "The IP address to listen on. Anything but loopback needs --token or --insecure.",
        HelpName = "address",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<string?> DataDirectory = new("--data-dir")
    {
        Description = "Where durable brokers, cursors and what came through the API are kept. Default: $FABRIC_HOME/node or ~/.fabric/node.",
        HelpName = "folder",
    };

    private static readonly Option<bool> Memory = new("--memory")
    {
        Description = "Keep everything in memory: no data directory, no durable brokers.",
    };

    private static readonly Option<string?> PublicUrl = new("--public-url")
    {
        Description = "The address that others reach this node at, shown in statuses. Default: the address listened on.",
        HelpName = "url",
    };

    private static readonly Option<string?> Domain = new("--domain")
    {
        Description = "Show public sources as http://webhooksource-NAME.NAMESPACE.DOMAIN instead of as paths.",
        HelpName = "domain",
    };

    private static readonly Option<string[]> Resolve = new("--resolve")
    {
        Description = "Connect to a host elsewhere, as app.com=127.0.0.1:5000; may be given several times.",
        HelpName = "host=address",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "The bearer token that the resource API asks for. Default: $FABRIC_TOKEN.",
        HelpName = "token",
    };

    private static readonly Option<bool> Insecure = new("--insecure")
    {
        Description = "Allow listening on other than loopback without a token.",
    };

    private static readonly Option<string?> DefaultBroker = new("--default-broker")
    {
        Description = "The broker that events posted to / are for.",
        HelpName = "namespace/name",
    };

    private static readonly Option<bool> Detached = new("--detached")
    {
        Description = "Leave the terminal's session.",
        Hidden = true,
    };

    public static Command Create()
    {
        var command = new Verb(
            "run",
            "Run a node: brokers, triggers, sources and targets in this process, with nothing installed.",
            "fabric run -f examples/connecting-clusters/receiver.yaml --port 8081")
        {
            Files, Port, Host, DataDirectory, Memory, PublicUrl, Domain, Resolve, Token, Insecure, DefaultBroker, Detached,
        };
        command.SetAction((parsed, cancellationToken) => Run(parsed, cancellationToken));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Detached))
            OwnSession.Begin();
        var error = parsed.InvocationConfiguration.Error;
        var problems = new List<string>();
        var options = Read(parsed, problems);
        foreach (var problem in problems)
            await error.WriteLineAsync($"fabric run: {problem}");
        return problems.Count > 0 ? 2 : await NodeRun.Run(options, parsed.InvocationConfiguration.Output, error, cancellationToken);
    }

    private static NodeOptions Read(ParseResult parsed, List<string> problems)
    {
        foreach (var missing in parsed.GetValue(Files)!.Where(path => !File.Exists(path) && !Directory.Exists(path)))
            problems.Add($"-f {missing}: there is no such file or folder.");

        var port = parsed.GetValue(Port);
        if (port is < 0 or > 65535)
            problems.Add($"--port {port}: a port is a number from 0 (any free one) to 65535.");

        var host = parsed.GetValue(Host)!;
        if (!IPAddress.TryParse(host == "localhost" ? "127.0.0.1" : host, out var address))
            problems.Add($"--host {host}: give an IP address, as 127.0.0.1 or 0.0.0.0.");

        var token = parsed.GetValue(Token) ?? Environment.GetEnvironmentVariable("FABRIC_TOKEN");
        if (address is not null && !IPAddress.IsLoopback(address) && string.IsNullOrEmpty(token) && !parsed.GetValue(Insecure))
            problems.Add($"--host {host}: without a token, anyone who reaches this address steers the node. Give --token, or --insecure if you mean it.");

        return new NodeOptions
        {
            Files = parsed.GetValue(Files)!,
            Port = port,
            Address = address ?? IPAddress.Loopback,
            DataDirectory = parsed.GetValue(Memory) ? null : parsed.GetValue(DataDirectory) ?? DefaultDataDirectory(),
            PublicUrl = ReadPublicUrl(parsed.GetValue(PublicUrl), problems),
            PublicDomain = parsed.GetValue(Domain),
            Resolve = ReadResolve(parsed.GetValue(Resolve)!, problems),
            DefaultBroker = ReadBroker(parsed.GetValue(DefaultBroker), problems),
            Token = string.IsNullOrEmpty(token) ? null : new Secret(token),
        };
    }

    private static ResourceName? ReadBroker(string? text, List<string> problems)
    {
        if (text is null)
            return null;
        if (text.Split('/') is [{ Length: > 0 } space, { Length: > 0 } name])
            return new ResourceName(space, name);
        problems.Add($"--default-broker {text}: give NAMESPACE/NAME, as default/foo.");
        return null;
    }

    private static Uri? ReadPublicUrl(string? text, List<string> problems)
    {
        if (text is null)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return uri;
        problems.Add($"--public-url {text}: give an absolute http or https address, as http://edge.example.com:8080.");
        return null;
    }

    private static Dictionary<string, string> ReadResolve(string[] entries, List<string> problems)
    {
        var resolve = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            var parts = entry.Split('=', 2);
            if (parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0)
                resolve[parts[0]] = parts[1];
            else
                problems.Add($"--resolve {entry}: give HOST[:PORT]=ADDRESS[:PORT], as app.com=127.0.0.1:5000.");
        }

        return resolve;
    }

    private static string DefaultDataDirectory()
    {
        var home = Environment.GetEnvironmentVariable("FABRIC_HOME");
        if (string.IsNullOrEmpty(home))
            home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fabric");
        return Path.Combine(home, "node");
    }
}

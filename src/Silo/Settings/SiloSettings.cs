using Fabric.Grains;
using Npgsql;

namespace Fabric.Silo.Settings;

/// <summary>Every setting of a silo.</summary>
internal static class SiloSettings
{
    public static readonly IReadOnlyList<SiloSetting> All =
    [
        new("clustering", "localhost|postgres|kubernetes",
            "How silos find each other: one alone, by a table in PostgreSQL, or by that table with the pod's address and name. Default localhost.",
            (options, text) => Enum.TryParse<Clustering>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode) && !int.TryParse(text, out _)
                ? (options with { Clustering = mode }, null)
                : (options, "give localhost, postgres or kubernetes.")),
        new("postgres", "connection-string",
            "The database, as 'Host=db;Database=fabric;Username=fabric;Password=…'. Without one a silo keeps everything in memory.",
            (options, text) => (options with { Postgres = new Secret(text) }, ConnectionFault(text))),
        new("schema", "name", "The schema of the database that holds every table; clusters that share a database take one each. Default fabric.",
            (options, text) => System.Text.RegularExpressions.Regex.IsMatch(text, "^[a-z_][a-z0-9_]{0,62}$")
                ? (options with { Schema = text }, null)
                : (options, "give lower-case letters, digits and '_', at most 63.")),
        new("cluster-id", "name", "Silos with the same schema and cluster id are one cluster. Default fabric.",
            (options, text) => (options with { ClusterId = text }, null)),
        new("service-id", "name", "What reminders and stream subscriptions are kept under. Default fabric.",
            (options, text) => (options with { ServiceId = text }, null)),
        new("silo-name", "name", "Shown in logs and status. Default the machine's name, $POD_NAME in Kubernetes.",
            (options, text) => (options with { SiloName = text }, null)),
        new("advertise", "address", "The IP address that other silos reach this one at. Default 127.0.0.1, $POD_IP in Kubernetes.",
            (options, text) => Values.Address(text, address => options with { Advertise = address }, options)),
        new("silo-port", "port", "The port for other silos; 0 takes a free one. Default 11111.",
            (options, text) => Values.Port(text, port => options with { SiloPort = port }, options)),
        new("gateway-port", "port", "The port for Orleans clients; 0 takes a free one. Default 30000.",
            (options, text) => Values.Port(text, port => options with { GatewayPort = port }, options)),
        new("host", "address", "The IP address that the edge listens on. Anything but loopback needs a token or insecure. Default 127.0.0.1.",
            (options, text) => Values.Address(text, address => options with { Address = address }, options)),
        new("port", "port", "The port of the edge; 0 takes a free one. Default 8080.",
            (options, text) => Values.Port(text, port => options with { Port = port }, options)),
        new("public-url", "url", "The address that others reach the cluster at, shown in statuses. Default the edge's own.",
            (options, text) => Values.Url(text, url => options with { PublicUrl = url }, options)),
        new("domain", "domain", "Show public sources as http://webhooksource-NAME.NAMESPACE.DOMAIN instead of as paths.",
            (options, text) => (options with { PublicDomain = text }, null)),
        new("resolve", "host=address", "Connect to hosts elsewhere, as app.com=127.0.0.1:5000; separated by commas.",
            (options, text) => Values.Resolve(text, resolve => options with { Resolve = resolve }, options)),
        new("token", "token", "The bearer token that the resource API asks for.",
            (options, text) => (options with { Token = new Secret(text) }, null)),
        new("insecure", "true|false", "Allow listening on other than loopback without a token.",
            (options, text) => Values.Switch(text, on => options with { Insecure = on }, options)),
        new("trigger-placement", "near-broker|spread",
            "Where triggers live: in the silo of the broker they read, or anywhere, evenly. Default near-broker.",
            (options, text) => text switch
            {
                "near-broker" => (options with { Triggers = TriggerPlacement.NearBroker }, null),
                "spread" => (options with { Triggers = TriggerPlacement.Spread }, null),
                _ => (options, "give near-broker or spread."),
            }),
        new("tls-certificate", "pem-file", "The certificate for connections between silos; with it they speak TLS only.",
            (options, text) => Values.File(text, file => options with { Tls = (options.Tls ?? TlsFiles.None) with { Certificate = file } }, options)),
        new("tls-key", "pem-file", "The private key of tls-certificate.",
            (options, text) => Values.File(text, file => options with { Tls = (options.Tls ?? TlsFiles.None) with { Key = file } }, options)),
        new("tls-authority", "pem-file", "What the other silos' certificates must be signed by. Default the system's roots.",
            (options, text) => Values.File(text, file => options with { Tls = (options.Tls ?? TlsFiles.None) with { Authority = file } }, options)),
        new("dashboard", "true|false", "Serve the Orleans dashboard at /dashboard, behind the token. Default false.",
            (options, text) => Values.Switch(text, on => options with { Dashboard = on }, options)),
        new("drain-delay", "seconds", "How long /readyz says no before the silo stops taking requests. Default 0; 5 suits Kubernetes.",
            (options, text) => Values.Seconds(text, delay => options with { DrainDelay = delay }, options)),
        new("stop-timeout", "seconds", "How long handing over grains may take. Default 30.",
            (options, text) => Values.Seconds(text, timeout => options with { StopTimeout = timeout }, options)),
    ];

    private static string? ConnectionFault(string text)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(parsed.Host) ? "it names no Host." : null;
        }
        catch (ArgumentException failure)
        {
            return $"{failure.Message.TrimEnd('.')}; give it as 'Host=db;Database=fabric;Username=fabric'.";
        }
    }
}

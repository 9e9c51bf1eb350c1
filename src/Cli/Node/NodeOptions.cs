using System.Net;

namespace Fabric.Cli.Node;

/// <summary>How <c>fabric run</c> was called.</summary>
internal sealed record NodeOptions
{
    /// <summary>Manifest files and folders.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>0 takes a free port. Default 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The address to listen on. Default loopback.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Where durable brokers, cursors and the catalog are kept; null keeps everything in memory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The address that statuses show, where it is not the one listened on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The domain of public source names; null shows paths.</summary>
    public string? PublicDomain { get; init; }

    /// <summary>Host names to connect to elsewhere, as <c>app.com=127.0.0.1:5000</c>.</summary>
    public IReadOnlyDictionary<string, string> Resolve { get; init; } = new Dictionary<string, string>();

    /// <summary>The broker that events posted to <c>/</c> are for; null for none.</summary>
    public ResourceName? DefaultBroker { get; init; }

    /// <summary>The bearer token that the resource API asks for; null for none.</summary>
    public Secret? Token { get; init; }
}

using System.Net;
using Fabric.Grains;

namespace Fabric.Silo.Settings;

/// <summary>How a silo runs. Each property is a setting of <see cref="SiloSettings"/>, where it is explained.</summary>
internal sealed record SiloOptions
{
    public Clustering Clustering { get; init; } = Clustering.Localhost;

    /// <summary>The connection string of Npgsql; null keeps everything in memory.</summary>
    public Secret? Postgres { get; init; }

    public string Schema { get; init; } = "fabric";

    /// <summary>Silos with another id are another cluster.</summary>
    public string ClusterId { get; init; } = "fabric";

    /// <summary>What grain state and reminders are kept under; stays when the cluster id changes.</summary>
    public string ServiceId { get; init; } = "fabric";

    public string SiloName { get; init; } = Environment.MachineName;

    /// <summary>The address that other silos reach this one at.</summary>
    public IPAddress Advertise { get; init; } = IPAddress.Loopback;

    public int SiloPort { get; init; } = 11111;

    public int GatewayPort { get; init; } = 30000;

    /// <summary>The address that the edge listens on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port of the edge; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    public Uri? PublicUrl { get; init; }

    public string? PublicDomain { get; init; }

    public IReadOnlyDictionary<string, string> Resolve { get; init; } = new Dictionary<string, string>();

    public Secret? Token { get; init; }

    /// <summary>Listening on other than loopback without a token is meant.</summary>
    public bool Insecure { get; init; }

    public TriggerPlacement Triggers { get; init; } = TriggerPlacement.NearBroker;

    public TlsFiles? Tls { get; init; }

    public bool Dashboard { get; init; }

    /// <summary>How long the silo says that it is not ready, and still answers, before it stops.</summary>
    public TimeSpan DrainDelay { get; init; }

    /// <summary>How long handing over grains may take.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>PEM files for the connections between silos.</summary>
/// <param name="Certificate">This silo's certificate, with its chain.</param>
/// <param name="Key">Its private key.</param>
/// <param name="Authority">What the certificates of the others are signed by; null trusts the system's roots.</param>
internal sealed record TlsFiles(string Certificate, string Key, string? Authority)
{
    /// <summary>No file given yet.</summary>
    public static readonly TlsFiles None = new("", "", null);
}

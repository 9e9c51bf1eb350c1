using System.ComponentModel.DataAnnotations;

namespace Fabric.Edge.Api;

/// <summary>Settings of the resource API.</summary>
public sealed class ApiOptions
{
    /// <summary>The bearer token that a caller must present; null lets everybody in. Default null.</summary>
    public string? Token { get; set; }

    /// <summary>A second token that may read and nothing else; null for none. Has no effect without <see cref="Token"/>.</summary>
    public string? ReadOnlyToken { get; set; }

    /// <summary>Largest request body, in bytes. Default 3 MiB, as Kubernetes has.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 3 * 1024 * 1024;

    /// <summary>How often a watch that asks for bookmarks gets one. Default one minute.</summary>
    public TimeSpan BookmarkInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When a watch that names no timeout ends, for the client to come again. Default 30 minutes.</summary>
    public TimeSpan WatchTimeout { get; set; } = TimeSpan.FromMinutes(30);
}

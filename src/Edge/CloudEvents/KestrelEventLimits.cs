using Fabric.Events;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Fabric.Edge.CloudEvents;

/// <summary>
/// Lets Kestrel take the messages that <see cref="EventLimits"/> allow: by itself it refuses more than 100 headers or
/// 32 KiB of them with 431.
/// </summary>
public static class KestrelEventLimits
{
    private const int OtherHeaders = 64;
    private const int OtherHeaderBytes = 32 << 10;

    /// <summary>Widens the server's limits where they are narrower than those of events.</summary>
    public static void AllowEvents(this KestrelServerOptions kestrel, EventLimits limits)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(limits);
        var server = kestrel.Limits;
        server.MaxRequestHeaderCount = Math.Max(server.MaxRequestHeaderCount, limits.MaxAttributes + OtherHeaders);

        // Each byte of a value may take three characters of a header; "ce-", ": " and the line break are seven more.
        var headers = (3 * limits.MaxAttributeBytes) + (7 * limits.MaxAttributes) + OtherHeaderBytes;
        server.MaxRequestHeadersTotalSize = Math.Max(server.MaxRequestHeadersTotalSize, headers);
        if (server.MaxRequestBodySize is { } body)
            server.MaxRequestBodySize = Math.Max(body, Math.Max(limits.MaxBatchBytes, limits.MaxEventBytes));
    }
}

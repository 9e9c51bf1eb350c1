using Fabric.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fabric.Edge.Ingest;

/// <summary>Makes the server's own bound of a request's body follow the limits of events.</summary>
public static class RequestLimit
{
    /// <summary>Lets as much through as the largest batch has; what a single event may have is checked while it is read.</summary>
    public static void Apply(HttpContext context, EventLimits limits)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(limits);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = null;
    }
}

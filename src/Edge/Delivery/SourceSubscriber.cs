using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>
/// A source of this fabric that takes requests. It is asked over loopback, since what it does with a request
/// (authentication, limits, paths) is the same for everyone; its public name need not resolve here.
/// </summary>
internal sealed class SourceSubscriber(Uri uri, ResourceName workload, EventSender sender, OwnAddress own) : ISubscriber
{
    public ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken)
    {
        var address = Address();
        var endpoint = new HttpEndpoint { Uri = address, SkipVerify = address.Scheme == Uri.UriSchemeHttps && address != uri };
        return sender.Send(record, endpoint, origin: null, withHops: true, cancellationToken);
    }

    private Uri Address()
    {
        if (uri.AbsolutePath.StartsWith("/sources/", StringComparison.Ordinal) || own.Find() is not { } here)
            return uri;
        var path = uri.PathAndQuery == "/" ? "" : uri.PathAndQuery;
        return new Uri(here, $"/sources/{workload.Namespace}/{workload.Name}{path}");
    }
}

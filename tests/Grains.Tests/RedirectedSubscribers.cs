using Fabric.Delivery;

namespace Fabric.Grains.Tests;

/// <summary>Opens targets of whichever test uses the cluster now.</summary>
internal sealed class RedirectedSubscribers : ISubscribers
{
    public ISubscribers Target { get; set; } = null!;

    public ISubscriber Open(Destination destination) => Target.Open(destination);
}

using Fabric.Delivery;

namespace Fabric.Resources.Resolving;

/// <summary>A resource to which events can be sent.</summary>
/// <param name="Destination">Where they go; null where they cannot.</param>
/// <param name="Problem">Why they cannot, for a person; null where they can.</param>
internal sealed record Addressable(Destination? Destination, string? Problem = null);

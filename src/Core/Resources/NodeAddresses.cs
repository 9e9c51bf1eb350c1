namespace Fabric.Resources;

/// <summary>How this node or cluster is reached, for the addresses in statuses.</summary>
/// <param name="Base">The edge's own address, as <c>http://127.0.0.1:8080</c>.</param>
/// <param name="ClusterDomain">The domain of cluster-local names. Default <c>cluster.local</c>.</param>
/// <param name="PublicDomain">
/// The domain of public names, <c>webhooksource-webhook.default.DOMAIN</c>; null shows paths below <paramref name="Base"/>.
/// </param>
public sealed record NodeAddresses(Uri Base, string ClusterDomain = "cluster.local", string? PublicDomain = null);

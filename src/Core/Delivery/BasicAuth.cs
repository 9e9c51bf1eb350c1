namespace Fabric.Delivery;

/// <summary>A user name and password (RFC 7617).</summary>
public sealed record BasicAuth(string Username, Secret Password);

using Fabric.Resources.Kinds;

namespace Fabric.Resources.Resolving;

/// <summary>Says what to write instead of a kind that has no address.</summary>
internal static class MissingAddress
{
    public static string Of(ResourceKind kind) =>
        $"a {kind.Kind} has no address; " + (kind.Kind == "Deployment" ? "refer to its v1 Service" : "refer to a broker, a source, a target, a Transformation, a Service or a Display, or give a uri");
}

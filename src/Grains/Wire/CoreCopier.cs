using System.Text.Json;
using Orleans.Serialization.Cloning;

namespace Fabric.Grains.Wire;

/// <summary>Everything that crosses the seam is immutable: within a silo it is passed on as it is.</summary>
internal sealed class CoreCopier : IGeneralizedCopier
{
    public bool IsSupportedType(Type type) => WireFormat.Carries(type);

    public object? DeepCopy(object? input, CopyContext context) => input;
}

using Fabric.Triggers;

namespace Fabric.Grains;

/// <summary>A trigger somewhere in the cluster; its key is <c>namespace/name</c>.</summary>
public interface ITriggerGrain : ITrigger, IGrainWithStringKey;

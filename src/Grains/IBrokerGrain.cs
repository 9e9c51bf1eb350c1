using Fabric.Brokers;

namespace Fabric.Grains;

/// <summary>A broker partition somewhere in the cluster; its key is <c>namespace/name/partition</c>.</summary>
public interface IBrokerGrain : IBroker, IGrainWithStringKey;

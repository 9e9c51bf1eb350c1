using Fabric.Brokers;
using Fabric.EventLog;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class BrokerSpecTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("MemoryBroker", "", StorageKind.Memory, 10_000L, 134_217_728L, Overflow.Reject)]
    [InlineData("MemoryBroker", "'memory':{'bufferSize':7}", StorageKind.Memory, 7L, 134_217_728L, Overflow.Reject)]
    [InlineData("MemoryBroker", "'memory':{'streamMaxLen':7}", StorageKind.Memory, 7L, 134_217_728L, Overflow.Reject)]
    [InlineData("RedisBroker", "'redis':{'stream':'s'}", StorageKind.File, null, 1_073_741_824L, Overflow.Reject)]
    [InlineData("RedisBroker", "'redis':{'streamMaxLen':500}", StorageKind.File, 500L, null, Overflow.DropOldest)]
    [InlineData("RedisBroker", "'redis':{'streamMaxLen':0}", StorageKind.File, null, null, Overflow.Reject)]
    public void TriggerMesh_brokers_are_bounded_as_they_say(string kind, string spec, StorageKind storage, long? events, long? bytes, Overflow overflow)
    {
        var broker = Build(Manifest(TriggerMesh, kind, "b", $"'spec':{{{spec}}}"));
        Assert.Equal((storage, events, bytes, overflow), (broker.Storage, broker.Limits.MaxEvents, broker.Limits.MaxBytes, broker.Limits.Overflow));
    }

    [Fact]
    public void A_Fabric_broker_is_what_its_manifest_says()
    {
        var broker = Build(Manifest(Own, "Broker", "b", """
            'spec':{'storage':'File','partitions':4,'retention':{'bytes':'2Gi','age':'36h','events':5},'dedupe':{'window':'PT10M'},'overflow':'DropOldest'}
            """));
        Assert.Equal(
            new BrokerSpec
            {
                Storage = StorageKind.File,
                Partitions = 4,
                Limits = new() { MaxBytes = 2L << 30, MaxAge = TimeSpan.FromHours(36), MaxEvents = 5, Overflow = Overflow.DropOldest },
                DedupeWindow = TimeSpan.FromMinutes(10),
            },
            broker);
    }

    [Fact]
    public void A_Fabric_broker_has_the_defaults_of_its_storage()
    {
        Assert.Equal(new BrokerSpec(), Build(Manifest(Own, "Broker", "b")));
        Assert.Equal(LogLimits.FileDefault, Build(Manifest(Own, "Broker", "c", "'spec':{'storage':'File'}"), "c").Limits);
    }

    [Fact]
    public void A_bound_that_cannot_be_read_removes_nothing()
    {
        var broker = Build(Manifest(Own, "Broker", "b", "'spec':{'storage':'File','retention':{'bytes':'100GiB','events':9}}"));
        Assert.Equal((null, 9L, null), (broker.Limits.MaxBytes, broker.Limits.MaxEvents, broker.Limits.MaxAge));
        Assert.StartsWith("False InvalidSpec: spec.retention.bytes", _world.Condition("Broker", "b", "Ready"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'storage':'Fil'", "False InvalidSpec: spec.storage: must be one of Memory, File, Postgres, but is \"Fil\"; did you mean File?")]
    [InlineData("'storage':'Postgres'", "False StorageNotAvailable: spec.storage: Postgres is not available on this host; choose Memory or File")]
    public void A_broker_without_usable_storage_is_not_there(string spec, string ready)
    {
        _world.With(
            Manifest(Own, "Broker", "b", $"'spec':{{{spec}}}"),
            Manifest(TriggerMesh, "Trigger", "t", "'spec':{'broker':{'kind':'Broker','name':'b'},'target':{'uri':'http://a'}}"));
        Assert.Empty(_world.Topology().Brokers);
        Assert.Empty(_world.Topology().Triggers);
        Assert.Equal(ready, _world.Condition("Broker", "b", "Ready"));
        Assert.StartsWith("False ", _world.Condition("Trigger", "t", "BrokerReady"), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_cluster_what_is_durable_is_in_PostgreSQL()
    {
        _world.Durable = StorageKind.Postgres;
        Assert.Equal(StorageKind.Postgres, Build(Manifest(TriggerMesh, "RedisBroker", "b")).Storage);
        Assert.Equal(StorageKind.Postgres, Build(Manifest("eventing.knative.dev/v1", "Broker", "k"), "k").Storage);
    }

    [Fact]
    public void The_oldest_broker_of_a_name_has_it()
    {
        _world.With(Manifest(TriggerMesh, "RedisBroker", "b"), Manifest(TriggerMesh, "MemoryBroker", "b"), Manifest(Own, "Broker", "b", metadata: "'namespace':'shop'"));
        Assert.Equal(StorageKind.File, _world.Topology().Brokers[new("default", "b")].Storage);
        Assert.Equal(2, _world.Topology().Brokers.Count);
        Assert.Equal(
            "False NameTaken: the name default/b is taken by RedisBroker default/b, which is older; rename one of them",
            _world.Condition("MemoryBroker", "b", "Ready"));
        _world.With(Manifest(TriggerMesh, "Trigger", "t", "'spec':{'broker':{'kind':'MemoryBroker','name':'b'},'target':{'uri':'http://a'}}"));
        Assert.StartsWith("False NameTaken: MemoryBroker default/b is not in use", _world.Condition("Trigger", "t", "Ready"), StringComparison.Ordinal);
        Assert.Empty(_world.Topology().Triggers);
    }

    private BrokerSpec Build(System.Text.Json.JsonElement manifest, string name = "b") =>
        _world.With(manifest).Topology().Brokers[new("default", name)];
}

using Fabric.Contract.Time;
using Fabric.Resources;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources;

public sealed class ImmutableFieldsTests : IDisposable
{
    private readonly Catalog _catalog = new(new ManualClock());

    public void Dispose() => _catalog.Dispose();

    [Theory]
    [InlineData("'storage':'File'", "'storage':'Memory'", "spec.storage: cannot change from File to Memory; delete Broker default/a and create it again")]
    [InlineData("", "'storage':'File'", "spec.storage: cannot change from Memory to File; delete Broker default/a and create it again")]
    [InlineData("'partitions':2", "'partitions':3", "spec.partitions: cannot change from 2 to 3; delete Broker default/a and create it again")]
    [InlineData("'partitions':2", "'partitions':'2x'", "spec.partitions: cannot change from 2 to 2x; delete Broker default/a and create it again")]
    [InlineData("", "'partitions':1,'storage':'Memory'", "")]
    [InlineData("'storage':'Fil'", "'storage':'File'", "")]
    [InlineData("'retention':{'events':1}", "'retention':{'events':2}", "")]
    public async Task Storage_and_partitions_of_a_broker_stay(string before, string after, string fault)
    {
        await Put(Manifest(Own, "Broker", "a", $"'spec':{{{before}}}"));
        var outcome = await Put(Manifest(Own, "Broker", "a", $"'spec':{{{after}}}"));
        Assert.Equal(fault, string.Join("|", outcome.Faults));
        Assert.Equal(fault.Length > 0 ? PutStatus.Invalid : PutStatus.Updated, outcome.Status);
    }

    [Fact]
    public async Task The_broker_of_a_trigger_stays()
    {
        await Put(Manifest(TriggerMesh, "MemoryBroker", "one"));
        await Put(Trigger("'kind':'MemoryBroker','name':'one'"));
        var outcome = await Put(Trigger("'kind':'MemoryBroker','name':'two'"));
        Assert.Equal(PutStatus.Invalid, outcome.Status);
        Assert.Equal(
            "spec.broker: cannot change from MemoryBroker one to MemoryBroker two; delete Trigger default/t and create it again",
            Assert.Single(outcome.Faults).ToString());
    }

    [Fact]
    public async Task The_same_broker_may_be_written_otherwise()
    {
        await Put(Manifest(TriggerMesh, "MemoryBroker", "one"));
        await Put(Trigger("'kind':'MemoryBroker','name':'one'"));
        Assert.Equal(PutStatus.Updated, (await Put(Trigger("'group':'eventing.triggermesh.io','kind':'memorybroker','name':'one'"))).Status);
    }

    [Fact]
    public async Task A_reference_to_a_broker_that_is_not_there_may_be_put_right()
    {
        await Put(Trigger("'kind':'MemoryBroker','name':'ome'"));
        Assert.Equal(PutStatus.Updated, (await Put(Trigger("'kind':'MemoryBroker','name':'one'"))).Status);
    }

    private static System.Text.Json.JsonElement Trigger(string broker) =>
        Manifest(TriggerMesh, "Trigger", "t", $"'spec':{{'broker':{{{broker}}},'target':{{'uri':'http://a'}}}}");

    private ValueTask<PutOutcome> Put(System.Text.Json.JsonElement manifest) => _catalog.Put(manifest, new(), default);
}

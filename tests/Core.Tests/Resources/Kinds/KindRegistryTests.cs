using Fabric.Resources.Kinds;

namespace Fabric.Core.Tests.Resources.Kinds;

public sealed class KindRegistryTests
{
    [Theory]
    [InlineData("eventing.triggermesh.io", "MemoryBroker", "memorybrokers", "URL,Age,Ready,Reason", "all,triggermesh,brokers")]
    [InlineData("eventing.triggermesh.io", "RedisBroker", "redisbrokers", "URL,Age,Ready,Reason", "all,triggermesh,brokers")]
    [InlineData("eventing.triggermesh.io", "Trigger", "triggers", "Broker,Target_URI,Age,Ready,Subscription,Reason", "all,triggermesh")]
    [InlineData("sources.triggermesh.io", "WebhookSource", "webhooksources", "Ready,Reason,URL,Sink,Age", "all,knative,eventing,sources")]
    [InlineData("sources.triggermesh.io", "CloudEventsSource", "cloudeventssources", "Ready,Reason,URL,Sink,Age", "all,knative,eventing,sources")]
    [InlineData("sources.triggermesh.io", "HTTPPollerSource", "httppollersources", "Ready,Reason,Sink,Age", "all,knative,eventing,sources")]
    [InlineData("targets.triggermesh.io", "CloudEventsTarget", "cloudeventstargets", "URL,Ready,Reason,Age", "all,knative,eventing,targets")]
    [InlineData("targets.triggermesh.io", "HTTPTarget", "httptargets", "URL,Ready,Reason,Age", "all,knative,eventing,targets")]
    [InlineData("flow.triggermesh.io", "Transformation", "transformations", "Address,Ready,Reason", "all,knative,eventing,transformations")]
    public void The_kinds_of_TriggerMesh_look_as_they_did(string group, string kind, string plural, string columns, string categories)
    {
        var found = KindRegistry.FindPlural(group, "v1alpha1", plural)!;
        Assert.Same(found, KindRegistry.Find(group, kind));
        Assert.Equal(kind.ToLowerInvariant(), found.Singular);
        Assert.Empty(found.ShortNames);
        Assert.Equal(columns, string.Join(",", found.Columns.Where(column => !column.Wide).Select(column => column.Name)));
        Assert.Equal(categories, string.Join(",", found.Categories));
    }

    [Theory]
    [InlineData("memorybroker", "MemoryBroker")]
    [InlineData("MEMORYBROKERS", "MemoryBroker")]
    [InlineData("ksvc", "Service")]
    [InlineData("HttpPolerSource", "HTTPPollerSource")]
    [InlineData("Elephant", null)]
    public void Suggests_the_kind_that_was_meant(string name, string? kind) => Assert.Equal(kind, KindRegistry.Suggest(name)?.Kind);

    [Fact]
    public void No_two_kinds_share_a_path() =>
        Assert.Equal(KindRegistry.All.Length, KindRegistry.All.Select(kind => (kind.Group, kind.Plural)).Distinct().Count());

    [Fact]
    public void Every_field_is_described() => Assert.All(
        KindRegistry.All.SelectMany(kind => Fields(kind.Kind, kind.Schema)),
        field => Assert.True(field.Schema.Description is { Length: > 3 } text && !text.EndsWith('.'), field.Path));

    private static IEnumerable<(string Path, FieldSchema Schema)> Fields(string path, FieldSchema schema) =>
        schema.Properties.SelectMany(each => Fields($"{path}.{each.Key}", each.Value))
            .Concat(schema.Items is { } items ? Fields(path + "[]", items) : [])
            .Prepend((path, schema));
}

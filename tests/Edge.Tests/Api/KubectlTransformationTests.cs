namespace Fabric.Edge.Tests.Api;

/// <summary>The real kubectl and Transformations: faults by their fields, columns, explanations.</summary>
public sealed class KubectlTransformationTests : IAsyncLifetime, IDisposable
{
    private ApiHost _host = null!;
    private Kubectl _kubectl = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.Start();
        _kubectl = new Kubectl(_host.Address);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _kubectl.Dispose();

    [KubectlFact]
    public async Task Apply_names_the_field_of_every_fault()
    {
        var applied = await _kubectl.Run("apply", "-f", _kubectl.Write("bad.yaml", """
            apiVersion: flow.triggermesh.io/v1alpha1
            kind: Transformation
            metadata: {name: bad}
            spec:
              context:
              - operation: add
                paths: [{key: foo, value: bar}]
              data:
              - operation: shift
                paths: [{key: a}]
              - operation: move
                paths: [{key: a}]
            """));

        foreach (var fault in new[]
        {
            "spec.context[0].paths[0].key: \"foo\" is not a context attribute",
            "spec.data[0].paths[0].key: must be OLD:NEW, two keys with one colon between them, but is \"a\"",
            "spec.data[1].operation: must be one of add, delete, shift, store, parse, but is \"move\"",
        })
            Assert.Contains("Warning: " + fault, applied.Errors, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task It_is_listed_and_explained()
    {
        await _kubectl.Output("apply", "-f", _kubectl.Write("good.yaml", """
            apiVersion: flow.triggermesh.io/v1alpha1
            kind: Transformation
            metadata: {name: good}
            spec:
              data:
              - operation: delete
                paths:
                - key:
            """));

        var table = (await _kubectl.Output("get", "transformations")).Split('\n');
        Assert.Equal(["NAME", "ADDRESS", "READY", "REASON"], table[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("good ", table[1], StringComparison.Ordinal);
        Assert.Contains("OLD:NEW", await _kubectl.Output("explain", "transformation.spec.data.paths.key"), StringComparison.Ordinal);
        Assert.Contains("store", await _kubectl.Output("explain", "transformation.spec.context.operation"), StringComparison.Ordinal);
    }
}

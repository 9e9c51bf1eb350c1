using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Edge.Tests.Api;

/// <summary>The real kubectl against a node.</summary>
public sealed class KubectlTests : IAsyncLifetime, IDisposable
{
    private const string Manifests = """
        apiVersion: eventing.triggermesh.io/v1alpha1
        kind: MemoryBroker
        metadata:
          name: receiver
          labels: {app: demo}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: event-display
        spec:
          replicas: 1
          selector:
            matchLabels: &labels {app: demo}
          template:
            metadata:
              labels: *labels
            spec:
              containers:
              - name: event-display
                image: gcr.io/knative-releases/knative.dev/eventing/cmd/event_display
        ---
        kind: Service
        apiVersion: v1
        metadata:
          name: event-display
        spec:
          selector: {app: demo}
          ports:
          - protocol: TCP
            port: 80
            targetPort: 8080
        ---
        kind: Trigger
        apiVersion: eventing.triggermesh.io/v1alpha1
        metadata:
          name: all-events
          labels: {app: demo}
        spec:
          broker:
            group: eventing.triggermesh.io
            kind: MemoryBroker
            name: receiver
          subscriber:
            ref:
              apiVersion: v1
              kind: Service
              name: event-display
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
    public async Task Apply_creates_and_the_second_time_nothing_changes()
    {
        var file = _kubectl.Write("all.yaml", Manifests);

        Assert.Equal(
            "memorybroker.eventing.triggermesh.io/receiver created\ndeployment.apps/event-display created\n"
            + "service/event-display created\ntrigger.eventing.triggermesh.io/all-events created\n",
            await _kubectl.Output("apply", "-f", file));
        var again = await _kubectl.Output("apply", "-f", file);
        Assert.All(again.TrimEnd().Split('\n'), line => Assert.EndsWith(" unchanged", line, StringComparison.Ordinal));
        Assert.Equal("", await _kubectl.Output("diff", "-f", file));

        _kubectl.Write("all.yaml", (await File.ReadAllTextAsync(file)).Replace("replicas: 1", "replicas: 2", StringComparison.Ordinal));
        var diff = await _kubectl.Run("diff", "-f", file);
        Assert.Equal(1, diff.Code);
        Assert.Contains("+  replicas: 2", diff.Output, StringComparison.Ordinal);
        Assert.Contains("deployment.apps/event-display configured", await _kubectl.Output("apply", "-f", file), StringComparison.Ordinal);
        Assert.Contains("trigger.eventing.triggermesh.io \"all-events\" deleted", await _kubectl.Output("delete", "-f", file), StringComparison.Ordinal);
        Assert.Equal("", await _kubectl.Output("get", "memorybrokers,triggers,deployments,services", "-o", "name"));
    }

    [KubectlFact]
    public async Task Get_prints_every_format()
    {
        await Broker("one");
        await _host.Catalog.SetStatus(Key("one"), JsonElement.Parse("""{"address":{"url":"http://u"},"conditions":[{"type":"Ready","status":"True"}]}"""), default);

        var table = (await _kubectl.Output("get", "memorybroker", "one")).Split('\n');
        Assert.Equal(["NAME", "URL", "AGE", "READY", "REASON"], table[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches("^one +http://u +[0-9]+s +True *$", table[1]);
        Assert.Equal("memorybroker.eventing.triggermesh.io/one\n", await _kubectl.Output("get", "memorybrokers", "-o", "name"));
        Assert.Equal("http://u", await _kubectl.Output("get", "memorybrokers.eventing.triggermesh.io", "one", "-o", "jsonpath={.status.address.url}"));
        Assert.Contains("\nkind: MemoryBroker\n", await _kubectl.Output("get", "memorybroker", "one", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Equal("List", JsonElement.Parse(await _kubectl.Output("get", "memorybrokers", "-o", "json")).GetProperty("kind").GetString());
        Assert.StartsWith("NAME ", await _kubectl.Output("get", "memorybrokers", "-o", "wide"), StringComparison.Ordinal);
        Assert.StartsWith("NAMESPACE ", await _kubectl.Output("get", "all", "-A"), StringComparison.Ordinal);
        Assert.Contains("memorybroker.eventing.triggermesh.io/one", await _kubectl.Output("get", "all"), StringComparison.Ordinal);
        Assert.Contains("default", await _kubectl.Output("get", "ns"), StringComparison.Ordinal);
        Assert.Equal("Error from server (NotFound): memorybrokers.eventing.triggermesh.io \"two\" not found\n", (await _kubectl.Run("get", "memorybroker", "two")).Errors);
    }

    [KubectlFact]
    public async Task A_resource_is_described_labelled_annotated_patched_and_edited()
    {
        await Broker("one");

        Assert.EndsWith(" labeled\n", await _kubectl.Output("label", "memorybroker", "one", "a=b"), StringComparison.Ordinal);
        Assert.EndsWith(" not labeled\n", await _kubectl.Output("label", "memorybroker", "one", "a=b"), StringComparison.Ordinal);
        Assert.EndsWith(" annotated\n", await _kubectl.Output("annotate", "memorybroker", "one", "note=hello world"), StringComparison.Ordinal);
        foreach (var (type, patch, size) in new[]
        {
            ("merge", """{"spec":{"memory":{"bufferSize":5}}}""", "5"),
            ("json", """[{"op":"replace","path":"/spec/memory/bufferSize","value":6}]""", "6"),
            ("strategic", """{"spec":{"memory":{"bufferSize":7}}}""", "7"),
        })
        {
            await _kubectl.Output("patch", "memorybroker", "one", "--type", type, "-p", patch);
            Assert.Equal(size, await _kubectl.Output("get", "memorybroker", "one", "-o", "jsonpath={.spec.memory.bufferSize}"));
        }

        _kubectl.Environment["KUBE_EDITOR"] = "sed -i -e 's/bufferSize: 7/bufferSize: 8/'";
        Assert.EndsWith(" edited\n", await _kubectl.Output("edit", "memorybroker", "one"), StringComparison.Ordinal);
        var described = await _kubectl.Output("describe", "memorybroker", "one");
        Assert.Matches("Labels: +a=b", described);
        Assert.Matches("Buffer Size: +8", described);
    }

    [KubectlFact]
    public async Task Mistakes_are_said_in_a_sentence()
    {
        var file = _kubectl.Write("bad.yaml", "apiVersion: eventing.triggermesh.io/v1alpha1\nkind: MemoryBroker\nmetadata: {name: x}\nspec: {memory: {buferSize: 5}}\n");

        var strict = await _kubectl.Run("apply", "-f", file);
        Assert.Equal(1, strict.Code);
        Assert.Contains("unknown field \"spec.memory.buferSize\" (did you mean bufferSize?)", strict.Errors, StringComparison.Ordinal);
        var lenient = await _kubectl.Run("apply", "--validate=warn", "-f", file);
        Assert.Equal(0, lenient.Code);
        Assert.StartsWith("Warning: unknown field \"spec.memory.buferSize\"", lenient.Errors, StringComparison.Ordinal);
        Assert.Contains("doesn't have a resource type", (await _kubectl.Run("get", "nonsense")).Errors, StringComparison.Ordinal);
        _kubectl.Write("bad.yaml", "apiVersion: eventing.triggermesh.io/v1alpha1\nkind: MemoryBroker\nmetadata: {name: x, resourceVersion: '1'}\n");
        Assert.Contains("the object has been modified", (await _kubectl.Run("replace", "-f", file)).Errors, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Server_side_apply_knows_who_wants_what()
    {
        string Hook(string type) => _kubectl.Write("hook.yaml", $"apiVersion: sources.triggermesh.io/v1alpha1\nkind: WebhookSource\nmetadata: {{name: w}}\nspec: {{eventType: {type}, sink: {{uri: 'http://x.example'}}}}\n");

        await _kubectl.Output("apply", "--server-side", "-f", Hook("a"));
        await _kubectl.Output("apply", "--server-side", "-f", Hook("a"));
        var conflict = await _kubectl.Run("apply", "--server-side", "--field-manager=other", "-f", Hook("b"));
        Assert.Contains("Apply failed with 1 conflict: conflict with \"kubectl\": .spec.eventType", conflict.Errors, StringComparison.Ordinal);
        await _kubectl.Output("apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", Hook("b"));
        Assert.Equal("b", await _kubectl.Output("get", "webhooksource", "w", "-o", "jsonpath={.spec.eventType}"));
        Assert.Contains("manager: other", await _kubectl.Output("get", "webhooksource", "w", "-o", "yaml", "--show-managed-fields"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Applying_with_prune_removes_what_is_no_longer_there()
    {
        const string Two = "apiVersion: eventing.triggermesh.io/v1alpha1\nkind: MemoryBroker\nmetadata: {name: two, labels: {app: p}}\n";
        var file = _kubectl.Write("p.yaml", Two.Replace("two", "one", StringComparison.Ordinal) + "---\n" + Two);
        await _kubectl.Output("apply", "-f", file);

        _kubectl.Write("p.yaml", Two);
        var output = await _kubectl.Output("apply", "-f", file, "--prune", "-l", "app=p", "--prune-allowlist=eventing.triggermesh.io/v1alpha1/MemoryBroker");

        Assert.Contains("memorybroker.eventing.triggermesh.io/one pruned", output, StringComparison.Ordinal);
        Assert.Equal("memorybroker.eventing.triggermesh.io/two\n", await _kubectl.Output("get", "memorybrokers", "-o", "name"));
    }

    [KubectlFact]
    public async Task What_kubectl_creates_by_itself_arrives()
    {
        Assert.Equal("secret/s created\n", await _kubectl.Output("create", "secret", "generic", "s", "--from-literal=password=hunter2"));
        Assert.Equal("namespace/team created\n", await _kubectl.Output("create", "namespace", "team"));
        Assert.Equal("configmap/c created\n", await _kubectl.Output("create", "configmap", "c", "--from-literal=a=b"));
        Assert.Equal("deployment.apps/d created\n", await _kubectl.Output("create", "deployment", "d", "--image=event_display", "--replicas=2"));
        Assert.Equal("service/d exposed\n", await _kubectl.Output("expose", "deployment", "d", "--port=80", "--target-port=8080"));

        var secret = await _host.Catalog.Get(new ResourceKey("", "Secret", "default", "s"), default);
        Assert.Equal("aHVudGVyMg==", secret!.Body.GetProperty("data").GetProperty("password").GetString());
        Assert.DoesNotContain("hunter2", await _kubectl.Output("get", "secret", "s", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Matches("password: +3 bytes", await _kubectl.Output("describe", "secret", "s"));
        Assert.Equal("event_display 2", await _kubectl.Output("get", "deploy", "d", "-o", "jsonpath={.spec.template.spec.containers[0].image} {.spec.replicas}"));
        Assert.Equal("8080", await _kubectl.Output("get", "svc", "d", "-o", "jsonpath={.spec.ports[0].targetPort}"));
        Assert.Equal("namespace \"team\" deleted\n", await _kubectl.Output("delete", "namespace", "team"));
    }

    [KubectlFact]
    public async Task The_API_explains_itself()
    {
        Assert.Contains("cloudeventssources", await _kubectl.Output("api-resources"), StringComparison.Ordinal);
        Assert.Contains("ksvc", await _kubectl.Output("api-resources", "--api-group=serving.knative.dev"), StringComparison.Ordinal);
        var explained = await _kubectl.Output("explain", "trigger.spec.delivery.backoffPolicy");
        Assert.Contains("constant", explained, StringComparison.Ordinal);
        Assert.Contains("-required-", await _kubectl.Output("explain", "triggers", "--recursive"), StringComparison.Ordinal);
        Assert.Equal("yes\n", await _kubectl.Output("auth", "can-i", "create", "triggers"));
        Assert.Contains("Server Version: v1.32.0+fabric.", await _kubectl.Output("version"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Waits_end_when_the_condition_holds()
    {
        await Broker("one");
        using var wait = _kubectl.Start("wait", "--for=condition=Ready", "memorybroker/one", "--timeout=60s");

        await _host.Catalog.SetStatus(Key("one"), JsonElement.Parse("""{"conditions":[{"type":"Ready","status":"True"}]}"""), default);

        Assert.Equal("memorybroker.eventing.triggermesh.io/one condition met\n", await wait.StandardOutput.ReadToEndAsync().WaitAsync(Patience));
    }

    [KubectlFact]
    public async Task Changes_can_be_watched()
    {
        await Broker("one");
        using var watch = _kubectl.Start("get", "memorybrokers", "-w", "--output-watch-events");
        try
        {
            Assert.StartsWith("EVENT", await watch.StandardOutput.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
            Assert.Matches("^ADDED +one ", await watch.StandardOutput.ReadLineAsync().WaitAsync(Patience));
            await Broker("two");
            Assert.Matches("^ADDED +two ", await watch.StandardOutput.ReadLineAsync().WaitAsync(Patience));
            await _host.Delete(ApiHost.Brokers + "/one");
            Assert.Matches("^DELETED +one ", await watch.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        }
        finally
        {
            watch.Kill();
        }
    }

    [KubectlFact]
    public async Task A_token_protects_the_node()
    {
        await using var locked = await ApiHost.Start(options => options.Token = "letmein");
        using var stranger = new Kubectl(locked.Address);
        using var friend = new Kubectl(locked.Address.Replace("http://", "http://fabric:letmein@", StringComparison.Ordinal));

        var refused = await stranger.Run("get", "memorybrokers");
        Assert.NotEqual(0, refused.Code);
        Assert.Contains("You must be logged in to the server", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("", await friend.Output("get", "memorybrokers"));
    }

    private static ResourceKey Key(string broker) => new("eventing.triggermesh.io", "MemoryBroker", "default", broker);

    private async Task Broker(string name) => Assert.Equal(201, (await _host.Post(ApiHost.Brokers, ApiHost.Broker(name))).Code);
}

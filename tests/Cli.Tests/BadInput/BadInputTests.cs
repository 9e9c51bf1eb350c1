using System.Text;
using System.Text.Json;
using Fabric.Cli.Tests.Node;

namespace Fabric.Cli.Tests.BadInput;

/// <summary>A node with the resources of <c>base.yaml</c>, one for all cases.</summary>
public sealed class BadInputNode : IAsyncLifetime, IDisposable
{
    private readonly Scratch _scratch = new();
    private NodeProcess? _node;

    public string Manifest { get; private set; } = "";

    public HttpClient Http => _scratch.Http;

    public Uri Address => _node!.Address;

    public async Task InitializeAsync()
    {
        Manifest = _scratch.Manifest(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "BadInput", "base.yaml")));
        _node = await NodeProcess.Run(Manifest, dataDirectory: null);
        // The broker "tiny" holds one event and its only trigger is paused.
        using var response = await Http.SendAsync(Scratch.Event(Address, "tiny", "1"));
        response.EnsureSuccessStatusCode();
    }

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _node?.Dispose();
        _scratch.Dispose();
    }
}

/// <summary>
/// Bad events, bad requests and bad manifests, each with the exact answer of a real node: the status, and every line of the
/// text, of the message of a Status object, or of the warnings.
/// </summary>
public sealed class BadInputTests(BadInputNode node) : IClassFixture<BadInputNode>
{
    private static readonly Dictionary<string, Case> Cases = Read();

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_answer_names_what_is_wrong(string name)
    {
        var expected = Cases[name];
        using var request = new HttpRequestMessage(HttpMethod.Parse(expected.Method), new Uri(node.Address, expected.Path))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(expected.Body)),
        };
        foreach (var (header, value) in expected.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header, value))
                request.Content.Headers.TryAddWithoutValidation(header, value);
        }

        using var response = await node.Http.SendAsync(request);
        var lines = await Lines(response);
        Assert.Equal(string.Join('\n', expected.Answer).Replace("{FILE}", node.Manifest, StringComparison.Ordinal), string.Join('\n', lines));
        Assert.Equal(expected.Status, (int)response.StatusCode);
    }

    private static async Task<IReadOnlyList<string>> Lines(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (response.Content.Headers.ContentType?.MediaType == "application/json" && text.StartsWith('{'))
        {
            using var answer = JsonDocument.Parse(text);
            text = answer.RootElement.GetProperty("kind").GetString() == "Status"
                ? answer.RootElement.GetProperty("message").GetString()!
                : "(stored)";
        }

        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values : [];
        return [.. text.Trim().Split('\n'), .. warnings];
    }

    private static Dictionary<string, Case> Read()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "BadInput", "cases.json"));
        return JsonSerializer.Deserialize<Case[]>(text, JsonSerializerOptions.Web)!.ToDictionary(entry => entry.Name);
    }

    private sealed record Case(
        string Name, string Method, string Path, Dictionary<string, string> Headers, string Body, int Status, string[] Answer);
}

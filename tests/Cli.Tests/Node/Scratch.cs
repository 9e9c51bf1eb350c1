using System.Net.Http.Headers;
using System.Text;

namespace Fabric.Cli.Tests.Node;

/// <summary>A folder of a test's own, and the requests that its tests make.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("fabric-test-").FullName;

    public string Data => Path.Combine(Folder, "data");

    public HttpClient Http { get; } = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(30) })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Writes a manifest file and answers its path.</summary>
    public string Manifest(string text, string name = "manifest.yaml")
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public static HttpRequestMessage Event(Uri node, string broker, string id, int bytes = 16)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node, $"/brokers/default/{broker}"))
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('x', bytes))),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        foreach (var (name, value) in new[] { ("specversion", "1.0"), ("id", id), ("source", "test"), ("type", "test.event") })
            request.Headers.Add("ce-" + name, value);
        return request;
    }

    public static async Task Eventually(Func<Task<bool>> condition, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition() && !limit.IsCancellationRequested)
            await ticks.WaitForNextTickAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        Http.Dispose();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}

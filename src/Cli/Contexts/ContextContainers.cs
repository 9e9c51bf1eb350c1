using System.Globalization;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Contexts;

/// <summary>The containers of a local context: they start and stop with its node. Most contexts have none and need no Docker.</summary>
internal sealed class ContextContainers(FabricHome home, Context context)
{
    private const int ContainerPort = 8080;

    private string ListFile => Path.Combine(home.FolderOf(context.Name), "containers");

    private string[] Components => File.Exists(ListFile) ? File.ReadAllLines(ListFile) : [];

    /// <summary>Runs a component's image, in the place of what ran for it before.</summary>
    /// <param name="component">Its name.</param>
    /// <param name="image">The image: it takes events on port 8080, or <c>$PORT</c>, or sends them to <c>$K_SINK</c>.</param>
    /// <param name="isSource">True for one that sends.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>Where it listens on this machine.</returns>
    /// <exception cref="Refusal">There is no Docker, or it fails.</exception>
    public async Task<Uri> Run(
        string component, string image, bool isSource, IEnumerable<KeyValuePair<string, string>> environment, CancellationToken cancellation)
    {
        var docker = Docker.Find() ?? throw new Refusal(
            $"the image \"{image}\" is not built in (event_display and triggermesh-console are), and docker, which would run it, is not on the PATH: install Docker, or give a kind instead of --from-image");
        var port = Ports.Choose(0, home);
        await docker.Try(["rm", "-f", NameOf(component)], cancellation);
        await docker.Run(
            [
                "run", "-d", "--name", NameOf(component), "--label", $"eventfabric.dev/context={context.Name}",
                .. isSource ? Sending(port) : ["-p", $"127.0.0.1:{port}:{ContainerPort}"],
                .. environment.Where(each => each.Key != "K_SINK").SelectMany(each => new[] { "-e", $"{each.Key}={each.Value}" }),
                image,
            ],
            cancellation);
        Keep([.. Components.Append(component).Distinct(StringComparer.Ordinal)]);
        return new Uri($"http://127.0.0.1:{port}");
    }

    public Task Start(CancellationToken cancellation) => Each("start", [], cancellation);

    public Task Stop(CancellationToken cancellation) => Each("stop", ["-t", "5"], cancellation);

    public Task RemoveAll(CancellationToken cancellation) => Each("rm", ["-f"], cancellation);

    /// <summary>Removes the container of a component, where it has one.</summary>
    public async Task Remove(string component, CancellationToken cancellation)
    {
        if (!Components.Contains(component) || Docker.Find() is not { } docker)
            return;
        await docker.Try(["rm", "-f", NameOf(component)], cancellation);
        Keep([.. Components.Where(each => each != component)]);
    }

    private async Task Each(string verb, string[] options, CancellationToken cancellation)
    {
        if (Components.Length > 0 && Docker.Find() is { } docker)
            await docker.Try([verb, .. options, .. Components.Select(NameOf)], cancellation);
    }

    // The node listens on loopback: on Linux a container reaches that from the host's network only.
    private string[] Sending(int port) => OperatingSystem.IsLinux()
        ? ["--network", "host", "-e", $"PORT={port.ToString(CultureInfo.InvariantCulture)}", "-e", $"K_SINK=http://127.0.0.1:{context.Server.Port}"]
        : ["-p", $"127.0.0.1:{port}:{ContainerPort}", "-e", $"K_SINK=http://host.docker.internal:{context.Server.Port}"];

    private string NameOf(string component) => $"{context.Name}-{component}";

    private void Keep(IReadOnlyList<string> components) => PrivateFile.Write(ListFile, string.Concat(components.Select(each => each + "\n")));
}

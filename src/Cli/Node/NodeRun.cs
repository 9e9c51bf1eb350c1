using System.Runtime.InteropServices;
using Fabric.Edge.Manifests;
using Fabric.Embedded;
using Fabric.Embedded.Catalogs;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fabric.Cli.Node;

/// <summary>The life of a node: start, take up the manifests, say <c>ready</c>, run until told to stop, stop in order.</summary>
internal static partial class NodeRun
{
    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DeliveryGrace = TimeSpan.FromSeconds(3);

    /// <returns>The exit code: 0 after an orderly stop, 1 where the node cannot start.</returns>
    public static async Task<int> Run(NodeOptions options, TextWriter output, TextWriter error, CancellationToken stop)
    {
        WebApplication? node = null;
        try
        {
            using var catalog = await OpenCatalog(options, stop);
            node = NodeHost.Build(options, catalog);
            await node.StartAsync(stop);
            await Serve(node, options, output, stop);
            return 0;
        }
        catch (IOException failure)
        {
            await error.WriteLineAsync($"fabric run: {failure.Message}");
            return 1;
        }
        finally
        {
            if (node is not null)
                await node.DisposeAsync();
        }
    }

    private static async ValueTask<Catalog> OpenCatalog(NodeOptions options, CancellationToken stop) =>
        options.DataDirectory is { } directory
            ? await Catalog.Open(TimeProvider.System, new FileCatalogStore(Path.Combine(directory, "catalog")), stop)
            : new Catalog(TimeProvider.System);

    private static async Task Serve(WebApplication node, NodeOptions options, TextWriter output, CancellationToken stop)
    {
        var services = node.Services;
        var fabric = services.GetRequiredService<EmbeddedFabric>();
        var address = Listening(node, options);
        var updater = ActivatorUtilities.CreateInstance<TopologyUpdater>(
            services, (Func<Topology, CancellationToken, ValueTask>)fabric.Apply);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stop);

        await services.GetRequiredService<ManifestService>().Loaded.WaitAsync(stop);
        // Before the update begins: it writes statuses, which are versions that it does not take up.
        var declared = (await services.GetRequiredService<ICatalog>().Snapshot(stop)).Version;
        var updates = updater.Run(new NodeAddresses(options.PublicUrl ?? address, PublicDomain: options.PublicDomain), running.Token);
        await updater.Applied(declared, stop);

        await output.WriteLineAsync($"ready {address.GetLeftPart(UriPartial.Authority)}");
        await output.FlushAsync(stop);
        await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop), updates);
        await Stop(node, fabric);
        if (updates.IsFaulted)
            await updates;
    }

    // First nothing more comes in, then what is here goes out, then everything is synced and closed.
    private static async Task Stop(WebApplication node, EmbeddedFabric fabric)
    {
        var log = node.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fabric.Node");
        Log.Stopping(log);
        node.Lifetime.StopApplication();
        await fabric.DrainAsync(DrainGrace);
        await fabric.StopAsync(DeliveryGrace);
        await node.StopAsync(CancellationToken.None);
        Log.Stopped(log);
    }

    private static Uri Listening(WebApplication node, NodeOptions options)
    {
        var bound = node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var port = new Uri(bound).Port;
        var any = options.Address.Equals(System.Net.IPAddress.Any) || options.Address.Equals(System.Net.IPAddress.IPv6Any);
        return new UriBuilder("http", any ? "127.0.0.1" : options.Address.ToString(), port).Uri;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Stopping: nothing more is taken in, what is under way is finished")]
        public static partial void Stopping(ILogger logger);

        [LoggerMessage(LogLevel.Information, "Stopped")]
        public static partial void Stopped(ILogger logger);
    }
}

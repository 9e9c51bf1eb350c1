using System.Globalization;
using Fabric.Cli.Node;
using Fabric.Contract.Servers;

namespace Fabric.Cli.Tests.Node;

/// <summary>A real <c>fabric</c> in a process of its own.</summary>
internal sealed class NodeProcess : ServerProcess
{
    private NodeProcess(IEnumerable<string> arguments)
        : base(typeof(NodeOptions).Assembly.Location, arguments)
    {
    }

    /// <summary>Starts any command.</summary>
    public static NodeProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Starts <c>fabric run</c> and waits until it is ready.</summary>
    public static async Task<NodeProcess> Run(string manifests, string? dataDirectory, int port = 0)
    {
        string[] data = dataDirectory is null ? ["--memory"] : ["--data-dir", dataDirectory];
        var node = new NodeProcess(["run", "-f", manifests, "--port", port.ToString(CultureInfo.InvariantCulture), .. data]);
        try
        {
            await node.Ready;
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }
}

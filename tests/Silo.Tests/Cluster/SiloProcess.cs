using Fabric.Contract.Servers;
using Fabric.Silo.Settings;

namespace Fabric.Silo.Tests.Cluster;

/// <summary>A real silo in a process of its own.</summary>
internal sealed class SiloProcess : ServerProcess
{
    // Several silos share the machine with the test: one heap each is enough.
    private SiloProcess(IEnumerable<string> arguments)
        : base(typeof(SiloOptions).Assembly.Location, arguments, new KeyValuePair<string, string>("DOTNET_gcServer", "0"))
    {
    }

    public static SiloProcess Start(params string[] arguments) => new(arguments);
}

using System.CommandLine;
using Fabric.Cli.Client;
using Fabric.Cli.Contexts;
using Fabric.Cli.Output;

namespace Fabric.Cli.Calls;

/// <summary>One call of a verb: what was asked, on which node, and where to print.</summary>
internal sealed class VerbCall : IDisposable
{
    private Context? _context;
    private readonly Lazy<FabricClient> _client;

    public VerbCall(ParseResult parsed, CancellationToken cancellation)
    {
        Parsed = parsed;
        Cancellation = cancellation;
        Printer = new Printer(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        _client = new Lazy<FabricClient>(() => new FabricClient(Context));
    }

    public ParseResult Parsed { get; }

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Cancellation { get; }

    public Printer Printer { get; }

    public FabricHome Home { get; } = FabricHome.Default;

    /// <summary>The node and broker that the options name, else the current context.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public Context Context => _context ??= ContextSelection.Of(Parsed, Home);

    /// <summary>The resource API of <see cref="Context"/>.</summary>
    public FabricClient Client => _client.Value;

    /// <summary>The resources of <see cref="Context"/>: from its API, or from its folder where its node is stopped.</summary>
    public IResources Resources => IsStopped ? new StoppedNode(Home, Context) : Client;

    /// <summary>True for a local context whose node does not run.</summary>
    public bool IsStopped => Context.IsLocal && !Node.IsRunning;

    /// <summary>The process of a local context.</summary>
    public BackgroundNode Node => new(Home, Context, TimeProvider.System);

    /// <summary>What <c>-o</c> says.</summary>
    public OutputFormat Output => OutputFormats.Parse(Parsed.GetValue(SharedOptions.Output));

    /// <summary>The same call about a broker that was named as an argument; null leaves it as it is.</summary>
    /// <exception cref="Refusal">There is neither a context nor, where a server was named, a broker of that name.</exception>
    public VerbCall For(string? broker)
    {
        if (broker is not null)
            _context = ContextSelection.For(broker, Parsed, Home);
        return this;
    }

    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => Parsed.GetValue(argument);

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }
}

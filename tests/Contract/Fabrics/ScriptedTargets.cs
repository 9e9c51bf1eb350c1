using System.Collections.Concurrent;
using Fabric.Delivery;

namespace Fabric.Contract.Fabrics;

/// <summary>Targets by name.</summary>
public sealed class ScriptedTargets : ISubscribers
{
    private readonly ConcurrentDictionary<string, ScriptedTarget> _targets = [];

    public ScriptedTarget this[string name] => _targets.GetOrAdd(name, _ => new ScriptedTarget());

    public static Destination Destination(string name) => new(new Uri($"http://{name}/"));

    public ISubscriber Open(Destination destination) => this[destination.Uri.Host];
}

using System.Collections.Immutable;

namespace Fabric.Resources.Validation;

/// <summary>Gathers what is wrong with a manifest; of very many, the first hundred.</summary>
internal sealed class FaultList
{
    private const int Most = 100;
    private readonly List<Fault> _faults = [];
    private readonly List<Fault> _warnings = [];

    public ImmutableArray<Fault> Faults => [.. _faults];

    public ImmutableArray<Fault> Warnings => [.. _warnings];

    public void Add(string path, string message) => Append(_faults, new Fault(path, message));

    /// <summary>Notes what is accepted and has no effect.</summary>
    public void Warn(string path, string message) => Append(_warnings, new Fault(path, message));

    private static void Append(List<Fault> list, Fault fault)
    {
        if (list.Count < Most && !list.Contains(fault))
            list.Add(fault);
    }
}

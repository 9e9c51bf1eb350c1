using Fabric.Delivery;
using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;
using Fabric.Targets;
using Fabric.Transformations;

namespace Fabric.Resources.Resolving;

/// <summary>Resolves transformations and their sinks. One that is not ready gets no events: they wait at their triggers.</summary>
internal static class TransformationPass
{
    public static void Run(TopologyDraft draft)
    {
        var all = draft.Of(TransformationKind.Group, TransformationKind.Name)
            .Select(transformation => (Transformation: transformation, Sink: Sink(draft, transformation)))
            .ToList();
        var sinks = all.Where(each => each.Sink.Destination is not null)
            .ToDictionary(each => Workload.Of(each.Transformation), each => each.Sink.Destination!);
        foreach (var (transformation, sink) in all)
            Add(draft, transformation, LeadsBack(Workload.Of(transformation), sinks) is { } loop ? new(null, loop) : sink);
    }

    private static Addressable Sink(TopologyDraft draft, CheckedResource transformation) =>
        transformation.Spec["sink"] is { Exists: true } sink
            ? draft.References.Destination(sink, transformation.Namespace)
            : new Addressable(null);

    private static void Add(TopologyDraft draft, CheckedResource transformation, Addressable sink)
    {
        var workload = Workload.Of(transformation);
        var address = draft.Addressables[transformation.Key].Destination!.Uri.OriginalString;
        var node = draft.Addresses.Node("targets", transformation.Namespace, workload.Name);
        var status = draft.Status(transformation).True("Deployed");
        status.Address(address, ("http", address), ("node", node.OriginalString));
        if (transformation.Spec["sink"].Exists)
            status.Check("SinkProvided", sink.Problem, "SinkNotFound");
        if (sink.Destination is { } destination)
            status.Fields["sinkUri"] = destination.Uri.OriginalString;

        var problem = transformation.Faults.IsEmpty ? sink.Problem : string.Join("; ", transformation.Faults);
        if (problem is not null)
        {
            draft.Addressables[transformation.Key] = new(null, $"{transformation.Key} is not ready: {problem}");
            return;
        }

        draft.Targets.Add(workload, new TransformationSpec
        {
            Name = transformation.Name,
            Workload = workload.Name,
            Transformation = TransformationParser.Parse(transformation.Spec, new FaultList()),
            Sink = sink.Destination,
        });
    }

    /// <summary>Says how the sinks of transformations lead back to where they began; null where they do not.</summary>
    private static string? LeadsBack(ResourceName start, Dictionary<ResourceName, Destination> sinks)
    {
        var way = new List<ResourceName> { start };
        while (sinks.TryGetValue(way[^1], out var sink) && sink is { Kind: DestinationKind.Transformation, Name: { } next } && !way.Contains(next))
            way.Add(next);
        return sinks.TryGetValue(way[^1], out var last) && last.Kind == DestinationKind.Transformation && last.Name == start
            ? $"spec.sink: leads back to this transformation: {string.Join(" -> ", way.Append(start))}"
            : null;
    }
}

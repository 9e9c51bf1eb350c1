using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fabric.Events;

namespace Fabric.Transformations;

/// <summary>
/// Makes one event of another (TriggerMesh Transformation): first what stores and parses, context before data; then the
/// other operations on the context; then those on the data; each in the order of the manifest. Immutable.
/// </summary>
public sealed class Transformation
{
    private readonly ImmutableArray<Operation> _context;
    private readonly ImmutableArray<Operation> _data;

    internal Transformation(ImmutableArray<Operation> context, ImmutableArray<Operation> data) => (_context, _data) = (context, data);

    /// <summary>Transforms an event. Hop count and trace context stay with it.</summary>
    /// <param name="record">The event.</param>
    /// <param name="limits">How large an event may be.</param>
    public TransformationOutcome Apply(EventRecord record, EventLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var bounds = new WorkBounds(limits);
        JsonNode? payload = null;
        if (!_data.IsEmpty && EventPayload.Read(record, out payload) is { } refusal)
            return refusal;

        var run = new TransformationRun(new(EventContext.Read(record), bounds), new(payload, bounds));
        run.Apply(_context.Where(operation => operation.RunsFirst), onContext: true);
        run.Apply(_data.Where(operation => operation.RunsFirst), onContext: false);
        run.Apply(_context.Where(operation => !operation.RunsFirst), onContext: true);
        run.Apply(_data.Where(operation => !operation.RunsFirst), onContext: false);
        return bounds.Problem is { } problem
            ? new() { Code = 413, Refusal = problem }
            : Assemble(record, run, limits);
    }

    private TransformationOutcome Assemble(EventRecord record, TransformationRun run, EventLimits limits)
    {
        var changesData = _data.Any(operation => operation.Changes);
        if (changesData && run.Context.Root is JsonObject context)
            context["datacontenttype"] = "application/json";
        var assembler = new EventAssembler(limits, TraceContext.From(record));
        EventContext.Write(run.Context.Root, record, assembler);
        if (changesData && (run.Data.Root is not null || !record.Data.IsEmpty))
            assembler.End(JsonTree.Write(run.Data.Root));
        else if (record.HasData)
            assembler.End(record.Data.Span);
        else
            assembler.End();

        var outcome = assembler.Finish();
        return outcome.Events is { } events
            ? new() { Event = EventBatch.Of(events[0].WithHops(record.Hops)), Skipped = [.. run.Skipped] }
            : new()
            {
                Code = outcome.TooLarge ? 413 : 422,
                Refusal = $"the result is not an event: {outcome.Problem.Replace("\n", "; ", StringComparison.Ordinal)}",
            };
    }
}

using Fabric.Brokers;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Ingest;

/// <summary>
/// What became of each event of a batch: every one is kept, those at <c>duplicates</c> (0-based) were already there.
/// </summary>
internal sealed record BatchVerdict(int Stored, IReadOnlyList<int> Duplicates)
{
    public static Task Write(HttpContext context, PublishOutcome outcome) => context.Response.WriteAsJsonAsync(
        new BatchVerdict(outcome.Stored, outcome.DuplicateIndexes), context.RequestAborted);
}

using Fabric.EventLog;

namespace Fabric.Postgres.Logs;

/// <summary>The right to append to a log: it ends when another one claims the log.</summary>
/// <param name="Number">Names the log's tables.</param>
/// <param name="Id">The identity of the log.</param>
/// <param name="Epoch">Raised with every claim.</param>
internal sealed record LogClaim(long Number, Guid Id, long Epoch)
{
    public string Table(Offset first) => $"segment_{Number}_{first}";
}

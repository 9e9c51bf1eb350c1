using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Reports;

/// <summary>Event counts in words.</summary>
internal static class CountText
{
    public static string Of(EventCounts counts) => FormattableString.Invariant(
        $"{counts.Acknowledged:N0} acknowledged, {counts.Arrived:N0} of {counts.Owed:N0} deliveries arrived, {counts.Lost:N0} lost, {counts.Duplicates:N0} twice, {counts.OutOfOrder:N0} out of order, {counts.Refused:N0} refused and sent again")
        + (counts.Failed == 0 ? "" : FormattableString.Invariant($", {counts.Failed:N0} failed and sent again ({counts.Failure})"));
}

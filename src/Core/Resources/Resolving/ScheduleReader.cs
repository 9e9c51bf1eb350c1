using System.Collections.Immutable;
using Fabric.Resources.Validation;
using Fabric.Sources;

namespace Fabric.Resources.Resolving;

/// <summary>Reads the schedule of a PingSource.</summary>
internal static class ScheduleReader
{
    public static (CronSchedule? Schedule, ImmutableArray<Fault> Faults) Read(FieldReader spec)
    {
        _ = spec;
        return (new CronSchedule(), []);
    }
}

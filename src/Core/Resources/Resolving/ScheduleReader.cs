using System.Collections.Immutable;
using Fabric.Resources.Validation;
using Fabric.Sources;

namespace Fabric.Resources.Resolving;

/// <summary>Reads the schedule of a PingSource.</summary>
internal static class ScheduleReader
{
    public static (CronSchedule? Schedule, ImmutableArray<Fault> Faults) Read(FieldReader spec)
    {
        var name = spec["timezone"].Text is { Length: > 0 } given ? given : "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            var message = $"'{name}' is no time zone; give a name such as Europe/Berlin";
            return (null, [new Fault(spec["timezone"].Path, message)]);
        }

        return CronSchedule.TryParse(spec["schedule"].Text ?? "* * * * *", zone, out var schedule, out var problem)
            ? (schedule, [])
            : (null, [new Fault(spec["schedule"].Path, problem)]);
    }
}

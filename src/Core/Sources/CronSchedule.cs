namespace Fabric.Sources;

/// <summary>A cron expression with its time zone.</summary>
public sealed class CronSchedule
{
}

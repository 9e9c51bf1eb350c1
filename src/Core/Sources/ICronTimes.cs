namespace Fabric.Sources;

/// <summary>The times of a schedule.</summary>
internal interface ICronTimes
{
    /// <summary>The first time after another; null where there is none.</summary>
    DateTimeOffset? Next(DateTimeOffset after);
}

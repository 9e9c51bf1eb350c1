namespace Fabric.Postgres;

/// <summary>What a failed statement means for what it was to do.</summary>
public enum DatabaseFailure
{
    /// <summary>The server answered with an error: nothing was done.</summary>
    Refused,

    /// <summary>The server has no room left: nothing was done; it may succeed later.</summary>
    Full,

    /// <summary>No answer came: it may have been done or not.</summary>
    Unknown,
}

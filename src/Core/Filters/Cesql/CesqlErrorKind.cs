namespace Fabric.Filters.Cesql;

/// <summary>The kinds of error of CESQL 1.0, section 3.3.</summary>
public enum CesqlErrorKind
{
    /// <summary>The expression does not follow the grammar.</summary>
    Parse,

    /// <summary>A division by zero, or a result that does not fit into 32 bits.</summary>
    Math,

    /// <summary>A value cannot be read as the type that is asked for.</summary>
    Cast,

    /// <summary>The event has no such attribute.</summary>
    MissingAttribute,

    /// <summary>No function has this name and this number of arguments.</summary>
    MissingFunction,

    /// <summary>A function cannot work with its arguments.</summary>
    FunctionEvaluation,

    /// <summary>Any other error.</summary>
    Generic,
}

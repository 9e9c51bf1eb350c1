namespace Fabric.Filters.Cesql;

/// <summary>The primitive types of CESQL 1.0, section 3.1.</summary>
public enum CesqlType
{
    Boolean = 0,
    Integer = 1,
    String = 2,
}

namespace Fabric.Contract.Servers;

/// <summary>A test that needs PostgreSQL among others that do not; skipped, and says why, where there is none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresBinaries.Missing;
}

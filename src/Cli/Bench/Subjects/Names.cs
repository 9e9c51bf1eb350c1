namespace Fabric.Cli.Bench.Subjects;

/// <summary>What the subjects are called.</summary>
internal static class Names
{
    public const string Relay = "relay";
    public const string Memory = "memory";
    public const string File = "file";
    public const string Postgres = "postgres";
}

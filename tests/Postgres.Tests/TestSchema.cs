using Fabric.Contract.Servers;
using Fabric.Postgres.Logs;
using Fabric.Postgres.Schema;
using Fabric.EventLog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Postgres.Tests;

/// <summary>A schema of a test's own, at the newest version.</summary>
internal sealed class TestSchema(PostgresOptions options) : IAsyncDisposable
{
    private static int _last;

    public PostgresOptions Options { get; } = options;

    public PostgresDatabase Database { get; } = new(options);

    /// <summary>On the server that all tests share.</summary>
    public static async Task<TestSchema> Create() => await Create((await PostgresServer.Shared).ConnectionString);

    public static async Task<TestSchema> Create(string connectionString)
    {
        var schema = new TestSchema(new PostgresOptions
        {
            ConnectionString = connectionString,
            Schema = $"test_{Interlocked.Increment(ref _last)}",
        });
        await new SchemaMigration(schema.Database, SchemaVersion.All, NullLogger.Instance).Run(default);
        return schema;
    }

    public async Task<PostgresEventLog> OpenLog(
        TimeProvider time, LogLimits? limits = null, string name = "log", long segmentBytes = 64 << 20, long hotBytes = 4 << 20) =>
        await PostgresEventLog.Open(
            new LogOptions(name, limits ?? new LogLimits(), segmentBytes, hotBytes), Database, time, NullLogger.Instance, default);

    /// <summary>Runs a statement and returns its first value.</summary>
    public Task<object?> Query(string sql) => Database.Run(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }, default);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

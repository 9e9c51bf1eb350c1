using Fabric.Contract.Servers;

namespace Fabric.Postgres.Tests;

/// <summary>What a person reads when the database cannot be used.</summary>
public sealed class DatabaseExceptionTests
{
    [Theory]
    [InlineData("Password=wrong", "password")]
    [InlineData("Database=nowhere", "Create the database")]
    [InlineData("Port=1", "does not answer")]
    [InlineData("Username=crowded;Password=crowded", "Maximum Pool Size")]
    public async Task A_message_names_the_server_and_what_to_do(string wrong, string advice)
    {
        var server = await PostgresServer.Shared;
        await using (var schema = new TestSchema(new PostgresOptions { ConnectionString = server.ConnectionString }))
            await schema.Query("""
                DO $$ BEGIN CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0;
                EXCEPTION WHEN duplicate_object THEN NULL; END $$
                """);

        await using var broken = new TestSchema(new PostgresOptions { ConnectionString = $"{server.ConnectionString};{wrong}" });
        var fault = await Assert.ThrowsAsync<DatabaseException>(() => broken.Query("SELECT 1"));
        Assert.StartsWith("PostgreSQL at 127.0.0.1:", fault.Message, StringComparison.Ordinal);
        Assert.Contains(advice, fault.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(fault);
    }
}

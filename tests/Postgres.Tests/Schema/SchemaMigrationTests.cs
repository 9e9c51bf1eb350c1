using System.ComponentModel.DataAnnotations;
using Fabric.Contract.Servers;
using Fabric.Postgres.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Postgres.Tests.Schema;

public sealed class SchemaMigrationTests
{
    [Fact]
    public async Task Silos_that_start_at_once_make_the_schema_once()
    {
        var options = await Options("started_at_once");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var schema = new TestSchema(options);
            await Migrate(schema, SchemaVersion.All);
        })));
        await using var made = new TestSchema(options);
        Assert.Equal((long)SchemaVersion.All.Count, await made.Query("SELECT count(*) FROM schema_version"));
    }

    [Fact]
    public async Task A_schema_of_an_older_program_gets_the_steps_that_it_lacks_and_keeps_what_it_holds()
    {
        await using var schema = new TestSchema(await Options("older"));
        await Migrate(schema, [SchemaVersion.All[0]]);
        await schema.Query("INSERT INTO state VALUES ('s', 'k', '1')");
        await Migrate(schema, SchemaVersion.All);
        await Migrate(schema, SchemaVersion.All);
        Assert.Equal(1L, await schema.Query("SELECT count(*) FROM state"));
        Assert.True((long)(await schema.Query("SELECT count(*) FROM OrleansQuery"))! > 15);
    }

    [Fact]
    public async Task A_schema_of_a_newer_program_is_refused_and_left_alone()
    {
        await using var schema = new TestSchema(await Options("newer"));
        await Migrate(schema, SchemaVersion.All);
        await schema.Query("INSERT INTO schema_version (number) VALUES (1000)");
        var refusal = await Assert.ThrowsAsync<NewerSchemaException>(() => Migrate(schema, SchemaVersion.All));
        Assert.Contains("newer of the database is at version 1000", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"knows version {SchemaVersion.All[^1].Number} at most", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Fabric")]
    [InlineData("fabric\"; DROP TABLE log; --")]
    public void A_schema_name_that_would_need_quotes_is_refused(string name)
    {
        var options = new PostgresOptions { ConnectionString = "Host=localhost", Schema = name };
        Assert.Throws<ValidationException>(() => new PostgresDatabase(options));
    }

    [Fact]
    public void Steps_are_numbered_in_order_and_have_their_scripts()
    {
        Assert.Equal(Enumerable.Range(1, SchemaVersion.All.Count), SchemaVersion.All.Select(version => version.Number));
        Assert.All(SchemaVersion.All, version => Assert.StartsWith($"{version.Number:D3}-", version.Script, StringComparison.Ordinal));
        Assert.All(SchemaVersion.All, version => Assert.Contains("CREATE TABLE", version.ReadScript(), StringComparison.Ordinal));
    }

    private static async Task<PostgresOptions> Options(string schema) =>
        new() { ConnectionString = (await PostgresServer.Shared).ConnectionString, Schema = schema };

    private static Task Migrate(TestSchema schema, IReadOnlyList<SchemaVersion> versions) =>
        new SchemaMigration(schema.Database, versions, NullLogger.Instance).Run(default);
}

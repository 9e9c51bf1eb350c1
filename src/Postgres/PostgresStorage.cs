using Fabric.Brokers;
using Fabric.Postgres.Catalogs;
using Fabric.Postgres.Logs;
using Fabric.Postgres.Schema;
using Fabric.Postgres.States;
using Fabric.Resources;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.Logging;

namespace Fabric.Postgres;

/// <summary>Everything that a cluster keeps, in one schema of a PostgreSQL database; memory brokers keep their events in memory.</summary>
public sealed class PostgresStorage : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly StateWrites _states;
    private readonly ILogger _logger;

    /// <summary>Prepares the storage; nothing is connected yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">Stamps events.</param>
    /// <param name="loggers">Get a line for each change of state.</param>
    /// <param name="metrics">Told about each commit of events.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public PostgresStorage(PostgresOptions options, TimeProvider time, ILoggerFactory loggers, FabricMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(options);
        _logger = loggers.CreateLogger<PostgresStorage>();
        _database = new PostgresDatabase(options);
        _states = new StateWrites(_database);
        Logs = new PostgresEventLogs(_database, options, time, loggers, metrics);
        DeadLetters = new PostgresDeadLetterLogs(_database, options, time, loggers);
        Brokers = States<BrokerState>("brokers");
        Triggers = States<TriggerState>("triggers");
        Catalog = new PostgresCatalogStore(_database);
    }

    public IEventLogs Logs { get; }

    public IDeadLetterLogs DeadLetters { get; }

    public IStateStore<BrokerState> Brokers { get; }

    public IStateStore<TriggerState> Triggers { get; }

    public ICatalogStore Catalog { get; }

    /// <summary>The completed connection string, which leads to the schema: for others that keep their tables there.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>A store for states of another kind; its name keeps its keys apart from those of others.</summary>
    public IStateStore<T> States<T>(string name)
        where T : class => new PostgresStateStore<T>(_database, _states, name, StateFormat.Json);

    /// <summary>Creates the schema or brings it to the version of this program, and finishes what was interrupted. Call it before anything else.</summary>
    /// <exception cref="NewerSchemaException">A newer program has changed the schema.</exception>
    /// <exception cref="DatabaseException">The database does not work; it may be tried again.</exception>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await new SchemaMigration(_database, SchemaVersion.All, _logger).Run(cancellationToken);
        await new LogClaims(_database).Sweep(cancellationToken);
    }

    /// <summary>Asks the database for an answer.</summary>
    /// <exception cref="DatabaseException">It gave none; the message says why.</exception>
    public Task Ping(CancellationToken cancellationToken) => _database.Run(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        return await command.ExecuteScalarAsync(cancellationToken);
    }, cancellationToken);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}

using Npgsql;

namespace Fabric.Postgres;

/// <summary>The connections to one schema of one database. Every failure comes out as a <see cref="DatabaseException"/>.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly string _server;

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its range.</exception>
    public PostgresDatabase(PostgresOptions options)
    {
        var settings = ConnectionSettings.Complete(options);
        Schema = options.Schema;
        ConnectionString = settings.ConnectionString;
        _server = $"{settings.Host}:{settings.Port}/{settings.Database}";
        _source = NpgsqlDataSource.Create(settings);
    }

    public string Schema { get; }

    /// <summary>Leads to the schema: names of its tables need no prefix.</summary>
    public string ConnectionString { get; }

    /// <summary>Runs statements on a connection of the pool.</summary>
    /// <exception cref="DatabaseException">The database did not do it.</exception>
    public async Task<T> Run<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        }
        catch (Exception failure) when (DatabaseException.Concerns(failure))
        {
            var translated = DatabaseException.From(failure, _server);
            // What broke one connection most likely broke the others; behind a failover they all lead to the old primary.
            if (translated.Failure == DatabaseFailure.Unknown || failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
                _source.Clear();
            throw translated;
        }
    }

    /// <summary>Runs statements in one transaction: all of them or none.</summary>
    /// <exception cref="DatabaseException">The database did not do it.</exception>
    public Task<T> Transact<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        Run(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var result = await work(connection).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }, cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}

using System.Net.Sockets;
using Npgsql;

namespace Fabric.Postgres;

/// <summary>The database did not do what it was asked to; the message says why and what to do.</summary>
public sealed class DatabaseException(string message, DatabaseFailure failure, Exception inner) : IOException(message, inner)
{
    /// <summary>What it means for the statement.</summary>
    public DatabaseFailure Failure { get; } = failure;

    internal static bool Concerns(Exception failure) =>
        failure is NpgsqlException or SocketException or TimeoutException or ObjectDisposedException ||
        failure is EndOfStreamException || failure.GetType() == typeof(IOException);

    internal static DatabaseException From(Exception failure, string server) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } error =>
            new($"The disk of PostgreSQL at {server} is full: {error.MessageText}. Free some room.", DatabaseFailure.Full, error),
        PostgresException error => new($"PostgreSQL at {server}: {error.MessageText}{Advice(error)}", Outcome(error), error),
        NpgsqlException { InnerException: { } cause } => new(
            $"PostgreSQL at {server} does not answer: {failure.Message} ({cause.Message})", DatabaseFailure.Unknown, failure),
        _ => new($"PostgreSQL at {server} does not answer: {failure.Message}", DatabaseFailure.Unknown, failure),
    };

    // With FATAL and PANIC the session ended, maybe behind a commit.
    private static DatabaseFailure Outcome(PostgresException error) =>
        error.InvariantSeverity == "ERROR" && error.SqlState != PostgresErrorCodes.QueryCanceled
            ? DatabaseFailure.Refused
            : DatabaseFailure.Unknown;

    private static string Advice(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            ". Check the user and password of the connection string.",
        PostgresErrorCodes.InvalidCatalogName => ". Create the database, or name another one in the connection string.",
        PostgresErrorCodes.InsufficientPrivilege => ". Grant the user what it needs on the database and the schema.",
        PostgresErrorCodes.TooManyConnections =>
            ". Raise max_connections, or lower Maximum Pool Size in the connection string of each silo.",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            ". It is a standby or read-only: connect to the primary, or name all hosts with Target Session Attributes=primary.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            ". A table is missing: restore the schema, or use an empty one.",
        _ => ".",
    };
}

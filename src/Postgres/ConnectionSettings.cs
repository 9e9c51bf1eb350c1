using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Fabric.Postgres;

/// <summary>Completes a connection string.</summary>
internal static class ConnectionSettings
{
    // A client that vanished must not hold its locks for hours: the server notices within half a minute.
    private const string Watchful =
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=30000";

    public static NpgsqlConnectionStringBuilder Complete(PostgresOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var given = settings.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        settings.SearchPath = $"\"{options.Schema}\"";
        Default("Application Name", () => settings.ApplicationName = "fabric");
        Default("Timeout", () => settings.Timeout = 5);
        Default("Command Timeout", () => settings.CommandTimeout = 15);
        Default("Cancellation Timeout", () => settings.CancellationTimeout = 2000);
        Default("Maximum Pool Size", () => settings.MaxPoolSize = 16);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = 64);
        Default("Auto Prepare Min Usages", () => settings.AutoPrepareMinUsages = 2);
        // Nothing here leaves anything behind in a session.
        Default("No Reset On Close", () => settings.NoResetOnClose = true);
        Default("Keepalive", () => settings.KeepAlive = 15);
        Default("Options", () => settings.Options = Watchful);
        return settings;

        void Default(string name, Action set)
        {
            if (!given.Contains(name))
                set();
        }
    }
}

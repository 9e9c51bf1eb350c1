using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Fabric.Edge.Telemetry;

/// <summary>Writes a log entry as one line for a person: time, level where it is not ordinary, message.</summary>
internal sealed class LineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "fabric";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = entry.LogLevel switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error => "error: ",
            LogLevel.Critical => "fatal: ",
            LogLevel.Debug or LogLevel.Trace => "debug: ",
            _ => "",
        };
        var time = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{time} {level}{entry.Formatter(entry.State, entry.Exception)}");
        if (entry.Exception is { } exception)
            textWriter.WriteLine(exception.ToString());
    }
}

/// <summary>Registers <see cref="LineFormatter"/>.</summary>
public static class ConsoleLogging
{
    /// <summary>Logs to standard error, one line an entry; what the framework says only from warnings on.</summary>
    public static ILoggingBuilder AddFabricConsole(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // It writes nothing from warnings on, and makes a scope and an activity for each request while anything is wanted of it.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        return logging;
    }
}

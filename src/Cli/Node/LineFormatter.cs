using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Fabric.Cli.Node;

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

using System.Globalization;
using System.Text;
using Fabric.Cli.Bench.Load;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Cli.Bench.Logs;

/// <summary>Fills a file log.</summary>
internal static class LogWriter
{
    private const int EventsPerAppend = 1_000;

    public static async Task Write(IEventLog log, LogSpec spec, CancellationToken cancellation)
    {
        var data = Encoding.ASCII.GetBytes(Payload.Json(spec.BodyBytes));
        var writer = new EventWriter(EventsPerAppend * (spec.BodyBytes + 128));
        for (var first = 0; first < spec.Events; first += EventsPerAppend)
        {
            writer.Reset();
            for (var number = first; number < Math.Min(first + EventsPerAppend, spec.Events); number++)
                Add(writer, number, spec, data);
            await log.Append(writer.ToBatch(), log.Next, useReserve: false, cancellation);
        }
    }

    private static void Add(EventWriter writer, int number, LogSpec spec, byte[] data)
    {
        writer.Begin();
        writer.Attribute("id", number.ToString(CultureInfo.InvariantCulture));
        writer.Attribute("source", "/bench");
        writer.Attribute("type", number % spec.RareEvery == 0 ? LogSpec.RareType : LogSpec.CommonType);
        writer.Attribute("datacontenttype", "application/json");
        writer.End(data);
    }
}

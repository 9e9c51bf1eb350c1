using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Fabric.Events;
using Fabric.Tails;

namespace Fabric.Edge.Tails;

/// <summary>Writes the items of a live tail as server-sent events, one at a time.</summary>
internal sealed class TailWriter(PipeWriter output, ResourceName broker, TimeProvider time, CancellationToken end) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public Task Comment(string text) => InTurn(() =>
    {
        output.Write(": "u8);
        output.Write(System.Text.Encoding.UTF8.GetBytes(text));
        output.Write("\n\n"u8);
    });

    public Task Write(TailSlice slice) => InTurn(() =>
    {
        if (slice.Lost > 0)
            Item("lost"u8, json => json.WriteNumber("events", slice.Lost));
        for (var index = 0; index < slice.Events.Count; index++)
        {
            var (record, offset) = (slice.Events[index], slice.First + index);
            Item("accepted"u8, json =>
            {
                json.WriteString("time", time.GetUtcNow());
                json.WriteString("broker", broker.ToString());
                json.WriteNumber("partition", slice.Partition);
                json.WriteNumber("offset", offset.Value);
                WriteEvent(json, record);
            });
        }
    });

    public Task Write(Refusal refusal) => InTurn(() =>
    {
        var events = refusal.Events ?? EventBatch.Empty;
        for (var index = 0; index < Math.Max(1, events.Count); index++)
        {
            Item("refused"u8, json =>
            {
                json.WriteString("time", refusal.Time);
                json.WriteString("broker", broker.ToString());
                json.WriteString("reason", refusal.Reason);
                if (index < events.Count)
                    WriteEvent(json, events[index]);
            });
        }
    });

    public void Dispose() => _turn.Dispose();

    private static void WriteEvent(Utf8JsonWriter json, EventRecord record)
    {
        json.WritePropertyName("event");
        json.WriteRawValue(JsonEventWriter.Write(record), skipInputValidation: true);
    }

    private void Item(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> fields)
    {
        output.Write("event: "u8);
        output.Write(name);
        output.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    private async Task InTurn(Action write)
    {
        await _turn.WaitAsync(end);
        try
        {
            write();
            await output.FlushAsync(end);
        }
        finally
        {
            _turn.Release();
        }
    }
}

using System.Text;
using Fabric.Events;
using Fabric.EventLog;

namespace Fabric.Benchmarks.Micro;

/// <summary>The event of every figure: 1 KiB of data and four attributes.</summary>
internal static class Samples
{
    public static byte[] Data { get; } = Encoding.UTF8.GetBytes("{\"text\":\"" + new string('x', 1_000) + "\",\"amount\":42}");

    public static EventRecord Record { get; } = Encode();

    public static EventBatch Batch(int events) => EventBatch.Of(Enumerable.Repeat(Record, events).ToArray());

    public static LogLimits SmallLog { get; } = new() { MaxEvents = 10_000, Overflow = Overflow.DropOldest };

    public static EventRecord Encode()
    {
        var writer = new EventWriter();
        writer.Begin();
        writer.Attribute(AttributeCode.Id, "8c9f3c0e-1"u8);
        writer.Attribute(AttributeCode.Source, "/bench/source"u8);
        writer.Attribute(AttributeCode.Type, "com.example.order.created"u8);
        writer.Attribute(AttributeCode.DataContentType, "application/json"u8);
        writer.Attribute("region"u8, "eu-west"u8);
        writer.End(Data);
        var record = writer.ToBatch()[0];
        writer.Return();
        return record;
    }
}

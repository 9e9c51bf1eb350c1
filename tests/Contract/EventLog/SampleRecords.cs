using Fabric.Events;

namespace Fabric.Contract.EventLog;

/// <summary>Events whose id is their number, so that a test sees which ones it got.</summary>
public static class SampleRecords
{
    /// <summary>A batch of events numbered from <paramref name="first"/>, with data of a size and content of their own.</summary>
    public static EventBatch Batch(int first, int count, int dataBytes = 40)
    {
        var writer = new EventWriter();
        for (var number = first; number < first + count; number++)
            Write(writer, number, dataBytes);
        return writer.ToBatch();
    }

    public static string IdOf(EventRecord record) => System.Text.Encoding.UTF8.GetString(record.Id);

    /// <summary>The data that the event of a number was given.</summary>
    public static byte[] Data(int number, int bytes)
    {
        var data = new byte[bytes];
        new Random(number).NextBytes(data);
        return data;
    }

    private static void Write(EventWriter writer, int number, int dataBytes)
    {
        writer.Begin();
        writer.Attribute("id", number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture));
        writer.Attribute("source", "/contract");
        writer.Attribute("type", "sample");
        writer.End(Data(number, dataBytes));
    }
}

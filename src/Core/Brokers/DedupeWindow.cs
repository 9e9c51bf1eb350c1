using System.Buffers.Binary;
using System.Security.Cryptography;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// Remembers which (source, id, type) was stored within a window of time: an event that comes back from a transformation
/// under another type is another one. It keeps a cryptographic digest of each, since an accidental or forged collision
/// would make an event vanish.
/// </summary>
internal sealed class DedupeWindow(TimeProvider time)
{
    private const int SliceEvents = 4_096;
    private const int SliceBytes = 1 << 20;

    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<(UInt128 Key, DateTimeOffset At)> _byAge = [];

    public TimeSpan Window { get; private set; }

    public bool IsOff => Window <= TimeSpan.Zero;

    /// <summary>Sets the window and learns what the log holds of it.</summary>
    public async ValueTask Open(TimeSpan window, IEventLog log, CancellationToken cancellationToken)
    {
        Window = window;
        _known.Clear();
        _byAge.Clear();
        if (IsOff)
            return;
        try
        {
            await Learn(log, await log.Seek(time.GetUtcNow() - window, cancellationToken), cancellationToken);
        }
        catch (InvalidDataException)
        {
            // The log itself says loudly what is damaged. To store an event twice is better than to accept none.
        }
    }

    private async ValueTask Learn(IEventLog log, Offset from, CancellationToken cancellationToken)
    {
        for (var next = from; next < log.End;)
        {
            var slice = await log.Read(next, SliceEvents, SliceBytes, cancellationToken);
            foreach (var record in slice.Events.Records)
                Remember(KeyOf(record), record.AppendedAt);
            next = slice.Next;
        }
    }

    /// <summary>Says which events of a batch are new; remembers nothing yet.</summary>
    public DedupedBatch Sift(EventBatch events)
    {
        Forget();
        var fresh = new List<EventRecord>(events.Count);
        var keys = new List<UInt128>(events.Count);
        var duplicates = new List<int>();
        var seen = new HashSet<UInt128>();
        for (var index = 0; index < events.Count; index++)
        {
            var key = KeyOf(events[index]);
            if (_known.Contains(key) || !seen.Add(key))
            {
                duplicates.Add(index);
                continue;
            }

            keys.Add(key);
            fresh.Add(events[index]);
        }

        return new DedupedBatch(duplicates.Count == 0 ? events : EventBatch.Of([.. fresh]), keys, [.. duplicates]);
    }

    /// <summary>Remembers what was stored.</summary>
    public void Remember(DedupedBatch stored)
    {
        var now = time.GetUtcNow();
        foreach (var key in stored.Keys)
            Remember(key, now);
    }

    private void Remember(UInt128 key, DateTimeOffset at)
    {
        if (_known.Add(key))
            _byAge.Enqueue((key, at));
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - Window;
        while (_byAge.TryPeek(out var entry) && entry.At < oldest)
            _known.Remove(_byAge.Dequeue().Key);
    }

    private static UInt128 KeyOf(EventRecord record)
    {
        var source = record.Source;
        var id = record.Id;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var type = record.Type;
        var text = new byte[(2 * sizeof(int)) + source.Length + id.Length + type.Length];
        BinaryPrimitives.WriteInt32LittleEndian(text, source.Length);
        BinaryPrimitives.WriteInt32LittleEndian(text.AsSpan(sizeof(int)), id.Length);
        source.CopyTo(text.AsSpan(2 * sizeof(int)));
        id.CopyTo(text.AsSpan((2 * sizeof(int)) + source.Length));
        type.CopyTo(text.AsSpan((2 * sizeof(int)) + source.Length + id.Length));
        SHA256.HashData(text, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}

using System.Buffers.Binary;
using Fabric.Events;

namespace Fabric.Embedded.Storage;

/// <summary>
/// A state file's four places of equal size, so that a save overwrites neither the newest state, nor the newest synced
/// one, nor one that is being synced. (Older versions had three.) A place begins with the checksum (u32, CRC-32C of byte 8 on), the state's length (u32) and its number (i64); all
/// numbers are little-endian. The whole place with the highest number holds the state.
/// </summary>
internal static class StateSlots
{
    public const int Count = 4;
    private const int FormerCount = 3;
    public const int HeaderSize = 16;

    private const int SmallestSlot = 4096;

    /// <summary>The size of a place that holds a state and leaves it room to grow.</summary>
    public static int SizeFor(int stateLength)
    {
        var size = SmallestSlot;
        while (size < HeaderSize + stateLength)
            size = checked(size * 2);
        return size;
    }

    /// <summary>The size of the places in a file: it is a power of two, and so is the length of a file that has four of them.</summary>
    public static int SizeIn(int fileLength) => fileLength / (int.IsPow2(fileLength) ? Count : FormerCount);

    /// <summary>Puts a state into the bytes that go to a place.</summary>
    public static void Write(Span<byte> slot, long number, ReadOnlySpan<byte> state)
    {
        BinaryPrimitives.WriteInt32LittleEndian(slot[4..], state.Length);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], number);
        state.CopyTo(slot[HeaderSize..]);
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Checksum(slot[..(HeaderSize + state.Length)]));
    }

    /// <summary>Finds the newest state of a file; -1 where no place is whole.</summary>
    public static (int Slot, long Number, ReadOnlyMemory<byte> State) Newest(ReadOnlyMemory<byte> file)
    {
        (int Slot, long Number, ReadOnlyMemory<byte> State) newest = (-1, 0, default);
        var size = SizeIn(file.Length);
        for (var slot = 0; size >= HeaderSize && (slot + 1) * size <= file.Length; slot++)
        {
            var place = file.Slice(slot * size, size);
            var length = BinaryPrimitives.ReadInt32LittleEndian(place.Span[4..]);
            var number = BinaryPrimitives.ReadInt64LittleEndian(place.Span[8..]);
            if (number > newest.Number && length >= 0 && length <= size - HeaderSize
                && BinaryPrimitives.ReadUInt32LittleEndian(place.Span) == Checksum(place.Span[..(HeaderSize + length)]))
                newest = (slot, number, place.Slice(HeaderSize, length));
        }

        return newest;
    }

    private static uint Checksum(ReadOnlySpan<byte> slot) => EventRecord.ComputeChecksum(slot);
}

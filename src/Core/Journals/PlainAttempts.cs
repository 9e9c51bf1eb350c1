using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Journals;

/// <summary>
/// The last deliveries that succeeded at once, in a ring that grows with use to <see cref="Most"/>, as far as there is room:
/// to note one allocates nothing.
/// </summary>
internal sealed class PlainAttempts(JournalRoom room) : IDisposable
{
    /// <summary>Where a new one takes the place of the oldest: 80 KiB.</summary>
    public const int Most = 2_048;

    /// <summary>What every trigger has room for: 640 bytes.</summary>
    public const int Least = 16;

    private Attempt[] _ring = [];
    private long _count;

    /// <summary>When the oldest that is known began; null while none was forgotten.</summary>
    public DateTimeOffset? KeptSince => _count > _ring.Length ? _ring[_count & (_ring.Length - 1)].At : null;

    public void Add(Cursor cursor, Offset offset, DateTimeOffset at, TimeSpan took, int? code)
    {
        if (_count == 0)
            _ring = new Attempt[Least];
        else if (_count == _ring.Length && _count < Most && room.TryTake(_ring.Length))
            Array.Resize(ref _ring, 2 * _ring.Length);
        _ring[_count++ & (_ring.Length - 1)] = new Attempt(cursor, offset, at, took, code);
    }

    public void Find(TraceRequest request, List<AttemptNote> found)
    {
        for (var index = Math.Max(0, _count - _ring.Length); index < _count; index++)
        {
            ref readonly var attempt = ref _ring[index & (_ring.Length - 1)];
            if (attempt.Offset == request.Offset && attempt.Cursor.IsAt(request))
                found.Add(attempt.Note());
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Dispose()
    {
        room.Return(Math.Max(0, _ring.Length - Least));
        _ring = [];
        _count = 0;
    }

    private readonly struct Attempt(Cursor cursor, Offset offset, DateTimeOffset at, TimeSpan took, int? code)
    {
        private readonly long _at = at.UtcTicks;
        private readonly TimeSpan _took = took;
        private readonly int _code = code ?? 0;

        public Cursor Cursor { get; } = cursor;

        public Offset Offset { get; } = offset;

        public DateTimeOffset At => new(_at, TimeSpan.Zero);

        public AttemptNote Note() => new()
        {
            At = At,
            Result = AttemptResult.Delivered,
            Cause = Cursor.Cause,
            Number = 1,
            Took = _took,
            Code = _code == 0 ? null : _code,
        };
    }
}

namespace Fabric;

/// <summary>
/// A state that one owner at a time saves. In a cluster a second owner can come up before the first one knows that it is
/// none any more; the epoch tells which of them came later.
/// </summary>
public interface IEpochState
{
    /// <summary>Rises each time that the state is taken up: a time in microseconds, or one more than before.</summary>
    long Epoch { get; }

    /// <summary>The epoch of an owner who takes a state up.</summary>
    static long After(IEpochState? saved, TimeProvider time) =>
        Math.Max((saved?.Epoch ?? 0) + 1, time.GetUtcNow().Ticks / TimeSpan.TicksPerMicrosecond);
}

/// <summary>Another owner took the state up; what this one wants to save is out of date and was not saved.</summary>
public sealed class StateLostException(string key) : IOException($"The state of {key} was taken up elsewhere; what this owner of it knows is out of date.");

namespace Fabric.Journals;

/// <summary>
/// What the attempt journals of all triggers of a process may take together, beyond the little that each has for itself:
/// 10 MiB, so that thousands of triggers do not fill the memory with what they did. May be used from any thread.
/// </summary>
public sealed class JournalRoom
{
    private const int Most = 262_144;
    private int _taken;

    /// <summary>Takes room for so many more attempts; false where there is none.</summary>
    public bool TryTake(int attempts)
    {
        if (Interlocked.Add(ref _taken, attempts) <= Most)
            return true;
        Return(attempts);
        return false;
    }

    /// <summary>Gives room back.</summary>
    public void Return(int attempts) => Interlocked.Add(ref _taken, -attempts);
}

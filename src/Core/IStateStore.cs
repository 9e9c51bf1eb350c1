namespace Fabric;

/// <summary>Keeps one small state object a key, across restarts where the host is durable.</summary>
public interface IStateStore<T>
    where T : class
{
    /// <summary>The state saved last under a key; null where there is none.</summary>
    /// <exception cref="IOException">The state exists and cannot be read.</exception>
    ValueTask<T?> Load(string key, CancellationToken cancellationToken);

    /// <summary>Replaces the state of a key; once this returns, it survives the end of the process.</summary>
    /// <exception cref="StateLostException">
    /// The store is shared by several processes, and what is saved there has a later <see cref="IEpochState.Epoch"/>.
    /// </exception>
    ValueTask Save(string key, T state, CancellationToken cancellationToken);

    /// <summary>Forgets a key; nothing happens where there is none.</summary>
    ValueTask Delete(string key, CancellationToken cancellationToken);
}

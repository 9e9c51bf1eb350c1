using System.Collections.Immutable;

namespace Fabric.Resources;

/// <summary>Keeps what came through the API across restarts.</summary>
public interface ICatalogStore
{
    /// <summary>Every resource saved and not deleted since, without its status.</summary>
    /// <exception cref="IOException">Something was saved and cannot be read; the message names it.</exception>
    ValueTask<ImmutableArray<Resource>> LoadAll(CancellationToken cancellationToken);

    /// <summary>Keeps a resource, or replaces it; once this returns, it survives the end of the process.</summary>
    ValueTask Save(Resource resource, CancellationToken cancellationToken);

    /// <summary>Forgets a resource; nothing happens where there is none.</summary>
    ValueTask Delete(ResourceKey key, CancellationToken cancellationToken);
}

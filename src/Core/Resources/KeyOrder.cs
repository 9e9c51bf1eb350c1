namespace Fabric.Resources;

/// <summary>Orders resources as lists show them: by group, kind, namespace and name.</summary>
internal sealed class KeyOrder : IComparer<ResourceKey>
{
    public static KeyOrder Instance { get; } = new();

    public int Compare(ResourceKey x, ResourceKey y) =>
        First(
            string.CompareOrdinal(x.Group, y.Group),
            string.CompareOrdinal(x.Kind, y.Kind),
            string.CompareOrdinal(x.Namespace, y.Namespace),
            string.CompareOrdinal(x.Name, y.Name));

    private static int First(params ReadOnlySpan<int> orders)
    {
        foreach (var order in orders)
        {
            if (order != 0)
                return order;
        }

        return 0;
    }
}

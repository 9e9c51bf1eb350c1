namespace Fabric.Resources.Resolving;

/// <summary>Gives each name to the oldest resource that wants it.</summary>
internal sealed class NameClaims
{
    private readonly Dictionary<ResourceName, ResourceKey> _owners = [];

    /// <summary>True where the name is now the resource's; otherwise its status says who has it.</summary>
    public bool Claim(TopologyDraft draft, CheckedResource resource, ResourceName name)
    {
        if (_owners.TryAdd(name, resource.Key))
            return true;
        var owner = _owners[name];
        var problem = $"the name {name} is taken by {owner}{Group(owner, resource.Key)}, which is older; rename one of them";
        draft.Status(resource).False("Accepted", "NameTaken", problem);
        draft.Addressables[resource.Key] = new(null, $"{resource.Key} is not in use: {problem}");
        return false;
    }

    private static string Group(ResourceKey owner, ResourceKey other) => owner.Kind == other.Kind ? $" of {owner.Group}" : "";
}

namespace Fabric.Resources;

/// <summary>Finds out whether a put may change what is there.</summary>
public static class Conflicts
{
    internal static Fault? Find(ResourceKey key, Resource? before, PutOptions options)
    {
        if (before?.Origin is { } file && options.Origin is null)
            return new("", Declared(key, file));
        if (options.ExpectedVersion is not { } expected || expected == (before?.Metadata.ResourceVersion ?? 0))
            return null;
        return new(
            "metadata.resourceVersion",
            before is null ? $"is {expected}, but there is no {key}; leave it out to create one"
            : expected == 0 ? $"{key} exists already"
            : $"is {expected}, but {key} is at {before.Metadata.ResourceVersion}; read it again and repeat the change");
    }

    /// <summary>Why only a file may change or delete what it declares.</summary>
    public static string Declared(ResourceKey key, string file) => $"{key} is declared by {file}; change it there";

    /// <summary>A note that a resource has come under another file, or under a file at all.</summary>
    internal static Fault? Takeover(Resource? before, PutOptions options) =>
        before is not null && options.Origin is not null && before.Origin != options.Origin
            ? new("", $"{before.Key} was declared {(before.Origin is { } file ? $"by {file}" : "through the API")}, and is now by {options.Origin}")
            : null;
}

namespace Fabric.Resources.Resolving;

/// <summary>Tells the images for which the built-in display stands in.</summary>
internal static class ImageName
{
    private static readonly string[] Displays = ["event_display", "event-display", "triggermesh-console"];

    /// <summary>True for such an image, whatever its registry, tag or digest.</summary>
    public static bool IsDisplay(string image) => Array.IndexOf(Displays, Repository(image)) >= 0;

    private static string Repository(string image)
    {
        var name = image.Split('@')[0];
        name = name[(name.LastIndexOf('/') + 1)..];
        return name.Split(':')[0];
    }
}

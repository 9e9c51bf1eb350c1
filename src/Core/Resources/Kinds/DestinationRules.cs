using Fabric.Resources.Validation;

namespace Fabric.Resources.Kinds;

/// <summary>Knative's rules for a destination: a ref, an absolute uri, or a ref with a relative uri.</summary>
internal static class DestinationRules
{
    public static void Check(FieldReader destination, FaultList faults)
    {
        if (destination.Exists && Fault(destination) is { } fault)
            faults.Add(fault.Path, fault.Message);
    }

    /// <summary>What is wrong with the shape of a destination; null where nothing is.</summary>
    public static Fault? Fault(FieldReader destination)
    {
        var (reference, uri) = (destination["ref"], destination["uri"]);
        if (!reference.Exists && uri.Text is not { Length: > 0 })
            return new(destination.Path, "needs a ref, or an absolute uri");
        if (uri.Text is not { Length: > 0 } text)
            return null;
        if (!reference.Exists)
            return HttpUrl.TryParse(text, out var reason) ? null : new(uri.Path, $"{reason}: {Shown.Quote(text)}; {HttpUrl.Remedy}");
        return IsAbsolute(text)
            ? new(uri.Path, $"must be relative beside a ref, but is {Shown.Quote(text)}; keep one of them, or write a path")
            : Uri.TryCreate(text, UriKind.Relative, out _) ? null : new(uri.Path, $"is not a path: {Shown.Quote(text)}");
    }

    private static bool IsAbsolute(string text) =>
        !text.StartsWith('/') && Uri.TryCreate(text, UriKind.Absolute, out _) || text.StartsWith("//", StringComparison.Ordinal);
}

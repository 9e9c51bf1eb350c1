namespace Fabric.Edge.Targets;

/// <summary>Joins the address of an HTTP target with what an event adds to it.</summary>
internal static class RequestUri
{
    /// <summary>Answers null where the suffix would leave the endpoint's path.</summary>
    public static Uri? Join(Uri endpoint, string pathSuffix, string queryString)
    {
        if (pathSuffix.Length == 0 && queryString.Length == 0)
            return endpoint;
        var basePath = endpoint.AbsolutePath.TrimEnd('/');
        var builder = new UriBuilder(endpoint) { Query = Merge(endpoint.Query, queryString) };
        if (pathSuffix.Length > 0)
            builder.Path = $"{basePath}/{pathSuffix.TrimStart('/')}";
        var joined = builder.Uri;
        return pathSuffix.Length == 0 || joined.AbsolutePath.StartsWith(basePath + "/", StringComparison.Ordinal) ? joined : null;
    }

    private static string Merge(string own, string added)
    {
        var pairs = Pairs(own).ToList();
        var names = pairs.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        pairs.AddRange(Pairs(added).Where(pair => !names.Contains(NameOf(pair))));
        return string.Join('&', pairs);
    }

    private static string[] Pairs(string query) =>
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(string pair) => Uri.UnescapeDataString(pair.Split('=', 2)[0].Replace('+', ' '));
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api.Watching;

/// <summary>The query parameters of a watch.</summary>
/// <param name="After">The version to go on from; null begins with everything there is.</param>
/// <param name="Bookmarks">Whether the client wants to hear of versions without changes.</param>
/// <param name="MarksInitialEvents">Whether a bookmark ends the events for what is there already.</param>
/// <param name="Timeout">When the watch ends; null for the server's choice.</param>
internal sealed record WatchOptions(long? After, bool Bookmarks, bool MarksInitialEvents, TimeSpan? Timeout)
{
    public static bool IsWatch(HttpRequest request) => request.Query["watch"].ToString() is "true" or "1";

    public static WatchOptions? Read(HttpRequest request, out ApiStatus? refusal)
    {
        refusal = null;
        var (version, timeout) = (request.Query["resourceVersion"].ToString(), request.Query["timeoutSeconds"].ToString());
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var after) && version.Length > 0)
            refusal = Refusals.BadRequest($"Invalid value for resourceVersion: \"{version}\": it is no number");
        if (!int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && timeout.Length > 0)
            refusal = Refusals.BadRequest($"Invalid value for timeoutSeconds: \"{timeout}\": it is no number");
        var marks = request.Query["sendInitialEvents"].ToString() is "true" or "1";
        return refusal is not null
            ? null
            : new WatchOptions(
                after == 0 || marks ? null : after,
                request.Query["allowWatchBookmarks"].ToString() is "true" or "1",
                marks,
                seconds > 0 ? TimeSpan.FromSeconds(seconds) : null);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api.Watching;

/// <summary>Answers <c>watch=true</c>: one JSON line an event, until the client goes, the time is up or the node stops.</summary>
internal sealed class ResourceWatch(
    ICatalog catalog, TimeProvider time, IOptions<ApiOptions> options, IHostApplicationLifetime? lifetime = null)
{
    public async Task<IResult> Run(HttpContext http, Selection selection, ResourceView view)
    {
        if (WatchOptions.Read(http.Request, out var refusal) is not { } wish)
            return refusal!;
        using var timeout = new CancellationTokenSource(wish.Timeout ?? options.Value.WatchTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token, http.RequestAborted, lifetime?.ApplicationStopping ?? CancellationToken.None);
        var snapshot = await catalog.Snapshot(http.RequestAborted);
        if (wish.After > snapshot.Version)
            return Refusals.Expired($"too new resource version: {wish.After} ({snapshot.Version}); list again and watch from there");

        var changes = catalog.Watch(wish.After ?? snapshot.Version, end.Token).GetAsyncEnumerator(end.Token);
        try
        {
            var next = changes.MoveNextAsync().AsTask();
            if (next is { IsFaulted: true, Exception.InnerException: CatalogExpiredException expired })
                return Refusals.Expired(expired.Message);
            var filter = new SelectionFilter(selection, snapshot);
            var stream = new WatchStream(http, view);
            await stream.Start(end.Token);
            if (wish.After is null)
                await SendInitial(stream, filter, snapshot, wish, end.Token);
            await Follow(stream, filter, changes, next, snapshot.Version, wish.Bookmarks, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The regular end of a watch.
        }
        finally
        {
            await changes.DisposeAsync();
        }

        return Results.Empty;
    }

    private static async Task SendInitial(
        WatchStream stream, SelectionFilter filter, CatalogSnapshot snapshot, WatchOptions wish, CancellationToken end)
    {
        foreach (var resource in filter.Initial)
            await stream.Send("ADDED", resource, end);
        if (wish.MarksInitialEvents)
            await stream.SendBookmark(snapshot.Version, endsInitialEvents: true, end);
    }

    private async Task Follow(
        WatchStream stream,
        SelectionFilter filter,
        IAsyncEnumerator<CatalogChange> changes,
        Task<bool> next,
        long version,
        bool bookmarks,
        CancellationToken end)
    {
        try
        {
            while (true)
            {
                if (bookmarks)
                    await BookmarkUntil(next, stream, version, end);
                if (!await next)
                    return;
                version = changes.Current.Version;
                if (filter.EventFor(changes.Current) is { } type)
                    await stream.Send(type, WithVersion(changes.Current), end);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        catch (CatalogExpiredException e)
        {
            await stream.SendError(Refusals.Expired(e.Message), end);
        }
    }

    private async Task BookmarkUntil(Task next, WatchStream stream, long version, CancellationToken end)
    {
        while (!next.IsCompleted)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(end);
            var interval = Task.Delay(options.Value.BookmarkInterval, time, pause.Token);
            if (await Task.WhenAny(next, interval) == next)
                await pause.CancelAsync();
            else
                await stream.SendBookmark(version, endsInitialEvents: false, end);
        }
    }

    /// <summary>What is gone shows the version at which it went, for a client to go on from.</summary>
    private static Resource WithVersion(CatalogChange change) =>
        change.Resource with { Metadata = change.Resource.Metadata with { ResourceVersion = change.Version } };
}

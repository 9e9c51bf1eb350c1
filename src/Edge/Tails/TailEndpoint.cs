using Fabric.Edge.Api;
using Fabric.Edge.Ingest;
using Fabric.Resources;
using Fabric.Tails;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fabric.Edge.Tails;

/// <summary>
/// The live tail of a broker over HTTP, as server-sent events (HTML Living Standard, section 9.2): <c>accepted</c> for each
/// event that was published, <c>refused</c> for what this edge refused, <c>lost</c> where the reader was too slow.
/// </summary>
public static class TailEndpoint
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Adds what <see cref="MapTail"/> needs beside the host's <see cref="ILiveTail"/>.</summary>
    public static IServiceCollection AddTail(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RefusedEvents>();
        return services;
    }

    /// <summary><c>GET /brokers/{namespace}/{name}/tail</c>, behind the token of the resource API.</summary>
    public static IEndpointConventionBuilder MapTail(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/brokers/{namespace}/{name}/tail", Follow).RequireApiToken();

    private static async Task Follow(
        HttpContext context, string @namespace, string name, ILiveTail tail, RefusedEvents refused, ITopology topology,
        TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var broker = new ResourceName(@namespace, name);
        if (!topology.Current.Brokers.ContainsKey(broker))
        {
            await PlainAnswer.Write(context, StatusCodes.Status404NotFound, $"There is no broker {broker} here.");
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var refusals = refused.Follow(broker, end.Token);
        var slices = await tail.Follow(broker, end.Token);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        using var writer = new TailWriter(context.Response.BodyWriter, broker, time, end.Token);
        try
        {
            await writer.Comment("follows");
            Task[] work =
                [Each(slices, writer.Write), Each(refusals.ReadAllAsync(end.Token), writer.Write), Beat(writer, time, end.Token)];
            await Task.WhenAny(work);
            await end.CancelAsync();
            await Task.WhenAll(work);
        }
        catch (Exception failure) when (end.IsCancellationRequested && failure is OperationCanceledException or IOException)
        {
            // The reader has gone, or the server stops.
        }
    }

    private static async Task Each<T>(IAsyncEnumerable<T> items, Func<T, Task> write)
    {
        await foreach (var item in items)
            await write(item);
    }

    // Proxies close what is silent, and only a write notices that the reader has gone.
    private static async Task Beat(TailWriter writer, TimeProvider time, CancellationToken end)
    {
        using var beat = new PeriodicTimer(KeepAlive, time);
        while (await beat.WaitForNextTickAsync(end))
            await writer.Comment("");
    }
}

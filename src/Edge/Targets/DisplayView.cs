using System.Reflection;
using Fabric.Edge.Ingest;
using Fabric.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Fabric.Edge.Targets;

/// <summary>Shows what a display received: a page for people, JSON lines for programs.</summary>
internal sealed class DisplayView(Displays displays, IHostApplicationLifetime lifetime)
{

    /// <summary>The page is the same for every display; it reads the events of the address it was loaded from.</summary>
    public static async Task Page(HttpContext context)
    {
        await using var page = Assembly.GetExecutingAssembly().GetManifestResourceStream("Fabric.Edge.Targets.DisplayPage.html")!;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";
        await page.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>The events kept, one structured JSON event a line, newest last; <c>?follow=true</c> goes on as more arrive.</summary>
    public async Task Events(HttpContext context)
    {
        if (displays.Find(TargetEndpoints.NameIn(context)) is not { } display)
        {
            await NotFound(context);
            return;
        }

        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var (events, next, more) = display.Read(0);
        await Write(context, events);
        if (bool.TryParse(context.Request.Query["follow"], out var follow) && follow)
            await Follow(context, display, next, more);
    }

    public Task Clear(HttpContext context)
    {
        if (displays.Find(TargetEndpoints.NameIn(context)) is not { } display)
            return NotFound(context);
        display.Clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task Follow(HttpContext context, DisplayBuffer display, long next, Task more)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await context.Response.Body.FlushAsync(ends.Token);
                await more.WaitAsync(ends.Token);
                (var events, next, more) = display.Read(next);
                await Write(context, events);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The reader left, or the node stops: what was sent is complete lines.
        }
    }

    private static async Task Write(HttpContext context, EventRecord[] events)
    {
        foreach (var record in events)
            JsonEventWriter.WriteLine(context.Response.BodyWriter, record);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static Task NotFound(HttpContext context) => PlainAnswer.Write(
        context, StatusCodes.Status404NotFound, $"There is no display {TargetEndpoints.NameIn(context)} here.");
}

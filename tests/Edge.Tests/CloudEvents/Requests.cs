using System.Text;
using Fabric.Edge.CloudEvents;
using Fabric.Events;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Tests.CloudEvents;

/// <summary>Requests as Kestrel would hand them over.</summary>
internal static class Requests
{
    public static readonly EventLimits Limits = new();

    /// <summary>A binary request with the required attributes, changed by headers; a null value removes one.</summary>
    public static HttpRequest Binary(string? body = null, params (string Name, string? Value)[] headers)
    {
        var request = Plain(body);
        request.Headers["ce-specversion"] = "1.0";
        request.Headers["ce-id"] = "1";
        request.Headers["ce-source"] = "/s";
        request.Headers["ce-type"] = "t";
        foreach (var (name, value) in headers)
        {
            if (value is null)
                request.Headers.Remove(name);
            else
                request.Headers[name] = value;
        }

        return request;
    }

    public static HttpRequest Structured(string json) => Plain(json, "application/cloudevents+json");

    public static HttpRequest Batched(string json) => Plain(json, "application/cloudevents-batch+json");

    public static HttpRequest Plain(string? body, string? contentType = null) =>
        Plain(body is null ? null : Encoding.UTF8.GetBytes(body), contentType);

    public static HttpRequest Plain(byte[]? body, string? contentType)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.ContentType = contentType;
        if (body is not null)
        {
            request.Body = new MemoryStream(body);
            request.ContentLength = body.Length;
        }

        return request;
    }

    public static async Task<CloudEventReadResult> Read(HttpRequest request, EventLimits? limits = null) =>
        await CloudEventReader.Read(request, limits ?? Limits, CancellationToken.None);

    public static async Task<EventRecord> ReadOne(HttpRequest request)
    {
        var result = await Read(request);
        Assert.Equal("", result.Problem);
        Assert.Equal(200, result.StatusCode);
        Assert.True(result.IsCloudEvent);
        return Assert.Single(result.Events!.Records.ToArray());
    }
}

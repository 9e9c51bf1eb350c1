using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>An answer in JSON, or in YAML where the client asks for that.</summary>
internal sealed class JsonAnswer(JsonNode body, int code = StatusCodes.Status200OK, string contentType = "application/json") : IResult
{
    /// <summary>What is safe in JSON stays readable: <c>&lt;</c>, <c>+</c>, <c>ä</c>.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = code;
        if (MediaRange.In(httpContext.Request).FirstOrDefault(range => range.IsJson || range.IsYaml) is { IsYaml: true })
        {
            response.ContentType = "application/yaml";
            await response.WriteAsync(YamlText.Of(body), httpContext.RequestAborted);
            return;
        }

        response.ContentType = contentType;
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, Readable), httpContext.RequestAborted);
    }
}

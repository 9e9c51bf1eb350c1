using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>Kubernetes' <c>Status</c>: every answer of the resource API that is no resource.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Reason">The word for programs, as <c>NotFound</c>; empty for a success.</param>
/// <param name="Message">The sentence for people.</param>
internal sealed record ApiStatus(int Code, string Reason, string Message) : IResult
{
    public string Name { get; init; } = "";

    public string Group { get; init; } = "";

    /// <summary>The plural of the kind, as Kubernetes has it in <c>details.kind</c>.</summary>
    public string Kind { get; init; } = "";

    public string Uid { get; init; } = "";

    public ImmutableArray<StatusCause> Causes { get; init; } = [];

    public int? RetryAfterSeconds { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = Code < 400 ? "Success" : "Failure",
        };
        if (Message.Length > 0)
            json["message"] = Message;
        if (Reason.Length > 0)
            json["reason"] = Reason;
        var details = Details();
        if (details.Count > 0)
            json["details"] = details;
        json["code"] = Code;
        return json;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Code == StatusCodes.Status401Unauthorized)
            httpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"fabric\"";
        if (RetryAfterSeconds is { } seconds)
            httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new JsonAnswer(ToJson(), Code).ExecuteAsync(httpContext);
    }

    private JsonObject Details()
    {
        var details = new JsonObject();
        foreach (var (field, value) in (ReadOnlySpan<(string, string)>)[("name", Name), ("group", Group), ("kind", Kind), ("uid", Uid)])
        {
            if (value.Length > 0)
                details[field] = value;
        }

        if (Causes.Length > 0)
            details["causes"] = new JsonArray([.. Causes.Select(cause => cause.ToJson())]);
        if (RetryAfterSeconds is { } seconds)
            details["retryAfterSeconds"] = seconds;
        return details;
    }
}

/// <summary>One of several things wrong.</summary>
internal sealed record StatusCause(string Reason, string Message, string Field)
{
    public static StatusCause Of(Fault fault) => new("FieldValueInvalid", fault.Message, fault.Path);

    public JsonNode ToJson() => new JsonObject { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };
}

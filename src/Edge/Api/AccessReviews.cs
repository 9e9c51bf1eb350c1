using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api;

/// <summary>Answers <c>kubectl auth can-i</c> and <c>whoami</c>: who is let in may do everything.</summary>
internal static class AccessReviews
{
    public static void MapAccessReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", (HttpContext http, IOptions<ApiOptions> options) =>
            Answer(http, options.Value, () => new JsonObject { ["allowed"] = true, ["reason"] = "the fabric knows one user, who may do everything" }));
        routes.MapPost("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", (HttpContext http, IOptions<ApiOptions> options) =>
            Answer(http, options.Value, Everything));
        routes.MapPost("/apis/authentication.k8s.io/v1/selfsubjectreviews", (HttpContext http, IOptions<ApiOptions> options) =>
            Answer(http, options.Value, () => new JsonObject { ["userInfo"] = new JsonObject { ["username"] = "fabric", ["groups"] = new JsonArray("system:masters") } }));
    }

    private static async Task<IResult> Answer(HttpContext http, ApiOptions options, Func<JsonObject> status)
    {
        var (body, refusal) = await RequestBody.Read(http.Request, options.MaxBodyBytes, RequestBody.Manifests);
        if (refusal is not null)
            return refusal;
        if (body!.Content is not JsonObject review)
            return Refusals.BadRequest("the body must be a review");
        review["status"] = status();
        return new JsonAnswer(review.DeepClone(), StatusCodes.Status201Created);
    }

    private static JsonObject Everything() => new()
    {
        ["resourceRules"] = new JsonArray(new JsonObject
        {
            ["verbs"] = new JsonArray("*"),
            ["apiGroups"] = new JsonArray("*"),
            ["resources"] = new JsonArray("*"),
        }),
        ["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = new JsonArray("*"), ["nonResourceURLs"] = new JsonArray("*") }),
        ["incomplete"] = false,
    };
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api;

/// <summary>Lets only those in who present the token, where one is set.</summary>
internal sealed class TokenGate(IOptions<ApiOptions> options) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refuse(context.HttpContext.Request) is { } refusal ? ValueTask.FromResult<object?>(refusal) : next(context);

    private ApiStatus? Refuse(HttpRequest request)
    {
        if (options.Value.Token is not { Length: > 0 } token)
            return null;
        var header = request.Headers.Authorization.ToString();
        var presented = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
        if (Same(presented, token))
            return null;
        if (options.Value.ReadOnlyToken is not { Length: > 0 } readOnly || !Same(presented, readOnly))
            return Refusals.Unauthorized;
        return HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/apis/authorization.k8s.io", StringComparison.Ordinal)
            ? null
            : new ApiStatus(
                StatusCodes.Status403Forbidden,
                "Forbidden",
                $"the read-only token cannot {request.Method} {request.Path}");
    }

    // Digests have one length: the comparison tells nothing about the token's.
    private static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}

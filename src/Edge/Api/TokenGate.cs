using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
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
        var presented = Presented(request.Headers.Authorization.ToString());
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

    /// <summary>
    /// The bearer token, or the password of basic auth: kubectl sends no tokens over plain http, but does send what
    /// stands in <c>--server http://fabric:TOKEN@127.0.0.1:8080</c>.
    /// </summary>
    private static string Presented(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return header["Bearer ".Length..].Trim();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return "";
        var buffer = new byte[header.Length];
        return Convert.TryFromBase64String(header["Basic ".Length..].Trim(), buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : "";
    }

    // Digests have one length: the comparison tells nothing about the token's.
    private static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}

/// <summary>Puts other endpoints behind the token of the resource API.</summary>
public static class TokenGating
{
    public static TBuilder RequireApiToken<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter<TBuilder, TokenGate>();
}

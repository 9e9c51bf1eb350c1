using System.Collections.Immutable;
using Fabric.Resources;
using Fabric.Resources.Kinds;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api;

/// <summary>The refusals of the resource API, in Kubernetes' words.</summary>
internal static class Refusals
{
    public static ApiStatus UnknownPath { get; } =
        new(StatusCodes.Status404NotFound, "NotFound", "the server could not find the requested resource");

    public static ApiStatus Unauthorized { get; } =
        new(StatusCodes.Status401Unauthorized, "Unauthorized", "Unauthorized");

    public static ApiStatus NotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    public static ApiStatus NotAcceptable { get; } = new(
        StatusCodes.Status406NotAcceptable,
        "NotAcceptable",
        "only the following media types are accepted: application/json, application/yaml");

    public static ApiStatus TooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"the request body is larger than {limit} bytes");

    public static ApiStatus UnsupportedMediaType(string accepted) => new(
        StatusCodes.Status415UnsupportedMediaType,
        "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {accepted}");

    public static ApiStatus BadRequest(string message) => new(StatusCodes.Status400BadRequest, "BadRequest", message);

    public static ApiStatus Internal(string message) => new(
        StatusCodes.Status500InternalServerError, "InternalError", $"Internal error occurred: {message}");

    public static ApiStatus Unavailable(string message) => new(
        StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", message) { RetryAfterSeconds = 1 };

    public static ApiStatus Expired(string message) => new(StatusCodes.Status410Gone, "Expired", message);

    public static ApiStatus NotFound(ResourceKind kind, string name) => About(
        kind, name, StatusCodes.Status404NotFound, "NotFound", $"{Resource(kind)} \"{name}\" not found");

    public static ApiStatus AlreadyExists(ResourceKind kind, string name) => About(
        kind, name, StatusCodes.Status409Conflict, "AlreadyExists", $"{Resource(kind)} \"{name}\" already exists");

    public static ApiStatus Conflict(ResourceKind kind, string name, string? why = null) => About(
        kind,
        name,
        StatusCodes.Status409Conflict,
        "Conflict",
        $"Operation cannot be fulfilled on {Resource(kind)} \"{name}\": "
        + (why ?? "the object has been modified; please apply your changes to the latest version and try again"));

    public static ApiStatus Forbidden(ResourceKind kind, string name, string why) => About(
        kind, name, StatusCodes.Status403Forbidden, "Forbidden", $"{Resource(kind)} \"{name}\" is forbidden: {why}");

    public static ApiStatus Invalid(ResourceKind kind, string name, ImmutableArray<Fault> faults)
    {
        var all = string.Join(", ", faults);
        return About(
            kind,
            name,
            StatusCodes.Status422UnprocessableEntity,
            "Invalid",
            $"{Singular(kind)} \"{name}\" is invalid: {(faults.Length == 1 ? all : $"[{all}]")}") with
        {
            Kind = kind.Kind,
            Causes = [.. faults.Select(StatusCause.Of)],
        };
    }

    public static ApiStatus About(ResourceKind kind, string name, int code, string reason, string message) =>
        new(code, reason, message) { Name = name, Group = kind.Group, Kind = kind.Plural };

    private static string Resource(ResourceKind kind) => kind.Group.Length == 0 ? kind.Plural : $"{kind.Plural}.{kind.Group}";

    private static string Singular(ResourceKind kind) => kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
}

using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Fabric.Delivery;

namespace Fabric.Edge.Delivery;

/// <summary>Says in one sentence why there was no answer.</summary>
internal static class TransportFault
{
    /// <summary>What an exchange that ended in an exception comes to: no answer may be an answer later.</summary>
    /// <exception cref="OperationCanceledException">The caller's own time is over.</exception>
    public static DeliveryOutcome Outcome(Uri uri, Exception exception, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? throw new OperationCanceledException($"{Show(uri)} did not answer in time.", exception, cancellationToken)
            : new DeliveryOutcome(DeliveryStatus.Retryable) { Reason = $"no answer from {Show(uri)}: {Describe(exception)}" };

    /// <summary>An address without what may be secret in it: user name, password, query.</summary>
    public static string Show(Uri uri) =>
        uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static string Describe(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (Known(cause) is { } text)
                return text;
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "connection closed before an answer",
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "the answer is not HTTP",
            OperationCanceledException => "the connection took too long to open",
            _ => exception.GetBaseException().Message,
        };
    }

    private static string? Known(Exception cause) => cause switch
    {
        SocketException socket => Describe(socket),
        AuthenticationException => $"TLS failed: {cause.Message}",
        CryptographicException => $"caCertificate is not a PEM certificate: {cause.Message}",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "connection closed before an answer",
        _ => null,
    };

    private static string Describe(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset or SocketError.Shutdown => "connection reset",
        SocketError.HostNotFound or SocketError.NoData => "no such host",
        SocketError.TryAgain => "the host name cannot be resolved now",
        SocketError.TimedOut => "connection timed out",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "host unreachable",
        _ => socket.Message,
    };
}

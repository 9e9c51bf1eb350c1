using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Api;

/// <summary>Answers broken storage with a Status 503 and what nobody expected with a 500, and writes it to the log.</summary>
internal sealed partial class FaultGate(ILogger<FaultGate> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException e)
        {
            return Refusals.BadRequest(e.Message) with { Code = e.StatusCode };
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            Log.NotServed(logger, http.Request.Method, http.Request.Path, e.Message);
            return Refusals.Unavailable(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            Log.RequestFailed(logger, e, http.Request.Method, http.Request.Path);
            return Refusals.Internal(e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} cannot be served now: {Failure}")]
        public static partial void NotServed(ILogger logger, string method, string path, string failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path);
    }
}

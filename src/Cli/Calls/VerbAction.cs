using System.CommandLine;

namespace Fabric.Cli.Calls;

/// <summary>Runs a verb, and tells the errors of all verbs alike.</summary>
internal static class VerbAction
{
    /// <summary>Interrupted by Ctrl-C, as shells count it.</summary>
    private const int Interrupted = 130;

    public static async Task<int> Run(ParseResult parsed, Func<VerbCall, Task<int>> act, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        // Only an action that has given its thread back is asked to end by Ctrl-C; one that has not is cut off.
        await Task.Yield();
        try
        {
            using var call = new VerbCall(parsed, cancellation);
            return await act(call);
        }
        catch (Refusal refusal)
        {
            await error.WriteLineAsync($"fabric: {refusal.Message}");
            return refusal.ExitCode;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"fabric: {failure.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
    }
}

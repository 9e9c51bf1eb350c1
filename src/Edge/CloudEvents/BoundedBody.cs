using System.Buffers;
using System.IO.Pipelines;

namespace Fabric.Edge.CloudEvents;

/// <summary>Reads a whole body, but never much more than a bound, whatever its declared length.</summary>
internal static class BoundedBody
{
    /// <summary>
    /// The body in the pipe's own buffers, which the caller gives back with <see cref="PipeReader.AdvanceTo(SequencePosition)"/>;
    /// null when it is larger than the bound.
    /// </summary>
    public static async ValueTask<ReadOnlySequence<byte>?> Read(
        PipeReader body, long? declaredLength, long bound, CancellationToken cancellationToken)
    {
        if (declaredLength > bound)
            return null;
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            if (result.IsCanceled)
                throw new OperationCanceledException("Reading the body was cancelled.");
            if (result.Buffer.Length > bound)
            {
                body.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
                return result.Buffer;
            body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}

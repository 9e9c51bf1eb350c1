using System.Buffers;

namespace Fabric.Edge.Delivery;

/// <summary>Reads the body of an answer up to a limit.</summary>
internal static class ResponseBody
{
    /// <summary>How much of an error's body is kept for <c>knativeerrordata</c>.</summary>
    public const int SnippetBytes = 1024;

    /// <summary>The whole body; null where it is larger than the limit.</summary>
    public static async ValueTask<byte[]?> Read(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
            return null;
        var buffer = new ArrayBufferWriter<byte>(1024);
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        while (buffer.WrittenCount <= limit)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(1024), cancellationToken);
            if (read == 0)
                return buffer.WrittenSpan.ToArray();
            buffer.Advance(read);
        }

        return null;
    }

    /// <summary>The beginning of an error's body, as far as it arrives: the status is known, so nothing here fails.</summary>
    public static async ValueTask<byte[]> Snippet(HttpContent content, CancellationToken cancellationToken)
    {
        var snippet = new byte[SnippetBytes];
        var length = 0;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (length < snippet.Length && await stream.ReadAsync(snippet.AsMemory(length), cancellationToken) is > 0 and var read)
                length += read;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return snippet[..length];
        }

        return snippet[..length];
    }
}

using System.Text;
using Fabric.Events;
using Microsoft.AspNetCore.Http;
using static Fabric.Edge.Tests.CloudEvents.Requests;

namespace Fabric.Edge.Tests.CloudEvents;

public sealed class EventLimitTests
{
    [Theory]
    [InlineData(1 << 20, 200)]
    [InlineData((1 << 20) + 1, 413)]
    public async Task An_event_has_at_most_1_mebibyte_of_data_in_every_mode(int size, int code)
    {
        var data = new byte[size];
        var json = $$"""{"specversion":"1.0","id":"1","source":"/s","type":"t","data_base64":"{{Convert.ToBase64String(data)}}"}""";
        var binary = Binary();
        binary.Body = new MemoryStream(data);
        binary.ContentLength = size;
        var chunked = Binary();
        chunked.Body = new MemoryStream(data);

        Assert.Equal(code, (await Read(binary)).StatusCode);
        Assert.Equal(code, (await Read(chunked)).StatusCode);
        Assert.Equal(code, (await Read(Structured(json))).StatusCode);
        Assert.Equal(code, (await Read(Batched($"[{json}]"))).StatusCode);
    }

    [Fact]
    public async Task A_declared_length_beyond_the_limit_is_refused_before_anything_is_read()
    {
        var request = Binary();
        request.Body = new UnreadableStream();
        request.ContentLength = (1 << 20) + 1;

        var result = await Read(request);

        Assert.Equal((413, "body: more than the 1048576 bytes allowed"), (result.StatusCode, result.Problem));
    }

    [Fact]
    public async Task Reading_stops_at_the_limit_of_an_endless_body()
    {
        var request = Batched("");
        request.ContentLength = null;
        request.Body = new EndlessStream();

        Assert.Equal(413, (await Read(request)).StatusCode);
        Assert.InRange(((EndlessStream)request.Body).Given, Limits.MaxBatchBytes, 2L * Limits.MaxBatchBytes);
    }

    [Fact]
    public async Task A_batch_has_at_most_10000_events()
    {
        const string Event = """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""";

        var full = await Read(Batched($"[{string.Join(',', Enumerable.Repeat(Event, 10_000))}]"));
        var over = await Read(Batched($"[{string.Join(',', Enumerable.Repeat(Event, 10_001))}]"));

        Assert.Equal(10_000, full.Events!.Count);
        Assert.Equal((413, "body: more than the 10000 events that a batch may have"), (over.StatusCode, over.Problem));
    }

    [Fact]
    public async Task An_event_has_at_most_256_attributes_of_64_kibibytes()
    {
        var many = Binary(null, [.. Enumerable.Range(0, 254).Select(index => ($"ce-x{index}", (string?)"v"))]);
        var large = Binary(null, ("ce-x", new string('a', 64 << 10)));

        Assert.Equal(413, (await Read(many)).StatusCode);
        Assert.Equal(413, (await Read(large)).StatusCode);
        many.Headers.Remove("ce-x0");
        Assert.Equal(200, (await Read(many)).StatusCode);
    }

    [Fact]
    public async Task What_the_server_refuses_keeps_its_code()
    {
        var large = Binary();
        large.Body = new FailingStream(new BadHttpRequestException("Request body too large.", 413));
        var broken = Binary();
        broken.Body = new FailingStream(new BadHttpRequestException("Bad chunk.", 400));

        Assert.Equal(413, (await Read(large)).StatusCode);
        Assert.Equal((400, "body: Bad chunk."), ((await Read(broken)).StatusCode, (await Read(broken)).Problem));
    }

    private class UnreadableStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Read.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Read.");
    }

    private sealed class FailingStream(Exception failure) : UnreadableStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw failure;
    }

    private sealed class EndlessStream : UnreadableStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}

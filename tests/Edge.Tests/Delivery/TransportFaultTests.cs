using System.Net;
using System.Net.Sockets;
using Fabric.Delivery;

namespace Fabric.Edge.Tests.Delivery;

public sealed class TransportFaultTests : IDisposable
{
    private readonly DeliverySetup _setup = new();

    public void Dispose() => _setup.Dispose();

    [Fact]
    public async Task A_refused_connection_is_retried_later()
    {
        var uri = new Uri($"http://user:secret@127.0.0.1:{FreePort()}/path?token=secret");

        var outcome = await _setup.Deliver(uri);

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.Null(outcome.Code);
        Assert.Equal($"no answer from http://127.0.0.1:{uri.Port}/path: connection refused", outcome.Reason);
    }

    [Fact]
    public async Task A_reset_connection_is_retried_later()
    {
        var outcome = await DeliverTo(async socket =>
        {
            await socket.ReceiveAsync(new byte[1]);
            socket.LingerState = new LingerOption(true, 0);
        });

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.EndsWith(": connection reset", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_closes_without_an_answer_is_retried_later()
    {
        var outcome = await DeliverTo(async socket =>
        {
            var buffer = new byte[64 << 10];
            while (await socket.ReceiveAsync(buffer) is > 0 and var read
                && !buffer.AsSpan(0, read).EndsWith("}"u8))
            {
            }

            socket.Shutdown(SocketShutdown.Both);
        });

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.EndsWith(": connection closed before an answer", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_HTTP_is_retried_later()
    {
        var outcome = await DeliverTo(async socket =>
        {
            await socket.ReceiveAsync(new byte[64 << 10]);
            await socket.SendAsync("SSH-2.0-OpenSSH\r\n\r\n"u8.ToArray());
            socket.Shutdown(SocketShutdown.Send);
        });

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.StartsWith("no answer from http://", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_of_protocols_is_final()
    {
        var outcome = await DeliverTo(async socket =>
        {
            await socket.ReceiveAsync(new byte[64 << 10]);
            await socket.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"u8.ToArray());
        });

        Assert.Equal((DeliveryStatus.Failed, 101), (outcome.Status, outcome.Code));
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_retried_later()
    {
        var outcome = await _setup.Deliver(new Uri("http://nothing.invalid/"));

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.StartsWith("no answer from http://nothing.invalid/: ", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_HTTP_is_said_so()
    {
        var outcome = await _setup.Deliver(new Uri("ftp://127.0.0.1/"));

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.Contains("ftp", outcome.Reason, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<DeliveryOutcome> DeliverTo(Func<Socket, Task> serve)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = Serve();
        var outcome = await _setup.Deliver(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        await stop.CancelAsync();
        await serving;
        return outcome;

        async Task Serve()
        {
            try
            {
                while (true)
                {
                    using var socket = await listener.AcceptSocketAsync(stop.Token);
                    await serve(socket);
                }
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}

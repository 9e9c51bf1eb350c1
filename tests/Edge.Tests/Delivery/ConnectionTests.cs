using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Tests.Delivery;

public sealed class ConnectionTests : IDisposable
{
    private readonly DeliveryOptions _options = new();
    private readonly DeliverySetup _setup;
    private readonly X509Certificate2 _certificate = SelfSigned();

    public ConnectionTests() => _setup = new DeliverySetup(services => services.AddSingleton(_options));

    public void Dispose()
    {
        _setup.Dispose();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_certificate_of_nobody_known_is_not_trusted()
    {
        await using var server = await Secure();

        var outcome = await Send(new HttpEndpoint { Uri = server.Uri });

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.Contains("TLS failed", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_authority_that_an_endpoint_names_is_trusted_and_HTTP2_spoken()
    {
        await using var server = await Secure();

        var outcome = await Send(new HttpEndpoint { Uri = server.Uri, CaCertificate = _certificate.ExportCertificatePem() });

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Equal("HTTP/2", server.Only.Protocol);
    }

    [Fact]
    public async Task Another_authority_is_not_trusted_whatever_skipVerify_says()
    {
        await using var server = await Secure();
        using var other = SelfSigned();

        var outcome = await Send(new HttpEndpoint { Uri = server.Uri, CaCertificate = other.ExportCertificatePem(), SkipVerify = true });

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
    }

    [Fact]
    public async Task A_host_name_that_the_certificate_does_not_hold_is_not_trusted()
    {
        await using var server = await Secure();

        var outcome = await Send(new HttpEndpoint
        {
            Uri = new Uri($"https://other.localhost:{server.Port}/"),
            CaCertificate = _certificate.ExportCertificatePem(),
        });

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
    }

    [Fact]
    public async Task SkipVerify_takes_any_certificate()
    {
        await using var server = await Secure();

        var outcome = await Send(new HttpEndpoint { Uri = server.Uri, SkipVerify = true });

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
    }

    [Fact]
    public async Task A_CA_certificate_that_is_none_is_said_so()
    {
        var outcome = await Send(new HttpEndpoint { Uri = new Uri("https://127.0.0.1:1/"), CaCertificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" });

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.Contains("caCertificate", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.com")]
    [InlineData("APP.com:80")]
    public async Task An_endpoints_map_says_where_to_connect(string key)
    {
        await using var server = await StubServer.Answering(200);

        var outcome = await Send(new HttpEndpoint
        {
            Uri = new Uri("http://app.com/path"),
            Resolve = Map(key, $"127.0.0.1:{server.Port}"),
        });

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Equal("app.com", server.Only.Header("Host"));
    }

    [Fact]
    public async Task The_nodes_map_holds_for_every_endpoint_and_an_endpoints_own_wins()
    {
        await using var server = await StubServer.Answering(200);
        await using var other = await StubServer.Answering(201);
        _options.Resolve["app.com"] = $"localhost:{server.Port}";

        var byNode = await _setup.Deliver(new Uri("http://app.com/"));
        var byEndpoint = await Send(new HttpEndpoint { Uri = new Uri("http://app.com/"), Resolve = Map("app.com", $"127.0.0.1:{other.Port}") });

        Assert.Equal((200, 201), (byNode.Code, byEndpoint.Code));
    }

    [Fact]
    public async Task A_mapping_without_a_port_keeps_the_addresss_own()
    {
        await using var server = await StubServer.Answering(200);

        var outcome = await Send(new HttpEndpoint { Uri = new Uri($"http://app.com:{server.Port}/"), Resolve = Map("app.com", "127.0.0.1") });

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
    }

    [Fact]
    public async Task Names_below_localhost_are_this_machine()
    {
        await using var server = await StubServer.Answering(200);

        var outcome = await _setup.Deliver(new Uri($"http://webhook.default.localhost:{server.Port}/"));

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Equal($"webhook.default.localhost:{server.Port}", server.Only.Header("Host"));
    }

    [Fact]
    public async Task Credentials_and_headers_go_with_every_request()
    {
        await using var server = await StubServer.Answering(200);

        await Send(new HttpEndpoint
        {
            Uri = server.Uri,
            BasicAuth = new BasicAuth("ann", new Secret("pässword")),
            Headers = Map("X-Key", "1").Add("User-Agent", "mine"),
        });

        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:pässword")), server.Only.Header("Authorization"));
        Assert.Equal("1", server.Only.Header("X-Key"));
        Assert.Equal("mine", server.Only.Header("User-Agent"));
    }

    [Fact]
    public void Endpoints_alike_share_connections_and_unused_ones_are_closed()
    {
        var clients = _setup.Get<HttpClients>();
        var plain = new HttpEndpoint { Uri = new Uri("http://a/") };
        var lax = plain with { SkipVerify = true };

        using (var one = clients.Take(plain))
        using (var two = clients.Take(plain with { Uri = new Uri("http://b/"), Headers = Map("a", "b") }))
            Assert.Same(one.Client, two.Client);
        clients.Take(lax with { Resolve = Map("a", "b") }).Dispose();
        using (var one = clients.Take(lax))
        using (var two = clients.Take(lax with { Resolve = ImmutableDictionary<string, string>.Empty }))
            Assert.Same(one.Client, two.Client);
        Assert.Equal(3, clients.Count);

        _setup.Clock.Advance(_options.ClientIdle);
        clients.Take(lax with { CaCertificate = _certificate.ExportCertificatePem() }).Dispose();

        // The one of all endpoints without settings of their own stays.
        Assert.Equal(2, clients.Count);
    }

    [Fact]
    public void A_client_in_use_stays_open()
    {
        var clients = _setup.Get<HttpClients>();
        var lax = new HttpEndpoint { Uri = new Uri("http://a/"), SkipVerify = true };
        using var used = clients.Take(lax);

        _setup.Clock.Advance(_options.ClientIdle);
        clients.Take(lax with { Resolve = Map("a", "b") }).Dispose();

        using var again = clients.Take(lax);
        Assert.Same(used.Client, again.Client);
    }

    private Task<StubServer> Secure() => StubServer.Start(_ => Task.CompletedTask, _certificate);

    private async Task<DeliveryOutcome> Send(HttpEndpoint endpoint)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _setup.Get<EventSender>().Send(DeliverySetup.Event, endpoint, origin: null, withHops: false, timeout.Token);
    }

    private static ImmutableDictionary<string, string> Map(string key, string value) =>
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).Add(key, value);

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        return request.CreateSelfSigned(from, from.AddDays(3));
    }
}

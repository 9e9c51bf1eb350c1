namespace Fabric.Edge.Tests.Api;

public sealed class TokenTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.Start(options =>
    {
        options.Token = "letmein";
        options.ReadOnlyToken = "letmelook";
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("GET", ApiHost.Brokers, null, 401)]
    [InlineData("GET", ApiHost.Brokers, "wrong", 401)]
    [InlineData("GET", ApiHost.Brokers, "letmein2", 401)]
    [InlineData("GET", ApiHost.Brokers, "letmein", 200)]
    [InlineData("GET", ApiHost.Brokers, "letmelook", 200)]
    [InlineData("DELETE", ApiHost.Brokers, "letmein", 200)]
    [InlineData("DELETE", ApiHost.Brokers, "letmelook", 403)]
    [InlineData("GET", "/api", null, 401)]
    [InlineData("GET", "/apis", null, 401)]
    [InlineData("GET", "/openapi/v3", null, 401)]
    [InlineData("GET", "/apis/nowhere/v1/things", null, 401)]
    [InlineData("GET", "/version", null, 200)]
    public async Task Only_those_with_the_token_are_let_in(string method, string path, string? token, int code)
    {
        var answer = await _host.Send(new HttpMethod(method), path, token: token);

        Assert.Equal(code, answer.Code);
        if (code is 401 or 403)
            Assert.Equal(code == 401 ? "Unauthorized" : "Forbidden", answer.Reason);
    }

    [Theory]
    [InlineData("Basic", "ZmFicmljOmxldG1laW4=", 200)]
    [InlineData("Basic", "ZmFicmljOndyb25n", 401)]
    [InlineData("Basic", "bGV0bWVpbg==", 401)]
    [InlineData("Basic", "***", 401)]
    [InlineData("Digest", "letmein", 401)]
    public async Task The_token_may_be_the_password_of_basic_auth(string scheme, string value, int code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api");
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {value}");
        using var response = await _host.Client.SendAsync(request);

        Assert.Equal(code, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_says_how_to_identify()
    {
        using var response = await _host.Client.GetAsync(new Uri("/api", UriKind.Relative));

        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }
}

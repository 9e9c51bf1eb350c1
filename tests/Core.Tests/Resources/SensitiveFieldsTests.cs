using Fabric.Contract.Time;
using Fabric.Resources;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources;

public sealed class SensitiveFieldsTests : IDisposable
{
    private readonly Catalog _catalog = new(new ManualClock());

    public void Dispose() => _catalog.Dispose();

    [Theory]
    [InlineData("v1", "Secret", "'data':{'k':'c2VjcmV0'},'stringData':{'k':'secret'}", "{\"data\":{\"k\":\"Kioq\"},\"stringData\":{\"k\":\"***\"}}")]
    [InlineData(SourcesGroup, "WebhookSource", "'spec':{'basicAuthPassword':{'value':'secret'},'signature':{'keys':[{'value':'secret'}]}}", "{\"spec\":{\"basicAuthPassword\":{\"value\":\"***\"},\"signature\":{\"keys\":[{\"value\":\"***\"}]}}}")]
    [InlineData(SourcesGroup, "WebhookSource", "'spec':{'eventType':'t','basicAuthPassword':{'valueFromSecret':{'name':'n','key':'k'}}}", "{\"spec\":{\"eventType\":\"t\",\"basicAuthPassword\":{\"valueFromSecret\":{\"name\":\"n\",\"key\":\"k\"}}}}")]
    public async Task Secrets_are_hidden_and_nothing_else(string apiVersion, string kind, string body, string shown)
    {
        var resource = await Put(Manifest(apiVersion, kind, "a", body));
        Assert.Equal(shown, SensitiveFields.Hide(resource).Body.GetRawText());
    }

    [Fact]
    public async Task The_copy_that_kubectl_keeps_in_an_annotation_is_hidden_too()
    {
        var resource = await Put(Manifest("v1", "Secret", "a", metadata: """
            'annotations':{'kubectl.kubernetes.io/last-applied-configuration':'{\"kind\":\"Secret\",\"stringData\":{\"k\":\"secret\"}}'}
            """));
        Assert.DoesNotContain("secret", ManifestJson.Manifest(SensitiveFields.Hide(resource)).GetRawText().Replace("Secret", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_with_masks_applied_again_keeps_the_secrets()
    {
        await Put(Manifest("v1", "Secret", "a", "'data':{'k':'c2VjcmV0','l':'bA=='}"));
        var again = await Put(Manifest("v1", "Secret", "a", "'data':{'k':'Kioq','l':'bmV3'}"));
        Assert.Equal("{\"data\":{\"k\":\"c2VjcmV0\",\"l\":\"bmV3\"}}", again.Body.GetRawText());
    }

    private async Task<Resource> Put(System.Text.Json.JsonElement manifest) => (await _catalog.Put(manifest, new(), default)).Resource!;
}

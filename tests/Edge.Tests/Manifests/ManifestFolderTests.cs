using Fabric.Edge.Manifests;
using Fabric.Resources;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Tests.Manifests;

public sealed class ManifestFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fabric-manifests-");
    private readonly Catalog _catalog = new(TimeProvider.System);

    [Fact]
    public async Task Every_manifest_of_a_folder_is_taken_up_with_its_file_as_origin()
    {
        Write("a.yaml", Broker("one") + "---\n" + Broker("two"));
        Write("below/b.json", """{"apiVersion":"eventfabric.dev/v1alpha1","kind":"Display","metadata":{"name":"three"}}""");
        Write("notes.txt", "no manifest");

        var report = await Folder().Scan(default);

        Assert.Empty(report.Faults);
        Assert.Equal(2, report.Files);
        Assert.Equal([PutStatus.Created, PutStatus.Created, PutStatus.Created], report.Applied.Select(applied => applied.Status));
        Assert.Equal(Full("a.yaml"), (await Get("MemoryBroker", "two"))!.Origin);
        Assert.EndsWith("below/b.json:1: Display default/three created", report.Applied[2].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_is_taken_up_and_what_did_not_change_is_left_alone()
    {
        Write("a.yaml", Broker("one") + "---\n" + Broker("two"));
        var folder = Folder();
        await folder.Scan(default);
        var before = (await Get("MemoryBroker", "one"))!.Metadata.ResourceVersion;

        Write("a.yaml", "# a comment\n" + Broker("one") + "---\n" + Broker("two", "  labels: {edited: very}\n"));
        var report = await folder.Scan(default);

        var applied = Assert.Single(report.Applied);
        Assert.Equal((PutStatus.Updated, "two"), (applied.Status, applied.Key.Name));
        Assert.Equal(before, (await Get("MemoryBroker", "one"))!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task What_is_no_longer_declared_goes_with_the_second_look()
    {
        Write("a.yaml", Broker("one") + "---\n" + Broker("two"));
        var folder = Folder();
        await folder.Scan(default);

        Write("a.yaml", Broker("one"));
        var first = await folder.Scan(default);
        Assert.True(first.AwaitsRemoval);
        Assert.NotNull(await Get("MemoryBroker", "two"));

        var second = await folder.Scan(default);
        Assert.Equal("two", Assert.Single(second.Removed).Name);
        Assert.Null(await Get("MemoryBroker", "two"));
        Assert.NotNull(await Get("MemoryBroker", "one"));
    }

    [Fact]
    public async Task A_file_that_is_empty_for_a_moment_removes_nothing()
    {
        Write("a.yaml", Broker("one"));
        var folder = Folder();
        await folder.Scan(default);

        Write("a.yaml", "");
        await folder.Scan(default);
        Write("a.yaml", Broker("one"));
        await folder.Scan(default);
        var last = await folder.Scan(default);

        Assert.False(last.AwaitsRemoval);
        Assert.NotNull(await Get("MemoryBroker", "one"));
    }

    [Fact]
    public async Task A_file_that_does_not_parse_changes_nothing_and_is_said_once()
    {
        Write("a.yaml", Broker("one") + "---\n" + Broker("two"));
        var folder = Folder();
        await folder.Scan(default);

        Write("a.yaml", Broker("one") + "---\nkind: [");
        var broken = await folder.Scan(default);
        var again = await folder.Scan(default);

        Assert.StartsWith(Full("a.yaml") + ":", Assert.Single(broken.Faults).ToString(), StringComparison.Ordinal);
        Assert.Empty(again.Faults);
        Assert.NotNull(await Get("MemoryBroker", "two"));

        Write("a.yaml", Broker("two"));
        await folder.Scan(default);
        await folder.Scan(default);
        Assert.Null(await Get("MemoryBroker", "one"));
    }

    [Fact]
    public async Task A_renamed_file_keeps_its_resources()
    {
        Write("a.yaml", Broker("one"));
        var folder = Folder();
        await folder.Scan(default);
        var uid = (await Get("MemoryBroker", "one"))!.Metadata.Uid;

        File.Move(Full("a.yaml"), Full("b.yaml"));
        await folder.Scan(default);
        await folder.Scan(default);

        var moved = (await Get("MemoryBroker", "one"))!;
        Assert.Equal((uid, Full("b.yaml")), (moved.Metadata.Uid, moved.Origin));
    }

    [Fact]
    public async Task A_removed_file_removes_its_resources_but_a_vanished_folder_does_not()
    {
        Write("sub/a.yaml", Broker("one"));
        Write("sub/b.yaml", Broker("two"));
        var folder = Folder(Full("sub"));
        await folder.Scan(default);

        File.Delete(Full("sub/a.yaml"));
        await folder.Scan(default);
        await folder.Scan(default);
        Assert.Null(await Get("MemoryBroker", "one"));

        Directory.Delete(Full("sub"), recursive: true);
        var report = await folder.Scan(default);
        await folder.Scan(default);
        Assert.Contains("there is no such file or folder", Assert.Single(report.Faults).Message, StringComparison.Ordinal);
        Assert.NotNull(await Get("MemoryBroker", "two"));
    }

    [Fact]
    public async Task A_resource_declared_twice_is_taken_from_the_first_file_and_said_once()
    {
        Write("a.yaml", Broker("one"));
        Write("b.yaml", "# second\n" + Broker("one"));
        var folder = Folder();

        var report = await folder.Scan(default);
        var again = await folder.Scan(default);

        Assert.Equal($"{Full("b.yaml")}:2: MemoryBroker default/one is declared already at {Full("a.yaml")}:1; remove one of the two",
            Assert.Single(report.Faults).ToString());
        Assert.Empty(again.Faults);
        Assert.Equal(Full("a.yaml"), (await Get("MemoryBroker", "one"))!.Origin);
    }

    [Fact]
    public async Task Faults_and_warnings_name_the_line_of_the_field()
    {
        Write("a.yaml", """
            apiVersion: sources.triggermesh.io/v1alpha1
            kind: WebhookSource
            metadata:
              name: hook
            spec:
              eventTyp: x
            ---
            kind: Nonsense
            apiVersion: v1
            metadata: {name: z}
            """);

        var report = await Folder().Scan(default);

        Assert.Contains(report.Warnings, warning => warning.Line == 6 && warning.Message.StartsWith("spec.eventTyp:", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, warning => warning.Message.StartsWith("spec.eventType:", StringComparison.Ordinal));
        var fault = Assert.Single(report.Faults);
        Assert.Equal(8, fault.Line);
        Assert.Contains("Nonsense", fault.Message, StringComparison.Ordinal);
        Assert.Empty((await Folder().Scan(default)).Applied.Where(applied => applied.Status == PutStatus.Created));
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_a_fault()
    {
        var report = await Folder(Full("nowhere.yaml")).Scan(default);

        Assert.Equal($"{Full("nowhere.yaml")}:1: there is no such file or folder", Assert.Single(report.Faults).ToString());
        Assert.Equal(0, report.Files);
    }

    [Fact]
    public async Task What_came_through_the_API_is_not_removed()
    {
        Write("a.yaml", Broker("one"));
        await _catalog.Put(Api.ApiHost.Broker("free") is var text ? System.Text.Json.JsonElement.Parse(text) : default, new PutOptions(), default);
        var folder = Folder();
        await folder.Scan(default);
        await folder.Scan(default);

        Assert.NotNull(await Get("MemoryBroker", "free"));
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Broker(string name, string more = "") =>
        $"apiVersion: eventing.triggermesh.io/v1alpha1\nkind: MemoryBroker\nmetadata:\n  name: {name}\n{more}";

    private ManifestFolder Folder(string? path = null)
    {
        var options = new ManifestOptions();
        options.Paths.Add(path ?? _folder.FullName);
        return new ManifestFolder(_catalog, Options.Create(options), NullLogger<ManifestFolder>.Instance);
    }

    private string Full(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(name))!);
        File.WriteAllText(Full(name), text);
    }

    private ValueTask<Resource?> Get(string kind, string name) => _catalog.Get(
        new ResourceKey(kind == "Display" ? "eventfabric.dev" : "eventing.triggermesh.io", kind, "default", name), default);
}

using Fabric.Embedded.Storage;

namespace Fabric.Embedded.Tests.Storage;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fabric-data-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_missing_directory_is_created()
    {
        using var data = DataDirectory.Open(Path.Combine(_root, "a", "b"));
        Assert.True(Directory.Exists(data.Path));
    }

    [Fact]
    public void A_directory_in_use_is_refused_with_its_holder_and_the_remedy()
    {
        using var first = DataDirectory.Open(_root);
        var fault = Assert.Throws<IOException>(() => DataDirectory.Open(_root));
        Assert.Equal(
            $"data directory {_root} is in use by process {Environment.ProcessId}; give this node its own with --data-dir", fault.Message);
    }

    [Fact]
    public void A_directory_given_back_can_be_taken_again()
    {
        DataDirectory.Open(_root).Dispose();
        DataDirectory.Open(_root).Dispose();
    }

    [Fact]
    public void A_path_that_cannot_be_a_directory_is_refused_with_the_remedy()
    {
        var file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");
        var fault = Assert.Throws<IOException>(() => DataDirectory.Open(Path.Combine(file, "data")));
        Assert.Contains("--data-dir", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_leads_out_of_the_directory()
    {
        using var data = DataDirectory.Open(_root);
        Assert.Equal(Path.Combine(_root, "brokers", "%2E%2E%2F%2E%2E", "x%2Fy"), data.Folder("brokers", "../..", "x/y"));
    }
}

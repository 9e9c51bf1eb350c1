using Fabric.Embedded.Storage;

namespace Fabric.Embedded.Tests.Storage;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("default/webhook")]
    [InlineData("a.b/c%2Fd+e")]
    [InlineData("ünï/✓")]
    public void A_name_can_be_had_back(string text) => Assert.Equal(text, FileName.Decode(FileName.Encode(text)));

    [Fact]
    public void A_long_name_is_split_and_can_be_had_back()
    {
        var text = new string('n', 253) + "/" + new string('/', 253);
        var path = FileName.Encode(text);
        Assert.All(path.Split(Path.DirectorySeparatorChar), piece => Assert.InRange(piece.Length, 1, 220));
        Assert.Equal(text, FileName.Decode(path));
    }
}

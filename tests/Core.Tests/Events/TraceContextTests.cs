using Fabric.Events;

namespace Fabric.Core.Tests.Events;

public sealed class TraceContextTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly EventLimits Limits = new();

    [Theory]
    [InlineData(Parent)]
    [InlineData("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more")]
    public void A_valid_parent_is_taken(string parent) =>
        Assert.Equal(new TraceContext(parent, "a=1"), TraceContext.FromHeaders(parent, "a=1", Limits));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData(Parent + "-more")]
    [InlineData("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more")]
    public void A_malformed_parent_is_dropped_with_its_state(string? parent) =>
        Assert.Equal(default, TraceContext.FromHeaders(parent, "a=1", Limits));

    [Fact]
    public void A_state_that_is_too_long_is_dropped_alone()
    {
        Assert.Equal(new string('a', 512), TraceContext.FromHeaders(Parent, new string('a', 512), Limits).State);
        Assert.Equal(new TraceContext(Parent), TraceContext.FromHeaders(Parent, new string('a', 513), Limits));
    }
}

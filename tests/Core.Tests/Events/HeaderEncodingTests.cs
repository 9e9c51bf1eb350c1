using System.Text;
using Fabric.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Fabric.Core.Tests.Events;

public sealed class HeaderEncodingTests
{
    [Theory]
    [InlineData("Euro € 😀", "Euro%20%E2%82%AC%20%F0%9F%98%80")]
    [InlineData("a\"b%c", "a%22b%25c")]
    [InlineData("~!#$&'()*+,/:;=?@[]\\^`{|}", "~!#$&'()*+,/:;=?@[]\\^`{|}")]
    [InlineData("\u00A0ÿ", "%C2%A0%C3%BF")]
    [InlineData("", "")]
    public void Only_spaces_quotes_percent_signs_and_what_is_not_ascii_are_encoded(string text, string header)
    {
        Assert.Equal(header, HeaderEncoding.Encode(text));
        Assert.Equal(text, HeaderEncoding.Decode(header));
    }

    [Theory]
    [InlineData("%41%7a", "Az")]
    [InlineData("%e2%82%ac", "€")]
    [InlineData("a b", "a b")]
    [InlineData("€", "€")]
    [InlineData("😀", "😀")]
    [InlineData("%2541", "%41")]
    [InlineData("\"a b\"", "a b")]
    [InlineData("\"a \\\"b\\\" \\\\ \\c\"", "a \"b\" \\ c")]
    [InlineData("\"%20\"", " ")]
    [InlineData("a\"b", "a\"b")]
    [InlineData("\"\"", "")]
    [InlineData(" \tx\t ", "x")]
    public void Values_are_unquoted_and_decoded_exactly_once(string header, string text) =>
        Assert.Equal(text, HeaderEncoding.Decode(header));

    [Theory]
    [InlineData("%C0%A0", "does not decode to valid UTF-8")]
    [InlineData("%80", "does not decode to valid UTF-8")]
    [InlineData("%ED%A0%80", "does not decode to valid UTF-8")]
    [InlineData("%F4%90%80%80", "does not decode to valid UTF-8")]
    [InlineData("%E2%82", "does not decode to valid UTF-8")]
    [InlineData("%", "has a percent sign that two hexadecimal digits do not follow; write %25 for the sign itself")]
    [InlineData("100%", "has a percent sign that two hexadecimal digits do not follow; write %25 for the sign itself")]
    [InlineData("%zz", "has a percent sign that two hexadecimal digits do not follow; write %25 for the sign itself")]
    [InlineData("\"", "has no closing double quote")]
    [InlineData("\"a", "has no closing double quote")]
    [InlineData("\"a\\\"", "has no closing double quote")]
    [InlineData("\"a\"b\"", "has a double quote inside its quotes")]
    public void Malformed_values_are_refused(string header, string problem)
    {
        Assert.Equal(problem, HeaderEncoding.Decode(header, new byte[100], out _));
        Assert.Null(HeaderEncoding.Decode(header));
    }

    [Fact]
    public void An_unpaired_surrogate_is_refused() =>
        Assert.Equal("has an unpaired surrogate", HeaderEncoding.Decode("a\uD800", new byte[100], out _));

    [Fact]
    public void Raw_bytes_read_as_latin1_are_the_utf8_they_were()
    {
        var header = Encoding.Latin1.GetString("naïve €"u8);
        var utf8 = new byte[100];

        Assert.Null(HeaderEncoding.Decode(header, utf8, out var written, latin1: true));
        Assert.Equal("naïve €", Encoding.UTF8.GetString(utf8, 0, written));
        Assert.NotNull(HeaderEncoding.Decode("na\u00EFve", utf8, out _, latin1: true));
    }

    [Fact]
    public void Any_allowed_text_round_trips_as_printable_ascii() =>
        Prop.ForAll(AnyEvent.Text.ToArbitrary(), text =>
        {
            var header = HeaderEncoding.Encode(text);
            return header.All(unit => unit is > ' ' and <= '~') && HeaderEncoding.Decode(header) == text;
        }).QuickCheckThrowOnFailure();
}

using System.Text.Json;
using Fabric.Edge.Manifests;

namespace Fabric.Edge.Tests.Manifests;

public sealed class YamlManifestTests
{
    [Theory]
    [InlineData("text", "\"text\"")]
    [InlineData("'1'", "\"1\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("yes", "true")]
    [InlineData("off", "false")]
    [InlineData("'on'", "\"on\"")]
    [InlineData("null", "null")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("''", "\"\"")]
    [InlineData("42", "42")]
    [InlineData("-7", "-7")]
    [InlineData("+1", "1")]
    [InlineData("1.10", "1.10")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("v1", "\"v1\"")]
    [InlineData("0755", "493")]
    [InlineData("0o755", "493")]
    [InlineData("0x1F", "31")]
    [InlineData("0b11", "3")]
    [InlineData("08", "8")]
    [InlineData("1_000", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1e3")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("PT5S", "\"PT5S\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!!int \"12\"", "12")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("|\n    two\n    lines", "\"two\\nlines\\n\"")]
    public void A_scalar_means_what_it_means_to_kubectl(string yaml, string json)
    {
        var reading = YamlManifest.Read($"value: {yaml}\n", "a.yaml");

        Assert.Empty(reading.Faults);
        var value = Assert.Single(reading.Documents).Manifest.GetProperty("value");
        Assert.Equal(json, Flat(value).Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public void Documents_keep_their_file_and_line_and_empty_ones_are_skipped()
    {
        var reading = YamlManifest.Read("---\nkind: A\n---\n# nothing\n---\n\n\nkind: B\nspec:\n  x:\n    - y: 1\n", "a.yaml");

        Assert.Empty(reading.Faults);
        Assert.Equal(["a.yaml:2", "a.yaml:8"], reading.Documents.Select(document => document.ToString()));
        Assert.Equal(11, reading.Documents[1].LineOf("spec.x[0].y"));
        Assert.Equal(11, reading.Documents[1].LineOf("spec.x[0].y.unknown"));
    }

    [Fact]
    public void Aliases_and_merge_keys_are_resolved()
    {
        const string Yaml = """
            labels: &labels {app: x, tier: front}
            selector: *labels
            merged:
              <<: *labels
              tier: back
            many:
              <<: [{a: 1}, {a: 2, b: 3}]
            """;

        var manifest = Assert.Single(YamlManifest.Read(Yaml, "a.yaml").Documents).Manifest;

        Assert.Equal("""{"app":"x","tier":"front"}""", Flat(manifest.GetProperty("selector")));
        Assert.Equal("""{"tier":"back","app":"x"}""", Flat(manifest.GetProperty("merged")));
        Assert.Equal("""{"a":1,"b":3}""", Flat(manifest.GetProperty("many")));
    }

    [Theory]
    [InlineData("a: 1\na: 2\n", "f.yaml:2:1: the field a is given twice; remove one of them")]
    [InlineData("a:\n\tb: 1\n", "f.yaml:2:1: a tab cannot indent YAML; use spaces")]
    [InlineData("a: *nowhere\n", "f.yaml:1:4: the alias *nowhere has no anchor &nowhere before it")]
    [InlineData("- 1\n", "f.yaml:1: a manifest is a mapping")]
    [InlineData("a: .inf\n", "f.yaml:1:4: the number .inf has no JSON form")]
    [InlineData("a: !secret x\n", "f.yaml:1:4: the tag !secret does not fit 'x'")]
    [InlineData("a: [1, 2\nb: 3\n", "f.yaml:")]
    [InlineData("{\"a\": 1", "f.yaml:")]
    [InlineData("? [a]\n: b\n", "f.yaml:1:3: a field name must be text")]
    [InlineData("a:\n  <<: 5\n", "f.yaml:2:3: the merge key << takes a mapping")]
    public void What_is_wrong_is_said_with_its_place(string yaml, string fault)
    {
        var reading = YamlManifest.Read(yaml, "f.yaml");

        Assert.StartsWith(fault, Assert.Single(reading.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_bomb_is_refused_before_it_grows()
    {
        var levels = Enumerable.Range(1, 12).Select(level =>
            $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10))}]");
        var reading = YamlManifest.Read("l0: &l0 [x]\n" + string.Join('\n', levels), "bomb.yaml");

        Assert.Contains("more than 100000 values", Assert.Single(reading.Faults).Message, StringComparison.Ordinal);
        Assert.Empty(reading.Documents);
    }

    [Fact]
    public void Too_deep_and_too_long_are_refused()
    {
        var deep = YamlManifest.Read("a: " + new string('[', 100) + new string(']', 100), "deep.yaml");
        var longer = YamlManifest.Read("a: 1\nb: 2\n", "long.yaml", new ManifestLimits { MaxLength = 5 });

        Assert.Contains("deeper than 64", Assert.Single(deep.Faults).Message, StringComparison.Ordinal);
        Assert.Contains("at most 5", Assert.Single(longer.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_unpacked()
    {
        const string Yaml = "apiVersion: v1\nkind: List\nitems:\n- kind: A\n  spec:\n    x: 1\n- kind: B\n";

        var documents = YamlManifest.Read(Yaml, "l.yaml").Documents;

        Assert.Equal(["A", "B"], documents.Select(document => document.Manifest.GetProperty("kind").GetString()));
        Assert.Equal(6, documents[0].LineOf("spec.x"));
        Assert.Equal(7, documents[1].Line);
    }

    [Fact]
    public void An_item_of_a_list_that_is_no_object_is_a_fault()
    {
        var reading = YamlManifest.Read("kind: List\nitems:\n- kind: A\n- 5\n", "l.yaml");

        Assert.Equal("l.yaml:4: items[1] is no manifest", Assert.Single(reading.Faults).ToString());
    }

    [Fact]
    public void Json_may_hold_several_documents_and_tabs()
    {
        var reading = YamlManifest.Read("{\n\t\"kind\": \"A\"\n}\n{\"kind\": \"B\"}", "a.json");

        Assert.Empty(reading.Faults);
        Assert.Equal(["a.json:1", "a.json:4"], reading.Documents.Select(document => document.ToString()));
    }

    [Theory]
    [InlineData("{\"a\": 1, \"a\": 2}", "f.json:1: ")]
    [InlineData("{\n\"a\": nope}", "f.json:2:")]
    [InlineData("[1]", "f.json:1: a manifest is an object")]
    public void Bad_json_is_said_with_its_place(string json, string fault)
    {
        var reading = YamlManifest.Read(json, "f.json");

        Assert.StartsWith(fault, Assert.Single(reading.Faults).ToString(), StringComparison.Ordinal);
        Assert.Empty(reading.Documents);
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        const string Good = "a: &x [1, {b: 'c'}]\nd: |\n  e\nf: *x\n--- !t\n\"g\": ? - # h\n\t%j @`\n";
        var random = new Random(7);
        for (var round = 0; round < 5_000; round++)
        {
            var text = Good.ToCharArray().ToList();
            for (var edit = random.Next(1, 8); edit > 0; edit--)
                text[random.Next(text.Count)] = Good[random.Next(Good.Length)];
            YamlManifest.Read(string.Concat(text), "fuzz.yaml");
        }
    }

    private static string Flat(JsonElement element) => JsonSerializer.Serialize(element);
}

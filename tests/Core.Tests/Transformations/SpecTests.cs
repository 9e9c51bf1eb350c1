using Fabric.Contract.Time;
using Fabric.Resources;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Transformations;

public sealed class SpecTests : IDisposable
{
    private const string Attributes = "id, source, type, subject, time, dataschema, datacontenttype";

    private readonly Catalog _catalog = new(new ManualClock());

    public void Dispose() => _catalog.Dispose();

    [Theory]
    [InlineData("add", "'value':'x'", "key: is required: where the value goes; \".\" is the whole payload")]
    [InlineData("add", "'key':'a..b'", "key: \"a..b\" has nothing before or behind a \".\"; write names with one \".\" between them")]
    [InlineData("add", "'key':'.a'", "key: \".a\" has nothing before or behind a \".\"; write names with one \".\" between them")]
    [InlineData("add", "'key':'a.'", "key: \"a.\" has nothing before or behind a \".\"; write names with one \".\" between them")]
    [InlineData("add", "'key':'a['", "key: \"a[\" has \"[\" where an index was expected; write it as in items[0]")]
    [InlineData("add", "'key':'a[x]'", "key: \"a[x]\" has the index \"x\"; an index is a number from 0 to 9999")]
    [InlineData("add", "'key':'a[-1]'", "key: \"a[-1]\" has the index \"-1\"; an index is a number from 0 to 9999")]
    [InlineData("add", "'key':'a[]'", "key: \"a[]\" has the index \"\"; an index is a number from 0 to 9999")]
    [InlineData("add", "'key':'a[10000]'", "key: \"a[10000]\" has the index \"10000\"; an index is a number from 0 to 9999")]
    [InlineData("add", "'key':'a[0]b'", "key: \"a[0]b\" has \"b\" where an index was expected; write it as in items[0]")]
    [InlineData("add", "'key':'a]'", "key: \"a]\" has a ] without [; write an index as in items[0]")]
    [InlineData("add", "'key':'a.[0]'", "key: \"a.[0]\" has \".[\"; an index stands behind its name, as in items[0]")]
    [InlineData("add", "'key':'a','value':42", "value: must be a string, but is the number 42; put it in quotes")]
    [InlineData("add", "'key':'a','separator':'['", "separator: cannot have brackets, which hold indexes")]
    [InlineData("shift", "'key':'a'", "key: must be OLD:NEW, two keys with one colon between them, but is \"a\"")]
    [InlineData("shift", "'value':'a'", "key: must be OLD:NEW, two keys with one colon between them, but is \"\"")]
    [InlineData("shift", "'key':'a:b:c'", "key: must be OLD:NEW, two keys with one colon between them, but is \"a:b:c\"")]
    [InlineData("shift", "'key':':b'", "key: must be OLD:NEW, two keys with one colon between them, but is \":b\"")]
    [InlineData("shift", "'key':'a:b[x]'", "key: \"b[x]\" has the index \"x\"; an index is a number from 0 to 9999")]
    [InlineData("shift", "'key':'a:b','separator':':'", "separator: cannot have a colon, which stands between the keys of a shift")]
    [InlineData("store", "'value':'a'", "key: is required: the variable's name, as $name")]
    [InlineData("store", "'key':'$a'", "value: is required: the key of the value to store; \".\" is the whole payload")]
    [InlineData("store", "'key':'$a','value':'a[b]'", "value: \"a[b]\" has the index \"b\"; an index is a number from 0 to 9999")]
    [InlineData("parse", "'key':'a','value':'jnos'", "value: must be json, but is \"jnos\"")]
    [InlineData("parse", "'value':'json'", "key: is required: the key of the string to parse; \".\" is the whole payload")]
    [InlineData("delete", "'key':'a[b'", "key: \"a[b\" has \"[b\" where an index was expected; write it as in items[0]")]
    public async Task A_bad_path_of_the_data_is_a_fault_that_names_its_field(string operation, string path, string fault) => Assert.Equal(
        [$"spec.data[0].paths[0].{fault}"],
        await Faults($"'data':[{{'operation':'{operation}','paths':[{{{path}}}]}}]"));

    [Theory]
    [InlineData("add", "'key':'foo','value':'x'", $"key: \"foo\" is not a context attribute; write one of {Attributes}, or Extensions.NAME")]
    [InlineData("add", "'key':'specversion','value':'x'", $"key: \"specversion\" is not a context attribute; write one of {Attributes}, or Extensions.NAME")]
    [InlineData("add", "'key':'type.x','value':'x'", "key: \"type.x\" has something behind type, which is one value")]
    [InlineData("add", "'key':'.','value':'x'", $"key: \".\" is the whole context; name an attribute: {Attributes}, or Extensions.NAME")]
    [InlineData("add", "'key':'[0]','value':'x'", $"key: \"[0]\" begins with an index; name an attribute: {Attributes}, or Extensions.NAME")]
    [InlineData("add", "'key':'Extensions','value':'x'", "key: \"Extensions\" needs the name of an extension attribute, as Extensions.mine")]
    [InlineData("add", "'key':'Extensions.my-ext','value':'x'", "key: \"Extensions.my-ext\" has the extension name \"my-ext\"; use letters and digits only, at most 255")]
    [InlineData("add", "'key':'Extensions.a.b','value':'x'", "key: \"Extensions.a.b\" has something behind the name of an extension attribute, which is one value")]
    [InlineData("add", "'key':'Extensions.type','value':'x'", "key: \"Extensions.type\" is not an extension attribute; write type")]
    [InlineData("add", "'key':'Extensions.knativebrokerttl','value':'255'", "key: \"Extensions.knativebrokerttl\" counts the brokers that an event has passed, and cannot be changed")]
    [InlineData("add", "'key':'type'", "value: is empty, but no event may be without type")]
    [InlineData("add", "'key':'time','value':'yesterday'", "value: \"yesterday\" is not an RFC 3339 timestamp")]
    [InlineData("add", "'key':'source','value':'a b'", "value: \"a b\" is not a URI reference (RFC 3986)")]
    [InlineData("shift", "'key':'type:kind'", $"key: \"kind\" is not a context attribute; write one of {Attributes}, or Extensions.NAME")]
    [InlineData("store", "'key':'$a','value':'foo'", $"value: \"foo\" is not a context attribute; write one of {Attributes}, or Extensions.NAME")]
    public async Task A_bad_path_of_the_context_is_a_fault_that_names_its_field(string operation, string path, string fault) => Assert.Equal(
        [$"spec.context[0].paths[0].{fault}"],
        await Faults($"'context':[{{'operation':'{operation}','paths':[{{{path}}}]}}]"));

    [Fact]
    public async Task All_faults_are_said_at_once() => Assert.Equal(
        [
            "spec.context[0].operation: must be one of add, delete, shift, store, parse, but is \"ad\"; did you mean add?",
            "spec.data[0].operation: is required: what to do: add, delete, shift, store or parse",
            "spec.data[2].paths: must be a list, but is an object",
            "spec.sink: needs a ref, or an absolute uri",
            "spec.data[1].paths[0].key: must be OLD:NEW, two keys with one colon between them, but is \"a\"",
            "spec.data[1].paths[1].key: \"b[\" has \"[\" where an index was expected; write it as in items[0]",
        ],
        await Faults("""
            'sink':{},'context':[{'operation':'ad','paths':[{'key':'a'}]}],
            'data':[{'paths':[]},{'operation':'shift','paths':[{'key':'a'},{'key':'b[:c'}]},{'operation':'add','paths':{}}]
            """));

    [Theory]
    [InlineData("{'key':'a','value':'($v(($v((((((((((((((((((((((((((((((('}")]
    public async Task Parentheses_have_a_bound(string path) => Assert.Equal(
        ["spec.data[0].paths[0].value: has parentheses nested deeper than 32"],
        await Faults($"'data':[{{'operation':'add','paths':[{path}]}}]"));

    [Fact]
    public async Task Operations_have_a_bound() => Assert.Equal(
        ["spec.data: has 1001 paths; 1000 are allowed"],
        await Faults($"'data':[{{'operation':'delete','paths':[{string.Join(',', Enumerable.Repeat("{'key':'a'}", 1_001))}]}}]"));

    [Fact]
    public async Task An_operation_without_paths_is_told()
    {
        var outcome = await Put("'data':[{'operation':'delete'}]");
        Assert.Empty(outcome.Faults);
        Assert.Equal("spec.data[0].paths: has no entry, so that the operation has no effect", Assert.Single(outcome.Warnings).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("'context':[],'data':[]")]
    [InlineData("'context':null,'data':null,'sink':null")]
    [InlineData("'data':[{'operation':'delete','paths':[{'key':null,'value':null,'separator':null}]}]")]
    [InlineData("'adapterOverrides':{'public':true,'env':[]}")]
    public async Task What_TriggerMesh_takes_is_taken(string spec) => Assert.Empty(await Faults(spec));

    private async Task<string[]> Faults(string spec) => [.. (await Put(spec)).Faults.Select(fault => fault.ToString())];

    private async Task<PutOutcome> Put(string spec) =>
        await _catalog.Put(Manifest("flow.triggermesh.io/v1alpha1", "Transformation", "t", $"'spec':{{{spec}}}"), new(), default);
}

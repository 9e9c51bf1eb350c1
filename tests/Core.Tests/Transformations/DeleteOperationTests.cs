using static Fabric.Core.Tests.Transformations.Transforming;

namespace Fabric.Core.Tests.Transformations;

public sealed class DeleteOperationTests
{
    [Theory]
    [InlineData("foo", "{'foo':1,'bar':2}", "{'bar':2}")]
    [InlineData("array[1].foo", "{'array':[{'foo':1},{'foo':2,'bar':3}]}", "{'array':[{'foo':1},{'bar':3}]}")]
    [InlineData("foo.array[1]", "{'foo':{'array':['a','b','c']}}", "{'foo':{'array':['a','c']}}")]
    [InlineData("[0]", "['a','b']", "['b']")]
    [InlineData("foo.array[5]", "{'foo':{'array':['a']}}", "{'foo':{'array':['a']}}")]
    [InlineData("Date of birth.day", "{'Date of birth':{'day':23,'month':1}}", "{'Date of birth':{'month':1}}")]
    [InlineData("labels.app.kubernetes.io/name", "{'labels':{'app.kubernetes.io/name':'x','b':1}}", "{'labels':{'b':1}}")]
    [InlineData("gone.deep[3].x", "{'a':1}", "{'a':1}")]
    [InlineData("a", "'text'", "'text'")]
    [InlineData(".", "{'a':1}", "null")]
    public void The_value_at_a_key_goes(string key, string data, string expected) =>
        Assert.Equal(expected, Data(Operation("delete", key), data));

    [Theory]
    [InlineData("foo=bar", "{'foo':'bar'}", "{}")]
    [InlineData("foo=bar", "{'foo':'other'}", "{'foo':'other'}")]
    [InlineData("foo=42", "{'foo':42}", "{}")]
    [InlineData("foo=42", "{'foo':42.0}", "{}")]
    [InlineData("foo=42", "{'foo':'42'}", "{}")]
    [InlineData("foo=true", "{'foo':true}", "{}")]
    [InlineData("foo=false", "{'foo':true}", "{'foo':true}")]
    [InlineData("foo=null", "{'foo':null}", "{'foo':null}")]
    [InlineData("list[0]=x", "{'list':['x','y']}", "{'list':['y']}")]
    [InlineData("list[0]=y", "{'list':['x','y']}", "{'list':['x','y']}")]
    public void A_value_limits_it_to_what_is_equal(string path, string data, string expected) =>
        Assert.Equal(expected, Data(Operation("delete", path), data));

    [Theory]
    [InlineData("=leaked", "{'a':'leaked','b':{'c':'leaked','d':1},'e':['leaked','x',{'f':'leaked'}]}", "{'b':{'d':1},'e':['x',{}]}")]
    [InlineData("=1", "{'a':1,'b':[1,2,1],'c':'1'}", "{'b':[2]}")]
    [InlineData("=x", "'x'", "null")]
    public void A_value_alone_goes_everywhere(string path, string data, string expected) =>
        Assert.Equal(expected, Data(Operation("delete", path), data));

    [Theory]
    [InlineData("{'operation':'delete','paths':[{'key':null}]}")]
    [InlineData("{'operation':'delete','paths':[{'key':''}]}")]
    [InlineData("{'operation':'delete','paths':[{}]}")]
    public void Neither_key_nor_value_is_everything(string operation) => Assert.Equal("null", Data(operation, "{'key1':'value1'}"));

    [Fact]
    public void The_value_may_be_a_variable() => Assert.Equal(
        "{'secret':'s','list':[]}",
        Data($"{Operation("store", "$secret=secret")},{Operation("delete", "copy=$secret", "list[0]=$secret")}", "{'secret':'s','copy':'s','list':['s']}"));

    [Fact]
    public void Several_paths_run_one_after_the_other() => Assert.Equal(
        "{'key2':'value2'}",
        Data(
            Operation("delete", "key1", "key2=wrong filter", "key3=value3", "=value4"),
            "{'key1':'value1','key2':'value2','key3':'value3','key4':'value4'}"));

    [Fact]
    public void Another_separator_is_honoured() => Assert.Equal(
        "{'a':{}}",
        Data("{'operation':'delete','paths':[{'key':'a/b.c','separator':'/'}]}", "{'a':{'b.c':1}}"));
}

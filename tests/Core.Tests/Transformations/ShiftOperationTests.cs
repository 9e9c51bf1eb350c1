using static Fabric.Core.Tests.Transformations.Transforming;

namespace Fabric.Core.Tests.Transformations;

public sealed class ShiftOperationTests
{
    [Theory]
    [InlineData("foo:bar", "{'foo':1,'x':2}", "{'x':2,'bar':1}")]
    [InlineData("object.key2:okey", "{'key1':'v','object':{'key2':'w'}}", "{'key1':'v','object':{},'okey':'w'}")]
    [InlineData("array[0].id:newArray[1].newId", "{'array':[{'id':7}]}", "{'array':[{}],'newArray':[null,{'newId':7}]}")]
    [InlineData("object.list[0]:newItem", "{'object':{'list':['a','b']}}", "{'object':{'list':['b']},'newItem':'a'}")]
    [InlineData("Date of birth:birthday", "{'Date of birth':{'year':1955}}", "{'birthday':{'year':1955}}")]
    [InlineData("gone:bar", "{'foo':1}", "{'foo':1}")]
    [InlineData("foo.gone:bar", "{'foo':1}", "{'foo':1}")]
    [InlineData("list[4]:bar", "{'list':[1]}", "{'list':[1]}")]
    [InlineData("foo:foo", "{'foo':1}", "{'foo':1}")]
    [InlineData("foo:foo.bar", "{'foo':1}", "{'foo':{'bar':1}}")]
    [InlineData("foo:bar", "{'foo':null}", "{'bar':null}")]
    [InlineData(".:body", "[{'key1':'value1'}]", "{'body':[{'key1':'value1'}]}")]
    [InlineData("body:.", "{'body':[1],'x':2}", "[1]")]
    public void A_value_moves(string key, string data, string expected) => Assert.Equal(expected, Data(Operation("shift", key), data));

    [Theory]
    [InlineData("old:new=bar", "{'old':'bar'}", "{'new':'bar'}")]
    [InlineData("old:new=bar", "{'old':'other'}", "{'old':'other'}")]
    [InlineData("old:new=5", "{'old':5}", "{'new':5}")]
    public void A_value_limits_it_to_what_is_equal(string path, string data, string expected) =>
        Assert.Equal(expected, Data(Operation("shift", path), data));

    [Fact]
    public void The_value_may_be_a_variable() => Assert.Equal(
        "{'same':1,'new':1}",
        Data($"{Operation("store", "$same=same")},{Operation("shift", "old:new=$same")}", "{'same':1,'old':1}"));

    [Fact]
    public void Another_separator_leaves_dots_to_names() => Assert.Equal(
        "{'nested':{'field.1':'value'}}",
        Data("{'operation':'shift','paths':[{'key':'field.1:nested/field.1','separator':'/'}]}", "{'field.1':'value'}"));

    [Fact]
    public void What_cannot_move_stays_where_it_is()
    {
        var outcome = Apply($"{{'data':[{Operation("shift", "foo:list.bar")}]}}", Event("{'foo':1,'list':[]}"));
        Assert.Equal("""{"list":[],"foo":1}""", Fabric.Events.CloudEvent.From(outcome.Event![0]).DataText);
        Assert.Contains("spec.data[0].paths[0]", Assert.Single(outcome.Skipped), StringComparison.Ordinal);
    }
}

using static Fabric.Core.Tests.Transformations.Transforming;

namespace Fabric.Core.Tests.Transformations;

public sealed class AddOperationTests
{
    [Theory]
    [InlineData("message=Hello World!", "{'foo':'bar'}", "{'foo':'bar','message':'Hello World!'}")]
    [InlineData("foo=baz", "{'foo':'bar'}", "{'foo':'baz'}")]
    [InlineData("object.message=hey", "{}", "{'object':{'message':'hey'}}")]
    [InlineData("The.Ultimate.Questions.Answer=42", "{}", "{'The':{'Ultimate':{'Questions':{'Answer':'42'}}}}")]
    [InlineData("newObject.array[2]=true", "{}", "{'newObject':{'array':[null,null,'true']}}")]
    [InlineData("commits[1].newKey=1337", "{'commits':[{'a':1},{'b':2}]}", "{'commits':[{'a':1},{'b':2,'newKey':'1337'}]}")]
    [InlineData("blah[2].foo=42", "{'blah':[{'bleh':'huh?'}]}", "{'blah':[{'bleh':'huh?'},null,{'foo':'42'}]}")]
    [InlineData("blah[0].bleh=no", "{'blah':[{'bleh':'huh?'}]}", "{'blah':[{'bleh':'no'}]}")]
    [InlineData("[1]=b", "['a']", "['a','b']")]
    [InlineData("[0].x=b", "[{'y':1}]", "[{'y':1,'x':'b'}]")]
    [InlineData("grid[1][0]=x", "{}", "{'grid':[null,['x']]}")]
    [InlineData("a.b=x", "{'a':'text'}", "{'a':{'b':'x'}}")]
    [InlineData("a=x", "null", "{'a':'x'}")]
    [InlineData("First Name=Alice", "{}", "{'First Name':'Alice'}")]
    [InlineData("event.url", "{}", "{'event':{'url':''}}")]
    [InlineData(".=x", "{'a':1}", "'x'")]
    public void A_value_is_written_at_its_key(string path, string data, string expected) =>
        Assert.Equal(expected, Data(Operation("add", path), data));

    [Fact]
    public void A_name_does_not_replace_a_list()
    {
        var outcome = Apply($"{{'data':[{Operation("add", "list.name=x", "other=y")}]}}", Event("{'list':[1,2]}"));
        Assert.Equal("""{"list":[1,2],"other":"y"}""", Fabric.Events.CloudEvent.From(outcome.Event![0]).DataText);
        Assert.Equal("spec.data[0].paths[0]: there is a list where the key has a name", Assert.Single(outcome.Skipped));
    }

    [Theory]
    [InlineData("not.nested", ":", "{'not.nested':'v'}")]
    [InlineData("a/b", "/", "{'a':{'b':'v'}}")]
    [InlineData("a::b.c", "::", "{'a':{'b.c':'v'}}")]
    public void Another_separator_leaves_dots_to_names(string key, string separator, string expected) =>
        Assert.Equal(expected, Data($"{{'operation':'add','paths':[{{'key':'{key}','value':'v','separator':'{separator}'}}]}}", "{}"));

    [Theory]
    [InlineData("{'id':7,'source':'s'}", "ce-$source-$id", "'ce-s-7'")]
    [InlineData("{'id':7}", "$id", "7")]
    [InlineData("{'id':12345678901234567890}", "$id", "12345678901234567890")]
    [InlineData("{'id':1.50}", "$id", "1.50")]
    [InlineData("{'id':{'a':[1,true]}}", "$id", "{'a':[1,true]}")]
    [InlineData("{'id':[1,2]}", "<$id>", "'<[1,2]>'")]
    [InlineData("{'id':true}", "$id!", "'true!'")]
    [InlineData("{}", "$id", "'$id'")]
    [InlineData("{'id':null}", "a-$id", "'a-$id'")]
    [InlineData("{'id':'$source','source':'s'}", "$id", "'$source'")]
    public void Variables_stand_for_what_they_hold(string data, string value, string expected) => Assert.Equal(
        $"{{'out':{expected}}}",
        Data($"{Operation("store", "$id=id", "$source=source")},{Operation("delete", "")},{Operation("add", "out=" + value)}", data));

    [Theory]
    [InlineData("{'name':'John'}", "$name(.$surname)", "John")]
    [InlineData("{'name':'John','surname':'Doe'}", "$name(.$surname)", "John.Doe")]
    [InlineData("{'surname':'Doe'}", "($name.)$surname", "Doe")]
    [InlineData("{'name':'J','surname':'D'}", "($name)(/$surname)(/$name)/$surname", "J/D/J/D")]
    [InlineData("{'name':'J'}", "($name-$surname)", "")]
    [InlineData("{'name':'J'}", "(a) $name (b)", "(a) J (b)")]
    [InlineData("{'name':'J'}", "f\\\\($name\\\\)", "f(J)")]
    [InlineData("{'name':'J'}", "$name(x(.$surname)y)", "J(xy)")]
    [InlineData("{'name':'J'}", "($name", "(J")]
    [InlineData("{'name':'J'}", "$name)", "J)")]
    [InlineData("{'name':'J'}", "plain (text) \\\\(kept\\\\)", "plain (text) \\\\(kept\\\\)")]
    public void Parentheses_leave_out_what_has_no_value(string data, string value, string expected) => Assert.Equal(
        $"{{'out':'{expected}'}}",
        Data($"{Operation("store", "$name=name", "$surname=surname")},{Operation("delete", "")},{Operation("add", "out=" + value)}", data));

    [Fact]
    public void The_longest_name_of_a_variable_counts() => Assert.Equal(
        "{'day':1,'days':2,'out':'1 and 2'}",
        Data($"{Operation("store", "$day=day", "$days=days")},{Operation("add", "out=$day and $days")}", "{'day':1,'days':2}"));

    [Fact]
    public void Objects_and_lists_grow() => Assert.Equal(
        "{'a':{'x':1,'l':[9]},'b':{'x':1,'l':[9,2],'y':3}}",
        Data($"{Operation("store", "$a=a")},{Operation("add", "b=$a")}", "{'a':{'x':1,'l':[9]},'b':{'x':0,'l':[1,2],'y':3}}"));
}

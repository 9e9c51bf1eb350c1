using static Fabric.Core.Tests.Transformations.Transforming;

namespace Fabric.Core.Tests.Transformations;

public sealed class StoreAndParseTests
{
    [Fact]
    public void Values_change_places_through_variables() => Assert.Equal(
        "{'key1':'bar','object':{'foo':'value1'}}",
        Data(
            $"{Operation("store", "$var1=key1", "$var2=object.foo")},{Operation("add", "key1=$var2", "object.foo=$var1")}",
            "{'key1':'value1','object':{'foo':'bar'}}"));

    [Fact]
    public void The_whole_payload_can_be_stored() => Assert.Equal(
        "{'body':[{'key1':'value1'}]}",
        Data($"{Operation("store", "$body=.")},{Operation("delete", "")},{Operation("add", "body=$body")}", "[{'key1':'value1'}]"));

    [Fact]
    public void Store_runs_before_the_operations_above_it() => Assert.Equal(
        "{'copy':'v'}",
        Data($"{Operation("add", "copy=$v")},{Operation("delete", "a")},{Operation("store", "$v=a")}", "{'a':'v'}"));

    [Fact]
    public void Store_keeps_what_was_there_then() => Assert.Equal(
        "{'a':{'x':2},'b':{'x':1}}",
        Data($"{Operation("store", "$a=a")},{Operation("add", "a.x=$two", "b=$a")},{Operation("store", "$two=n")},{Operation("delete", "n")}", "{'a':{'x':1},'n':2}"));

    [Theory]
    [InlineData("{'a':'{\\'b\\':1}'}", "{'a':{'b':1}}")]
    [InlineData("{'a':'[1]'}", "{'a':[1]}")]
    [InlineData("{'a':' 7 '}", "{'a':7}")]
    public void Parse_replaces_a_string_by_what_it_says(string data, string expected) =>
        Assert.Equal(expected, Data(Operation("parse", "a=json"), data));

    [Fact]
    public void Parse_finds_its_string_in_lists() => Assert.Equal(
        "{'key2':[{'key3':'v','strJSON':{'foo':123,'bar':['one']}}]}",
        Data(Operation("parse", "key2[0].strJSON=JSON"), "{'key2':[{'key3':'v','strJSON':'{\\'foo\\':123,\\'bar\\':[\\'one\\']}'}]}"));

    [Fact]
    public void What_was_parsed_can_be_stored() => Assert.Equal(
        "{'reason':'full'}",
        Data(
            $"{Operation("parse", "data=json")},{Operation("store", "$reason=data.reason")},{Operation("delete", "")},{Operation("add", "reason=$reason")}",
            "{'data':'{\\'reason\\':\\'full\\'}'}"));

    [Theory]
    [InlineData("{'a':'{'}", "spec.data[0].paths[0]: the string is not JSON: line 1, byte 2")]
    [InlineData("{'a':7}", "spec.data[0].paths[0]: the value is not a string")]
    [InlineData("{'b':7}", null)]
    public void What_cannot_be_parsed_stays(string data, string? skipped)
    {
        var outcome = Apply($"{{'data':[{Operation("parse", "a=json")}]}}", Event(data));
        Assert.Equal(data.Replace('\'', '"'), Fabric.Events.CloudEvent.From(outcome.Event![0]).DataText);
        Assert.Equal(skipped, outcome.Skipped.SingleOrDefault());
    }
}

using System.Text.Json.Nodes;
using Fabric.Edge.Api.Patching;

namespace Fabric.Edge.Tests.Api;

public sealed class PatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":null}}""", """{"a":{"c":2}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("""{"a":"x"}""", """{"a":{"b":{"c":null,"d":1}}}""", """{"a":{"b":{"d":1}}}""")]
    public void A_merge_patch_follows_its_RFC(string target, string patch, string result) =>
        Same(result, MergePatch.Apply(Object(target), Object(patch)));

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":{"c":[1]}}]""", """{"a":1,"b":{"c":[1]}}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2},{"op":"add","path":"/a/-","value":4}]""", """{"a":[1,2,3,4]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/0"}]""", """{"a":[2]}""")]
    [InlineData("""{"a/b":{"c~d":1}}""", """[{"op":"replace","path":"/a~1b/c~0d","value":2}]""", """{"a/b":{"c~d":2}}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/b"}]""", """{"b":1}""")]
    [InlineData("""{"a":{"x":1}}""", """[{"op":"copy","from":"/a","path":"/b"},{"op":"replace","path":"/b/x","value":2}]""", """{"a":{"x":1},"b":{"x":2}}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1.0},{"op":"add","path":"/b","value":null}]""", """{"a":1,"b":null}""")]
    public void A_JSON_patch_follows_its_RFC(string target, string patch, string result)
    {
        var (patched, fault, _) = JsonPatch.Apply(Object(target), JsonNode.Parse(patch));

        Assert.Equal("", fault);
        Same(result, patched!);
    }

    [Theory]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""")]
    [InlineData("""[{"op":"replace","path":"/x","value":1}]""")]
    [InlineData("""[{"op":"remove","path":"/a/5"}]""")]
    [InlineData("""[{"op":"add","path":"/a/01","value":1}]""")]
    [InlineData("""[{"op":"move","from":"/o","path":"/o/p"}]""")]
    [InlineData("""[{"op":"copy","from":"/x","path":"/y"}]""")]
    [InlineData("""[{"op":"remove","path":"/a/0"},{"op":"test","path":"/a","value":[1]}]""")]
    [InlineData("""[5]""")]
    public void A_JSON_patch_that_does_not_fit_changes_nothing(string patch)
    {
        var target = Object("""{"a":[1],"o":{"p":1}}""");
        var (patched, fault, _) = JsonPatch.Apply(target, JsonNode.Parse(patch));

        Assert.Null(patched);
        Assert.NotEmpty(fault);
        Same("""{"a":[1],"o":{"p":1}}""", target);
    }

    [Fact]
    public void A_JSON_patch_cannot_grow_without_bounds()
    {
        var wide = string.Join(',', Enumerable.Range(1, 60).Select(copy => $$"""{"op":"copy","from":"/o","path":"/o/p{{copy}}"}"""));
        var (grown, growth, _) = JsonPatch.Apply(Object("""{"o":{"q":"0123456789"}}"""), JsonNode.Parse($"[{wide}]"));
        var nested = string.Join(',', Enumerable.Range(1, 80).Select(level =>
            $$$"""{"op":"add","path":"{{{string.Concat(Enumerable.Repeat("/a", level))}}}","value":{}}"""));
        var (deep, depth, _) = JsonPatch.Apply([], JsonNode.Parse($"[{nested}]"));

        Assert.Null(grown);
        Assert.Null(deep);
        Assert.Contains("copies more than", growth, StringComparison.Ordinal);
        Assert.Contains("deeper than 64", depth, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"containers":[{"name":"a","image":"1"}]}""", """{"containers":[{"name":"a","image":"2"}]}""", """{"containers":[{"name":"a","image":"2"}]}""")]
    [InlineData("""{"containers":[{"name":"a","image":"1"}]}""", """{"containers":[{"name":"b"}]}""", """{"containers":[{"name":"a","image":"1"},{"name":"b"}]}""")]
    [InlineData("""{"containers":[{"name":"a"},{"name":"b"}]}""", """{"containers":[{"name":"a","$patch":"delete"}]}""", """{"containers":[{"name":"b"}]}""")]
    [InlineData("""{"ports":[{"port":80,"targetPort":1}]}""", """{"$setElementOrder/ports":[{"port":90},{"port":80}],"ports":[{"port":90}]}""", """{"ports":[{"port":90},{"port":80,"targetPort":1}]}""")]
    [InlineData("""{"spec":{"filters":[1,2]}}""", """{"spec":{"filters":[3]}}""", """{"spec":{"filters":[3]}}""")]
    [InlineData("""{"m":{"a":1,"b":2}}""", """{"m":{"$patch":"replace","c":3}}""", """{"m":{"c":3}}""")]
    [InlineData("""{"m":{"a":1,"b":2}}""", """{"m":{"$retainKeys":["b"],"b":3}}""", """{"m":{"b":3}}""")]
    [InlineData("""{"m":{"a":1}}""", """{"m":{"$patch":"delete"}}""", """{}""")]
    [InlineData("""{"f":["a","b"]}""", """{"$deleteFromPrimitiveList/f":["a"]}""", """{"f":["b"]}""")]
    [InlineData("""{"f":["a"]}""", """{"$setElementOrder/f":["c","a"],"f":["c"]}""", """{"f":["c","a"]}""")]
    [InlineData("""{}""", """{"env":[{"name":"a","$patch":"delete"},{"name":"b","value":"1"}]}""", """{"env":[{"name":"b","value":"1"}]}""")]
    public void A_strategic_merge_patch_merges_well_known_lists(string target, string patch, string result) =>
        Same(result, StrategicMergePatch.Apply(Object(target), Object(patch)));

    [Fact]
    public void What_a_manager_no_longer_applies_goes()
    {
        var first = ServerSideApply.Apply(null, Object("""{"kind":"K","spec":{"a":1,"b":{"c":2}}}"""), "me", false, "t1").Result!;
        var second = ServerSideApply.Apply(first, Object("""{"kind":"K","spec":{"a":1}}"""), "me", false, "t2").Result!;

        Same("""{"a":1}""", second["spec"]!);
    }

    [Fact]
    public void What_another_manager_applies_too_stays()
    {
        var first = ServerSideApply.Apply(null, Object("""{"spec":{"a":1,"b":2}}"""), "me", false, "t1").Result!;
        var second = ServerSideApply.Apply(first, Object("""{"spec":{"b":2}}"""), "you", false, "t2").Result!;
        var third = ServerSideApply.Apply(second, Object("""{"spec":{"a":1}}"""), "me", false, "t3").Result!;

        Same("""{"a":1,"b":2}""", third["spec"]!);
    }

    [Fact]
    public void Two_managers_that_want_different_values_conflict_until_one_forces_it()
    {
        var first = ServerSideApply.Apply(null, Object("""{"spec":{"a":1,"b":{"c":2}}}"""), "me", false, "t1").Result!;
        var wanted = Object("""{"spec":{"a":5,"b":6}}""");

        var refused = ServerSideApply.Apply(first, wanted, "you", false, "t2");
        Assert.Null(refused.Result);
        Assert.Equal([".spec.a", ".spec.b.c"], refused.Conflicts.Select(conflict => FieldSet.Shown(conflict.Path)));

        var forced = ServerSideApply.Apply(first, wanted, "you", true, "t2").Result!;
        Same("""{"a":5,"b":6}""", forced["spec"]!);
        Assert.Equal("you", Assert.Single(FieldManagers.Load(forced)).Name);
    }

    [Fact]
    public void The_same_apply_again_changes_nothing()
    {
        var wanted = Object("""{"apiVersion":"v1","metadata":{"name":"n","labels":{"a":"b"}},"spec":{"a":[1]}}""");
        var first = ServerSideApply.Apply(null, wanted, "me", false, "t1").Result!;

        Same(first.ToJsonString(), ServerSideApply.Apply(first, wanted, "me", false, "t2").Result!);
    }

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    private static void Same(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {expected}, but is {actual.ToJsonString()}");
}

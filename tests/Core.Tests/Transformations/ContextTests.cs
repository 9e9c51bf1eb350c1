using System.Collections.Immutable;
using System.Text;
using Fabric.Events;
using static Fabric.Core.Tests.Transformations.Transforming;

namespace Fabric.Core.Tests.Transformations;

public sealed class ContextTests
{
    [Fact]
    public void The_example_of_the_documentation_moves_type_and_source_into_the_payload()
    {
        var made = Made(
            $"{{'context':[{Operation("store", "$ceType=type", "$ceSource=source")},{Operation("add", "type=ce.after.transformation", "extensions.OriginalType=$ceType")}],"
            + $"'data':[{Operation("add", "headers[0].source=$ceSource", "headers[1].type=$ceType")}]}}",
            Event("{}"));
        Assert.Equal(("ce.after.transformation", "test"), (made.Type, made.Extensions["originaltype"]));
        Assert.Equal("""{"headers":[{"source":"/test"},{"type":"test"}]}""", made.DataText);
        Assert.Equal(("123", "/test", "2026-01-02T03:04:05Z", "application/json"), (made.Id, made.Source, made.Time, made.DataContentType));
    }

    [Fact]
    public void The_tutorial_of_the_documentation_comes_out_as_it_says()
    {
        var made = Made(
            $"{{'context':[{Operation("store", "$time=time", "$id=id")},{Operation("add", "id=$person-$id", "type=io.triggermesh.transformation.pingsource")}],"
            + $"'data':[{Operation("store", "$person=First Name")},{Operation("add", "event.ID=$id", "event.time=$time")},"
            + $"{Operation("shift", "Date of birth:birthday", "First Name:firstname", "Last Name:lastname")},"
            + $"{Operation("delete", "Mobile phone", "Children[1].Year of birth", "=Martin")}]}}",
            Event("""
                {'First Name':'Alice','Last Name':'Wonderland','Date of birth':{'year':1955},'Married':true,
                 'Children':[{'Name':'Martin','Year of birth':1980},{'Name':'Margaret','Year of birth':1983}],'Mobile phone':null}
                """));
        Assert.Equal(("Alice-123", "io.triggermesh.transformation.pingsource"), (made.Id, made.Type));
        Assert.Equal(
            """{"Married":true,"Children":[{"Year of birth":1980},{"Name":"Margaret"}],"event":{"ID":"123","time":"2026-01-02T03:04:05Z"},"birthday":{"year":1955},"firstname":"Alice","lastname":"Wonderland"}""",
            made.DataText);
    }

    [Fact]
    public void Extensions_keep_their_types()
    {
        var writer = new EventWriter();
        writer.Begin();
        writer.Attribute("id", "1");
        writer.Attribute("source", "/s");
        writer.Attribute("type", "t");
        writer.Attribute("ext1", "gone");
        writer.Attribute("ext2", "2", AttributeKind.Integer);
        writer.Attribute("ext4", "true", AttributeKind.Boolean);
        writer.End();

        var spec = $"{{'context':[{Operation("store", "$n=Extensions.ext2")},{Operation("delete", "Extensions.ext1")},{Operation("add", "Extensions.ext3=value3", "EXTENSIONS.Copy=$n")}]}}";
        var outcome = Parse(spec).Apply(writer.ToBatch()[0], new EventLimits());

        Assert.Equal(
            [("ext2", "2", AttributeKind.Integer), ("ext4", "true", AttributeKind.Boolean), ("ext3", "value3", AttributeKind.String), ("copy", "2", AttributeKind.Integer)],
            Extensions(outcome.Event![0]));
    }

    [Fact]
    public void Context_alone_leaves_any_payload_byte_by_byte()
    {
        var made = Made($"{{'context':[{Operation("add", "Type=other", "subject=s")}]}}", Event("<a>é</a>", "text/xml"));
        Assert.Equal(("other", "s", "text/xml", "<a>é</a>"), (made.Type, made.Subject, made.DataContentType, made.DataText));
    }

    [Fact]
    public void An_optional_attribute_goes_when_it_is_deleted_or_empty()
    {
        var made = Made($"{{'context':[{Operation("delete", "time")},{Operation("add", "subject")}]}}", Event() with { Subject = "s" });
        Assert.Equal((null, null), (made.Time, made.Subject));
    }

    [Fact]
    public void Attributes_move_and_go_by_value()
    {
        var made = Made(
            $"{{'context':[{Operation("shift", "subject:Extensions.was", "Extensions.a:subject")},{Operation("delete", "=bye", "Extensions.c=3")}]}}",
            Event() with { Subject = "s", Extensions = Extensions(("a", "new"), ("b", "bye"), ("c", "3")) });
        Assert.Equal("new", made.Subject);
        Assert.Equal(Extensions(("was", "s")), made.Extensions);
    }

    [Theory]
    [InlineData("delete", "type", "type: MUST be a non-empty string")]
    [InlineData("delete", "", "id: MUST be a non-empty string; source: REQUIRED; type: MUST be a non-empty string")]
    [InlineData("add", "time=$s", "time: \"/test\" is not an RFC 3339 timestamp")]
    [InlineData("add", "subject=$all", "subject: is an object; an attribute holds text, an integer or a boolean")]
    public void What_is_no_event_afterwards_is_refused(string operation, string path, string reason)
    {
        var outcome = Apply($"{{'context':[{Operation("store", "$s=source", "$all=.")},{Operation(operation, path)}]}}", Event());
        Assert.Equal((422, $"the result is not an event: {reason}"), (outcome.Code, outcome.Refusal));
        Assert.Null(outcome.Event);
    }

    [Fact]
    public void Hops_and_trace_stay_with_the_event()
    {
        var writer = new EventWriter();
        writer.Begin(hops: 7);
        writer.Attribute("id", "1");
        writer.Attribute("source", "/s");
        writer.Attribute("type", "t");
        writer.Attribute(AttributeCode.TraceParent, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"u8);
        writer.End("{}"u8);

        var made = Parse($"{{'data':[{Operation("add", "a=b")}]}}").Apply(writer.ToBatch()[0], new EventLimits()).Event![0];

        Assert.Equal(7, made.Hops);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", TraceContext.From(made).Parent);
    }

    private static ImmutableSortedDictionary<string, string> Extensions(params (string Name, string Value)[] all) =>
        new CloudEvent { Id = "", Source = "", Type = "" }.Extensions.AddRange(all.Select(each => KeyValuePair.Create(each.Name, each.Value)));

    private static List<(string Name, string Value, AttributeKind Kind)> Extensions(EventRecord record)
    {
        var found = new List<(string, string, AttributeKind)>();
        foreach (var attribute in record.Attributes)
        {
            if (attribute.Code == AttributeCode.Extension)
                found.Add((Encoding.UTF8.GetString(attribute.Name), attribute.Text, attribute.Kind));
        }

        return found;
    }
}

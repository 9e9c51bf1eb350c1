using Fabric.Events;

namespace Fabric.Core.Tests.Filters;

/// <summary>Events for the filters to look at.</summary>
internal static class SampleEvents
{
    public static CloudEvent Plain { get; } = new()
    {
        Id = "1",
        Source = "/shop/orders",
        Type = "com.example.order.created",
    };

    /// <summary>An event with extensions, each given as <c>name=value</c>.</summary>
    public static CloudEvent With(params string[] attributes)
    {
        var made = Plain;
        foreach (var pair in attributes.Select(attribute => attribute.Split('=', 2)))
        {
            made = pair[0] switch
            {
                "subject" => made with { Subject = pair[1] },
                "time" => made with { Time = pair[1] },
                "datacontenttype" => made with { DataContentType = pair[1] },
                "dataschema" => made with { DataSchema = pair[1] },
                "type" => made with { Type = pair[1] },
                "source" => made with { Source = pair[1] },
                "id" => made with { Id = pair[1] },
                _ => made with { Extensions = made.Extensions.SetItem(pair[0], pair[1]) },
            };
        }

        return made;
    }

    /// <summary>An event as structured JSON would give it: an integer, a boolean and a string extension.</summary>
    public static EventRecord Typed()
    {
        var writer = new EventWriter();
        writer.Begin();
        writer.Attribute("id", "1");
        writer.Attribute("source", "/shop/orders");
        writer.Attribute("type", "com.example.order.created");
        writer.Attribute("attempt", "42", AttributeKind.Integer);
        writer.Attribute("urgent", "true", AttributeKind.Boolean);
        writer.Attribute("region", "eu");
        writer.End();
        return writer.ToBatch()[0];
    }
}

using System.Collections.Immutable;
using System.Text;
using Fabric.Events;

namespace Fabric.Edge.Sources;

/// <summary>Encodes events anew with some attributes replaced (<c>ceOverrides.extensions</c>).</summary>
internal static class AttributeOverride
{
    public static EventBatch Apply(EventBatch events, ImmutableSortedDictionary<string, string> overrides)
    {
        var writer = new EventWriter((int)Math.Min(events.TotalBytes + 512, int.MaxValue));
        foreach (var record in events.Records)
        {
            writer.Begin(record.IsVersion03, record.Hops);
            foreach (var attribute in record.Attributes)
            {
                if (attribute.IsHidden)
                    writer.Attribute(attribute.Code, attribute.Value);
                else if (!overrides.ContainsKey(Encoding.UTF8.GetString(attribute.Name)))
                    writer.Attribute(attribute.Name, attribute.Value, attribute.Kind);
            }

            foreach (var (name, value) in overrides)
                writer.Attribute(name, value);
            if (record.HasData)
                writer.End(record.Data.Span);
            else
                writer.End();
        }

        return writer.ToBatch();
    }
}

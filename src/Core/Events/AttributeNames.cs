namespace Fabric.Events;

/// <summary>The context attributes that CloudEvents 1.0 defines, as UTF-8, and their record codes.</summary>
public static class AttributeNames
{
    public static ReadOnlySpan<byte> SpecVersion => "specversion"u8;

    /// <summary>The name of a well-known attribute; empty for extensions and hidden attributes.</summary>
    public static ReadOnlySpan<byte> NameOf(AttributeCode code) => code switch
    {
        AttributeCode.Id => "id"u8,
        AttributeCode.Source => "source"u8,
        AttributeCode.Type => "type"u8,
        AttributeCode.Subject => "subject"u8,
        AttributeCode.Time => "time"u8,
        AttributeCode.DataContentType => "datacontenttype"u8,
        AttributeCode.DataSchema => "dataschema"u8,
        _ => default,
    };

    /// <summary>The code of a lower-case attribute name; <see cref="AttributeCode.Extension"/> where it is not well known.</summary>
    public static AttributeCode CodeOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => AttributeCode.Id,
        4 when name.SequenceEqual("type"u8) => AttributeCode.Type,
        4 when name.SequenceEqual("time"u8) => AttributeCode.Time,
        6 when name.SequenceEqual("source"u8) => AttributeCode.Source,
        7 when name.SequenceEqual("subject"u8) => AttributeCode.Subject,
        10 when name.SequenceEqual("dataschema"u8) => AttributeCode.DataSchema,
        15 when name.SequenceEqual("datacontenttype"u8) => AttributeCode.DataContentType,
        _ => AttributeCode.Extension,
    };
}

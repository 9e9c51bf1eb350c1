using Fabric.Resources.Validation;

namespace Fabric.Transformations;

/// <summary>Makes operations of the entries of <c>paths</c>, and says what is wrong with their keys and values.</summary>
/// <param name="Variables">The names that operations store, the longest first.</param>
/// <param name="OnContext">True for operations on attributes.</param>
/// <param name="Faults">Where faults go.</param>
internal sealed record OperationParser(IReadOnlyList<string> Variables, bool OnContext, FaultList Faults)
{
    /// <summary>The operation; null where it has a fault, or its name is unknown.</summary>
    public Operation? Parse(string operation, FieldReader entry)
    {
        if (!AreTexts(entry["key"], entry["value"], entry["separator"]) || Separator(operation, entry["separator"]) is not { } separator)
            return null;
        return operation switch
        {
            "add" => Add(entry, separator),
            "delete" => Delete(entry, separator),
            "shift" => Shift(entry, separator),
            "store" => Store(entry, separator),
            "parse" => Parse(entry, separator),
            _ => null,
        };
    }

    private AddOperation? Add(FieldReader entry, string separator)
    {
        var path = Key(entry["key"], separator, writes: true, "where the value goes");
        var text = Given(entry["value"]) ?? "";
        var template = ValueTemplate.Parse(text, Variables, out var problem);
        if (problem is null && OnContext && path is not null && template.IsFixed)
            problem = AttributeFaults.Of(path, text);
        if (problem is not null)
            Faults.Add(entry["value"].Path, problem);
        return path is null || problem is not null ? null : new(entry.Path, path, template);
    }

    private DeleteOperation? Delete(FieldReader entry, string separator)
    {
        if (Given(entry["key"]) is null)
            return new(entry.Path, null, Given(entry["value"]));
        return Key(entry["key"], separator, writes: false, "") is { } path ? new(entry.Path, path, Given(entry["value"])) : null;
    }

    private ShiftOperation? Shift(FieldReader entry, string separator)
    {
        var key = entry["key"];
        if (Given(key) is not { } text || text.Split(':') is not [{ Length: > 0 } old, { Length: > 0 } changed])
        {
            Faults.Add(key.Path, $"must be OLD:NEW, two keys with one colon between them, but is {Shown.Quote(Given(key) ?? "")}");
            return null;
        }

        var from = Path(key.Path, old, separator, writes: OnContext);
        var to = Path(key.Path, changed, separator, writes: true);
        return from is null || to is null ? null : new(entry.Path, from, to, Given(entry["value"]));
    }

    private StoreOperation? Store(FieldReader entry, string separator)
    {
        if (Given(entry["key"]) is not { } name)
            Faults.Add(entry["key"].Path, "is required: the variable's name, as $name");
        else if (Key(entry["value"], separator, writes: false, "the key of the value to store") is { } path)
            return new(entry.Path, name, path);
        return null;
    }

    private ParseOperation? Parse(FieldReader entry, string separator)
    {
        if (!string.Equals(Given(entry["value"]), "json", StringComparison.OrdinalIgnoreCase))
            Faults.Add(entry["value"].Path, $"must be json, but is {Shown.Quote(Given(entry["value"]) ?? "")}");
        return Key(entry["key"], separator, writes: OnContext, "the key of the string to parse") is { } path ? new(entry.Path, path) : null;
    }

    private KeyPath? Key(FieldReader field, string separator, bool writes, string meaning)
    {
        if (Given(field) is { } text)
            return Path(field.Path, text, separator, writes);
        Faults.Add(field.Path, $"is required: {meaning}{(OnContext ? "" : $"; \"{separator}\" is the whole payload")}");
        return null;
    }

    private KeyPath? Path(string field, string text, string separator, bool writes)
    {
        var path = KeyPathParser.Parse(text, separator, out var problem);
        if (path is not null && OnContext)
            path = ContextKeys.Find(path, writes, out problem);
        if (problem is not null)
            Faults.Add(field, $"{Shown.Quote(text)} {problem}");
        return path;
    }

    private string? Separator(string operation, FieldReader field)
    {
        var separator = Given(field) ?? KeyPath.DefaultSeparator;
        var problem = separator.AsSpan().ContainsAny('[', ']') ? "cannot have brackets, which hold indexes"
            : operation == "shift" && separator.Contains(':', StringComparison.Ordinal) ? "cannot have a colon, which stands between the keys of a shift"
            : null;
        if (problem is null)
            return separator;
        Faults.Add(field.Path, problem);
        return null;
    }

    private static string? Given(FieldReader field) => field.Text is { Length: > 0 } text ? text : null;

    private static bool AreTexts(params ReadOnlySpan<FieldReader> fields)
    {
        foreach (var field in fields)
        {
            if (field.Exists && field.Text is null)
                return false;
        }

        return true;
    }
}

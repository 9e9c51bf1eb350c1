using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;

namespace Fabric.Grains.Tests.Wire;

/// <summary>Everything that silos of different versions must agree on, as text: grain interfaces, and the types that cross with their members.</summary>
internal static class WireShape
{
    public static IReadOnlyList<Type> Interfaces { get; } =
        [.. typeof(IBrokerGrain).Assembly.GetTypes()
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>The types of parameters and results, and what is in them.</summary>
    public static IReadOnlyList<Type> Types { get; } = FindTypes();

    /// <summary>The types of parameters and results themselves.</summary>
    public static IEnumerable<Type> Crossing =>
        Interfaces.SelectMany(Methods)
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .SelectMany(Unwrap).Where(IsOurs).Distinct();

    public static string Describe()
    {
        var text = new StringBuilder();
        foreach (var grain in Interfaces)
        {
            text.Append(grain.FullName).Append('\n');
            foreach (var method in Methods(grain).Select(Signature).Order(StringComparer.Ordinal))
                text.Append("  ").Append(method).Append('\n');
        }

        foreach (var type in Types)
        {
            text.Append('\n').Append(type.FullName).Append('\n');
            foreach (var member in Members(type))
                text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<MethodInfo> Methods(Type grain) =>
        grain.GetInterfaces().Where(port => port.Assembly != typeof(IGrain).Assembly).Append(grain)
            .SelectMany(port => port.GetMethods()).Where(method => !method.IsStatic);

    private static string Signature(MethodInfo method) =>
        $"{Name(method.ReturnType)} {method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))})";

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(name => $"{name} = {(int)Enum.Parse(type, name)}")
        : Properties(type).Select(property => $"{property.Name}: {Name(property.PropertyType)}").Order(StringComparer.Ordinal);

    private static IEnumerable<PropertyInfo> Properties(Type type) => HasOwnFormat(type) ? [] :
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    private static List<Type> FindTypes()
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(Crossing);
        while (open.TryDequeue(out var type))
        {
            if (!found.Add(type) || type.IsEnum || HasOwnFormat(type))
                continue;
            foreach (var inner in Properties(type).SelectMany(property => Unwrap(property.PropertyType)).Where(IsOurs))
                open.Enqueue(inner);
        }

        return [.. found.OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }

    // Their bytes are what other tests hold: the record layout, and the manifest's JSON.
    private static bool HasOwnFormat(Type type) =>
        type == typeof(Events.EventBatch) || type == typeof(Filters.Filter);

    private static bool IsOurs(Type type) =>
        type.Assembly == typeof(IFabric).Assembly || type.Assembly == typeof(IBrokerGrain).Assembly;

    private static IEnumerable<Type> Unwrap(Type type) =>
        type.IsArray ? Unwrap(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrap)
        : [type];

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}

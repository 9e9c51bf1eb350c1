using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>
/// The name of a trigger that was given none: the one tmctl gives, so that the same command makes the same trigger here
/// and there, and twice the same command makes one trigger.
/// </summary>
internal static class TriggerName
{
    public static string Of(string broker, string target, JsonObject? filter) =>
        $"{broker}-trigger-{Convert.ToHexStringLower(Hash($"{target}-{Text(filter)}")[..4])}";

    // The filter as tmctl's YAML library lays it out, empty dialects included.
    private static string Text(JsonObject? filter) => filter switch
    {
        null => "null\n",
        { Count: 1 } when filter.ContainsKey("exact") || filter.ContainsKey("prefix") || filter.ContainsKey("suffix") =>
            $"all: []\nany: []\nnot: null\n{Dialect(filter, "exact")}{Dialect(filter, "prefix")}{Dialect(filter, "suffix")}",
        _ => filter.ToJsonString(),
    };

    private static string Dialect(JsonObject filter, string name) => filter[name] is JsonObject { Count: > 0 } attributes
        ? $"{name}:\n{string.Concat(attributes.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"    {each.Key}: {each.Value}\n"))}"
        : $"{name}: {{}}\n";

    // Not for secrecy: tmctl's choice of a short name.
#pragma warning disable CA5351
    private static byte[] Hash(string text) => MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
}

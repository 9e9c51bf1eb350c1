using System.Text;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Dumps;

namespace Fabric.Cli.Imports;

/// <summary>Asks for the secrets that a dump left out.</summary>
internal static class UserInput
{
    /// <exception cref="Refusal">There is nobody to ask.</exception>
    public static async Task Fill(IEnumerable<JsonObject> manifests, VerbCall call)
    {
        foreach (var manifest in manifests)
            await Fill(manifest, $"{manifest.Kind()} {manifest.Name()}", manifest.Kind() == "Secret", call);
    }

    private static async Task Fill(JsonObject fields, string path, bool isSecret, VerbCall call)
    {
        foreach (var (name, value) in fields.ToList())
        {
            if (value is JsonObject below)
                await Fill(below, $"{path} {name}", isSecret && name is "data", call);
            else if (value is JsonValue text && text.TryGetValue<string>(out var shown) && shown == Dump.Withheld)
                fields[name] = Encoded(await Ask($"{path} {name}", call), isSecret);
        }
    }

    private static string Encoded(string answer, bool isSecret) =>
        isSecret ? Convert.ToBase64String(Encoding.UTF8.GetBytes(answer)) : answer;

    private static async Task<string> Ask(string what, VerbCall call)
    {
        await call.Printer.Error.WriteAsync($"{what}: ");
        await call.Printer.Error.FlushAsync(call.Cancellation);
        return await Console.In.ReadLineAsync(call.Cancellation)
            ?? throw new Refusal($"a value is needed for {what}: type it, or pipe one line for each value");
    }
}

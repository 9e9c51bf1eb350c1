using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs.Create;

/// <summary>What <c>create source</c> and <c>create target</c> have in common: a kind by its word, or an image, and its fields as flags.</summary>
internal sealed class ComponentFlags(Role role)
{
    private static readonly Option<string?> Version = new("--version") { Hidden = true };

    private readonly Option<string?> _name = new("--name") { Description = $"The component's name. Default: BROKER-KIND{Word(role)}.", HelpName = "name" };

    private readonly Option<string?> _image = new("--from-image") { Description = "Make the component from a container image; flags become its environment.", HelpName = "image" };

    private readonly Option<bool> _literal = new("--disable-file-args") { Description = "Take values as they are, also where they name a file." };

    public void AddTo(Verb verb)
    {
        foreach (var option in (Option[])[_name, _image, _literal, Version])
            verb.Options.Add(option);
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.MoreHelp = (parsed, output) => ComponentHelp.Write(role, parsed.UnmatchedTokens, output);
    }

    /// <summary>True where neither a kind nor an image was given.</summary>
    public bool IsEmpty(VerbCall call) => call.Get(_image) is null && FlagTokens.Parse(call.Parsed.UnmatchedTokens).Word is null;

    /// <summary>Reads the component that the flags describe.</summary>
    /// <param name="call">The call.</param>
    /// <param name="broker">The broker's manifest.</param>
    public NewComponent Read(VerbCall call, JsonObject broker)
    {
        var tokens = FlagTokens.Parse(call.Parsed.UnmatchedTokens);
        return call.Get(_image) is { } image ? FromImage(call, broker, image, tokens) : FromKind(call, broker, tokens);
    }

    private NewComponent FromKind(VerbCall call, JsonObject broker, FlagTokens tokens)
    {
        var kind = KindWord.Find(tokens.Word!, role);
        var name = ComponentName(call, $"{broker.Name()}-{KindWord.Word(kind, role)}{Word(role)}");
        var fields = new FieldFlags(name, kind.Schema.Property("spec") ?? kind.Schema, !call.Get(_literal));
        foreach (var (path, value) in tokens.Flags)
            fields.Set(path, value);
        if (role == Role.Source)
            fields.Spec["sink"] = References.To(broker);
        var secret = fields.Secrets.Count == 0 ? null : SecretManifest.Of(fields.SecretName, broker.Name(), fields.Secrets);
        return new NewComponent(NewManifest.Of(kind, name, broker.Name(), fields.Spec), kind, secret);
    }

    private NewComponent FromImage(VerbCall call, JsonObject broker, string image, FlagTokens tokens)
    {
        if (tokens.Word is { } word)
            throw new Refusal($"\"{word}\": give a kind or --from-image, not both");
        var name = ComponentName(call, $"{broker.Name()}-{Word(role)}-service");
        return new NewComponent(ImageComponent.Manifest(name, broker.Name(), role, image, tokens.Flags.Select(AsVariable)), ImageComponent.Kind, Secret: null);
    }

    private static KeyValuePair<string, string> AsVariable(KeyValuePair<string, string> flag) =>
        KeyValuePair.Create(flag.Key.ToUpperInvariant().Replace('-', '_'), flag.Value);

    private string ComponentName(VerbCall call, string fallback) => Contexts.ContextName.Check(call.Get(_name) ?? fallback);

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}

/// <summary>A component to be created.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Secret">The Secret it refers to; null for none.</param>
internal sealed record NewComponent(JsonObject Manifest, ResourceKind Kind, JsonObject? Secret)
{
    /// <summary>Stores it, its Secret first.</summary>
    public async Task<JsonObject> Apply(VerbCall call)
    {
        if (Secret is not null)
            await call.Resources.Apply(Secret, SecretManifest.Kind, call.Context.Namespace, call.Cancellation);
        return (await call.Resources.Apply(Manifest, Kind, call.Context.Namespace, call.Cancellation)).Resource;
    }
}

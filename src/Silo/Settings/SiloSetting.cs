namespace Fabric.Silo.Settings;

/// <summary>One thing that can be set: by flag <c>--name</c>, by variable <c>FABRIC_NAME</c>, or in the file of <c>--config</c>.</summary>
/// <param name="Name">In kebab case.</param>
/// <param name="HelpName">What stands for the value in the help.</param>
/// <param name="Description">Meaning, and default.</param>
/// <param name="Apply">Puts a value into the options; answers what is wrong with it, null where nothing is.</param>
internal sealed record SiloSetting(
    string Name, string HelpName, string Description, Func<SiloOptions, string, (SiloOptions Options, string? Fault)> Apply)
{
    /// <summary>The setting's environment variable.</summary>
    public string Variable => "FABRIC_" + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>True for a flag that may be given without a value.</summary>
    public bool IsSwitch => HelpName == "true|false";
}

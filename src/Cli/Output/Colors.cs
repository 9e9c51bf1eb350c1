namespace Fabric.Cli.Output;

/// <summary>Colours on a terminal, nothing elsewhere, where <c>NO_COLOR</c> is set, or on a dumb terminal.</summary>
internal sealed class Colors(bool isOn)
{
    public bool IsOn => isOn;

    public static Colors For(TextWriter output) => new(
        ReferenceEquals(output, Console.Out)
        && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or ""));

    public string Good(string text) => Paint("32", text);

    public string Bad(string text) => Paint("31", text);

    public string Faint(string text) => Paint("90", text);

    public string Strong(string text) => Paint("1", text);

    private string Paint(string code, string text) => isOn ? $"\e[{code}m{text}\e[0m" : text;
}

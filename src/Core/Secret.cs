namespace Fabric;

/// <summary>A password or key. It never shows in a log, a status or an API answer: its text says <c>***</c>.</summary>
public readonly record struct Secret(string Reveal)
{
    public override string ToString() => "***";
}

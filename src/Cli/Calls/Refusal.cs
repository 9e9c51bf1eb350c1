namespace Fabric.Cli.Calls;

/// <summary>A verb cannot do what was asked: one sentence that says what was wrong, with which value, and what to do.</summary>
internal sealed class Refusal(string sentence, int exitCode = 1) : Exception(sentence)
{
    /// <summary>What the process ends with. Default 1.</summary>
    public int ExitCode => exitCode;
}

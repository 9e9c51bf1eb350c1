namespace Fabric.Cli.Completions;

/// <summary>The scripts: each hands the words typed so far to <c>fabric __complete</c>.</summary>
internal static class CompletionScripts
{
    private const string Bash =
        """
        # bash completion for fabric
        _fabric() {
          local IFS=$'\n'
          COMPREPLY=($(fabric __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
        }
        complete -o default -F _fabric fabric

        """;

    private const string Zsh =
        """
        #compdef fabric
        # zsh completion for fabric
        _fabric() {
          local -a found
          found=("${(@f)$(fabric __complete -- "${words[@]:1:$((CURRENT-1))}" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _fabric fabric

        """;

    private const string Fish =
        """
        # fish completion for fabric
        complete -c fabric -f -a '(fabric __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'

        """;

    private const string PowerShell =
        """
        # powershell completion for fabric
        Register-ArgumentCompleter -Native -CommandName fabric -ScriptBlock {
          param($word, $line, $position)
          $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
          if ($word -eq '') { $words += '' }
          fabric __complete -- @words 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }

        """;

    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };
}

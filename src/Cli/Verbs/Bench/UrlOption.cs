using System.CommandLine;

namespace Fabric.Cli.Verbs.Bench;

/// <summary>An option that takes an absolute http address.</summary>
internal static class UrlOption
{
    public static Option<Uri?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "url",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp)
                return url;
            result.AddError($"{name} {text}: give an http address, as http://127.0.0.1:9000/0.");
            return null;
        },
    };
}

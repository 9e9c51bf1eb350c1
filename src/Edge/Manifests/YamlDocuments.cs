using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fabric.Edge.Manifests;

/// <summary>Reads every document of a YAML text.</summary>
internal static class YamlDocuments
{
    public static void Read(
        string text, string file, ManifestLimits limits, List<ManifestDocument> documents, List<ManifestFault> faults)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            parser.Consume<StreamStart>();
            while (!parser.Accept<StreamEnd>(out _))
                ReadOne(parser, file, limits, paths, documents, faults);
        }
        catch (YamlException e)
        {
            var message = e.InnerException?.Message ?? e.Message;
            faults.Add(TabIn(text, file, e) ?? new ManifestFault(file, (int)e.Start.Line, (int)e.Start.Column, message));
        }
        catch (InvalidOperationException)
        {
            // The scanner gives up this way on some texts, without saying where.
            var last = parser.Current?.End ?? Mark.Empty;
            faults.Add(new ManifestFault(file, (int)last.Line, (int)last.Column, "this is not well-formed YAML from here on; look for an unclosed bracket or quote"));
        }
    }

    private static void ReadOne(
        Parser parser, string file, ManifestLimits limits, Dictionary<string, string> paths,
        List<ManifestDocument> documents, List<ManifestFault> faults)
    {
        parser.Consume<DocumentStart>();
        var line = (int)parser.Current!.Start.Line;
        var composer = new YamlComposer(parser, limits);
        var root = composer.Compose("");
        parser.Consume<DocumentEnd>();
        if (root is JsonObject)
            documents.Add(new ManifestDocument(file, line, JsonSerializer.SerializeToElement(root), FieldLines.Of(composer.Lines, paths)));
        else if (root is not null)
            faults.Add(new ManifestFault(file, line, 0, "a manifest is a mapping with apiVersion, kind and metadata"));
    }

    private static ManifestFault? TabIn(string text, string file, YamlException e)
    {
        var lines = text.Split('\n');
        for (var line = e.Start.Line; line <= e.End.Line + 1 && line <= lines.Length; line++)
        {
            var content = lines[line - 1];
            var tab = content.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(content[..tab]))
                return new ManifestFault(file, (int)line, tab + 1, "a tab cannot indent YAML; use spaces");
        }

        return null;
    }
}

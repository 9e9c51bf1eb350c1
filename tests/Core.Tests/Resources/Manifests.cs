using System.Text.Json;

namespace Fabric.Core.Tests.Resources;

/// <summary>Manifests as JSON, with single quotes for double ones.</summary>
internal static class Manifests
{
    public const string TriggerMesh = "eventing.triggermesh.io/v1alpha1";
    public const string SourcesGroup = "sources.triggermesh.io/v1alpha1";
    public const string TargetsGroup = "targets.triggermesh.io/v1alpha1";
    public const string Own = "eventfabric.dev/v1alpha1";

    public static JsonElement Json(string text) => JsonElement.Parse(text.Replace('\'', '"'));

    /// <summary>A manifest with the given fields beside the head, as <c>'spec':{…}</c>.</summary>
    public static JsonElement Manifest(string apiVersion, string kind, string name, string body = "", string metadata = "") =>
        Json($"{{'apiVersion':'{apiVersion}','kind':'{kind}','metadata':{{'name':'{name}'{Comma(metadata)}}}{Comma(body)}}}");

    private static string Comma(string text) => text.Length == 0 ? "" : "," + text;
}

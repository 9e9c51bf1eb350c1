using System.Text;
using Fabric.Events;
using Fabric.Resources.Validation;
using Fabric.Transformations;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Transformations;

/// <summary>Runs operations, written with single quotes, on an event.</summary>
internal static class Transforming
{
    public static CloudEvent Event(string? data = "{}", string? contentType = "application/json") => new()
    {
        Id = "123",
        Source = "/test",
        Type = "test",
        Time = "2026-01-02T03:04:05Z",
        DataContentType = contentType,
        Data = data is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(data.Replace('\'', '"')),
    };

    public static Transformation Parse(string spec)
    {
        var faults = new FaultList();
        var transformation = TransformationParser.Parse(new FieldReader(Json(spec), "spec"), faults);
        Assert.Empty(faults.Faults);
        return transformation;
    }

    public static TransformationOutcome Apply(string spec, CloudEvent @event, EventLimits? limits = null) =>
        Parse(spec).Apply(@event.ToRecord(), limits ?? new EventLimits());

    /// <summary>The event that comes out.</summary>
    public static CloudEvent Made(string spec, CloudEvent @event)
    {
        var outcome = Apply(spec, @event);
        Assert.True(outcome.Succeeded, outcome.Refusal);
        return CloudEvent.From(Assert.Single(outcome.Event.Records.ToArray()));
    }

    /// <summary>What operations make of a payload, both with single quotes.</summary>
    public static string Data(string operations, string data) =>
        Made($"{{'data':[{operations}]}}", Event(data)).DataText.Replace('"', '\'');

    /// <summary>One operation of <c>key=value</c> paths.</summary>
    public static string Operation(string name, params string[] paths) =>
        $"{{'operation':'{name}','paths':[{string.Join(',', paths.Select(Path))}]}}";

    private static string Path(string path)
    {
        var equals = path.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = equals < 0 ? (path, null) : (path[..equals], path[(equals + 1)..]);
        return $"{{'key':'{key}'{(value is null ? "" : $",'value':'{value}'")}}}";
    }
}

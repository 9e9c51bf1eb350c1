using System.Text;
using Fabric.Sources;

namespace Fabric.Resources.Resolving;

/// <summary>Reads the sources that run by themselves: pollers and schedules.</summary>
internal static class AskingSources
{
    public static SourceReading HttpPoller(TopologyDraft draft, CheckedResource source)
    {
        var spec = source.Spec;
        var (type, eventSource) = (spec["eventType"].Text, SourceReading.EventSourceOf(source));
        var (password, problem) = draft.Secrets.Read(spec["basicAuthPassword"], source.Namespace);
        if (!source.Faults.IsEmpty || problem is not null)
            return new(null, problem, type, eventSource);
        return new(
            new HttpPollerSourceSpec
            {
                Name = source.Name,
                Workload = Workload.Of(source).Name,
                Endpoint = HttpEndpoints.Read(spec, spec["basicAuthUsername"], password),
                Method = spec["method"].Text!,
                Interval = spec["interval"].Duration!.Value,
                EventType = type!,
                EventSource = eventSource,
                Timeout = spec["timeout"].Duration ?? TimeSpan.FromSeconds(30),
                KeepContentType = spec["keepContentType"].Flag ?? false,
                Conditional = spec["conditional"].Flag ?? false,
            },
            null,
            type,
            eventSource);
    }

    public static SourceReading Ping(CheckedResource source)
    {
        var spec = source.Spec;
        var eventSource = $"/apis/v1/namespaces/{source.Namespace}/pingsources/{source.Key.Name}";
        const string Type = "dev.knative.sources.ping";
        if (!source.Faults.IsEmpty || ScheduleReader.Read(spec).Schedule is not { } schedule)
            return new(null, null, Type, eventSource);
        return new(
            new PingSourceSpec
            {
                Name = source.Name,
                Workload = Workload.Of(source).Name,
                Schedule = schedule,
                EventSource = eventSource,
                ContentType = spec["contentType"].Text is { Length: > 0 } contentType ? contentType : null,
                Data = spec["dataBase64"].Text is { Length: > 0 } encoded ? Convert.FromBase64String(encoded)
                    : spec["data"].Text is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text)
                    : (ReadOnlyMemory<byte>?)null,
            },
            null,
            Type,
            eventSource);
    }
}

using System.Text;

namespace Fabric.Cli.Bench.Load;

/// <summary>Many events in one CloudEvents batch.</summary>
internal sealed class BatchRequest : IRequest
{
    private readonly byte[] _bytes;
    private readonly int _first;
    private readonly int _stride;
    private readonly int _id;
    private readonly int _due;
    private readonly int _type;
    private readonly int _types;

    public BatchRequest(LoadPlan plan)
    {
        var single = $$"""{"specversion":"1.0","type":"bench.{{"",FixedNumber.TypeWidth}}","source":"/bench","id":"{{"",FixedNumber.IdWidth}}","benchts":"{{"",FixedNumber.TimeWidth}}","datacontenttype":"application/json","data":{{Payload.Json(plan.BodyBytes)}}}""";
        var body = $"[{string.Join(',', Enumerable.Repeat(single, plan.Batch))}]";
        var head = $"POST {plan.Target.PathAndQuery} HTTP/1.1\r\nHost: {plan.Target.Authority}\r\n"
            + $"Content-Type: application/cloudevents-batch+json\r\nContent-Length: {body.Length}\r\n\r\n";
        _bytes = Encoding.ASCII.GetBytes(head + body);
        (_first, _stride) = (head.Length + 1, single.Length + 1);
        (Events, _types) = (plan.Batch, plan.Types);
        _type = After("\"bench.");
        _id = After("\"id\":\"");
        _due = After("\"benchts\":\"");

        int After(string name) => single.IndexOf(name, StringComparison.Ordinal) + name.Length;
    }

    public int Events { get; }

    public ReadOnlySpan<byte> Encode(long firstId, long due)
    {
        for (var i = 0; i < Events; i++)
        {
            var single = _bytes.AsSpan(_first + i * _stride, _stride - 1);
            FixedNumber.Write(single.Slice(_type, FixedNumber.TypeWidth), (firstId + i) % _types);
            FixedNumber.Write(single.Slice(_id, FixedNumber.IdWidth), firstId + i);
            FixedNumber.Write(single.Slice(_due, FixedNumber.TimeWidth), due);
        }

        return _bytes;
    }
}

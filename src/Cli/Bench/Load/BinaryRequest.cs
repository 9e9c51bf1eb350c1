using System.Text;

namespace Fabric.Cli.Bench.Load;

/// <summary>One event in binary content mode.</summary>
internal sealed class BinaryRequest : IRequest
{
    private readonly byte[] _bytes;
    private readonly int _id;
    private readonly int _due;
    private readonly int _type;
    private readonly int _types;

    public BinaryRequest(LoadPlan plan)
    {
        var head = $"POST {plan.Target.PathAndQuery} HTTP/1.1\r\nHost: {plan.Target.Authority}\r\nContent-Type: application/json\r\n"
            + $"Ce-Specversion: 1.0\r\nCe-Type: bench.{"",FixedNumber.TypeWidth}\r\nCe-Source: /bench\r\nCe-Id: {"",FixedNumber.IdWidth}\r\n"
            + $"Ce-Benchts: {"",FixedNumber.TimeWidth}\r\nContent-Length: {plan.BodyBytes}\r\n\r\n";
        _bytes = Encoding.ASCII.GetBytes(head + Payload.Json(plan.BodyBytes));
        _type = After("Ce-Type: bench.");
        _id = After("Ce-Id: ");
        _due = After("Ce-Benchts: ");
        _types = plan.Types;

        int After(string name) => head.IndexOf(name, StringComparison.Ordinal) + name.Length;
    }

    public int Events => 1;

    public ReadOnlySpan<byte> Encode(long firstId, long due)
    {
        FixedNumber.Write(_bytes.AsSpan(_type, FixedNumber.TypeWidth), firstId % _types);
        FixedNumber.Write(_bytes.AsSpan(_id, FixedNumber.IdWidth), firstId);
        FixedNumber.Write(_bytes.AsSpan(_due, FixedNumber.TimeWidth), due);
        return _bytes;
    }
}

namespace Fabric.Cli.Bench.Load;

/// <summary>The data of every event: a JSON object of an exact size.</summary>
internal static class Payload
{
    private const string Begin = "{\"k\":\"";
    private const string End = "\"}";

    public static string Json(int bytes) => Begin + new string('x', Math.Max(0, bytes - Begin.Length - End.Length)) + End;
}

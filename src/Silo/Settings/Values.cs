using System.Globalization;
using System.Net;

namespace Fabric.Silo.Settings;

/// <summary>Reads the values of settings; what is wrong is answered with what would be right.</summary>
internal static class Values
{
    public static (SiloOptions Options, string? Fault) Address(string text, Func<IPAddress, SiloOptions> set, SiloOptions unset) =>
        IPAddress.TryParse(text == "localhost" ? "127.0.0.1" : text, out var address)
            ? (set(address), null)
            : (unset, "give an IP address, as 127.0.0.1 or 0.0.0.0.");

    public static (SiloOptions Options, string? Fault) Port(string text, Func<int, SiloOptions> set, SiloOptions unset) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? (set(port), null)
            : (unset, "a port is a number from 0 (any free one) to 65535.");

    public static (SiloOptions Options, string? Fault) Url(string text, Func<Uri, SiloOptions> set, SiloOptions unset) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? (set(url), null)
            : (unset, "give an absolute http or https address, as http://edge.example.com:8080.");

    public static (SiloOptions Options, string? Fault) Switch(string text, Func<bool, SiloOptions> set, SiloOptions unset) =>
        bool.TryParse(text, out var on) ? (set(on), null) : (unset, "give true or false.");

    public static (SiloOptions Options, string? Fault) Seconds(string text, Func<TimeSpan, SiloOptions> set, SiloOptions unset) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 3600
            ? (set(TimeSpan.FromSeconds(seconds)), null)
            : (unset, "give seconds from 0 to 3600.");

    public static (SiloOptions Options, string? Fault) File(string text, Func<string, SiloOptions> set, SiloOptions unset) =>
        System.IO.File.Exists(text) ? (set(text), null) : (unset, "there is no such file.");

    public static (SiloOptions Options, string? Fault) Resolve(
        string text, Func<IReadOnlyDictionary<string, string>, SiloOptions> set, SiloOptions unset)
    {
        var resolve = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in Items(text))
        {
            if (entry.Split('=', 2) is not [{ Length: > 0 } host, { Length: > 0 } address])
                return (unset, $"{entry}: give HOST[:PORT]=ADDRESS[:PORT], as app.com=127.0.0.1:5000.");
            resolve[host] = address;
        }

        return (set(resolve), null);
    }

    private static string[] Items(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

using System.Net;
using Fabric.Filters;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Fabric.Silo.Settings;

/// <summary>Brings flags, variables and a file together: a flag wins over a variable, a variable over the file.</summary>
/// <param name="variable">Reads an environment variable.</param>
internal sealed class SettingsReader(Func<string, string?> variable)
{
    private readonly List<string> _faults = [];

    /// <summary>Everything wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public SiloOptions Read(string? configFile, Func<SiloSetting, string?> flag)
    {
        var file = configFile is null ? [] : ReadFile(configFile);
        var options = FromThePod(new SiloOptions());
        foreach (var setting in SiloSettings.All)
        {
            var (text, origin) =
                flag(setting) is { } given ? (given, $"--{setting.Name}")
                : variable(setting.Variable) is { Length: > 0 } set ? (set, setting.Variable)
                : file.TryGetValue(setting.Name, out var written) ? (written, $"{configFile}: {setting.Name}")
                : (null, "");
            if (text is null)
                continue;
            (options, var fault) = setting.Apply(options, text);
            if (fault is not null)
                _faults.Add(setting.Name is "postgres" or "token" ? $"{origin}: {fault}" : $"{origin} {text}: {fault}");
        }

        CheckTogether(options);
        return options;
    }

    // The names that the downward API of Kubernetes is given in every example.
    private SiloOptions FromThePod(SiloOptions options)
    {
        if (variable("POD_NAME") is { Length: > 0 } name)
            options = options with { SiloName = name };
        if (variable("POD_IP") is { Length: > 0 } text && IPAddress.TryParse(text, out var address))
            options = options with { Advertise = address };
        return options;
    }

    private void CheckTogether(SiloOptions options)
    {
        if (options.Clustering != Clustering.Localhost && options.Postgres is null)
        {
            _faults.Add($"clustering {options.Clustering.ToString().ToLowerInvariant()} needs a database: give --postgres or FABRIC_POSTGRES, "
                + "as 'Host=db;Database=fabric;Username=fabric;Password=…'.");
        }

        if (options.Clustering == Clustering.Kubernetes && IPAddress.IsLoopback(options.Advertise))
            _faults.Add("clustering kubernetes needs the pod's address: set POD_IP from status.podIP (downward API), or give --advertise.");
        if (!IPAddress.IsLoopback(options.Address) && options.Token is null && !options.Insecure)
        {
            _faults.Add($"--host {options.Address}: without a token, anyone who reaches this address steers the cluster. "
                + "Give --token or FABRIC_TOKEN, or --insecure if you mean it.");
        }

        if (options.Tls is { } tls && (tls.Certificate.Length == 0 || tls.Key.Length == 0))
            _faults.Add("TLS between silos needs both --tls-certificate and --tls-key.");
    }

    private Dictionary<string, string> ReadFile(string path)
    {
        try
        {
            var values = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>?>(File.ReadAllText(path)) ?? [];
            var known = SiloSettings.All.Select(setting => setting.Name).ToArray();
            foreach (var name in values.Keys.Except(known))
                _faults.Add($"{path}: there is no setting {name}{NearestName.Hint(name, known)}.");
            return values;
        }
        catch (YamlException failure)
        {
            _faults.Add($"{path}, line {failure.Start.Line}: it must be YAML with one 'name: value' a line; {failure.InnerException?.Message ?? failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"--config {path}: {failure.Message}");
        }

        return [];
    }
}

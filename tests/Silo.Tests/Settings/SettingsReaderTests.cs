using System.Net;
using Fabric.Silo.Settings;

namespace Fabric.Silo.Tests.Settings;

public sealed class SettingsReaderTests
{
    private const string Database = "Host=db;Database=fabric";

    [Fact]
    public void A_flag_wins_over_a_variable_and_a_variable_over_the_file()
    {
        using var file = new ConfigFile("cluster-id: from-file\nsilo-name: from-file\nport: 1\n");
        var reader = new SettingsReader(name => name switch
        {
            "FABRIC_CLUSTER_ID" => "from-variable",
            "FABRIC_PORT" => "2",
            _ => null,
        });
        var options = reader.Read(file.Path, setting => setting.Name == "port" ? "3" : null);
        Assert.Empty(reader.Faults);
        Assert.Equal(("from-variable", "from-file", 3), (options.ClusterId, options.SiloName, options.Port));
    }

    [Fact]
    public void In_a_pod_its_name_and_address_need_not_be_given()
    {
        var reader = new SettingsReader(name => name switch { "POD_NAME" => "fabric-1", "POD_IP" => "10.0.0.7", _ => null });
        var options = reader.Read(null, Flags(("clustering", "kubernetes"), ("postgres", Database)));
        Assert.Empty(reader.Faults);
        Assert.Equal(("fabric-1", IPAddress.Parse("10.0.0.7")), (options.SiloName, options.Advertise));
    }

    [Theory]
    [InlineData("clustering", "zookeeper", "--clustering zookeeper: give localhost, postgres or kubernetes.")]
    [InlineData("clustering", "1", "--clustering 1: give localhost, postgres or kubernetes.")]
    [InlineData("port", "70000", "--port 70000: a port is a number from 0 (any free one) to 65535.")]
    [InlineData("advertise", "here", "--advertise here: give an IP address, as 127.0.0.1 or 0.0.0.0.")]
    [InlineData("public-url", "example.com", "--public-url example.com: give an absolute http or https address, as http://edge.example.com:8080.")]
    [InlineData("drain-delay", "-1", "--drain-delay -1: give seconds from 0 to 3600.")]
    [InlineData("dashboard", "yes", "--dashboard yes: give true or false.")]
    [InlineData("tls-key", "/no/such.pem", "--tls-key /no/such.pem: there is no such file.")]
    [InlineData("resolve", "app.com", "--resolve app.com: app.com: give HOST[:PORT]=ADDRESS[:PORT], as app.com=127.0.0.1:5000.")]
    [InlineData("schema", "Fabric", "--schema Fabric: give lower-case letters, digits and '_', at most 63.")]
    [InlineData("trigger-placement", "moon", "--trigger-placement moon: give near-broker or spread.")]
    [InlineData("clustering", "postgres", "clustering postgres needs a database: give --postgres or FABRIC_POSTGRES, as 'Host=db;Database=fabric;Username=fabric;Password=…'.")]
    [InlineData("host", "0.0.0.0", "--host 0.0.0.0: without a token, anyone who reaches this address steers the cluster. Give --token or FABRIC_TOKEN, or --insecure if you mean it.")]
    public void What_is_wrong_is_named_with_its_value_and_what_would_be_right(string name, string value, string message)
    {
        var reader = new SettingsReader(_ => null);
        reader.Read(null, Flags((name, value)));
        Assert.Contains(message, reader.Faults);
    }

    [Fact]
    public void A_password_is_never_repeated()
    {
        var reader = new SettingsReader(_ => null);
        reader.Read(null, Flags(("postgres", "Hots=db;Password=hunter2")));
        Assert.NotEmpty(reader.Faults);
        Assert.DoesNotContain(reader.Faults, fault => fault.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mistyped_name_in_the_file_gets_a_hint()
    {
        using var file = new ConfigFile("clusterid: a\n");
        var reader = new SettingsReader(_ => null);
        reader.Read(file.Path, _ => null);
        Assert.Equal([$"{file.Path}: there is no setting clusterid (did you mean 'cluster-id'?)."], reader.Faults);
    }

    [Fact]
    public void A_file_that_is_no_yaml_is_named_with_its_line()
    {
        using var file = new ConfigFile("port: 1\nhost: [\n");
        var reader = new SettingsReader(_ => null);
        reader.Read(file.Path, _ => null);
        Assert.StartsWith($"{file.Path}, line ", Assert.Single(reader.Faults), StringComparison.Ordinal);
    }

    private static Func<SiloSetting, string?> Flags(params (string Name, string Value)[] flags) =>
        setting => flags.FirstOrDefault(flag => flag.Name == setting.Name).Value;

    private sealed class ConfigFile : IDisposable
    {
        public ConfigFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}

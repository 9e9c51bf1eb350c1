using System.Globalization;

namespace Fabric.Contract.Servers;

/// <summary>Finds PostgreSQL's server programs.</summary>
public static class PostgresBinaries
{
    /// <summary>
    /// The folder of <c>initdb</c> and <c>pg_ctl</c>: the one that <c>FABRIC_POSTGRES_BIN</c> names, else the newest of
    /// Debian's, else one on the PATH; null where there is none.
    /// </summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests that need a server cannot run; null where they can.</summary>
    public static string? Missing => Folder is null
        ? "There is no PostgreSQL server on this machine: install it with apt-get install --no-install-recommends postgresql."
        : null;

    private static string? Find()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var named = Environment.GetEnvironmentVariable("FABRIC_POSTGRES_BIN");
        var folders = named is not null ? [named] : versions.OrderByDescending(Version).Select(version => Path.Combine(version, "bin")).Concat(path);
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static int Version(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
}

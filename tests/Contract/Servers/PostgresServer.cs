using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Fabric.Contract.Servers;

/// <summary>
/// A real PostgreSQL server of a test process: its own data in a temporary folder, its own port on loopback. It can be
/// stopped, killed and started again, and is gone with the process.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "fabric";
    public const string Password = "secret";

    // Tests kill the server, not the machine: what it wrote survives that without any sync.
    private const string Fast = "-c fsync=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=60 -c log_min_messages=fatal";
    private const string Durable = "-c fsync=on -c shared_buffers=256MB -c max_wal_size=4GB -c max_connections=60";

    private static readonly Lazy<Task<PostgresServer>> OfThisProcess = new(() => Start());

    private readonly ServerFolder _folder;
    private readonly string _settings;
    private int _databases;

    private PostgresServer(ServerFolder folder, int port, string settings)
    {
        (_folder, Port, _settings) = (folder, port, settings);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>One server for all tests of a process that leave it running; give each test a schema or a database of its own.</summary>
    public static Task<PostgresServer> Shared => OfThisProcess.Value;

    /// <summary>Stops <see cref="Shared"/> where it was started.</summary>
    public static async Task StopShared()
    {
        if (OfThisProcess.IsValueCreated)
            await (await Shared).DisposeAsync();
    }

    public int Port { get; }

    /// <summary>The database <c>postgres</c>, over TCP with a password.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    /// <summary>Makes a data folder and starts a server over it.</summary>
    /// <param name="durable">True syncs each commit to the disk, for measurements.</param>
    /// <param name="settings">More settings, as <c>-c name=value</c>.</param>
    /// <exception cref="InvalidOperationException">There is no server on this machine, or it does not start.</exception>
    public static async Task<PostgresServer> Start(bool durable = false, string settings = "")
    {
        if (PostgresBinaries.Missing is { } missing)
            throw new InvalidOperationException(missing);
        var folder = await ServerFolder.Create();
        var password = Path.Combine(folder.Path, "password");
        await File.WriteAllTextAsync(password, Password);
        await ServerProgram.Run(
            Program("initdb"), "-D", Path.Combine(folder.Data, "db"), "-U", User, "-A", "scram-sha-256", "--pwfile", password,
            "-E", "UTF8", "--locale=C", "--no-sync");
        var server = new PostgresServer(folder, FreePort(), $"{(durable ? Durable : Fast)} {settings}");
        await server.Resume();
        return server;
    }

    /// <summary>The database <c>postgres</c> through a proxy.</summary>
    public static string ConnectionStringOf(TcpProxy proxy) => ConnectionStringOf("postgres", proxy.Port);

    public string ConnectionStringOf(string database) => ConnectionStringOf(database, Port);

    private static string ConnectionStringOf(string database, int port) =>
        $"Host=127.0.0.1;Port={port};Username={User};Password={Password};Database={database}";

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ServerProgram.Run(Program("createdb"), "--maintenance-db", ConnectionUri("postgres"), name);
        return ConnectionStringOf(name);
    }

    /// <summary>Starts the server again, on the same port and data.</summary>
    public async Task Resume()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ServerProgram.Run(
                    Program("pg_ctl"), "start", "-w", "-D", Path.Combine(_folder.Data, "db"), "-l", _folder.Log,
                    "-o", $"-p {Port} -h 127.0.0.1 -k {_folder.Data} {_settings}");
                return;
            }
            catch (InvalidOperationException) when (attempt < 20)
            {
                // Processes of a server that was killed are still about to end.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    /// <summary>Stops the server in order; connections are cut.</summary>
    public Task Stop() => ServerProgram.Run(Program("pg_ctl"), "stop", "-w", "-m", "fast", "-D", Path.Combine(_folder.Data, "db"));

    /// <summary>A way to the server that a test can break.</summary>
    public TcpProxy Proxy() => new(Port);

    /// <summary>Gives a folder to the server, for a tablespace.</summary>
    public static Task Own(string folder) => ServerProgram.Own(folder);

    /// <summary>Ends the server as a crash would.</summary>
    public async Task Kill()
    {
        if (_folder.Server is not { } id)
            return;
        using var process = Process.GetProcessById(id);
        process.Kill();
        await process.WaitForExitAsync();
    }

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private void OnExit(object? sender, EventArgs e) => End();

    private void End()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (_folder.Server is { } server)
            ServerProgram.Quit(server);
        _folder.Dispose();
    }

    private string ConnectionUri(string database) => $"postgresql://{User}:{Password}@127.0.0.1:{Port}/{database}";

    private static string Program(string name) => Path.Combine(PostgresBinaries.Folder!, name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

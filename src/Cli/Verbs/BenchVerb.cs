using System.CommandLine;
using Fabric.Cli.Bench;
using Fabric.Cli.Bench.Figures;
using Fabric.Cli.Bench.Processes;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;
using Fabric.Cli.Calls;
using Fabric.Cli.Verbs.Bench;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric bench</c>: measures brokers against a bare relay on this machine.</summary>
internal static class BenchVerb
{
    private static readonly Option<string[]> Only = List("--only", "The figures to measure; all of them without it.", "figure,…");

    private static readonly Option<string[]> Subjects = List("--subjects", "The subjects to measure: relay, memory, file, postgres (in a checkout, where there is a PostgreSQL), and peers by name.", "subject,…");

    private static readonly Option<bool> Quick = new("--quick") { Description = "Under two minutes: shows that all of it works, not how fast it is." };

    private static readonly Option<int?> Repeat = new("--repeat") { Description = "How often each measurement is repeated. Default 3." };

    private static readonly Option<double?> Seconds = new("--seconds") { Description = "How long one measurement sends. Default 10, with --quick 1." };

    private static readonly Option<double?> Soak = new("--soak")
    {
        Description = "Also measure whether memory stays flat under load for so long, each of memory and file. Left out without it; 30 with --only soak.",
        HelpName = "minutes",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "A folder for results.json, the page and its plots.", HelpName = "folder" };

    private static readonly Option<string[]> Peer = new("--peer")
    {
        Description = "Also measure what this command line starts: it takes events at $PORT and delivers them to $SINK. NAME=COMMAND names it; several times.",
        HelpName = "command",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> PeerPath = new("--peer-path") { Description = "The path that peers take events at.", DefaultValueFactory = _ => "/" };

    private static readonly Option<string?> Program = new("--program") { Description = "Another build of fabric whose nodes are measured.", HelpName = "file" };

    private static readonly Option<string?> DataFolder = new("--data-dir") { Description = "A folder on the disk to measure. Default: the folder for temporary files.", HelpName = "folder" };

    public static Command Create()
    {
        var command = new Verb(
            "bench",
            "Measure brokers against a bare relay, side by side on this machine.",
            "fabric bench --quick --only delivered --out bench-results")
        {
            Only, Subjects, Quick, Repeat, Seconds, Soak, Out, Peer, PeerPath, Program, DataFolder,
        };
        command.Does(call => new BenchRun(Read(call), call.Printer).Run(call.Cancellation));
        command.Subcommands.Add(BenchRelayVerb.Create());
        command.Subcommands.Add(BenchSinkVerb.Create());
        command.Subcommands.Add(BenchLoadVerb.Create());
        command.Subcommands.Add(BenchLogVerb.Create());
        return command;
    }

    private static BenchOptions Read(VerbCall call)
    {
        var pace = call.Get(Quick) ? Pace.Quick : new Pace();
        var program = call.Get(Program) is { } path ? FabricProgram.At(path) : FabricProgram.Self;
        var options = new BenchOptions
        {
            Pace = pace with { Repeat = call.Get(Repeat) ?? pace.Repeat, Seconds = call.Get(Seconds) ?? pace.Seconds },
            Only = Words(call, Only),
            Subjects = Chosen(call, program),
            Soak = call.Get(Soak) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Out = call.Get(Out),
            DataFolder = call.Get(DataFolder) ?? Path.GetTempPath(),
            Program = program,
            Command = string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Prepend("fabric")),
        };
        Check(options.Only, AllFigures.Create(options).Select(figure => figure.Name), "--only", "figure");
        return options;
    }

    private static List<ISubject> Chosen(VerbCall call, IReadOnlyList<string> program)
    {
        List<ISubject> all =
        [
            new RelaySubject(),
            new NodeSubject(Names.Memory, "Memory", program),
            new NodeSubject(Names.File, "File", program),
            .. Silo(program),
            .. call.Get(Peer)!.Select((peer, index) => PeerSubject.Parse(peer, index, call.Get(PeerPath)!)),
        ];
        var wanted = Words(call, Subjects);
        Check(wanted, all.Select(subject => subject.Name), "--subjects", "subject");
        return wanted.Count == 0 ? all : [.. all.Where(subject => wanted.Contains(subject.Name))];
    }

    // Where there is no PostgreSQL, or no checkout to build a silo from, the others are measured.
    private static IEnumerable<ISubject> Silo(IReadOnlyList<string> program) =>
        OperatingSystem.IsLinux() && LocalCluster.FindScript() is { } script && LocalCluster.HasPostgres() ? [new SiloSubject(script, program)] : [];

    private static void Check(IReadOnlyList<string> wanted, IEnumerable<string> known, string option, string kind)
    {
        var names = known.ToList();
        if (wanted.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            throw new Refusal($"{option} {unknown}: there is no such {kind}; there is {string.Join(", ", names)}");
    }

    private static Option<string[]> List(string name, string description, string form) =>
        new(name) { Description = description, HelpName = form, DefaultValueFactory = _ => [] };

    private static IReadOnlyList<string> Words(VerbCall call, Option<string[]> option) =>
        [.. call.Get(option)!.SelectMany(words => words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}

using System.Globalization;
using Fabric.Cli.Bench.Subjects;

namespace Fabric.Cli.Bench.Trials;

/// <summary>What every figure works with.</summary>
internal sealed class BenchContext(Rig rig, Pace pace, IReadOnlyList<ISubject> subjects, string folder, Action<string> note)
{
    private int _folders;

    public Rig Rig => rig;

    public Pace Pace => pace;

    /// <summary>Every event so far.</summary>
    public EventTally Tally { get; } = new();

    /// <summary>Says what goes on.</summary>
    public Action<string> Note => note;

    /// <summary>The subjects that offer a stand, as entrants under their own names.</summary>
    public IReadOnlyList<Entrant> Entrants(Stand stand) =>
        [.. subjects.Where(subject => subject.Offers(stand)).Select(subject => new Entrant(subject.Name, subject, stand))];

    /// <summary>The subject of a name, where it takes part.</summary>
    public ISubject? Subject(string name) => subjects.FirstOrDefault(subject => subject.Name == name);

    /// <summary>An empty folder; all of them are removed behind the run.</summary>
    public string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(folder, (++_folders).ToString(CultureInfo.InvariantCulture))).FullName;
}

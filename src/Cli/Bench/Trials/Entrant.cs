using Fabric.Cli.Bench.Subjects;

namespace Fabric.Cli.Bench.Trials;

/// <summary>A subject with a stand, as one line of a figure.</summary>
internal sealed record Entrant(string Name, ISubject Subject, Stand Stand);

using System.CommandLine;
using System.Globalization;
using Fabric.Benchmarks.Cluster;
using Fabric.Benchmarks.Micro;
using Fabric.Cli.Calls;
using Fabric.Cli.Verbs;

// dotnet run -c Release --project tests/Benchmarks -- bench [options of fabric bench]
// dotnet run -c Release --project tests/Benchmarks -- cluster [seconds] [rounds]
// dotnet run -c Release --project tests/Benchmarks -- hop
// dotnet run -c Release --project tests/Benchmarks -- micro [filter]
var number = (int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
switch (args.FirstOrDefault())
{
    case "bench":
        var root = new RootCommand { BenchVerb.Create() };
        SharedOptions.AddTo(root);
        return await root.Parse(args).InvokeAsync();
    case "cluster":
        return await ClusterComparison.Run(TimeSpan.FromSeconds(number(1, 5)), number(2, 3));
    case "hop":
        await HopCost.Run();
        return 0;
    case "micro":
        return MicroRun.Run(args.ElementAtOrDefault(1));
    default:
        Console.Error.WriteLine("Say which: bench [options], cluster [seconds] [rounds], hop, or micro [filter].");
        return 2;
}

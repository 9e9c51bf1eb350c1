using System.Globalization;
using Fabric.Benchmarks.Cluster;

// dotnet run -c Release --project tests/Benchmarks -- cluster [seconds] [rounds]
// dotnet run -c Release --project tests/Benchmarks -- hop
var number = (int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
switch (args.FirstOrDefault())
{
    case "cluster":
        return await ClusterComparison.Run(TimeSpan.FromSeconds(number(1, 5)), number(2, 3));
    case "hop":
        await HopCost.Run();
        return 0;
    default:
        Console.Error.WriteLine("Say which: cluster [seconds] [rounds], or hop.");
        return 2;
}

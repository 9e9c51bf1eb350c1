namespace Fabric.Cli.Demo;

/// <summary>Counts numbered events as they arrive: what is lost, out of order or there twice.</summary>
internal sealed class DemoTally
{
    private readonly HashSet<int> _sent = [];
    private readonly Dictionary<int, int> _arrivals = [];
    private int _highest = -1;

    public int Sent => _sent.Count;

    /// <summary>Different events that arrived.</summary>
    public int Arrived => _arrivals.Count;

    public int Lost => _sent.Count(number => !_arrivals.ContainsKey(number));

    /// <summary>Events whose first arrival came after that of one sent later.</summary>
    public int OutOfOrder { get; private set; }

    public int Duplicates { get; private set; }

    /// <summary>Numbers that arrived more than once, with how often.</summary>
    public IEnumerable<(int Number, int Times)> Repeated =>
        _arrivals.Where(arrival => arrival.Value > 1).Select(arrival => (arrival.Key, arrival.Value)).Order();

    public bool IsComplete => Lost == 0;

    public void Acknowledged(int number) => _sent.Add(number);

    public void Arrival(int number)
    {
        if (_arrivals.TryGetValue(number, out var times))
        {
            _arrivals[number] = times + 1;
            Duplicates++;
            return;
        }

        _arrivals[number] = 1;
        if (number < _highest)
            OutOfOrder++;
        _highest = Math.Max(_highest, number);
    }

    public override string ToString() =>
        $"demo: {Sent} sent, {Arrived} arrived, {Lost} lost, {OutOfOrder} out of order, {Duplicates} duplicates";
}

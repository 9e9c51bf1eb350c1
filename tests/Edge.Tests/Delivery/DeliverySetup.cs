using Fabric.Contract.Time;
using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Fabric.Edge.Targets;
using Fabric.Events;
using Fabric.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Edge.Tests.Delivery;

/// <summary>The delivery half of the edge, without a host.</summary>
internal sealed class DeliverySetup : IDisposable
{
    private readonly ServiceProvider _services;

    public DeliverySetup(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ITopology>(Topology);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(new DisplayPrinter(Printed, NullLogger<DisplayPrinter>.Instance));
        configure?.Invoke(services);
        services.AddFabricDelivery();
        _services = services.BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public FixedTopology Topology { get; } = new();

    public StringWriter Printed { get; } = new();

    public ISubscribers Subscribers => Get<ISubscribers>();

    public static EventRecord Event { get; } = NewEvent().ToRecord();

    public static CloudEvent NewEvent(string id = "1") => new()
    {
        Id = id,
        Source = "/tests",
        Type = "test.event",
        DataContentType = "application/json",
        Data = "{\"n\":1}"u8.ToArray(),
    };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>One attempt, which is given ten seconds.</summary>
    public async Task<DeliveryOutcome> Deliver(Uri uri, EventRecord? record = null) =>
        await Deliver(new Destination(uri), record);

    public async Task<DeliveryOutcome> Deliver(Destination destination, EventRecord? record = null)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await Subscribers.Open(destination).Deliver(record ?? Event, timeout.Token);
    }

    public void Dispose()
    {
        _services.Dispose();
        Printed.Dispose();
    }
}

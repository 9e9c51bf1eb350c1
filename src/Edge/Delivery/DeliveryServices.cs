using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Edge.Targets;
using Fabric.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Delivery;

/// <summary>How events get out.</summary>
public static class DeliveryServices
{
    /// <summary>
    /// Adds <see cref="ISubscribers"/>, targets and displays. The host adds <see cref="IFabric"/>,
    /// <see cref="Resources.ITopology"/> and <see cref="Publisher"/>, and may add <see cref="EventLimits"/>,
    /// <see cref="DeliveryOptions"/> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddFabricDelivery(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EventLimits>();
        services.TryAddSingleton<DeliveryOptions>();

        services.AddSingleton<HttpClients>();
        services.AddSingleton<AnswerReader>();
        services.AddSingleton<EventSender>();
        services.AddSingleton<WebhookHandshake>();
        services.AddSingleton<ServiceHosts>();
        services.AddSingleton<OwnAddress>();
        // Lazy: the fabric opens subscribers, and the publisher needs the fabric.
        services.AddSingleton(provider => new Lazy<Publisher>(provider.GetRequiredService<Publisher>));
        services.AddSingleton<ISubscribers, Subscribers>();
        // Lazy: a target of this fabric may have a sink, which is reached as any other destination.
        services.AddSingleton(provider => new Lazy<ISubscribers>(provider.GetRequiredService<ISubscribers>));

        services.AddSingleton<OAuthTokens>();
        services.AddSingleton<HttpRequester>();
        services.AddSingleton<CloudEventsForwarder>();
        services.AddSingleton<Transformer>();
        services.AddSingleton<Displays>();
        services.TryAddSingleton(provider =>
            new DisplayPrinter(Console.Out, provider.GetRequiredService<ILogger<DisplayPrinter>>()));
        services.AddSingleton<TargetRouter>();
        return services;
    }
}

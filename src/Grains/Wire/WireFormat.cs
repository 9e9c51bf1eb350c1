using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Fabric.Grains.Wire;

/// <summary>
/// How the domain's types cross between silos: as JSON, except for the hot ones, which have codecs beside this class.
/// The domain itself knows nothing of it.
/// </summary>
internal static class WireFormat
{
    /// <summary>True for a type that travels as JSON.</summary>
    public static bool Carries(Type type) =>
        (type.Assembly == typeof(IFabric).Assembly && !typeof(Exception).IsAssignableFrom(type)) || type == typeof(JsonElement);

    public static IServiceCollection AddFabricWire(this IServiceCollection services) => services
        .AddSingleton<IGeneralizedCopier, CoreCopier>()
        .AddSerializer(serializer => serializer
            .AddJsonSerializer(Carries, isCopyable: null, options => options.Configure(json => json.SerializerOptions = StateFormat.Json))
            .Configure(types => types.AddAllowedAssembly(typeof(IFabric).Assembly)));
}

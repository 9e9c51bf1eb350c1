using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fabric.Cli.Node;

/// <summary>Takes events posted to <c>/</c> for one broker, as a broker's own container does.</summary>
internal static class DefaultBroker
{
    public static void UseDefaultBroker(this IApplicationBuilder app, ResourceName? broker)
    {
        if (broker is not { } name)
            return;
        app.Use((context, next) =>
        {
            if (context.Request.Path == "/" && (HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method)))
                context.Request.Path = $"/brokers/{name.Namespace}/{name.Name}";
            return next(context);
        });
    }
}

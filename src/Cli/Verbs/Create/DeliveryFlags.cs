using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Filters;

namespace Fabric.Cli.Verbs.Create;

/// <summary>What a trigger does when a delivery fails.</summary>
internal static class DeliveryFlags
{
    private static readonly string[] Policies = ["constant", "linear", "exponential"];

    private static readonly Option<int?> Retry = new("--retry")
    {
        Description = "Retries after the first attempt. Default: until the event is a day old.",
    };

    private static readonly Option<string?> Policy = new("--backoff-policy")
    {
        Description = "How the wait between attempts grows: constant, linear or exponential.",
        HelpName = "policy",
    };

    private static readonly Option<string?> Delay = new("--backoff-delay")
    {
        Description = "The wait that the policy multiplies, as 2s or PT2S. Default: 1s.",
        HelpName = "duration",
    };

    private static readonly Option<string?> Timeout = new("--timeout")
    {
        Description = "How long one attempt may take, as 10s. Default: 30s.",
        HelpName = "duration",
    };

    private static readonly Option<string?> DeadLetter = new("--dead-letter")
    {
        Description = "A component or an address for what cannot be delivered. Default: kept with the trigger.",
        HelpName = "name or url",
    };

    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Retry, Policy, Delay, Timeout, DeadLetter])
            command.Options.Add(option);
    }

    /// <summary>The <c>delivery</c> of a trigger; empty where no flag was given.</summary>
    public static JsonObject Read(VerbCall call, Subscriptions subscriptions)
    {
        var delivery = new JsonObject();
        if (call.Get(Delay) is { } delay)
            delivery["backoffDelay"] = IsoDuration.Of(delay, "--backoff-delay");
        if (call.Get(Policy) is { } policy)
        {
            delivery["backoffPolicy"] = Policies.Contains(policy)
                ? policy
                : throw new Refusal($"--backoff-policy {policy}: give constant, linear or exponential{NearestName.Hint(policy, Policies)}");
        }

        if (call.Get(DeadLetter) is { } sink)
        {
            delivery["deadLetterSink"] = Uri.TryCreate(sink, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? new JsonObject { ["uri"] = sink }
                : References.To(subscriptions.Find(sink, "--dead-letter"));
        }

        if (call.Get(Retry) is { } retry)
            delivery["retry"] = retry >= 0 ? retry : throw new Refusal($"--retry {retry}: give 0 or more");
        if (call.Get(Timeout) is { } timeout)
            delivery["timeout"] = IsoDuration.Of(timeout, "--timeout");
        return delivery;
    }
}

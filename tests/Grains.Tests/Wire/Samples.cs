using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Filters;
using Fabric.Grains.Catalogs;
using Fabric.Grains.Rollouts;
using Fabric.Journals;
using Fabric.Replays;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Grains.Tests.Wire;

/// <summary>Objects as they cross between silos, with nothing left at its default.</summary>
internal static class Samples
{
    private static readonly ResourceName Name = new("shop", "orders");
    private static readonly DateTimeOffset Moment = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(2));
    private static readonly Guid Log = new("00112233-4455-6677-8899-aabbccddeeff");

    private static readonly Filter Filter = Some.Filter("""
        {"all": [{"exact": {"type": "a\"b"}}, {"not": {"prefix": {"source": "/ü"}}}, {"cesql": "subject LIKE 'x%' AND EXISTS id"},
          {"any": [{"suffix": {"subject": "z"}}, {"exact": {"id": "1"}}]}]}
        """);

    private static readonly BrokerSpec Broker = new()
    {
        Storage = StorageKind.Postgres,
        Partitions = 7,
        Limits = new() { MaxEvents = 5, MaxBytes = 6, MaxAge = TimeSpan.FromTicks(7), Overflow = Overflow.DropOldest },
        DedupeWindow = TimeSpan.FromMinutes(8),
    };

    private static readonly Resource Resource = new()
    {
        Key = new("eventing.triggermesh.io", "Trigger", "shop", "t"),
        ApiVersion = "eventing.triggermesh.io/v1alpha1",
        Metadata = new()
        {
            Uid = "u",
            Generation = 3,
            ResourceVersion = 4,
            Created = Moment,
            Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("b", "2").Add("B", "1"),
            Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("a/b", "é"),
        },
        Body = JsonElement.Parse("""{"spec": {"number": 1e400, "long": 9007199254740993, "nil": null}}"""),
        Status = JsonElement.Parse("""{"conditions": []}"""),
        Origin = "file.yaml",
    };

    private static readonly Fault Fault = new("spec.x", "is wrong");

    /// <summary>One of each type; a batch's records have offsets and times, as in a log.</summary>
    public static IReadOnlyDictionary<Type, object> All { get; } = new object[]
    {
        Name, Log, Moment, new Offset(41), PublishKind.Reply, Broker, Resource, Resource.Key, Resource.Body,
        ImmutableArray.Create(new Offset(1), new Offset(2)),
        Some.Events("1", "2", "3"),
        new PublishOutcome(PublishStatus.Full, 1, 2, "why", TimeSpan.FromSeconds(3)) { DuplicateIndexes = [4, 5] },
        new ReadRequest(new Offset(1), Filter, 2, 3, TimeSpan.FromSeconds(4), Log, new ResourceName("default", "trigger")),
        new ReadOutcome(Some.Events("1", "2"), new Offset(9), Found: false),
        new SubscribeRequest(Name, new StartPosition { FromEarliest = true, Time = Moment, Offset = new Offset(2) }, Log, new Offset(3)),
        new Subscription(Log, new Offset(5), Found: false),
        new BrokerStatus(new Offset(1), new Offset(2), 3, 4, 5, false, Moment) { Spec = Broker, Log = Log, Triggers = [Name], Fault = "f" },
        new TriggerSpec
        {
            Broker = Name,
            Partitions = 2,
            Durable = true,
            Filter = Filter,
            Target = new Destination(new Uri("http://a.example/ü?q=%20"), DestinationKind.HttpTarget, Name),
            DeadLetterSink = new Destination(new Uri("http://dead.example")),
            Retry = new RetryPolicy
            {
                Retries = 1,
                Backoff = BackoffPolicy.Linear,
                BackoffDelay = TimeSpan.FromSeconds(2),
                MaxBackoff = TimeSpan.FromSeconds(3),
                Timeout = TimeSpan.FromSeconds(4),
                RetryAfterMax = TimeSpan.FromSeconds(5),
                ExpireAfter = TimeSpan.FromSeconds(6),
            },
            Order = DeliveryOrder.Ordered,
            MaxInFlight = 9,
            Start = StartPosition.At(Moment),
            EndOffset = new Offset(10),
            EndTime = Moment,
            Paused = true,
            Hold = "h",
        },
        new TriggerStatus
        {
            Phase = SubscriptionPhase.Completed,
            LagEvents = 1,
            LagAge = TimeSpan.FromTicks(2),
            InFlight = 3,
            Delivered = 4,
            Retried = 5,
            DeadLettered = 6,
            DeadLettersKept = 7,
            LastError = "e",
            LastErrorAt = Moment,
            LastDeliveredAt = Moment.AddDays(1),
            TargetDown = true,
            Replay = new ReplayStatus(ReplayPhase.Stopped, Moment, Moment.AddDays(1), 1, 2, 3, 4),
        },
        new ReplayRequest { From = StartPosition.At(new Offset(1)), EndTime = Moment, EndOffset = new Offset(2) },
        new ReplayOutcome(ReplayAnswer.Busy, 1, "r"),
        new TraceRequest(1, Log, new Offset(2), "i", "s"),
        new EventTrace(EventProgress.Retrying)
        {
            Attempts =
            [
                new AttemptNote
                {
                    At = Moment,
                    Result = AttemptResult.GivenUp,
                    Cause = AttemptCause.Redrive,
                    Number = 1,
                    Took = TimeSpan.FromTicks(2),
                    Code = 3,
                    Reason = "r",
                    Destination = new Uri("http://a.example/ü?q=%20"),
                    ToSink = true,
                    ReplyId = "i",
                    ReplySource = "s",
                },
            ],
            KeptSince = Moment,
            NextAt = Moment.AddDays(1),
            Held = "h",
        },
        new DeadLetterPage(Some.Events("1"), new Offset(2), 3),
        new CatalogSnapshot(7, [Resource]),
        new PutOptions("o", 1, true),
        new PutOutcome(PutStatus.Conflict, Resource, [Fault], [Fault with { Path = "w" }]),
        new CatalogChanges(Log, [new CatalogChange(ChangeKind.Deleted, Resource, 8, StatusOnly: true)], Expired: true),
        new Rollout(3, [new SettledBroker(Name, Broker)]),
    }.ToDictionary(sample => sample.GetType());
}

using Fabric.Brokers;
using Fabric.Contract.Fabrics;

namespace Fabric.Embedded.Tests;

public sealed class MemoryPublishTests() : PublishContract(new EmbeddedHosts(StorageKind.Memory));

public sealed class MemoryDeliveryTests() : DeliveryContract(new EmbeddedHosts(StorageKind.Memory));

public sealed class MemoryTriggerTests() : TriggerContract(new EmbeddedHosts(StorageKind.Memory));

public sealed class MemoryTailTests() : TailContract(new EmbeddedHosts(StorageKind.Memory));

public sealed class MemoryTraceTests() : TraceContract(new EmbeddedHosts(StorageKind.Memory));

public sealed class MemoryReplayTests() : ReplayContract(new EmbeddedHosts(StorageKind.Memory));

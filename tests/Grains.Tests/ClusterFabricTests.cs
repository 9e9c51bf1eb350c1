using Fabric.Brokers;
using Fabric.Contract.Fabrics;

namespace Fabric.Grains.Tests;

public sealed class MemoryPublishTests() : PublishContract(new ClusterHosts(StorageKind.Memory));

public sealed class MemoryDeliveryTests() : DeliveryContract(new ClusterHosts(StorageKind.Memory));

public sealed class MemoryTriggerTests() : TriggerContract(new ClusterHosts(StorageKind.Memory));

public sealed class PostgresPublishTests() : PublishContract(new ClusterHosts(StorageKind.Postgres));

public sealed class PostgresDeliveryTests() : DeliveryContract(new ClusterHosts(StorageKind.Postgres));

public sealed class PostgresTriggerTests() : TriggerContract(new ClusterHosts(StorageKind.Postgres));

public sealed class MemoryTailTests() : TailContract(new ClusterHosts(StorageKind.Memory));

public sealed class PostgresTailTests() : TailContract(new ClusterHosts(StorageKind.Postgres));

public sealed class PostgresRestartTests() : RestartContract(new ClusterHosts(StorageKind.Postgres, restarts: true));

public sealed class MemoryTraceTests() : TraceContract(new ClusterHosts(StorageKind.Memory));

public sealed class PostgresTraceTests() : TraceContract(new ClusterHosts(StorageKind.Postgres));

public sealed class MemoryReplayTests() : ReplayContract(new ClusterHosts(StorageKind.Memory));

public sealed class PostgresReplayTests() : ReplayContract(new ClusterHosts(StorageKind.Postgres));

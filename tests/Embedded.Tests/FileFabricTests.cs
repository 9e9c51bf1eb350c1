using Fabric.Brokers;
using Fabric.Contract.Fabrics;

namespace Fabric.Embedded.Tests;

public sealed class FilePublishTests() : PublishContract(new EmbeddedHosts(StorageKind.File));

public sealed class FileDeliveryTests() : DeliveryContract(new EmbeddedHosts(StorageKind.File));

public sealed class FileTriggerTests() : TriggerContract(new EmbeddedHosts(StorageKind.File));

public sealed class FileRestartTests() : RestartContract(new EmbeddedHosts(StorageKind.File));

public sealed class FileTraceTests() : TraceContract(new EmbeddedHosts(StorageKind.File));

public sealed class FileReplayTests() : ReplayContract(new EmbeddedHosts(StorageKind.File));

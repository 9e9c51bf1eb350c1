using Fabric.Contract.EventLog;
using Fabric.EventLog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Core.Tests.EventLog;

public sealed class FileEventLogTests : EventLogContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override async ValueTask<IEventLog> Open(LogLimits limits) => await FileEventLog.Open(
        new FileEventLogOptions { Directory = _directory.Path, Limits = limits }, Clock, NullLogger.Instance, default);
}

/// <summary>Small segments and no memory: everything is read back from many files.</summary>
public sealed class FileEventLogInSmallSegmentsTests : EventLogContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override async ValueTask<IEventLog> Open(LogLimits limits) => await FileEventLog.Open(
        new FileEventLogOptions { Directory = _directory.Path, Limits = limits, SegmentBytes = 4096, HotBytes = 0, IndexBytes = 512 },
        Clock, NullLogger.Instance, default);
}

public sealed class FileEventLogLimitsTests : EventLogLimitsContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override async ValueTask<IEventLog> Open(LogLimits limits) => await FileEventLog.Open(
        new FileEventLogOptions { Directory = _directory.Path, Limits = limits }, Clock, NullLogger.Instance, default);
}

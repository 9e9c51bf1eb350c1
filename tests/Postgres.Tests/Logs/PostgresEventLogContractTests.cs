using Fabric.Contract.EventLog;
using Fabric.EventLog;

namespace Fabric.Postgres.Tests.Logs;

public sealed class PostgresEventLogTests : EventLogContract
{
    private TestSchema _schema = null!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _schema.DisposeAsync();
    }

    protected override async ValueTask<IEventLog> Open(LogLimits limits)
    {
        _schema = await TestSchema.Create();
        return await _schema.OpenLog(Clock, limits);
    }
}

/// <summary>Small segments and no memory: everything is read back from many tables.</summary>
public sealed class PostgresEventLogInSmallSegmentsTests : EventLogContract
{
    private TestSchema _schema = null!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _schema.DisposeAsync();
    }

    protected override async ValueTask<IEventLog> Open(LogLimits limits)
    {
        _schema = await TestSchema.Create();
        return await _schema.OpenLog(Clock, limits, segmentBytes: 16 << 10, hotBytes: 0);
    }
}

public sealed class PostgresEventLogLimitsTests : EventLogLimitsContract
{
    protected override async ValueTask<IEventLog> Open(LogLimits limits) =>
        await (await TestSchema.Create()).OpenLog(Clock, limits);
}

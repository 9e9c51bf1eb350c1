-- What the ADO.NET providers of Orleans 10 keep. They look up each statement by its key in the table OrleansQuery; names
-- of parameters and result columns are theirs, everything else is ours.
CREATE TABLE OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- Every change of the membership raises the version of its cluster, and is refused where that is not the expected one.
CREATE TABLE orleans_cluster (
    deployment text PRIMARY KEY,
    version    int NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE orleans_silo (
    deployment    text NOT NULL REFERENCES orleans_cluster ON DELETE CASCADE,
    address       text NOT NULL,
    port          int  NOT NULL,
    generation    int  NOT NULL,
    silo_name     text NOT NULL,
    host_name     text NOT NULL,
    status        int  NOT NULL,
    proxy_port    int,
    suspect_times text,
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
) WITH (fillfactor = 50);

CREATE VIEW orleans_membership AS
SELECT cluster.deployment, address, port, generation, silo_name AS SiloName, host_name AS HostName, status,
       proxy_port AS ProxyPort, suspect_times AS SuspectTimes, started_at AS StartTime, alive_at AS IAmAliveTime, version
FROM orleans_cluster cluster LEFT JOIN orleans_silo silo ON silo.deployment = cluster.deployment;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $$
    WITH added AS (INSERT INTO orleans_cluster (deployment) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) > 0 FROM added
$$),
('InsertMembershipKey', $$
    WITH counted AS (
        UPDATE orleans_cluster SET version = version + 1
        WHERE deployment = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM orleans_silo
            WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING deployment),
    added AS (
        INSERT INTO orleans_silo (
            deployment, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
        SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM counted RETURNING 1)
    SELECT count(*) > 0 FROM added
$$),
('UpdateMembershipKey', $$
    WITH counted AS (
        UPDATE orleans_cluster SET version = version + 1
        WHERE deployment = @DeploymentId AND version = @Version AND EXISTS (
            SELECT 1 FROM orleans_silo
            WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING deployment),
    changed AS (
        UPDATE orleans_silo SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
        FROM counted
        WHERE orleans_silo.deployment = counted.deployment
            AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT count(*) > 0 FROM changed
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE orleans_silo SET alive_at = @IAmAliveTime
    WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
    SELECT silo.*, cluster.version
    FROM orleans_cluster cluster
    LEFT JOIN (
        SELECT address, port, generation, SiloName, HostName, status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime
        FROM orleans_membership
        WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation) silo ON true
    WHERE cluster.deployment = @DeploymentId
$$),
('MembershipReadAllKey', $$
    SELECT * FROM orleans_membership WHERE deployment = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address, proxy_port AS ProxyPort, generation FROM orleans_silo
    WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('DeleteMembershipTableEntriesKey', $$
    DELETE FROM orleans_cluster WHERE deployment = @DeploymentId
$$),
-- 6 is SiloStatus.Dead.
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM orleans_silo WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status = 6
$$);

CREATE TABLE orleans_reminder (
    service    text NOT NULL,
    grain      text NOT NULL,
    name       text NOT NULL,
    grain_hash int  NOT NULL,
    started_at timestamptz NOT NULL,
    period     bigint NOT NULL,
    version    int  NOT NULL DEFAULT 0,
    PRIMARY KEY (service, grain, name)
);

CREATE INDEX orleans_reminder_hash ON orleans_reminder (service, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $$
    INSERT INTO orleans_reminder AS reminder (service, grain, name, grain_hash, started_at, period)
    VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period)
    ON CONFLICT (service, grain, name) DO UPDATE SET
        grain_hash = excluded.grain_hash, started_at = excluded.started_at, period = excluded.period,
        version = reminder.version + 1
    RETURNING version
$$),
('ReadReminderRowKey', $$
    SELECT grain AS GrainId, name AS ReminderName, started_at AS StartTime, period, version FROM orleans_reminder
    WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName
$$),
('ReadReminderRowsKey', $$
    SELECT grain AS GrainId, name AS ReminderName, started_at AS StartTime, period, version FROM orleans_reminder
    WHERE service = @ServiceId AND grain = @GrainId
$$),
('ReadRangeRows1Key', $$
    SELECT grain AS GrainId, name AS ReminderName, started_at AS StartTime, period, version FROM orleans_reminder
    WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$$),
('ReadRangeRows2Key', $$
    SELECT grain AS GrainId, name AS ReminderName, started_at AS StartTime, period, version FROM orleans_reminder
    WHERE service = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
    WITH removed AS (
        DELETE FROM orleans_reminder
        WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
    SELECT count(*) > 0 FROM removed
$$),
('DeleteReminderRowsKey', $$
    DELETE FROM orleans_reminder WHERE service = @ServiceId
$$);

CREATE TABLE orleans_grain_state (
    service         text   NOT NULL,
    grain_type_hash int    NOT NULL,
    grain_type      text   NOT NULL,
    grain_hash      int    NOT NULL,
    grain_n0        bigint NOT NULL,
    grain_n1        bigint NOT NULL,
    grain_text      text   NOT NULL,
    payload         bytea,
    version         int    NOT NULL DEFAULT 1,
    PRIMARY KEY (grain_hash, grain_type_hash, grain_n0, grain_n1, service, grain_type, grain_text)
);

-- A write that expects no version adds the row; any other one changes the row of just that version.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $$
    SELECT payload AS PayloadBinary, version FROM orleans_grain_state
    WHERE grain_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
        AND service = @ServiceId AND grain_type = @GrainTypeString AND grain_text = coalesce(@GrainIdExtensionString, '')
$$),
('WriteToStorageKey', $$
    WITH changed AS (
        UPDATE orleans_grain_state SET payload = @PayloadBinary, version = version + 1
        WHERE grain_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
            AND service = @ServiceId AND grain_type = @GrainTypeString AND grain_text = coalesce(@GrainIdExtensionString, '')
            AND version = @GrainStateVersion
        RETURNING version),
    added AS (
        INSERT INTO orleans_grain_state (
            service, grain_type_hash, grain_type, grain_hash, grain_n0, grain_n1, grain_text, payload)
        SELECT @ServiceId, @GrainTypeHash, @GrainTypeString, @GrainIdHash, @GrainIdN0, @GrainIdN1,
            coalesce(@GrainIdExtensionString, ''), @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version)
    SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM added
$$),
('ClearStorageKey', $$
    UPDATE orleans_grain_state SET payload = NULL, version = version + 1
    WHERE grain_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
        AND service = @ServiceId AND grain_type = @GrainTypeString AND grain_text = coalesce(@GrainIdExtensionString, '')
        AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
$$),
('DeleteStorageKey', $$
    DELETE FROM orleans_grain_state
    WHERE grain_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
        AND service = @ServiceId AND grain_type = @GrainTypeString AND grain_text = coalesce(@GrainIdExtensionString, '')
        AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion
$$);

-- One row a log. Whoever opens the log raises the epoch, and every append checks it under a row lock.
CREATE TABLE log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   text   NOT NULL UNIQUE,
    id     uuid   NOT NULL,
    epoch  bigint NOT NULL
) WITH (fillfactor = 50);

-- One row for each table segment_NUMBER_FIRST. The columns behind "first" are known once the next segment was begun.
CREATE TABLE segment (
    log    bigint NOT NULL REFERENCES log ON DELETE CASCADE,
    first  bigint NOT NULL,
    until  bigint,
    bytes  bigint,
    oldest bigint,
    latest bigint,
    PRIMARY KEY (log, first)
);

CREATE TABLE state (
    store text NOT NULL,
    key   text NOT NULL,
    state json NOT NULL,
    PRIMARY KEY (store, key)
) WITH (fillfactor = 50);

CREATE TABLE resource (
    api_group text NOT NULL,
    kind      text NOT NULL,
    namespace text NOT NULL,
    name      text NOT NULL,
    stored    json NOT NULL,
    PRIMARY KEY (api_group, kind, namespace, name)
);

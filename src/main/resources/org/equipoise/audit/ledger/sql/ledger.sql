-- A ledger's tables, in the schema that comes first on the search path. The library creates them
-- where they are missing and it may; otherwise run this once.

create table if not exists equipoise_entry (
  sequence bigint primary key,
  entry bytea not null              -- canonical JSON in UTF-8, to the byte
);

create table if not exists equipoise_constitution (
  digest text not null,
  path text not null,               -- of a file, relative to the constitution
  content bytea not null,
  primary key (digest, path)
);

create table if not exists equipoise_checkpoint (
  size bigint primary key,
  note text not null                -- a C2SP signed note
);

create table if not exists equipoise_salt (
  sequence bigint primary key,
  salt bytea not null
);

create table if not exists equipoise_ledger (
  only_row boolean primary key default true check (only_row),
  position text not null,           -- where the ledger goes on from: size, last hash, peaks
  verifier_key text
);

insert into equipoise_ledger (position)
values (E'0\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n')
on conflict do nothing;

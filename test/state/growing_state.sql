/*
 * growing_state.sql
 *		The SQL side of growing_state.c, in a schema of its own.
 *
 * Included by tests and benchmarks, which set the psql variable
 * growing_state to the absolute path of the module.
 */

CREATE SCHEMA growing;

CREATE TYPE growing.growing_state;

CREATE FUNCTION growing.growing_state_in(cstring)
RETURNS growing.growing_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS :'growing_state', 'growing_state_in';

CREATE FUNCTION growing.growing_state_out(growing.growing_state)
RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS :'growing_state', 'growing_state_out';

CREATE FUNCTION growing.growing_state_recv(internal)
RETURNS growing.growing_state
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS :'growing_state', 'growing_state_recv';

CREATE FUNCTION growing.growing_state_send(growing.growing_state)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS :'growing_state', 'growing_state_send';

CREATE TYPE growing.growing_state (
	INPUT = growing.growing_state_in,
	OUTPUT = growing.growing_state_out,
	RECEIVE = growing.growing_state_recv,
	SEND = growing.growing_state_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);

CREATE FUNCTION growing.growing_state_accum(growing.growing_state, bigint)
RETURNS growing.growing_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS :'growing_state', 'growing_state_accum';

CREATE FUNCTION growing.growing_state_accum(growing.growing_state, bigint,
	copies integer)
RETURNS growing.growing_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS :'growing_state', 'growing_state_accum';

CREATE FUNCTION growing.growing_state_combine(growing.growing_state,
	growing.growing_state)
RETURNS growing.growing_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS :'growing_state', 'growing_state_combine';

CREATE FUNCTION growing.growing_state_final(growing.growing_state)
RETURNS growing.growing_state
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS :'growing_state', 'growing_state_final';

CREATE AGGREGATE growing.collect_bigint(bigint) (
	SFUNC = growing.growing_state_accum,
	STYPE = growing.growing_state,
	SSPACE = 128,
	COMBINEFUNC = growing.growing_state_combine,
	FINALFUNC = growing.growing_state_final,
	PARALLEL = SAFE
);

CREATE AGGREGATE growing.collect_bigint(bigint, copies integer) (
	SFUNC = growing.growing_state_accum,
	STYPE = growing.growing_state,
	SSPACE = 128,
	COMBINEFUNC = growing.growing_state_combine,
	FINALFUNC = growing.growing_state_final,
	PARALLEL = SAFE
);

CREATE AGGREGATE growing.merge_growing(growing.growing_state) (
	SFUNC = growing.growing_state_combine,
	STYPE = growing.growing_state,
	SSPACE = 128,
	COMBINEFUNC = growing.growing_state_combine,
	FINALFUNC = growing.growing_state_final,
	PARALLEL = SAFE
);

CREATE FUNCTION growing.growing_of_bytes(bytea)
RETURNS growing.growing_state
LANGUAGE c IMMUTABLE STRICT
AS :'growing_state', 'value_of_bytes';

CREATE FUNCTION growing.receive_bytes(oid, bytea)
RETURNS text
LANGUAGE c IMMUTABLE STRICT
AS :'growing_state', 'receive_bytes';

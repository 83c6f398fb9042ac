-- An instant as the wire has it: UTC, microseconds, a Z at the end.
CREATE OR REPLACE FUNCTION wire_time(p_at timestamptz) RETURNS text
LANGUAGE sql STABLE
AS $$ SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

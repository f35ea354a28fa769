"""DDL by which the database itself refuses to change or delete what stands in a log."""

from collections.abc import Sequence


def statements(table: str, dialect: str) -> list[str]:
    """What to execute once, after `table` is made. `dialect`: SQLAlchemy's name, sqlite or postgresql."""
    refusal = f"rows of {table} are only ever added"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            for deed in ("update", "delete")
        ]
    return [
        f"CREATE OR REPLACE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}_change()",
    ]


def forgetful_statements(table: str, dialect: str, fixed: Sequence[str]) -> list[str]:
    """The same for a log that has to forget persons (UU PDP), in the place of `statements`: each row may be changed once,
    together with its `forgotten_at`, and never in the `fixed` columns. So it stays written what was done and when, and
    that something of it was blanked."""
    changed = " OR ".join(f"NEW.{column} {{}} OLD.{column}" for column in fixed)
    refused = f"OLD.forgotten_at IS NOT NULL OR NEW.forgotten_at IS NULL OR {changed}"
    if dialect == "sqlite":
        refusal = f"of {table} only what tells of a person may be blanked"
        return [
            f"DROP TRIGGER {table}_no_update",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {refused.format(*['IS NOT'] * len(fixed))} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        ]
    return [
        f"DROP TRIGGER {table}_append_only ON {table}",
        f"CREATE TRIGGER {table}_append_only BEFORE DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}_change()",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({refused.format(*['IS DISTINCT FROM'] * len(fixed))}) EXECUTE FUNCTION refuse_{table}_change()",
    ]

"""DDL by which the database itself refuses to change or delete what stands in a log."""


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

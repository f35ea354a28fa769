"""DDL by which the database itself refuses to change or delete what stands in the log of orders."""

_REFUSAL = "order events are only ever added"

_SQLITE = [
    f"CREATE TRIGGER order_event_no_{deed} BEFORE {deed} ON order_event BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for deed in ("update", "delete")
]
_POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION refuse_order_event_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
    "CREATE TRIGGER order_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_order_event_change()",
]


def statements(dialect: str) -> list[str]:
    """What to execute once, after table order_event is made. `dialect`: SQLAlchemy's name, sqlite or postgresql."""
    return {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[dialect]

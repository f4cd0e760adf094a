"""A mark that changes with every change of the tables that pages are made of.

Triggers write it, in the transaction of the change: no service can forget it, nor can an import or a hand in the database.
The mark is chance, so that none is met twice, not even in a copy of the database that is put back.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connection


def current() -> object | None:
    """The mark as it stands; None where nothing may be kept.

    Inside a transaction that is so: whoever has one may read what nobody else will ever read.
    """
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(mark) FROM core_revision")
        mark: object | None = cursor.fetchone()[0]
    return mark


def watched() -> list[str]:
    """The tables whose changes count."""
    held = connection.introspection.table_names()
    return sorted(table for table in held if table.startswith(settings.PAGES_ARE_MADE_OF))


def watch() -> None:
    """Let the database keep the mark, and put another one.

    After every migration, because SQLite drops a table's triggers when it remakes it. The table is none of Django's, so
    that no copy of rows (``dumpdata``) brings an old mark back.
    """
    with connection.cursor() as cursor:
        for statement in _BEGINNING[connection.vendor]:
            cursor.execute(statement)
        for table in watched():
            for trigger, change in _TRIGGERS[connection.vendor]:
                cursor.execute(trigger.format(table=table, change=change))


# There is one writer at a time, and one row.
_SQLITE = (
    "CREATE TABLE IF NOT EXISTS core_revision (id integer PRIMARY KEY, mark integer NOT NULL)",
    "INSERT OR REPLACE INTO core_revision VALUES (1, random())",
)
_SQLITE_TRIGGER = """
    CREATE TRIGGER IF NOT EXISTS {table}_{change}_counts AFTER {change} ON {table}
    BEGIN UPDATE core_revision SET mark = random(); END
"""
# A transaction marks a row that no other one holds, so that two editors do not wait for one another, and marks it once:
# thousands of versions of one row would make an import slower and slower.
_POSTGRESQL = (
    """
    CREATE TABLE IF NOT EXISTS core_revision
    (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mark bigint NOT NULL)
    """,
    """
    CREATE OR REPLACE FUNCTION core_mark_change() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        another bigint := (random() * 9007199254740991)::bigint;
    BEGIN
        IF current_setting('lanterne.is_marked', true) = 'yes' THEN RETURN NULL; END IF;
        UPDATE core_revision SET mark = another
        WHERE id = (SELECT id FROM core_revision LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN INSERT INTO core_revision (mark) VALUES (another); END IF;
        PERFORM set_config('lanterne.is_marked', 'yes', true);
        RETURN NULL;
    END $$
    """,
    "INSERT INTO core_revision (mark) VALUES ((random() * 9007199254740991)::bigint)",
)
_POSTGRESQL_TRIGGER = """
    CREATE OR REPLACE TRIGGER {table}_counts AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_mark_change()
"""
_BEGINNING = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_TRIGGERS = {
    "sqlite": [
        (_SQLITE_TRIGGER, "insert"), (_SQLITE_TRIGGER, "update"), (_SQLITE_TRIGGER, "delete"),
    ],
    "postgresql": [(_POSTGRESQL_TRIGGER, "")],
}  # fmt: skip

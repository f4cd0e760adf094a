"""A mark that changes with every change of the tables that pages are made of.

Triggers write it, in the transaction of the change: no service can forget it, nor can an import or a hand in the database.
"""

from __future__ import annotations

from itertools import product

from django.conf import settings
from django.db import connection

CHANGES = ("INSERT", "UPDATE", "DELETE")


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
    """Let the database keep the mark; after every migration, because SQLite drops a table's triggers when it remakes it."""
    if "core_revision" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNING[connection.vendor])
        for table, change in product(watched(), CHANGES):
            name = f"{table}_{change.lower()}_counts"
            cursor.execute(
                _TRIGGER[connection.vendor].format(name=name, change=change, table=table)
            )


_BEGINNING = {
    # There is one writer at a time. A number that chance gives is met in no restored copy of the database.
    "sqlite": "INSERT OR IGNORE INTO core_revision (writer, mark) VALUES (0, random())",
    # Each connection has a row of its own, so that nobody waits for another. Numbers of transactions only grow, and
    # none is given twice: the sum is another one after every commit.
    "postgresql": """
        CREATE OR REPLACE FUNCTION core_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO core_revision (writer, mark) VALUES (pg_backend_pid(), txid_current())
            ON CONFLICT (writer) DO UPDATE SET mark = excluded.mark WHERE core_revision.mark < excluded.mark;
            RETURN NULL;
        END $$;
        INSERT INTO core_revision (writer, mark) VALUES (0, 1) ON CONFLICT (writer) DO NOTHING
    """,
}
_TRIGGER = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS {name} AFTER {change} ON {table}"
        " BEGIN INSERT INTO core_revision (writer, mark) VALUES (0, random())"
        " ON CONFLICT (writer) DO UPDATE SET mark = excluded.mark; END"
    ),
    "postgresql": (
        "CREATE OR REPLACE TRIGGER {name} AFTER {change} ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION core_count_change()"
    ),
}

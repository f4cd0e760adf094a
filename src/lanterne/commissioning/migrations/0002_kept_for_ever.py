"""Moves and decisions are refused by the database as well when somebody would rewrite them, decisions also when they
would be taken away.

Rows of moves may go: a test's database is emptied row by row on SQLite, and the code refuses it anyway.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEPT = {
    "commissioning_stagemove": ("UPDATE",),
    "commissioning_decision": ("UPDATE", "DELETE"),
}
SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END
"""
POSTGRES_FUNCTION = """
CREATE FUNCTION commissioning_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is kept for ever', TG_TABLE_NAME; END $$
"""
POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON {table}
FOR EACH ROW EXECUTE FUNCTION commissioning_kept()
"""


def keep(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    if is_postgres:
        # Without parameters, so that the function's own per cent sign is left alone.
        schema_editor.execute(POSTGRES_FUNCTION, params=None)
    for table, act in _each():
        statement = POSTGRES if is_postgres else SQLITE
        sentence = statement.format(table=table, act=act.lower(), ACT=act)
        schema_editor.execute(sentence, params=None)


def let_go(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table, act in _each():
        of_table = f" ON {table}" if is_postgres else ""
        schema_editor.execute(f"DROP TRIGGER {table}_no_{act.lower()}{of_table}")
    if is_postgres:
        schema_editor.execute("DROP FUNCTION commissioning_kept()")


def _each() -> list[tuple[str, str]]:
    return [(table, act) for table, acts in KEPT.items() for act in acts]


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0001_the_slate")]

    operations = [migrations.RunPython(keep, let_go)]

"""Every action is "app.action". The lines say the same as before, under one way of naming."""

from collections.abc import Mapping

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CATALOGUE = (
    "create_title", "rename", "set_facts", "set_genres", "localise", "remove_words", "rate",
    "remove_rating", "credit", "remove_credit", "add_artwork", "remove_artwork",
)
RIGHTS = ("grant_window", "change_window", "withdraw_window")
NAMES = {
    **{name: f"catalogue.{name}" for name in CATALOGUE},
    **{name: f"rights.{name}" for name in RIGHTS},
    "upload.begin": "assets.begin_upload",
    "upload.abandon": "assets.abandon_upload",
    "job.queue": "assets.queue_job",
    "job.cancel": "assets.cancel_job",
    "job.retry": "assets.retry_job",
    "job.done": "assets.job_done",
    "job.failed": "assets.job_failed",
    "streams.publish": "assets.publish_streams",
}


def name_the_app(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _rename(apps, schema_editor, NAMES)


def forget_the_app(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _rename(apps, schema_editor, {new: old for old, new in NAMES.items()})


def _rename(
    apps: Apps, schema_editor: BaseDatabaseSchemaEditor, names: Mapping[str, str]
) -> None:
    lines = apps.get_model("core", "AuditLine").objects.using(schema_editor.connection.alias)
    for old, new in names.items():
        lines.filter(action=old).update(action=new)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(name_the_app, forget_the_app),
    ]

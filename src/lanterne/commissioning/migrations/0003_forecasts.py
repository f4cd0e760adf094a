"""Forecasts are kept for ever as decisions are; the database refuses as well."""

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


TABLE = "commissioning_forecast"
SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is kept for ever'); END
"""
# The function is that of the migration before.
POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON {table}
FOR EACH ROW EXECUTE FUNCTION commissioning_kept()
"""


def keep(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    statement = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    for act in ("UPDATE", "DELETE"):
        sentence = statement.format(table=TABLE, act=act.lower(), ACT=act)
        schema_editor.execute(sentence, params=None)


def let_go(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    of_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{act}{of_table}")


class Migration(migrations.Migration):

    dependencies = [
        ('commissioning', '0002_kept_for_ever'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=10)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=120)),
                ('value', models.FloatField()),
                ('low', models.FloatField()),
                ('high', models.FloatField()),
                ('draws', models.JSONField(default=list)),
                ('past', models.PositiveIntegerField()),
                ('alike', models.JSONField(default=list)),
                ('worth_minor', models.PositiveBigIntegerField(null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='commissioning.project')),
            ],
            options={
                'indexes': [models.Index(fields=['project', 'measure'], name='commissioning_foretold')],
                'constraints': [models.CheckConstraint(condition=models.Q(('measure__in', ['hours', 'completion', 'gained'])), name='commissioning_forecast_measure_known'), models.CheckConstraint(condition=models.Q(('low__lte', models.F('high'))), name='commissioning_forecast_range'), models.CheckConstraint(condition=models.Q(models.Q(('currency', ''), ('worth_minor', None)), models.Q(('worth_minor__isnull', False), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='commissioning_worth_has_a_currency')],
            },
        ),
        migrations.RunPython(keep, let_go),
    ]

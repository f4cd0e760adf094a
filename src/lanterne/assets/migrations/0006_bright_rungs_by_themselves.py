"""Figures of publications tell the bright version of a codec apart from its standard one, as reports always did."""

from typing import Any

from django.db import migrations


def tell_apart(apps: Any, _editor: Any) -> None:
    publications = apps.get_model("assets", "Publication").objects
    told = publications.filter(figures__isnull=False, report__isnull=False)
    for row in told.only("figures", "report").iterator(chunk_size=20):
        measured = [one["rung"] for one in row.report.get("renditions", ()) if one.get("quality")]
        rungs = row.figures.get("rungs", [])
        if len(rungs) != len(measured):
            continue
        bright = [one.get("dynamics", "sdr") for one in measured]
        if all(dynamics == "sdr" for dynamics in bright):
            continue
        for rung, dynamics in zip(rungs, bright, strict=True):
            rung["codec"] += "" if dynamics == "sdr" else f" {dynamics}"
        row.save(update_fields=["figures"])


class Migration(migrations.Migration):
    dependencies = [("assets", "0005_renewals")]
    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]

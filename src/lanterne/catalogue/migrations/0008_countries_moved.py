"""The plain list of countries becomes rows, in its order; nobody knew who led, or with which share."""

from typing import Any

from django.db import migrations


def move(apps: Any, _schema_editor: Any) -> None:
    title, country = (apps.get_model("catalogue", name) for name in ("Title", "ProductionCountry"))
    listed = title.objects.exclude(countries=[]).values_list("id", "countries")
    country.objects.bulk_create(
        (
            country(title_id=title_id, territory=code)
            for title_id, codes in listed.iterator()
            for code in dict.fromkeys(codes)
        ),
        batch_size=1000,
    )


def move_back(apps: Any, _schema_editor: Any) -> None:
    title, country = (apps.get_model("catalogue", name) for name in ("Title", "ProductionCountry"))
    codes: dict[int, list[str]] = {}
    for title_id, code in country.objects.order_by("id").values_list("title_id", "territory"):
        codes.setdefault(title_id, []).append(code)
    for title_id, said in codes.items():
        title.objects.filter(pk=title_id).update(countries=said)


class Migration(migrations.Migration):

    dependencies = [
        ("catalogue", "0007_made_by"),
    ]

    operations = [migrations.RunPython(move, move_back)]

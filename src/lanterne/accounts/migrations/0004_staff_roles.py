"""Roles for those who work here already: nobody loses what they could do."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

# Until now whoever could open the console could do everything in it but make staff. These together are as much.
ALL_BUT_OWNER = ("programmer", "rights", "post", "editorial")
LATER = ("support", "finance", "read-only")
EDITORS = "Editors"


def give_roles(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Administrators are owners; the console's page of users made people without the mark of staff."""
    users, opens = apps.get_model("accounts", "User").objects.filter(household=None), _opens(apps)
    inside = Q(groups__permissions__in=opens) | Q(user_permissions__in=opens)
    people = [one.pk for one in users.filter(inside).distinct()]
    users.filter(Q(is_superuser=True) | Q(pk__in=people)).update(is_staff=True)
    for name in ALL_BUT_OWNER if people else ():
        _put_into(apps, name, people)


def take_roles(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Back to one group for everybody."""
    roles = apps.get_model("auth", "Group").objects.filter(name__in=[*ALL_BUT_OWNER, *LATER])
    users = apps.get_model("accounts", "User").objects.filter(groups__in=roles)
    if people := [one.pk for one in users.distinct()]:
        _put_into(apps, EDITORS, people)
    roles.delete()


def _put_into(apps: Apps, name: str, people: list[int]) -> None:
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
    group.permissions.add(*_opens(apps))
    group.user_set.add(*people)


def _opens(apps: Apps) -> Any:
    """The permission to open the console, where the console has made it."""
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.filter(
        codename="access_admin", content_type__app_label="wagtailadmin"
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_user_territories"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(give_roles, take_roles),
    ]

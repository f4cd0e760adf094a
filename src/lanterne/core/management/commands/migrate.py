"""Django's ``migrate``, after which the database keeps the mark of changes."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from lanterne.core import revision


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not options["plan"]:
            revision.watch()

"""The mark that changes with what pages are made of, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from tempfile import NamedTemporaryFile
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from lanterne.catalogue.models import Genre, Title
from lanterne.core import audit, revision
from lanterne.rights.models import Licensor
from tests.titles import a_film

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_mark_stays_while_nothing_changes_and_is_another_after_each_change():
    film = a_film()
    marks = [revision.current(), revision.current()]
    a_film("Autre")
    marks.append(revision.current())
    Title.objects.filter(pk=film).update(year=1966)
    marks.append(revision.current())
    Genre.objects.bulk_create([Genre(code="noir")])
    marks.append(revision.current())
    Genre.objects.all().delete()
    marks.append(revision.current())
    assert None not in marks
    assert marks[0] == marks[1]
    assert len(set(marks)) == 5


def test_what_pages_are_not_made_of_does_not_count():
    a_film()
    mark = revision.current()
    audit.record(actor="system:test", action="test.done", subject="test:1")
    assert revision.current() == mark


def test_a_change_that_is_taken_back_is_no_change():
    mark = revision.current()
    with transaction.atomic():
        a_film()
        transaction.set_rollback(True)
    assert revision.current() == mark


def test_inside_a_transaction_there_is_no_mark():
    with transaction.atomic():
        assert revision.current() is None


def test_after_a_migration_nothing_that_was_kept_holds():
    mark = revision.current()
    call_command("migrate", verbosity=0)
    assert revision.current() != mark


def test_tables_that_are_made_anew_are_watched_again():
    """SQLite makes a table anew for many a change of it, and forgets its triggers."""
    for step in ("0002", None):
        call_command("migrate", *filter(None, ("rights", step)), verbosity=0)
        mark = revision.current()
        Licensor.objects.create(name=f"Before {step}")
        assert revision.current() != mark


def test_rows_that_are_put_back_from_a_copy_count():
    a_film()
    copy = StringIO()
    call_command("dumpdata", "catalogue", stdout=copy)
    Title.objects.update(year=1966)
    mark = revision.current()
    with NamedTemporaryFile("w", suffix=".json") as file:
        file.write(copy.getvalue())
        file.flush()
        call_command("loaddata", file.name, verbosity=0)
    assert Title.objects.get().year != 1966
    assert revision.current() != mark


def test_rows_that_are_written_with_leave_to_exist_count_as_well():
    """SQLite lets such a statement decide about conflicts within its triggers."""
    Genre.objects.create(code="noir")
    mark = revision.current()
    Genre.objects.bulk_create([Genre(code="noir"), Genre(code="western")], ignore_conflicts=True)
    assert Genre.objects.count() == 2
    assert revision.current() != mark


def test_without_a_mark_nothing_is_kept():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_revision")
    assert revision.current() is None
    revision.watch()
    assert revision.current() is not None


def test_a_change_after_one_that_was_taken_back_counts():
    mark = revision.current()
    with transaction.atomic():
        with transaction.atomic():
            Genre.objects.create(code="noir")
            transaction.set_rollback(True)
        Genre.objects.create(code="western")
    assert revision.current() != mark


def test_those_who_change_at_once_do_not_wait_for_one_another():
    """SQLite lets one writer in at a time anyway."""
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    mark, inside = revision.current(), Barrier(2)

    def change(code):
        with transaction.atomic():
            Genre.objects.create(code=code)
            inside.wait(timeout=30)
        connection.close()

    with ThreadPoolExecutor(2) as two:
        list(two.map(change, ("noir", "western")))
    assert revision.current() != mark


@pytest.mark.postgres
def test_all_that_is_kept_holds_on_postgresql(postgres_url, tmp_path):
    from tests.playback.test_both_databases import suite

    output = suite(
        "-k", "not on_postgresql", "tests/core/test_revision.py", "tests/core/test_worded.py",
        "tests/web/test_kept_pages.py",
        DATABASE_URL=postgres_url,
    )  # fmt: skip
    assert "skipped" not in output

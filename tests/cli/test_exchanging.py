"""``lanterne import`` and ``lanterne export``."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from lanterne.catalogue import queries
from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.core.errors import Refused
from tests.titles import a_film

pytestmark = pytest.mark.django_db
FILM = "slug: x\nkind: film\noriginal_name: X\noriginal_language: fr\n"


@pytest.fixture(autouse=True)
def _awake(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(service, "awake", lambda: None)
    settings.MEDIA_ROOT = tmp_path / "stored"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "b"
    made.mkdir()
    (made / "titles.yaml").write_text(FILM, encoding="utf-8")
    return made


def run(*words: object):
    result = CliRunner().invoke(app, list(map(str, words)))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_without_a_yes_it_only_reports(folder):
    result = run("import", folder)
    assert "titles.yaml:1 created x" in result.output
    assert "1 to be made, 0 to be changed, 0 left alone, 0 refused" in result.output
    assert queries.title_id(slug="x") is None


def test_with_a_yes_it_imports(folder):
    assert "Imported." in run("import", folder, "--yes").output
    assert queries.title_id(slug="x") is not None
    assert "Imported." not in run("import", folder, "--yes").output


def test_a_refusal_ends_it_with_two(folder):
    (folder / "titles.yaml").write_text(FILM + "year: 1\n", encoding="utf-8")
    result = run("import", folder, "--yes")
    assert result.exit_code == 2
    assert "titles.yaml:1 refused x No film was made in 1." in result.output
    assert queries.title_id(slug="x") is None


def test_what_is_exported_is_imported(tmp_path):
    a_film()
    assert "1 titles are in" in run("export", tmp_path / "out").output
    assert "1 left alone" in run("import", tmp_path / "out", "--format", "bundle").output


def test_a_folder_in_use_is_not_written_into(folder):
    with pytest.raises(Refused, match="is there already and not empty"):
        run("export", folder)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["nowhere"], "There is nothing at nowhere."), ([".", "--format", "doc"], "doc is none of")],
)
def test_what_cannot_be_read_is_said(words, sentence):
    with pytest.raises(Refused, match=sentence):
        run("import", *words)


def test_a_folder_for_media_servers_goes_out_and_is_known_again(tmp_path):
    a_film("X")
    assert "1 titles are in" in run("export", tmp_path / "out", "--as", "nfo").output
    (tmp_path / "out/films/x/x.mkv").write_bytes(b"x")
    told = run("import", tmp_path / "out").output
    assert told.startswith("films/x/x.mkv The film itself is left where it is")
    assert "0 to be made, 0 to be changed, 1 left alone, 0 refused" in told


def test_who_opens_what_is_not_ready_says_why(folder):
    told = FILM + "windows: [{territory: FR, opens_at: 2020-03-01}]\n"
    (folder / "titles.yaml").write_text(told, encoding="utf-8")
    refused = run("import", folder, "--yes")
    assert refused.exit_code == 2
    assert "It is not ready to open in France. It still lacks: the film" in refused.output
    assert "say why it opens all the same: --override REASON." in refused.output
    assert "Imported." in run("import", folder, "--yes", "--override", "a festival").output

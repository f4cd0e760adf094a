"""Findings have a small picture of their moment."""

from __future__ import annotations

import cv2
import pytest

from lanterne_media.model import Finding, Severity
from lanterne_media.probe import probe
from lanterne_media.qc import pictures

# A second of each colour, so that a picture says when it was taken.
COLOURS = "color=red:s=640x360:r=25:d=1[a];color=lime:s=640x360:r=25:d=1[b];color=blue:s=640x360:r=25:d=1[c];[a][b][c]concat=n=3"


@pytest.fixture
def film(clip, tools):
    return probe(clip("colours.mkv", picture=COLOURS, sound=None, seconds=3), run=tools)


def finding(code="black", start=1.0, severity=Severity.NOTE):
    return Finding(code, severity, "So it is.", start)


def test_the_picture_is_the_frame_at_the_start(film, tmp_path, tools):
    findings = (finding(start=1.0), finding("freeze", 2.0), finding("freeze", 1.96))
    names = [one.picture for one in pictures.take(film, findings, tmp_path, run=tools)]
    assert names == ["01-black.jpg", "02-freeze.jpg", "03-freeze.jpg"]
    shown = [cv2.imread(str(tmp_path / name)) for name in names]
    assert [one.shape for one in shown] == [(270, 480, 3)] * 3
    assert [int(one[135, 240].argmax()) for one in shown] == [1, 0, 1]  # green, blue, green


def test_what_has_no_moment_or_nothing_to_see_has_no_picture(film, tmp_path, tools):
    findings = (finding(start=None), finding("silence"), finding("letterbox", None))
    assert pictures.take(film, findings, tmp_path, run=tools) == findings
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_does_not_decode_is_told_without_a_picture(film, tmp_path, tools):
    [told] = pictures.take(film, (finding(start=99.0),), tmp_path, run=tools)
    assert (told.picture, list(tmp_path.iterdir())) == ("", [])


def test_the_gravest_come_first_when_there_are_too_many(film, tmp_path, tools, monkeypatch):
    monkeypatch.setattr(pictures, "MOST", 2)
    many = [finding(start=0.5), finding("flashing", 1.0, Severity.ERROR), finding(start=1.5)]
    taken = pictures.take(film, many, tmp_path, run=tools)
    assert [one.picture for one in taken] == ["01-black.jpg", "02-flashing.jpg", ""]

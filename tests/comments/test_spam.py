"""The local judge: silent until it has learned, and sure only where it may be."""

from __future__ import annotations

import io

import numpy as np
import pytest

from lanterne.comments import labelled, queries, services
from lanterne.comments.models import Comment, Lesson, SpamModel
from lanterne.comments.rules.states import Ground, State
from lanterne.comments.services import Decision
from lanterne.comments.spam import features, judge, training, weights
from lanterne.comments.spam.judge import LocalJudge
from tests.comments.conftest import known, say
from tests.comments.lessons import HAM, a_text, examples, learn


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Numbers of models come again in another test's database."""
    judge.weights_of.cache_clear()


@pytest.fixture
def local(thread, settings):
    settings.COMMENT_JUDGES = ("lanterne.comments.spam.judge.LocalJudge",)


def test_untrained_it_is_silent_and_everything_waits(local):
    known()
    row = Comment.objects.get(pk=say("Buy cheap followers now").comment_id)
    assert (row.state, row.opinions, row.score) == (State.HELD, {"local": "silent"}, None)


def test_trained_it_decides_what_it_is_sure_of_and_says_by_which_words(local):
    known()
    learn()
    services.train(actor="system:operator")
    spam, ham, neither = (
        Comment.objects.get(pk=say(text).comment_id)
        for text in (
            "Click now: cheap followers, free gift card",
            "The music of the second season moved me, those long quiet scenes",
            "Cheap gift of music: click now, long scenes free",
        )
    )
    assert (spam.state, ham.state, neither.state) == (State.SPAM, State.PUBLISHED, State.HELD)
    assert spam.score > neither.score > ham.score
    assert set(spam.grounds) <= {"cheap", "followers", "free", "gift", "card", "click", "now"} | {
        "cheap followers", "free gift", "gift card", "followers free", "click now", "now cheap",
    }  # fmt: skip
    assert len(spam.grounds) == 5


def test_too_few_of_a_kind_are_refused(local):
    learn(99)
    with pytest.raises(services.NotLearned):
        services.train(actor="system:operator")
    assert queries.model() is None


def test_what_moderators_decide_is_learned_by_itself(local):
    learn(100)
    assert services.train_due(actor="system:comments") == 1
    assert services.train_due(actor="system:comments") == 0
    row = Comment.objects.get(pk=known())
    assert Lesson.objects.get(comment=row).source == "article:12"
    services.decide(
        comment_id=row.pk, decision=Decision(State.REMOVED, Ground.HATE), actor="user:1"
    )
    assert not Lesson.objects.filter(comment=row).exists()


def test_lessons_of_a_file_are_taken_once(local):
    learn()
    held = Lesson.objects.count()
    learn()
    assert Lesson.objects.count() == held


def test_texts_that_cannot_be_told_apart_make_nobody_sure():
    same = [training.Example(a_text(HAM, n), n % 2 == 0, "a") for n in range(200)]
    trained = training.train(same)
    assert trained.spam_recall < 0.1
    assert trained.ham_recall < 0.1


def test_the_threshold_is_the_lowest_that_keeps_99_of_100():
    scores = np.arange(200.0)
    truth = scores >= 100
    truth[98] = truth[99] = False
    assert training.threshold(scores, truth) == 99.0
    truth[150] = False
    assert training.threshold(scores, truth) == 100.0
    assert training.threshold(scores, ~truth) == float("inf")


def test_words_are_named_by_the_places_that_they_count_in():
    text = "Click now: cheap, CHEAP followers 12345 ключ"
    counted = set(features.matrix([text]).indices)
    assert set(features.words_in(text).values()) == {
        place for place in counted if place < features.PLACES
    }


def test_what_was_learned_is_read_back_as_it_was():
    learned = training.train(examples()).weights
    read = weights.unpacked(weights.packed(learned))
    assert np.array_equal(read.values, learned.values)
    assert (read.intercept, read.spam_from) == (learned.intercept, learned.spam_from)


def _file(**changed):
    held = {
        "version": np.int64(features.VERSION),
        "places": np.array([1, 2], np.int32),
        "values": np.array([0.5, 0.5], np.float32),
        "ends": np.zeros(3),
    }
    file = io.BytesIO()
    np.savez(file, **{**held, **changed})
    return file.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x80\x04K\x01.",
        _file(version=np.int64(99)),
        _file(places=np.array([1, 2**30], np.int32)),
        _file(places=np.array([-1, 2], np.int32)),
        _file(values=np.array([0.5, np.nan], np.float32)),
        _file(values=np.array([0.5], np.float32)),
        _file(values=np.array([print, print], object)),
        _file(ends=np.zeros(4)),
    ],
    ids=["empty", "pickle", "version", "beyond", "below", "nan", "short", "objects", "ends"],
)
def test_what_is_no_model_is_not_read_and_everything_waits(db, packed):
    with pytest.raises(weights.NotWeights):
        weights.unpacked(packed)
    SpamModel.objects.create(
        weights=packed, trained_at="2026-03-02T12:00Z", last_lesson=0, spam=1, ham=1, sources={},
        spam_recall=0, ham_recall=0,
    )  # fmt: skip
    assert LocalJudge().judge(_specimen()).verdict == "silent"


def _specimen():
    from lanterne.comments.ports import Specimen
    from tests.comments.conftest import NOON

    return Specimen("Hello", "Ada", "", "", "", "/a/", "en", NOON, is_answer=False)


def test_a_file_of_labelled_comments_is_read_by_the_names_of_its_columns(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes('\ufeff\nCOMMENT_ID,CONTENT,CLASS\n1,"Two\nlines",1\n2,Fine,0\n'.encode())
    assert labelled.read(file) == [("Two\nlines", True), ("Fine", False)]


@pytest.mark.parametrize("held", ["a,b\n1,2\n", "text,spam\nHello,perhaps\n", "", "\x00\xff"])
def test_another_file_is_refused(tmp_path, held):
    file = tmp_path / "a.csv"
    file.write_bytes(held.encode("latin-1"))
    with pytest.raises(labelled.NotLabelled):
        labelled.read(file)

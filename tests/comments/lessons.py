"""What a judge is taught in tests: spam and what is none, of a few words each."""

from __future__ import annotations

import random

from lanterne.comments import services
from lanterne.comments.spam import training

SPAM = [
    "buy",
    "cheap",
    "followers",
    "now",
    "click",
    "free",
    "gift",
    "card",
    "subscribe",
    "channel",
    "earn",
    "cash",
]
HAM = [
    "the",
    "second",
    "season",
    "moved",
    "me",
    "more",
    "than",
    "its",
    "music",
    "and",
    "those",
    "long",
    "quiet",
    "scenes",
]


def a_text(words, number):
    return " ".join(random.Random(number).choices(words, k=8))


def examples(count=110):
    told = [(SPAM, True), (HAM, False)]
    return [
        training.Example(a_text(words, number), is_spam, f"article:{number % 4}")
        for words, is_spam in told
        for number in range(count)
    ]


def learn(count=110):
    told = [(one.text, one.is_spam) for one in examples(count)]
    services.bring_lessons(labelled=told, source="file:told.csv", actor="system:operator")

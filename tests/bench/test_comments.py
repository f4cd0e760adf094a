"""The figures of the spam judge: each file is judged by what the others taught."""

from __future__ import annotations

import random

from bench import comments
from tests.comments.lessons import HAM, SPAM


def test_a_file_is_left_out_and_told_apart(tmp_path):
    for name in ("one", "two", "three"):
        lines = ["text,spam"]
        for number in range(120):
            words, is_spam = (SPAM, 1) if number % 2 else (HAM, 0)
            told = random.Random(f"{name}{number}").choices(words, k=8)
            lines.append(f"{' '.join(told)},{is_spam}")
        (tmp_path / f"{name}.csv").write_text("\n".join(lines))
    files = sorted(tmp_path.glob("*.csv"))
    rows = [comments.judged(file, files) for file in files]
    assert [(one.name, one.ours, one.bayes) for one in rows] == [
        ("one", 1.0, 1.0),
        ("three", 1.0, 1.0),
        ("two", 1.0, 1.0),
    ]
    assert comments.table(rows).rows[-1][:3] == ("mean", "1.000", "1.000")

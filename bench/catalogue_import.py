"""How many titles a second a bundle of them comes in, judged and written: ``python -m bench.catalogue_import 10000``."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

SYLLABLES = ("ka", "ro", "mi", "ten", "sol", "ver", "da", "lun", "pe", "shi", "ar", "no")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {
            "LANTERNE_VAR": place,
            "DJANGO_SETTINGS_MODULE": "lanterne.config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        folder = Path(place) / "bundle"
        folder.mkdir()
        with (folder / "titles.yaml").open("w", encoding="utf-8") as file:
            file.writelines(title(number) for number in range(count))
        measure(folder, count)


def measure(folder: Path, count: int) -> None:
    from lanterne.cli.exchanging import collect_seldom
    from lanterne.exchange import bundle
    from lanterne.exchange.runs import judge, take_in

    collect_seldom()
    for word, act in (
        ("judged", lambda: judge(bundle.read(folder))),
        ("imported", lambda: take_in(bundle.read(folder), name="bench", actor="system:bench")),
        ("again", lambda: take_in(bundle.read(folder), name="bench", actor="system:bench")),
    ):
        began, worked = time.perf_counter(), time.process_time()
        report = act()
        spent, worked = time.perf_counter() - began, time.process_time() - worked
        said = ", ".join(f"{number} {verdict}" for verdict, number in report.counts.items())
        print(
            f"{word}: {count / spent:,.0f} titles/s ({said}, {spent:.1f} s, of them {worked:.1f} at work)"
        )


def title(number: int) -> str:
    """A film as a distributor keeps it: words in two languages, two people, a rating, three windows."""
    return f"""---
slug: film-{number}
kind: film
original_name: {name(number)}
original_language: fr
year: {1920 + number % 100}
runtime_seconds: {4800 + number % 3600}
countries: [FR]
genres: [drama]
words:
  fr: {{name: {name(number)}, synopsis_short: Une histoire de {name(number)}.}}
  en: {{name: The {name(number)}, synopsis_short: A story of {name(number)}.}}
ratings:
  FR: {{label: TP, minimum_age: 0}}
credits:
- {{person: {name(number % 4000)}, role: director}}
- {{person: {name(number % 3001 + 7)}, role: actor}}
windows:
- {{territory: FR, opens_at: 2097-03-01, closes_at: 2098-03-01}}
- {{territory: BE, opens_at: 2097-03-01, closes_at: 2098-03-01}}
- {{territory: CH, opens_at: 2097-03-01}}
"""


def name(number: int) -> str:
    """Two words out of a vocabulary that, as a language's, is used again and again."""
    first = [SYLLABLES[number // 12**place % 12] for place in range(3)]
    second = [SYLLABLES[number * 7 // 12**place % 12] for place in range(2)]
    return f"{''.join(first).title()} {''.join(second).title()}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

"""A newsroom whose every field tries to run a script: ``python -m tests.press.staging``; prints the pages to look at."""

from __future__ import annotations

from typing import Any

from lanterne.cli import service
from tests.press.hostile import PAYLOADS

AT_ONCE = 10


def main() -> None:
    service.prepare()
    # Django is awake only now.
    from django.core.management import call_command

    from lanterne.newsroom.services import (
        Draft,
        import_newsrooms,
        open_newsroom,
        publish_article,
    )

    call_command("collectstatic", verbosity=0, interactive=False)
    open_newsroom(
        territory="",
        language="en",
        name=PAYLOADS[0][:120],
        intro=PAYLOADS[15][:300],
        actor="user:1",
    )
    lines = import_newsrooms(texts={"authors": AUTHORS}, actor="user:1")
    if refused := [why for _place, outcome, why in lines if outcome == "refused"]:
        raise SystemExit(refused[0])
    for number in range(0, len(PAYLOADS), AT_ONCE):
        own = PAYLOADS[number : number + AT_ONCE]
        publish_article(draft=Draft(**_told(number, own)), actor="user:1")
        print(f"/newsroom/world/en/hostile-{number}/")
    print("/newsroom/world/en/", "/newsroom/world/en/by/hostile/", sep="\n")
    print("/newsroom/world/en/archive/", "/newsroom/world/en/search/?q=hit", sep="\n")


AUTHORS = f"""
newsroom: {{market: "", language: en, name: Newsroom}}
authors:
  - slug: hostile
    name: {PAYLOADS[2][:120]!r}
    role: {PAYLOADS[22][:160]!r}
    biography: {PAYLOADS[42]!r}
"""


def _told(number: int, own: tuple[str, ...]) -> dict[str, Any]:
    return {
        "territory": "",
        "language": "en",
        "slug": f"hostile-{number}",
        "title": own[0][:255],
        "lead": " ".join(own)[:600],
        "author": "hostile",
        "caption": own[1][:400],
        "body": [block for payload in own for block in _blocks(payload)],
    }


def _blocks(payload: str) -> list[dict[str, object]]:
    quoted = {
        "words": payload, "person": None, "speaker": payload[:200], "capacity": payload[:200],
        "source": payload[:300],
    }  # fmt: skip
    return [
        {"type": "heading", "value": payload[:160]},
        {"type": "paragraph", "value": f"<p>{payload}</p>"},
        {"type": "quotation", "value": quoted},
        {"type": "film", "value": {"title": payload[:80], "note": payload}},
        {
            "type": "box",
            "value": {"subject": None, "heading": payload[:120], "text": payload, "figures": []},
        },
    ]


if __name__ == "__main__":
    main()

"""The draft of a title: what it would change, how the title would read, and when it takes its place."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.fields import Edit
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import TitlePage
from lanterne.editorial import queries, services
from lanterne.editorial.queries import HeldDraft
from lanterne.studio import edits, who
from lanterne.studio.edits import Change
from lanterne.studio.title_page import Head, head


@dataclass(frozen=True, slots=True)
class Line:
    """``is_contested``: somebody has changed the title itself there since."""

    change: Change
    is_contested: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    head: Head
    draft: HeldDraft | None
    lines: tuple[Line, ...]
    who: str
    languages: tuple[str, ...]
    territories: tuple[str, ...]
    now: TitlePage | None
    then: TitlePage | None

    @property
    def is_contested(self) -> bool:
        return any(line.is_contested for line in self.lines)


def draft_page(*, title_id: int, language: str, territory: str) -> DraftPage:
    """As a member would read it in that language and country. Raises the console's "not found"."""
    above, draft = head(title_id), queries.draft(title_id=title_id)
    held = draft.edits if draft else ()
    return DraftPage(
        head=above,
        draft=draft,
        lines=tuple(_line(edit, draft) for edit in held),
        who=who.names([draft.saved_by])[draft.saved_by] if draft else "",
        languages=tuple(words.language for words in editing.words(title_id=title_id)),
        territories=territories_of_draft(title_id=title_id),
        now=_read(above.title.slug, language, territory),
        then=_then(title_id, above.title.slug, language, territory),
    )


def territories_of_draft(*, title_id: int) -> tuple[str, ...]:
    """The markets that publishing is bound to: those of the ratings in it."""
    draft = queries.draft(title_id=title_id)
    return edits.territories_of(edit.field for edit in draft.edits) if draft else ()


def _line(edit: Edit, draft: HeldDraft | None) -> Line:
    (told,) = edits.told([edit])
    return Line(told, draft is not None and edit.field in draft.contested)


def _read(slug: str, language: str, territory: str) -> TitlePage | None:
    return catalogue.page(slug=slug, language=language, territory=territory, known=())


def _then(title_id: int, slug: str, language: str, territory: str) -> TitlePage | None:
    with services.trial(title_id=title_id):
        return _read(slug, language, territory)

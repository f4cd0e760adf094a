"""What people are told, in their language, for each value of the rules."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lanterne.comments.rules.pace import Trouble
from lanterne.comments.rules.states import Ground, ReportState, State
from lanterne.comments.rules.texts import LONGEST, MOST_LINES, MOST_LINKS, Fault
from lanterne.comments.rules.weighing import Cause
from lanterne.comments.rules.words import Act

STATES: dict[State, str | Promise] = {
    State.PENDING: _("not yet weighed"),
    State.HELD: _("waiting"),
    State.PUBLISHED: _("published"),
    State.SPAM: _("spam"),
    State.REMOVED: _("removed"),
}
GROUNDS: dict[Ground, str | Promise] = {
    Ground.ILLEGAL: _("It breaks the law."),
    Ground.HATE: _("It attacks people for what they are."),
    Ground.INSULT: _("It insults or threatens somebody."),
    Ground.PRIVACY: _("It tells private things about somebody."),
    Ground.ADVERTISING: _("It is advertising."),
    Ground.OFF_TOPIC: _("It has nothing to do with the page."),
    Ground.OTHER: _("Another reason."),
}
CAUSES: dict[Cause, str | Promise] = {
    Cause.HONEYPOT: _("filled in a field that people do not see"),
    Cause.WORD: _("has a watched word"),
    Cause.JUDGED_SPAM: _("judged to be spam"),
    Cause.BLATANT: _("blatant spam"),
    Cause.UNSURE: _("not sure whether it is spam"),
    Cause.DISAGREED: _("one judge says spam, another does not"),
    Cause.UNREACHABLE: _("a judge could not be reached"),
    Cause.NOBODY_JUDGED: _("nobody has learned to judge yet"),
    Cause.NEW_AUTHOR: _("the author’s first"),
    Cause.PREMODERATED: _("every comment here is read first"),
    Cause.REPORTED: _("reported by several people"),
}
REPORT_STATES: dict[ReportState, str | Promise] = {
    ReportState.OPEN: _("open"),
    ReportState.UPHELD: _("upheld"),
    ReportState.DISMISSED: _("dismissed"),
}
ACTS: dict[Act, str | Promise] = {
    Act.HOLD: _("hold it for a person"),
    Act.SPAM: _("it is spam"),
}
FAULTS: dict[Fault, str | Promise] = {
    Fault.EMPTY: _("Write something."),
    Fault.TOO_LONG: _("A comment has up to %(most)s characters. Say it shorter, or in two."),
    Fault.TOO_MANY_LINES: _("A comment has up to %(lines)s lines."),
    Fault.TOO_MANY_LINKS: _("A comment has up to %(links)s links."),
    Fault.ACCENTS: _("These piled accents would cover the lines around them."),
}
TROUBLES: dict[Trouble, str | Promise] = {
    Trouble.TOO_FAST: _(
        "That was faster than anybody reads. Wait a few seconds and send it again."
    ),
    Trouble.TOO_OLD: _("This form has lain open for too long. Send it again from this page."),
}
LIMITS = {"most": LONGEST, "lines": MOST_LINES, "links": MOST_LINKS}


def spoken(language: str) -> str:
    """The language of the house that is nearest to a page's."""
    held = dict(settings.LANGUAGES)
    base = language.partition("-")[0].lower()
    return base if base in held else settings.LANGUAGE_CODE

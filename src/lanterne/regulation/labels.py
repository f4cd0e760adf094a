"""What kinds, statuses and conditions are called; for sentences, lists and forms."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lanterne.regulation.rules import (
    UNION,
    Confidence,
    Exempts,
    Family,
    Kind,
    Matter,
    Status,
    Verdict,
)
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name

KINDS: dict[Kind, Promise] = {
    Kind.TURNOVER_THRESHOLD: gettext_lazy("Exempt below a turnover"),
    Kind.AUDIENCE_THRESHOLD: gettext_lazy("Exempt below a share of the audience"),
    Kind.WORKS_THRESHOLD: gettext_lazy("Exempt below a number of works"),
    Kind.SUBSCRIBERS_THRESHOLD: gettext_lazy("Exempt below a number of subscribers"),
    Kind.USERS_THRESHOLD: gettext_lazy("Below a number of users"),
    Kind.EMPLOYEES_THRESHOLD: gettext_lazy("Exempt below a number of people employed"),
    Kind.SHARE: gettext_lazy("Share of the catalogue"),
    Kind.PROMOTION: gettext_lazy("Promotion of European works"),
    Kind.PROMINENCE: gettext_lazy("Prominence of European works"),
    Kind.INVESTMENT: gettext_lazy("Duty to invest"),
    Kind.INVESTMENT_OR_LEVY: gettext_lazy("Duty to invest, or to pay"),
    Kind.LEVY: gettext_lazy("Levy"),
    Kind.SURCHARGE: gettext_lazy("Levy, unless enough is invested"),
    Kind.SUB_QUOTA: gettext_lazy("Part of a duty to invest"),
    Kind.MINIMUM: gettext_lazy("Least investment under an agreement"),
    Kind.WINDOW: gettext_lazy("Chronology of media"),
    Kind.CONVENTION: gettext_lazy("Agreement with the regulator"),
    Kind.PORTABILITY: gettext_lazy("Portability"),
    Kind.RESIDENCE_PROOFS: gettext_lazy("Proofs of residence at most"),
    Kind.VAT_PLACE: gettext_lazy("Place of taxation"),
    Kind.VAT_THRESHOLD: gettext_lazy("Threshold of the home rate"),
    Kind.VAT_EVIDENCE: gettext_lazy("Proofs of where the consumer lives"),
    Kind.WITHDRAWAL_DAYS: gettext_lazy("Right of withdrawal"),
    Kind.WITHDRAWAL_FUNCTION: gettext_lazy("A function to withdraw"),
    Kind.ORDER_BUTTON: gettext_lazy("Words of the order button"),
    Kind.ACCESSIBILITY: gettext_lazy("Accessibility"),
    Kind.RESPONSE_DEADLINE: gettext_lazy("Answer to those who ask for their data"),
    Kind.ONLINE_TERMINATION: gettext_lazy("Ending the contract online"),
    Kind.RENEWAL_NOTICE: gettext_lazy("Notice before a renewal"),
    Kind.RETENTION: gettext_lazy("Data to be kept"),
    Kind.ALLOWED: gettext_lazy("What states may ask"),
    Kind.DEFINITION: gettext_lazy("Definition"),
    Kind.ALTERNATIVE: gettext_lazy("What may be done instead"),
    Kind.SILENCE: gettext_lazy("Where nothing is declared"),
    Kind.PENALTY: gettext_lazy("Highest fine"),
}
FAMILIES: dict[Family, Promise] = {
    Family.EXEMPTION: gettext_lazy("Exemptions"),
    Family.CATALOGUE: gettext_lazy("Catalogue"),
    Family.MONEY: gettext_lazy("Investment and levies"),
    Family.WINDOW: gettext_lazy("Chronology of media"),
    Family.DUTY: gettext_lazy("Duties to consumers"),
    Family.NOTE: gettext_lazy("To be known"),
}
STATUSES: dict[Status, Promise] = {
    Status.IN_FORCE: gettext_lazy("in force"),
    Status.ADOPTED: gettext_lazy("adopted, not in force"),
    Status.PROPOSED: gettext_lazy("proposed"),
    Status.STAYED: gettext_lazy("stayed"),
    Status.CHALLENGED: gettext_lazy("in force, challenged"),
    Status.REPEALED: gettext_lazy("repealed"),
}
CONFIDENCES: dict[Confidence, Promise] = {
    Confidence.SOURCED: gettext_lazy("read at the source"),
    Confidence.MIXED: gettext_lazy("read in part, a date or a detail recalled"),
    Confidence.MEMORY: gettext_lazy("recalled, to be checked"),
}
VERDICTS: dict[Verdict, Promise] = {
    Verdict.APPLIES: pgettext_lazy("a rule", "applies"),
    Verdict.DOUBTFUL: pgettext_lazy("a rule", "applies unless exempt"),
    Verdict.EXEMPT: pgettext_lazy("a rule", "exempt"),
    Verdict.ELSEWHERE: pgettext_lazy("a rule", "established elsewhere"),
    Verdict.NOT_TARGETED: pgettext_lazy("a rule", "not targeted"),
    Verdict.NOT_YET: pgettext_lazy("a rule", "not in force"),
    Verdict.STAYED: pgettext_lazy("a rule", "stayed"),
    Verdict.REPEALED: pgettext_lazy("a rule", "repealed"),
}
EXEMPTIONS: dict[Exempts, Promise] = {
    Exempts.NOT: gettext_lazy("nobody"),
    Exempts.ALONE: gettext_lazy("who is below it"),
    Exempts.TOGETHER: gettext_lazy("who is below all such of the group"),
}
MATTERS: dict[Matter, Promise] = {
    Matter.ESTABLISHED: gettext_lazy("Established in"),
    Matter.TARGETED: gettext_lazy("Targets"),
    Matter.AGREEMENT: gettext_lazy("Agreement or practice"),
    Matter.TURNOVER: gettext_lazy("Net turnover"),
    Matter.AUDIENCE_SHARE: gettext_lazy("Share of the audience, in per cent"),
    Matter.SUBSCRIBERS: gettext_lazy("Subscribers"),
    Matter.WORKS: gettext_lazy("Works that count, a year"),
    Matter.EMPLOYEES: gettext_lazy("People employed"),
    Matter.CARRIED_OVER: gettext_lazy("Carried over from the year before"),
}
# What an expense may be counted as, besides a language or a country.
BUCKETS: dict[str, Promise] = {
    "european": gettext_lazy("European works"),
    "cinema": gettext_lazy("cinema"),
    "audiovisual": gettext_lazy("audiovisual"),
    "independent": gettext_lazy("independent producer"),
    "patrimonial": gettext_lazy("patrimonial"),
    "cultural": gettext_lazy("series, film or documentary"),
    "recent": gettext_lazy("of the last five years"),
}


def condition(text: str, *, language: str) -> str:
    """A condition of a rule or a bucket of an expense, such as "language:fr"."""
    word, _colon, rest = text.partition(":")
    if word == "language":
        names = ", ".join(_tongue(code, language) for code in rest.split(","))
        return _("originally in %(languages)s") % {"languages": names}
    if word == "country":
        return _("of %(country)s") % {"country": country(rest, language=language)}
    return str(BUCKETS.get(word, word))


def _tongue(code: str, language: str) -> str:
    """Inside a sentence English alone writes a language with a capital."""
    name = language_name(code, language=language)
    return name if language.partition("-")[0] == "en" else name[:1].lower() + name[1:]


def conditions(held: tuple[str, ...], *, language: str) -> str:
    return ", ".join(condition(one, language=language) for one in held)


def country(code: str, *, language: str) -> str:
    """By name; a region by its code after its country's name, the Union as such."""
    if code == UNION:
        return _("European Union")
    place, _dash, region = code.partition("-")
    name = territories.name(code=place, language=language)
    return f"{name} ({region})" if region else name

"""Figures and names as the console writes them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from django import template
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lanterne.accounts.permits import ROLE_NAMES
from lanterne.accounts.roles import Role
from lanterne.accounts.staff import standing
from lanterne.assets.queries import JobCard
from lanterne.audience.queries import MILLISECONDS_AN_HOUR
from lanterne.catalogue import genres
from lanterne.core import clock, shares
from lanterne.core.money import Money
from lanterne.rights.rules import Tongue
from lanterne.statements.rules import Total
from lanterne.studio import access, activity, choices, job_page, words
from lanterne.territories import queries as territories
from lanterne.ui.words import TIGHT, language_name

register = template.Library()
UNITS = ((10**9, "GB", "Go"), (10**6, "MB", "Mo"), (10**3, "kB", "ko"))


@register.filter
def country(code: str) -> str:
    return territories.name(code=code, language=choices.reader())


@register.filter
def genre(code: str) -> str:
    return genres.name(code)


@register.filter
def named(code: Any, among: str) -> str:
    """What the console calls a kind, a role, a state or a kind of picture."""
    return str(getattr(words, among).get(code, code))


@register.filter
def of(found: dict[int, Any], key: int) -> Any:
    """What is told of one thing among many."""
    return found.get(key)


@register.filter
def tongue(one: Tongue) -> str:
    """A licensed language and its use: "French (dubbed)"."""
    return str(words.USES[one.use]) % language_name(one.language, language=choices.reader())


@register.filter
def money(amount: Money) -> str:
    return amount.formatted(choices.reader())


@register.filter
def in_currency(minor: int, currency: str) -> str:
    """Smallest coins of a currency, as people write the amount."""
    return money(Money(minor, currency))


@register.filter
def due(total: Total) -> str:
    """What a statement says to pay."""
    return in_currency(total.to_pay, total.currency)


@register.filter
def hours(milliseconds: int, digits: int) -> str:
    return figure(milliseconds / MILLISECONDS_AN_HOUR, digits)


@register.filter
def month(first: date) -> str:
    """Such as "October 2026"."""
    return format_date(first, "LLLL y", locale=choices.locale())


@register.filter
def by_clock(when: datetime, zone: str) -> str:
    """The day of an instant by the clocks of a zone that is named."""
    return full_day(when.astimezone(UTC if zone == "UTC" else ZoneInfo(zone)))


@register.filter
def hundredths(count: int) -> str:
    """Hundredths of a per cent: "12.5%"."""
    return format_percent(count / 10_000, format="#,##0.##%", locale=choices.locale())


@register.filter
def state(job: JobCard) -> str:
    return str(job_page.state(job))


@register.filter
def figure(number: float | None, digits: int = 0) -> str:
    """A number with the reader's separators and a fixed number of decimals, or a dash."""
    if number is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(number, format=pattern, locale=choices.locale())


@register.filter
def share(part: float | None) -> str:
    """A part of a whole in per cent, to a tenth, and to less where that would be nought."""
    if part and abs(part) < 0.001:
        return shares.written(Decimal(part) * 100, locale=choices.locale())
    told = format_percent(part or 0.0, format="#,##0.0%", locale=choices.locale())
    return told.replace("-", "\N{MINUS SIGN}")


@register.filter
def kilo(bits: float | None) -> str:
    """Bits a second in thousands."""
    return figure(bits / 1000 if bits is not None else None)


@register.filter
def size(octets: float) -> str:
    is_french = choices.reader().startswith("fr")
    for unit, english, french in UNITS:
        if abs(octets) >= unit:
            return f"{figure(octets / unit, 1)}{TIGHT}{french if is_french else english}"
    return f"{octets:g}{TIGHT}{_('bytes')}"


@register.filter
def lasting(seconds: float | None) -> str:
    """A duration as 1:02:03 or 2:03, whole seconds."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def moment(when: datetime) -> str:
    """A day and a time as the aware moment itself tells them."""
    return format_datetime(when, "d MMM y HH:mm", tzinfo=when.tzinfo, locale=choices.locale())


@register.filter
def by_clocks(when: datetime, zone: str) -> str:
    """A day and a time by the clocks of a zone, to the second where somebody chose one."""
    local = when.astimezone(ZoneInfo(zone))
    form = "d MMM y HH:mm:ss" if local.second else "d MMM y HH:mm"
    return format_datetime(local, form, tzinfo=local.tzinfo, locale=choices.locale())


@register.filter
def full_day(when: date) -> str:
    return format_date(when, "d MMM y", locale=choices.locale())


@register.filter
def distance(when: datetime) -> str:
    """How long ago, or in how long."""
    return format_timedelta(when - clock.now(), add_direction=True, locale=choices.locale())


@register.filter
def why(job: JobCard) -> str:
    """Why it failed, for people; what tools said is told apart."""
    return job_page.why(job)


@register.filter
def detail(told: dict[str, Any]) -> list[tuple[str, str]]:
    """What an audit line adds, as pairs of words."""
    return [(activity.field(name), _plain(said)) for name, said in told.items() if said != ""]


@register.simple_tag(takes_context=True)
def asking(context: Any, **changes: object) -> str:
    """The address's questions with some of them changed, or left out where nothing is said."""
    query: QueryDict = context["request"].GET.copy()
    for name, said in changes.items():
        query[name] = str(said)
        if said is None:
            del query[name]
    return f"?{query.urlencode()}"


@register.filter
def role_name(role: Role) -> str:
    return str(ROLE_NAMES[role])


@register.filter
def in_order(roles: Collection[Role]) -> list[Role]:
    """Roles as they are listed everywhere."""
    return [role for role in Role if role in roles]


@register.simple_tag(takes_context=True)
def may(context: Any, name: str, *territories: str) -> bool:
    """Whether the reader may do what the address of that name does, in those territories if it is bound to any."""
    return access.may_act(standing(context["request"].user), name, *territories)


@register.simple_tag(takes_context=True)
def may_open(context: Any, name: str) -> bool:
    """Whether the reader may look at the page of that name."""
    return access.may_open(standing(context["request"].user), name)


@register.simple_block_tag(takes_context=True)
def if_may(context: Any, content: SafeString, name: str, *territories: str) -> SafeString:
    """A button or a form, for those who may use it."""
    return content if may(context, name, *territories) else SafeString()


def _plain(said: object) -> str:
    if isinstance(said, list):
        return ", ".join(map(str, said))
    return "–" if said is None else str(said)

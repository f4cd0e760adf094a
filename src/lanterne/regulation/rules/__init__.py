"""What the law asks, as arithmetic on frozen values: the day comes in, no clock and no database."""

from lanterne.regulation.rules.applying import Applies, Check, Verdict, applies, is_exempt
from lanterne.regulation.rules.briefing import Answer, Briefing, Situation, briefing
from lanterne.regulation.rules.chronology import Window, add_months, window
from lanterne.regulation.rules.investing import (
    Base,
    Expense,
    Part,
    asked,
    duty,
    part,
    progressive,
    spent,
    sub_quotas,
)
from lanterne.regulation.rules.kinds import Binds, Confidence, Exempts, Family, Kind, Status
from lanterne.regulation.rules.operator import Amount, Matter, Operator, Stated
from lanterne.regulation.rules.planning import Change, Planned, what_if
from lanterne.regulation.rules.rule import UNION, Bracket, Rule, in_force, signed
from lanterne.regulation.rules.shares import Count, count, mean
from lanterne.regulation.rules.works import EUROPE, Made, Unit, counts, is_of, meets

__all__ = [
    "EUROPE",
    "UNION",
    "Amount",
    "Answer",
    "Applies",
    "Base",
    "Binds",
    "Bracket",
    "Briefing",
    "Change",
    "Check",
    "Confidence",
    "Count",
    "Exempts",
    "Expense",
    "Family",
    "Kind",
    "Made",
    "Matter",
    "Operator",
    "Part",
    "Planned",
    "Rule",
    "Situation",
    "Stated",
    "Status",
    "Unit",
    "Verdict",
    "Window",
    "add_months",
    "applies",
    "asked",
    "briefing",
    "count",
    "counts",
    "duty",
    "in_force",
    "is_exempt",
    "is_of",
    "mean",
    "meets",
    "part",
    "progressive",
    "signed",
    "spent",
    "sub_quotas",
    "what_if",
    "window",
]

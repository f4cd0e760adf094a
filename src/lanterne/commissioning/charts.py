"""The house's chart of accounts: a code, a name, the section of a top sheet."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "budget_accounts.csv"
CONTINGENCY = "8000"


@dataclass(frozen=True, slots=True)
class Account:
    code: str
    labels: Mapping[str, str]
    section: str

    def label(self, language: str) -> str:
        return self.labels.get(language.partition("-")[0], self.labels["en"])


@cache
def accounts() -> dict[str, Account]:
    """By code, in the order of a top sheet."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["code"]: _account(row) for row in rows}


def _account(row: Mapping[str, str]) -> Account:
    return Account(row["code"], {"en": row["label"], "fr": row["label_fr"]}, row["section"])


def sections() -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.section for one in accounts().values()))

"""The console gives the answers of the command line, from the same example."""

from __future__ import annotations

import pytest

from lanterne.commissioning import queries as slate

DAY = "at=2018-09-28"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"offices/?{DAY}", ["about 200 people on 28 September 2018", "Paris (first)"]),
        (f"offices/?{DAY}&where=europe&heads=planned", ["Number 3 of 3."]),
        (f"offices/?{DAY}&where=europe&heads=planned&kinds=all", ["Number 3 to 4 of 4"]),
        (
            f"markets/FR/?{DAY}",
            [
                "12.1%</strong>",
                "they speak of different parts of the world",
                "14.5 million households",
                "11 million households",
                "18.7% from one of 85%",
            ],
        ),
        (
            "figures/compare/?left=netflix-pipeline&right=amazon-catalogue",
            [
                "may not be compared: they measure different things.",
                "229 titles",
                "about 100 titles",
            ],
        ),
        (f"competitors/?{DAY}", ["Facebook", "YouTube", "Apple", "more than 250 titles"]),
        ("figures/of/abq-stages-2018/", ["8 stages", "9 stages"]),
        (f"law/?territory=FR&{DAY}", ["36 months after", "figure.", "2%; the turnover"]),
        ("law/?territory=FR&at=2023-01-01", ["15 months after"]),
    ],
)
def test_a_page_answers(france, sign_in, editor, address, said):
    answer = sign_in(editor).get(f"/studio/{address}")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert [words for words in said if words not in page] == []


def test_the_pages_of_projects_answer(france, sign_in, editor):
    console = sign_in(editor)
    vampires = slate.project_by_key(key="vampires")
    rights = console.get(f"/studio/slate/{vampires.id}/rights/").content.decode()
    assert "Thierry Jonquet" in rights
    assert "Author’s grant of the adaptation" in rights
    marseille = slate.project_by_key(key="marseille")
    page = console.get(f"/studio/slate/{marseille.id}/").content.decode()
    assert "The report calls it a failure, and names no figure." in page

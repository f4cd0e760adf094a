from dataclasses import replace

import pytest

from lanterne.core.sheets import UnreadableTable
from lanterne.core.taking import Outcome
from lanterne.facts import queries, services, table
from lanterne.facts.models import Claim, Source, Subject
from lanterne.facts.rules import Status
from tests.facts import figures

pytestmark = pytest.mark.django_db

HEAD = "key,subject,measure,amount,unit,as_of,source,source_name,confidence\n"
LINE = "a,netflix,subscribers,3500000,households,2018-09-28,press,The press,reported\n"


def bring(text, **how):
    return services.import_claims(text=text, actor="user:1", **how)


def told(report):
    return [(one.line, one.outcome, one.why) for one in report.arrivals]


def fill():
    for draft in (
        *figures.originals(),
        figures.subscribers(),
        figures.households(),
        figures.reason(),
    ):
        services.state_claim(draft=draft, actor="user:1")
    services.state_claim(draft=figures.opened("2014", "paris-2014"), actor="user:1")
    services.state_claim(draft=figures.opened("2015-12", "paris-2015"), actor="user:1")
    services.show_claim(key="paris-2015", actor="user:1")
    services.correct_claim(
        key="netflix-subscribers-fr",
        draft=figures.subscribers(3_300_000, "netflix-subscribers-fr-2"),
        reason='=HYPERLINK("x")',
        actor="user:1",
    )


def kept():
    """All that is claimed, without who wrote it here, when and in which row."""
    return [replace(card, id=0, made_by="", made_at=None) for card in queries.everything()]


def test_what_goes_out_comes_in_again_exactly():
    fill()
    before, text = kept(), table.written(queries.everything())
    Claim.objects.exclude(replaces=None).delete()
    for rows in (Claim, Subject, Source):
        rows.objects.all().delete()

    report = bring(text)

    assert not report.is_refused
    assert kept() == before
    assert table.written(queries.everything()) == text


def test_taking_it_in_twice_changes_nothing():
    fill()
    before = list(Claim.objects.order_by("pk").values())

    report = bring(table.written(queries.everything()))

    assert report.count(Outcome.UNCHANGED) == len(report.arrivals) == 10
    assert list(Claim.objects.order_by("pk").values()) == before


def test_a_text_that_a_spreadsheet_would_run_is_quoted():
    fill()

    text = table.written(queries.everything())

    assert '"\'=HYPERLINK(""x"")"' in text


def test_a_rehearsal_tells_what_would_happen_and_keeps_nothing():
    report = bring(HEAD + LINE, is_rehearsal=True)

    assert told(report) == [(2, Outcome.ADDED, "")]
    assert not Claim.objects.exists()


def test_one_refused_line_keeps_every_line_out():
    bad = "b,netflix,eyeballs,1,households,2018-09-28,press,The press,reported\n"

    report = bring(HEAD + LINE + bad)

    assert told(report) == [
        (2, Outcome.ADDED, ""),
        (3, Outcome.REFUSED, "“eyeballs” is not a measure."),
    ]
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "a,netflix,subscribers,many,households,2018-09-28,p,P,reported",
            "“many” is not a number.",
        ),
        (
            "a,netflix,subscribers,1,households,28/09/2018,p,P,reported",
            "“28/09/2018” is not a day such as 2018-09-28.",
        ),
        (
            "a,netflix,subscribers,1,households,2018-09-28,p,P,sure",
            "“sure” is not one of: official, own, announced, reported, estimated, unverified.",
        ),
        (
            ",netflix,subscribers,1,households,2018-09-28,p,P,reported",
            "A line has a key, so that it is taken in only once.",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_number(line, sentence):
    assert told(bring(HEAD + line)) == [(2, Outcome.REFUSED, sentence)]


def test_a_claim_is_not_changed_by_a_line_with_its_key():
    bring(HEAD + LINE)

    report = bring(HEAD + LINE.replace("3500000", "3600000"))

    assert told(report) == [
        (
            2,
            Outcome.REFUSED,
            "The claim “a” says something else; correct it by a line of its own that replaces it.",
        )
    ]
    assert queries.claim("a").claim.value.amount == 3_500_000


def test_a_line_corrects_another():
    bring(HEAD + LINE)
    head = HEAD.replace("\n", ",replaces,reason\n")
    line = LINE.replace("a,netflix", "b,netflix").replace("3500000", "3300000")

    report = bring(head + line.replace("\n", ",a,Counted anew.\n"))

    assert told(report) == [(2, Outcome.CHANGED, "")]
    assert queries.claim("a").claim.status is Status.SUPERSEDED
    assert queries.claim("b").reason == "Counted anew."


def test_a_table_without_the_columns_it_needs_is_refused():
    [one] = bring("key,subject,amount\n").arrivals

    assert (one.line, one.why) == (1, "The table lacks the column “measure” in its first line.")


def test_a_table_that_is_too_long_or_has_an_endless_cell_is_refused():
    with pytest.raises(UnreadableTable):
        bring(HEAD + "x" * 20_000_001)
    assert bring("x" * 20_001).is_refused

    report = bring(
        HEAD + "a,netflix,subscribers,1,households,2018-09-28,p," + "x" * 20_001 + ",reported"
    )
    assert report.is_refused

import pytest

from lanterne.core import audit
from lanterne.facts import queries, services
from lanterne.facts.services import Place
from tests.facts import figures

pytestmark = pytest.mark.django_db

ARTICLE = Place("article:1", "An office in Paris", "/news/an-office-in-paris")
MARKET = Place("page:market/FR", "France", "/studio/markets/FR")
OLD = "netflix-subscribers-fr"


@pytest.fixture(autouse=True)
def _claims():
    services.state_claim(draft=figures.subscribers(), actor="user:1")
    services.state_claim(draft=figures.households(), actor="user:1")


def correct():
    return services.correct_claim(
        key=OLD, draft=figures.subscribers(3_300_000, "new"), reason="Better.", actor="user:1"
    )


def test_a_correction_marks_everything_that_cites_the_claim():
    services.cite(place=ARTICLE, keys=[OLD, "households-fr-2018"])
    services.cite(place=MARKET, keys=[OLD])

    correct()

    marked = queries.marked()
    assert [(one.place, one.claim, one.replaced_by) for one in marked] == [
        ("article:1", OLD, "new"),
        ("page:market/FR", OLD, "new"),
    ]
    (other,) = queries.citations("households-fr-2018")
    assert other.marked_at is None


def test_the_mark_goes_when_somebody_has_looked():
    services.cite(place=ARTICLE, keys=[OLD])
    correct()
    (mark,) = queries.marked()

    services.look_at_citation(citation_id=mark.id, actor="user:2")

    assert queries.marked() == ()
    line = audit.lines(subject=f"claim:{OLD}")[0]
    assert (line.action, line.actor, line.detail) == (
        "facts.look_at_citation",
        "user:2",
        {"place": "article:1"},
    )


def test_a_page_that_shows_other_figures_now_no_longer_cites_the_old_ones():
    services.cite(place=ARTICLE, keys=[OLD])
    services.cite(place=ARTICLE, keys=["households-fr-2018"])

    assert [one.claim for one in queries.citations_of("article:1")] == ["households-fr-2018"]
    assert queries.citations(OLD) == ()


def test_citing_what_was_corrected_already_is_marked_at_once():
    correct()

    services.cite(place=ARTICLE, keys=[OLD])

    assert [one.place for one in queries.marked()] == ["article:1"]


def test_citing_again_keeps_a_mark_that_nobody_has_looked_at():
    services.cite(place=ARTICLE, keys=[OLD])
    correct()

    services.cite(place=ARTICLE, keys=[OLD])

    assert len(queries.marked()) == 1


def test_what_nobody_claims_cannot_be_cited():
    with pytest.raises(services.NoSuchClaim):
        services.cite(place=ARTICLE, keys=["nobody"])

    with pytest.raises(services.NoSuchCitation):
        services.look_at_citation(citation_id=1, actor="user:1")

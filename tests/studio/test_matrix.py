"""Every address of the console and of the API, for every role, on objects of one's own market and of another.

The addresses come from Django; what each asks and what each role may do is written out here a second time, apart from
the product's own table. An address that is not in ``ASKS`` fails.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from lanterne.accounts.roles import Role, Standing
from lanterne.api.urls import api
from lanterne.assets import services as assets
from lanterne.assets.models import Subtitle
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.models import AgeRating, Artwork, CompanyCredit, Credit
from lanterne.catalogue.queries import changes as kept
from lanterne.comments import services as comments
from lanterne.comments.models import Comment, Thread
from lanterne.commissioning import services as slate
from lanterne.commissioning.drafts import ComplexDraft
from lanterne.core import audit
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.models import PostLink
from lanterne.facts import services as facts
from lanterne.growth import services as growth
from lanterne.growth.drafts import CommissionDraft, OfficeDraft, PostDraft, ServiceDraft
from lanterne.newsroom import services as newsroom
from lanterne.newsroom.services import Draft as ArticleDraft
from lanterne.rights import services as rights
from lanterne.rights.models import TermsChange
from lanterne.rights.queries import grants
from lanterne.rights.rules import Holdback, Period, Window
from lanterne.rights.services import LicenceFacts
from lanterne.statements import services as statements
from lanterne.studio import access, bulk
from lanterne.studio.acts import Act, Kind
from tests.cast import a_colleague
from tests.commissioning.slating import a_project
from tests.deliveries.conftest import POSTER, a_house, a_request
from tests.facts import figures
from tests.studio.conftest import a_job
from tests.titles import LONG_AGO, a_film, a_picture, a_window

OURS, THEIRS = "FR", "DE"
# What each may see (s) and change (c); in the order publish, rights, deliveries, operate, grow, statements, commission, speak.
MAY = {
    "owner": "cccccccc",
    "programmer": "cssscscs",
    "rights": "scss-ss-",
    "post": "sscs----",
    "editorial": "css----c",
    "support": "sss----s",
    "finance": "ss-sscs-",
    "read-only": "ssssssss",
}
DESKS = ("publish", "rights", "deliveries", "operate", "grow", "statements", "commission", "speak")
# What reading an address asks and what anything else does; the third word is there for acts bound to a market.
ASKS = {
    "start": ("everybody", "nothing"),
    "titles": ("publish", "nothing"),
    "title_counts": ("publish", "nothing"),
    "change_titles": ("publish!", "publish!"),
    "window_titles": ("rights!", "rights!", "bound"),
    "edit": ("publish", "nothing"),
    "undo_change": ("publish!", "publish!"),
    "undo_windows": ("rights!", "rights!", "bound"),
    "save_view": ("everybody", "everybody"),
    "remove_view": ("everybody", "everybody"),
    "new_title": ("publish!", "publish!"),
    "title": ("publish", "nothing"),
    "words": ("publish", "publish!"),
    "edit_words": ("publish", "publish!"),
    "remove_words": ("publish!", "publish!"),
    "facts": ("publish", "publish!"),
    "rate": ("publish!", "publish!", "bound"),
    "remove_rating": ("publish!", "publish!", "bound"),
    "people": ("publish", "publish!"),
    "remove_credit": ("publish!", "publish!"),
    "biography": ("publish", "publish!"),
    "pictures": ("publish", "publish!"),
    "remove_picture": ("publish!", "publish!"),
    "caption": ("publish", "publish!"),
    "focus_picture": ("publish!", "publish!"),
    "original_picture": ("publish", "nothing"),
    "film_still": ("publish", "nothing"),
    "hang_still": ("publish!", "publish!"),
    "windows": ("rights", "rights!", "bound"),
    "change_window": ("rights!", "rights!", "bound"),
    "withdraw_window": ("rights!", "rights!", "bound"),
    "approve_window": ("rights!", "rights!", "bound"),
    "condition_met": ("rights!", "rights!", "bound"),
    "hold_back": ("rights!", "rights!", "bound"),
    "lift_holdback": ("rights!", "rights!", "bound"),
    "slate": ("commission", "nothing"),
    "slate_table": ("commission", "nothing"),
    "slate_chart": ("commission", "nothing"),
    "facilities_chart": ("commission", "nothing"),
    "places": ("commission", "commission!", "bound"),
    "new_project": ("commission!", "commission!", "bound"),
    "project": ("commission", "commission!", "bound"),
    "change_project": ("commission!", "commission!", "bound"),
    "move_project": ("commission!", "commission!", "bound"),
    "approve_project": ("commission!", "commission!", "bound"),
    "project_rights": ("commission", "commission!", "bound"),
    "project_people": ("commission", "commission!", "bound"),
    "project_money": ("commission", "commission!", "bound"),
    "project_costs": ("commission", "commission!", "bound"),
    "costs_table": ("commission", "nothing"),
    "project_decision": ("commission", "commission!", "bound"),
    "project_results": ("commission", "commission!", "bound"),
    "forecasts": ("commission", "nothing"),
    "forecasts_table": ("commission", "nothing"),
    "results": ("commission", "nothing"),
    "results_table": ("commission", "nothing"),
    "result": ("commission", "nothing"),
    "facilities": ("commission", "commission!", "bound"),
    "confirm_booking": ("commission!", "commission!", "bound"),
    "release_booking": ("commission!", "commission!", "bound"),
    "rights": ("rights", "nothing"),
    "licences": ("rights", "nothing"),
    "register_licence": ("rights!", "rights!"),
    "licence": ("rights", "nothing"),
    "change_licence": ("rights!", "rights!", "bound"),
    "statements": ("statements", "statements!", "bound"),
    "statement": ("statements", "nothing"),
    "print_statement": ("statements", "nothing"),
    "statement_table": ("statements", "nothing"),
    "reckon_statement": ("statements!", "statements!", "bound"),
    "issue_statement": ("statements!", "statements!", "bound"),
    "discard_statement": ("statements!", "statements!", "bound"),
    "correct_statement": ("statements!", "statements!", "bound"),
    "adjust_statement": ("statements!", "statements!", "bound"),
    "drop_adjustment": ("statements!", "statements!", "bound"),
    "state_rate": ("statements!", "statements!", "bound"),
    "agree_terms": ("statements!", "statements!", "bound"),
    "history": ("publish", "nothing"),
    "draft": ("publish", "nothing"),
    "publish_draft": ("publish!", "publish!"),
    "schedule_draft": ("publish!", "publish!"),
    "unschedule_draft": ("publish!", "publish!"),
    "keep_draft": ("publish!", "publish!"),
    "discard_draft": ("publish!", "publish!"),
    "take_back": ("publish!", "publish!", "bound"),
    "take_back_window": ("rights!", "rights!", "bound"),
    "take_back_licence": ("rights!", "rights!", "bound"),
    "film": ("deliveries", "nothing"),
    "accept": ("deliveries!", "deliveries!"),
    "abandon": ("deliveries!", "deliveries!"),
    "publish_again": ("deliveries!", "deliveries!"),
    "add_subtitle": ("deliveries!", "deliveries!"),
    "remove_subtitle": ("deliveries!", "deliveries!"),
    "report": ("deliveries", "nothing"),
    "drawn_report": ("deliveries", "nothing"),
    "finding_picture": ("deliveries", "nothing"),
    "uploads": ("deliveries!", "deliveries!"),
    "upload": ("deliveries!", "deliveries!"),
    "jobs": ("deliveries", "nothing"),
    "job": ("deliveries", "nothing"),
    "job_live": ("deliveries", "nothing"),
    "cancel_job": ("deliveries!", "deliveries!"),
    "retry_job": ("deliveries!", "deliveries!"),
    "renewals": ("deliveries", "nothing"),
    "confirm_renewals": ("deliveries!", "deliveries!"),
    "queue_renewals": ("deliveries!", "deliveries!"),
    "estimate_renewals": ("deliveries!", "deliveries!"),
    "bring_back": ("deliveries!", "deliveries!"),
    "choose_rated": ("publish!", "publish!", "bound"),
    "identifiers": ("publish", "publish!"),
    "remove_identifier": ("publish!", "publish!"),
    "making": ("publish", "publish!"),
    "made_in": ("publish!", "publish!"),
    "remove_company": ("publish!", "publish!"),
    "collections": ("publish", "publish!"),
    "collection": ("publish", "publish!"),
    "move_up": ("publish!", "publish!"),
    "take_out": ("publish!", "publish!"),
    "gather": ("publish!", "publish!"),
    "duplicates": ("publish", "nothing"),
    "pair": ("publish", "nothing"),
    "tell_apart": ("publish!", "publish!"),
    "merge": ("publish!", "publish!", "bound"),
    "vocabulary": ("publish", "publish!"),
    "readiness": ("deliveries", "nothing"),
    "ask_all": ("deliveries!", "deliveries!"),
    "ask": ("deliveries!", "deliveries!"),
    "deliveries": ("deliveries", "nothing"),
    "delivery": ("deliveries", "nothing"),
    "accept_delivery": ("deliveries!", "deliveries!"),
    "ask_again": ("deliveries!", "deliveries!"),
    "cancel_delivery": ("deliveries!", "deliveries!"),
    "look_for_delivery": ("deliveries!", "deliveries!"),
    "say": ("deliveries!", "deliveries!"),
    "change_delivery": ("deliveries!", "deliveries!"),
    "delivered_picture": ("deliveries", "nothing"),
    "post_houses": ("deliveries", "deliveries!"),
    "post_house": ("deliveries", "deliveries!"),
    "make_link": ("deliveries!", "deliveries!"),
    "send_link": ("deliveries!", "deliveries!"),
    "revoke_link": ("deliveries!", "deliveries!"),
    # What is in a file says whose it is: tests/studio/test_files.py.
    "files": ("everybody", "everybody"),
    "file": ("everybody", "everybody"),
    "take_file": ("everybody", "everybody"),
    "figures": ("grow", "nothing"),
    "state_figure": ("grow!", "grow!"),
    "import_figures": ("grow!", "grow!"),
    "figures_table": ("grow", "nothing"),
    "compare_figures": ("grow", "nothing"),
    "look_at_figure": ("grow!", "grow!"),
    "figure": ("grow", "nothing"),
    "correct_figure": ("grow!", "grow!"),
    "show_figure": ("grow!", "grow!"),
    "markets": ("grow", "nothing"),
    "markets_table": ("grow", "nothing"),
    "market_chart": ("grow", "nothing"),
    "offices_chart": ("grow", "nothing"),
    "competitors_chart": ("grow", "nothing"),
    "law_chart": ("grow", "nothing"),
    "brief": ("grow", "nothing"),
    "market": ("grow", "grow!", "bound"),
    "market_table": ("grow", "nothing"),
    "drop_scenario": ("grow!", "grow!", "bound"),
    "state_of_market": ("grow!", "grow!", "bound"),
    "offices": ("grow", "nothing"),
    "new_office": ("grow!", "grow!", "bound"),
    "office": ("grow", "grow!", "bound"),
    "change_office": ("grow!", "grow!", "bound"),
    "change_post": ("grow!", "grow!", "bound"),
    "services": ("grow", "grow!", "bound"),
    "orders": ("grow", "nothing"),
    "report_order": ("grow!", "grow!"),
    "order": ("grow", "grow!"),
    "correct_order": ("grow!", "grow!"),
    "competitors": ("grow", "nothing"),
    "competitors_table": ("grow", "nothing"),
    "law": ("grow", "nothing"),
    "law_rules": ("grow", "nothing"),
    "law_rule": ("grow", "nothing"),
    "add_rule": ("grow!", "grow!"),
    "supersede_rule": ("grow!", "grow!"),
    "law_what_if": ("grow", "nothing"),
    "law_filing": ("grow", "nothing"),
    "law_filing_table": ("grow", "nothing"),
    "operator": ("grow", "grow!"),
    "withdraw_fact": ("grow!", "grow!"),
    "expenses": ("grow", "grow!"),
    "withdraw_expense": ("grow!", "grow!"),
    "releases": ("rights", "rights!", "bound"),
    "withdraw_release": ("rights!", "rights!", "bound"),
    "audit": ("operate", "nothing"),
    "comments": ("speak", "nothing"),
    "comment": ("speak", "speak!", "bound"),
    "decide_comments": ("speak!", "speak!", "bound"),
    "watched_words": ("speak", "speak!"),
    "articles": ("speak", "nothing"),
    "newsrooms": ("speak", "speak!", "bound"),
    "read_also": ("speak", "nothing"),
    "corrections": ("speak", "nothing"),
    "show_correction": ("speak!", "speak!", "bound"),
    "leave_correction": ("speak!", "speak!", "bound"),
    "mailing": ("speak", "speak!"),
    "press": ("speak", "speak!"),
    "staff": ("operate", "nothing"),
    "new_staff": ("operate!", "operate!"),
    "appoint": ("operate!", "operate!"),
    "tokens": ("everybody", "everybody"),
    "revoke_own_token": ("everybody", "everybody"),
    "revoke_token": ("operate!", "operate!"),
}
# Forms whose territory is chosen; only reading asks for none.
BY_FORM = {
    "facilities",
    "new_office",
    "newsrooms",
    "new_project",
    "windows",
    "choose_rated",
    "window_titles",
    "decide_comments",
    "hold_back",
    "statements",
}
API_ASKS = {
    ("GET", "/jobs/{job_id}"): "deliveries",
    ("GET", "/me"): "everybody",
    ("GET", "/rules/{territory}"): "grow",
    ("GET", "/rules/{territory}/chronology"): "grow",
    ("POST", "/rules/{territory}/what-if"): "grow",
}


def may(role: str, asked: str) -> bool:
    if asked == "everybody":
        return True
    held = MAY[role][DESKS.index(asked.rstrip("!"))]
    return held == "c" or (held == "s" and not asked.endswith("!"))


def routes():
    ours = get_resolver("lanterne.studio.urls").namespace_dict["studio"][1].url_patterns
    return {one.name: one for one in ours}


def expected(role: str, name: str, method: str, market: str) -> str:
    """ "in", "refused", or "no such act" for what is only read."""
    reads, changes, *bound = ASKS[name]
    if method == "get":
        is_bound = bound and reads.endswith("!") and name not in BY_FORM
        is_theirs = is_bound and market == THEIRS and role != "owner"
        return "in" if may(role, reads) and not is_theirs else "refused"
    if changes == "nothing":
        return "no such act" if may(role, reads) else "refused"
    is_theirs = bound and market == THEIRS and role != "owner"
    return "in" if may(role, changes) and not is_theirs else "refused"


def test_every_address_says_what_it_asks_and_no_other_is_listed():
    assert sorted(routes()) == sorted(ASKS)


def test_buttons_and_menus_go_by_the_same_table():
    """What pages offer, asked of the table alone."""
    wrong = []
    for role in Role:
        who = Standing(frozenset([role]), frozenset([OURS]))
        for name, (reads, changes, *bound) in ASKS.items():
            if access.may_open(who, f"studio:{name}") != may(role, reads):
                wrong.append((role, name, "open"))
            for market in (OURS, THEIRS) if bound else ():
                may_act = may(role, changes) and (market == OURS or role is Role.OWNER)
                if access.may_act(who, f"studio:{name}", market) != may_act:
                    wrong.append((role, name, market))
            if changes == "everybody":
                continue
            if not bound and access.may_act(who, f"studio:{name}") != (
                changes != "nothing" and may(role, changes)
            ):
                wrong.append((role, name, "act"))
    assert wrong == []


@dataclass
class House:
    """Something for each word that addresses hold, in both markets."""

    common: dict[str, object]
    windows: dict[str, int] = field(default_factory=dict)
    edits: dict[str, int] = field(default_factory=dict)
    holdbacks: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    licences: dict[str, int] = field(default_factory=dict)
    licensors: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)
    bookings: dict[str, int] = field(default_factory=dict)
    offices: dict[str, int] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)

    def said(self, market: str) -> dict[str, object]:
        """What forms are sent: the market in the words of each."""
        return {
            "territory": market,
            "opens": "2030-01-01T00:00",
            "licensor": self.licensors[market],
            "project": self.projects[market],
            "do": f"hold:{self.comments[market]}",
        }

    def address(self, route, market: str) -> str:
        held = {
            **self.common,
            "territory": market,
            "window_id": self.windows[market],
            "edit_id": self.edits[market],
            "holdback_id": self.holdbacks[market],
            "change_id": self.changes[market],
            "statement_id": self.statements[market],
            "licence_id": self.licences[market],
            "other_id": self.others[market],
            "project_id": self.projects[market],
            "booking_id": self.bookings[market],
            "office_id": self.offices[market],
            "comment_id": self.comments[market],
            "article_id": self.articles[market],
            "post": f"netflix-{market.lower()}-press",
        }
        if route.name == "remove_company":
            held["credit_id"] = CompanyCredit.objects.get().pk
        if route.name == "take_back_window":
            held["change_id"] = a_change(window_id=self.windows[market])
        if route.name == "take_back_licence":
            held["change_id"] = a_change(licence_id=self.licences[market])
        names = route.pattern.converters
        return reverse(f"studio:{route.name}", kwargs={name: held[name] for name in names})


@pytest.fixture
def house(db, markets, plans):
    film = a_film("Sintel")
    catalogue.localise(title_id=film, language="fr", name="Sintel", actor="system:cast")
    catalogue.credit(title_id=film, person="Colin Levy", role="director", actor="system:cast")
    catalogue.add_artwork(
        title_id=film, kind="poster", language="", source="Blender", content=a_picture(),
        actor="system:cast",
    )  # fmt: skip
    for market in (OURS, THEIRS):
        catalogue.rate(
            title_id=film, territory=market, label="12", minimum_age=12, actor="system:cast"
        )
    assets.add_subtitle(
        title_id=film, language="fr", name="", is_for_the_deaf=False, is_forced=False,
        content=b"1\n00:00:01,000 --> 00:00:02,000\nBonjour\n", file_name="a.srt", actor="system:cast",
    )  # fmt: skip
    upload = assets.begin_upload(title_id=film, file_name="a.mov", length=10, actor="system:cast")
    catalogue.credit_company(
        title_id=film, company="Blender", role="production", actor="system:cast"
    )
    collection = catalogue.create_collection(name="Saga", language="fr", actor="system:cast")
    catalogue.put_in(collection_id=collection, title_id=film, actor="system:cast")
    lab = a_house("Éclair", "lab@example.com")
    deliveries.make_link(post_house_id=lab, actor="system:cast")
    common: dict[str, object] = {
        "title_id": film,
        "collection_id": collection,
        "request_id": a_request(film, POSTER, lab),
        "post_house_id": lab,
        "link_id": PostLink.objects.get().pk,
        "language": "fr",
        "credit_id": Credit.objects.get().pk,
        "person_id": Credit.objects.get().person_id,
        "picture_id": Artwork.objects.get().pk,
        "subtitle_id": Subtitle.objects.get().pk,
        "job_id": a_job(film),
        "name": "01-black.jpg",
        "upload_id": UUID(str(upload)),
        "view_id": 404,
        "token_id": 404,
        "key": UUID(int=1),
        "number": 1,
        "claim": facts.state_claim(draft=figures.subscribers(), actor="system:cast"),
        "citation_id": 404,
        "rule": "FR-TSV-2020",
        "year": 2025,
        "fact_id": 404,
        "expense_id": 404,
        "commission_id": an_order(),
        "kind": "svg",
        "user_id": a_colleague("somebody@example.com", Role.READER).user_id,
    }
    assert AgeRating.objects.count() == 2
    windows = {market: a_window(film, market) for market in (OURS, THEIRS)}
    edits = {market: an_edit(market) for market in (OURS, THEIRS)}
    holdbacks = {one: a_holdback(film, one) for one in (OURS, THEIRS)}
    changes = {one: a_rating_of(one) for one in (OURS, THEIRS)}
    others = {one: a_film_open_in(one) for one in (OURS, THEIRS)}
    found = House(common, windows, edits, holdbacks, changes, others)
    for market in (OURS, THEIRS):
        a_statement(found, market)
    found.projects = {one: a_project(f"Project {one}", territory=one) for one in (OURS, THEIRS)}
    found.bookings = bookings_of(found.projects)
    found.offices = {one: an_office(one) for one in (OURS, THEIRS)}
    found.comments = {one: a_comment(one) for one in (OURS, THEIRS)}
    found.articles = {one: an_article(one) for one in (OURS, THEIRS)}
    return found


def an_article(market: str) -> int:
    newsroom.open_newsroom(territory=market, language="fr", name=market, actor="system:cast")
    draft = ArticleDraft(market, "fr", "un-bureau", "Un bureau", "Il ouvre.", ())
    return newsroom.publish_article(draft=draft, actor="system:cast")


def an_order() -> int:
    """Of the service whose offices follow."""
    growth.put_service(draft=ServiceDraft("netflix", "Netflix"), actor="system:cast")
    draft = CommissionDraft(
        "netflix", "Osmosis", "new", {"announced": date(2017, 6, 1)}, "A paper", season=1
    )
    return growth.report_commission(draft=draft, actor="system:cast").commission_id


def a_comment(market: str) -> int:
    """Below a page of that market."""
    about = comments.About(
        f"Page of {market}", f"/newsroom/{market.lower()}/fr/page/", "fr", market
    )
    comments.open_thread(key=f"article:{market}", about=about, actor="system:cast")
    # Said outside of the test's transaction it would be judged; here it only has to be there.
    thread = Thread.objects.get(key=f"article:{market}")
    return Comment.objects.create(
        thread=thread, name="Ada", text="I saw it twice.", state="held", said_at=LONG_AGO
    ).pk


def an_office(market: str) -> int:
    """With a post."""
    name = market.lower()
    draft = OfficeDraft(f"netflix/{name}", "netflix", name, "office", market, name)
    held = growth.add_office(draft=draft, actor="system:cast")
    post = PostDraft("", draft.key, "press", "Press officer", date(2019, 1, 1))
    growth.add_post(draft=post, actor="system:cast")
    return held


def a_statement(house: House, market: str) -> None:
    """Of a licensor who granted something in that market alone."""
    facts = LicenceFacts(licensor=f"Gaumont {market}", reference="G-12")
    house.licences[market] = rights.register_licence(facts=facts, actor="system:cast")
    rights.change_licence(
        licence_id=house.licences[market], facts=replace(facts, note="2"), actor="system:cast"
    )
    rights.grant_window(
        title_id=a_film(f"Le Voyage {market}"), window=Window(market, LONG_AGO),
        licence_id=house.licences[market], actor="system:cast",
    )  # fmt: skip
    house.licensors[market] = grants.licensor_id(name=facts.licensor)
    house.statements[market] = statements.draft(
        licensor_id=house.licensors[market], period="2020-01", actor="system:cast", at=LONG_AGO
    )


def a_film_open_in(market: str) -> int:
    film = a_film(f"Sintel, {market}")
    a_window(film, market)
    return film


def bookings_of(projects: dict[str, int]) -> dict[str, int]:
    """A hold of each, on another room each."""
    place = slate.add_complex(draft=ComplexDraft("abq", "ABQ", "US"), actor="system:cast")
    first, last = date(2030, 1, 1), date(2030, 1, 3)
    return {
        market: slate.hold_room(
            project_id=project_id,
            room_id=slate.add_room(
                complex_id=place, name=market, kind="stage", actor="system:cast"
            ),
            begins_on=first,
            ends_on=last,
            actor="system:cast",
        )[0]
        for market, project_id in projects.items()
    }


def a_holdback(title_id: int, territory: str) -> int:
    period = Period(datetime(2030, 1, 1, tzinfo=UTC))
    held = Holdback(period, territory)
    return rights.hold_back(title_id=title_id, holdback=held, reason="", actor="system:cast")


def a_rating_of(market: str) -> int:
    """The change that rated the film there."""
    lines = {line.detail["territory"]: line.id for line in audit.search(action="catalogue.rate")}
    return kept.changes(line_ids=[lines[market]])[lines[market]].id


def a_change(**of_what: int) -> int:
    return TermsChange.objects.filter(**of_what).latest("pk").pk


def an_edit(market: str) -> int:
    withdraw = Act(Kind.WITHDRAW, {"territory": market})
    return bulk.carry_out(withdraw, [], actor="system:cast")[0]


def a_browser(role: Role) -> Client:
    who = a_colleague(f"{role}@example.com", role, markets=(OURS,))
    client = Client()
    client.force_login(get_user_model().objects.get(pk=who.user_id))
    return client


def found(client: Client, method: str, address: str, said: dict[str, str]) -> tuple[str, int]:
    """How the request was answered and how many lines it left; nothing of it is kept."""
    with transaction.atomic():
        before = len(audit.lines(limit=1000))
        status = getattr(client, method)(address, said).status_code
        lines = len(audit.lines(limit=1000)) - before
        transaction.set_rollback(True)
    return {403: "refused", 405: "no such act"}.get(status, "in"), lines


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_every_address_answers_every_role_as_listed(role, house):
    client, wrong = a_browser(role), {}
    for name, route in routes().items():
        for market in (OURS, THEIRS) if len(ASKS[name]) == 3 else (OURS,):
            for method in ("get", "post"):
                said = house.said(market) if method == "post" else {}
                told, lines = found(client, method, house.address(route, market), said)
                wanted = expected(role, name, method, market)
                # What is only posted lets its people in and shows them nothing.
                is_posted = method == "get" and wanted == "in" and told == "no such act"
                if not (told == wanted or is_posted) or (wanted != "in" and lines):
                    wrong[name, method, market] = (told, wanted, lines)
    assert wrong == {}


@pytest.mark.parametrize("role", Role)
def test_every_route_of_the_api_answers_every_role_as_listed(role, house):
    client, wrong = a_browser(role), {}
    known = {"territory": OURS, "session_id": UUID(int=1), "slug": "sintel", **house.common}
    # What programs name besides is never looked for without a token.
    named = defaultdict(lambda: 1, known)
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        for method in map(str.upper, methods):
            asked = API_ASKS.get((method, path))
            address = path.format_map(named)
            answer = client.generic(method, f"/api/v1{address}", "{}", "application/json")
            is_in = asked is not None and may(role, asked)
            if (answer.status_code == 200) != is_in or (
                # 401: what programs open with a token, nobody opens with a session.
                not is_in and answer.status_code not in {401, 403, 422}
            ):
                wrong[method, path] = answer.status_code
    assert wrong == {}

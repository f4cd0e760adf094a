"""Every address of programs, what would be taken there, and a house in which it would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lanterne.accounts.scopes import Scope
from lanterne.api.urls import api
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.commissioning.models import Project
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.rules import Asset, Wanted
from lanterne.facts import services as claims
from lanterne.growth import services as growth
from lanterne.rights import services as rights
from lanterne.rights.rules import Holdback, Period, Terms, Window
from tests.commissioning.slating import a_project
from tests.facts import figures
from tests.titles import ACTOR, a_film, a_picture, published

FAR = datetime(2099, 3, 1, tzinfo=UTC)
THEN = "2099-03-01T00:00:00Z"
DUE = date(2099, 2, 1)


@dataclass(frozen=True)
class Route:
    """``body`` and ``asked`` are what would be taken; ``elsewhere`` is the no of a token of another market.

    ``also`` is a second scope that it needs.
    """

    scope: Scope
    body: object = None
    asked: str = ""
    elsewhere: int | None = None
    also: Scope | None = None


READ, WRITE = Scope.TITLES_READ, Scope.TITLES_WRITE
ASK, SEND = Scope.DELIVERIES_READ, Scope.DELIVERIES_WRITE
SEE, GRANT = Scope.RIGHTS_READ, Scope.RIGHTS_WRITE
GROW = Scope.GROWTH_READ
KNOW, TELL = Scope.FACTS_READ, Scope.FACTS_WRITE
TITLE, ONE = "/catalogue/titles/{title_id}", "/deliveries/requests/{request_id}"
WINDOW = {"territory": "FR", "opens_at": "2099-06-01T00:00:00Z"}
LICENCE = {"licensor": "Star Film", "reference": "SF-2"}
HOUSE = {"name": "Gaumont", "email": "desk@gaumont.example", "language": "fr"}
CLAIM = {
    "subject": "netflix",
    "measure": "subscribers",
    "amount": "3600000",
    "unit": "households",
    "scope": "territory=FR",
    "as_of": "2018-09-28",
    "source": {"key": "press-2018-09-29"},
    "confidence": "reported",
}
OURS = "key,name,owner,ours\nlanterne,Lanterne,Lanterne,yes\n"
PARIS = "key,service,name,kind,territory,city\nlanterne/paris,lanterne,Paris,office,FR,Paris\n"
ROUTES = {
    ("GET", "/catalogue/titles"): Route(READ, asked="open_in=FR", elsewhere=403),
    ("POST", "/catalogue/titles"): Route(
        WRITE, {"kind": "film", "original_name": "Heimat", "original_language": "de"}
    ),
    ("GET", TITLE): Route(READ),
    ("GET", "/commissioning/slate"): Route(Scope.SLATE_READ, asked="territory=FR", elsewhere=403),
    ("GET", "/commissioning/results"): Route(Scope.SLATE_READ, asked="territory=FR", elsewhere=403),
    ("GET", "/commissioning/results/{title_id}"): Route(
        Scope.SLATE_READ, asked="territory=FR", elsewhere=403
    ),
    ("GET", "/commissioning/forecasts"): Route(
        Scope.SLATE_READ, asked="territory=FR", elsewhere=403
    ),
    ("GET", "/commissioning/renewal"): Route(
        Scope.SLATE_READ, asked="project=heimat", elsewhere=403
    ),
    ("GET", "/commissioning/facilities"): Route(
        Scope.SLATE_READ, asked="territory=FR", elsewhere=403
    ),
    ("PATCH", TITLE): Route(WRITE, {"year": 1902}),
    ("GET", TITLE + "/availability"): Route(SEE, asked="territory=FR", elsewhere=403),
    ("GET", TITLE + "/readiness"): Route(ASK, asked="territory=FR", elsewhere=403),
    ("GET", TITLE + "/history"): Route(READ, elsewhere=403),
    ("PUT", TITLE + "/words/{language}"): Route(WRITE, {"name": "A Trip"}),
    ("DELETE", TITLE + "/words/{language}"): Route(WRITE),
    ("PUT", TITLE + "/ratings/{territory}"): Route(
        WRITE, {"label": "12", "minimum_age": 12}, elsewhere=403
    ),
    ("DELETE", TITLE + "/ratings/{territory}"): Route(WRITE, elsewhere=403),
    ("POST", TITLE + "/credits"): Route(WRITE, {"person": "Méliès", "role": "actor"}),
    ("DELETE", TITLE + "/credits/{credit_id}"): Route(WRITE),
    ("POST", TITLE + "/companies"): Route(WRITE, {"company": "Pathé", "role": "sales"}),
    ("DELETE", TITLE + "/companies/{credit_id}"): Route(WRITE),
    ("PUT", TITLE + "/production"): Route(WRITE, {"countries": [{"territory": "FR"}]}),
    ("PUT", TITLE + "/terms/{vocabulary}"): Route(WRITE, {"codes": ["tense"]}),
    ("POST", TITLE + "/identifiers"): Route(WRITE, {"scheme": "wikidata", "value": "Q190067"}),
    ("DELETE", TITLE + "/identifiers"): Route(WRITE, asked="scheme=imdb&value=tt0000417"),
    ("PUT", TITLE + "/artwork"): Route(WRITE, a_picture(), "kind=poster"),
    ("PUT", TITLE + "/artwork/{picture_id}/focus"): Route(WRITE, {"x": 50, "y": 30}),
    ("DELETE", TITLE + "/artwork/{picture_id}"): Route(WRITE),
    ("GET", "/catalogue/collections"): Route(READ),
    ("POST", "/catalogue/collections"): Route(WRITE, {"name": "Voyages", "language": "fr"}),
    ("GET", "/catalogue/collections/{collection_id}"): Route(READ),
    ("PUT", "/catalogue/collections/{collection_id}/names/{language}"): Route(
        WRITE, {"name": "Journeys"}
    ),
    ("PUT", "/catalogue/collections/{collection_id}/titles"): Route(WRITE, {"title_ids": []}),
    ("GET", "/catalogue/vocabularies/{vocabulary}"): Route(READ),
    ("POST", "/catalogue/vocabularies/{vocabulary}"): Route(
        WRITE, {"language": "fr", "name": "Brumeux"}
    ),
    ("PUT", "/catalogue/vocabularies/{vocabulary}/{code}/names/{language}"): Route(
        WRITE, {"name": "Uneasy"}
    ),
    ("GET", "/rights/licences"): Route(SEE),
    ("POST", "/rights/licences"): Route(GRANT, LICENCE),
    ("GET", "/rights/licences/{licence_id}"): Route(SEE),
    ("PUT", "/rights/licences/{licence_id}"): Route(GRANT, LICENCE),
    ("GET", "/rights/licensors"): Route(SEE),
    ("GET", "/rights/windows"): Route(SEE, asked="territory=FR", elsewhere=403),
    ("POST", "/rights/windows"): Route(GRANT, WINDOW, elsewhere=403),
    ("GET", "/rights/windows/{window_id}"): Route(SEE, elsewhere=404),
    ("PUT", "/rights/windows/{window_id}"): Route(GRANT, WINDOW, elsewhere=404),
    ("DELETE", "/rights/windows/{window_id}"): Route(GRANT, elsewhere=404),
    ("POST", "/rights/windows/{window_id}/condition-met"): Route(GRANT, elsewhere=404),
    ("GET", "/rights/holdbacks"): Route(SEE, asked="territory=FR", elsewhere=403),
    ("POST", "/rights/holdbacks"): Route(
        GRANT, {"territory": "FR", "begins_at": THEN}, elsewhere=403
    ),
    ("GET", "/rights/holdbacks/{holdback_id}"): Route(SEE, elsewhere=404),
    ("DELETE", "/rights/holdbacks/{holdback_id}"): Route(GRANT, elsewhere=404),
    ("GET", "/deliveries/requests"): Route(ASK),
    ("POST", "/deliveries/requests"): Route(
        SEND, {"asset": "rating", "territory": "FR", "due_on": str(DUE)}, elsewhere=403
    ),
    ("POST", "/deliveries/requests/everything"): Route(
        SEND, {"markets": ["FR"], "due_on": str(DUE)}, elsewhere=403
    ),
    ("GET", ONE): Route(ASK),
    ("PATCH", ONE): Route(SEND, {"due_on": "2099-02-02"}),
    ("POST", ONE + "/accept"): Route(SEND),
    ("POST", ONE + "/send-back"): Route(SEND, {"reason": "wrong_title"}),
    ("POST", ONE + "/cancel"): Route(SEND),
    ("POST", ONE + "/look"): Route(SEND),
    ("POST", ONE + "/messages"): Route(SEND, {"text": "Until Friday, please."}),
    ("GET", "/deliveries/post-houses"): Route(ASK),
    ("POST", "/deliveries/post-houses"): Route(SEND, HOUSE),
    ("GET", "/deliveries/post-houses/{post_house_id}"): Route(ASK),
    ("PUT", "/deliveries/post-houses/{post_house_id}"): Route(SEND, HOUSE),
    ("GET", "/facts/claims"): Route(KNOW, asked="subject=netflix"),
    ("POST", "/facts/claims"): Route(TELL, CLAIM, elsewhere=403),
    ("GET", "/facts/claims/{key}"): Route(KNOW, elsewhere=404),
    ("POST", "/facts/claims/{key}/corrections"): Route(
        TELL, {**CLAIM, "key": "corrected", "reason": "A slip."}, elsewhere=404
    ),
    ("GET", "/facts/comparison"): Route(
        KNOW, asked="left=netflix-catalogue&right=amazon-catalogue"
    ),
    ("GET", "/growth/markets"): Route(GROW, asked="territory=FR", elsewhere=403),
    ("GET", "/growth/markets/{territory}"): Route(GROW, elsewhere=403),
    ("GET", "/growth/markets/{territory}/forecasts"): Route(GROW, elsewhere=403),
    ("GET", "/growth/brief"): Route(
        GROW, asked="territory=FR", elsewhere=403, also=Scope.SLATE_READ
    ),
    ("GET", "/regulation/rules/{territory}"): Route(GROW, elsewhere=403),
    ("GET", "/regulation/rules/{territory}/chronology"): Route(GROW, elsewhere=403),
    ("GET", "/growth/offices"): Route(GROW, asked="territory=FR", elsewhere=403),
    ("GET", "/growth/rank"): Route(GROW, asked="office=lanterne/paris", elsewhere=403),
    ("GET", "/growth/services"): Route(GROW),
    ("GET", "/growth/presences"): Route(GROW, asked="territory=FR", elsewhere=403),
    ("GET", "/growth/commissions"): Route(GROW),
    ("GET", "/growth/counts"): Route(GROW, asked="measure=originals_pipeline"),
    ("GET", "/growth/counts/comparison"): Route(
        GROW, asked="left=netflix&right=amazon&measure=originals_pipeline"
    ),
    ("GET", "/publishing/jobs"): Route(Scope.JOBS_READ),
    ("GET", "/publishing/jobs/{job_id}"): Route(Scope.JOBS_READ),
}  # fmt: skip
# What the document says, by what it answers.
OPERATIONS = {
    (method.upper(), path): told
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items()
    for method, told in methods.items()
    if {"Bearer": []} in told["security"]
}
MATCHED = [route for route, told in OPERATIONS.items() if 428 in told["responses"]]
# Bodies that name the title, which is known only once it is there.
OF_A_TITLE = {"/rights/windows", "/rights/holdbacks", *(f"/deliveries/requests{one}" for one in ("", "/everything"))}  # fmt: skip


class House:
    """A film with something of everything, so that each address has what it names."""

    def __init__(self) -> None:
        self.title_id = a_film()
        title = {"title_id": self.title_id, "actor": ACTOR}
        catalogue.localise(language="en", name="A Trip", synopsis="To the Moon.", **title)
        catalogue.rate(territory="FR", label="U", minimum_age=0, **title)
        catalogue.credit(person="Bleuette Bernon", role="actor", **title)
        catalogue.credit_company(company="Star Film", role="production", **title)
        catalogue.identify(scheme="imdb", value="tt0000417", **title)
        self.collection_id = catalogue.create_collection(name="Moons", language="en", actor=ACTOR)
        facts = rights.LicenceFacts("Star Film", "SF-1")
        self.licence_id = rights.register_licence(facts=facts, actor=ACTOR)
        awaiting = Window("FR", FAR, FAR + timedelta(days=30), Terms(awaits="the cinema release"))
        self.window_id = rights.grant_window(window=awaiting, licence_id=self.licence_id, **title)
        self.holdback_id = rights.hold_back(
            holdback=Holdback(Period(FAR), "FR"), reason="Cinemas first", **title
        )
        self.post_house_id = deliveries.add_post_house(
            name="Éclair", email="desk@eclair.example", language="fr", actor=ACTOR
        )
        self.request_id = self._asked(Wanted(Asset.METADATA, "en"))
        published(self.title_id)
        for draft in (*figures.originals(), figures.subscribers()):
            claims.state_claim(draft=draft, actor=ACTOR)
        growth.import_tables(tables={"services": OURS, "offices": PARIS}, actor=ACTOR)
        project = a_project("Heimat", territory="FR")
        Project.objects.filter(pk=project).update(title_id=self.title_id)

    def _asked(self, wanted: Wanted) -> int:
        return deliveries.ask(
            title_id=self.title_id, wanted=wanted, due_on=DUE, post_house_id=None, actor=ACTOR
        )

    def ask(self, program, route, *, body=None, absent=False, **headers):
        """As it would be taken, but for what the test says otherwise; ``absent`` names what never was."""
        method, path = route
        told = ROUTES[route]
        address = path.format_map(self._names(path, absent=absent))
        sent = told.body if body is None else body
        if path in OF_A_TITLE and isinstance(sent, dict) and method == "POST":
            sent = {"title_id": 999_999 if absent else self.title_id, **sent}
        headers = {"If_Match": "*", **headers} if route in MATCHED else headers
        return program.ask(method, f"{address}?{told.asked}", sent, **headers)

    def make_ready(self, path: str) -> None:
        """What a decision is about has come, and a picture hangs."""
        if path.endswith(("/accept", "/send-back")):
            deliveries.note_delivery(request_id=self.request_id, turn=0, actor=ACTOR)
        if "{picture_id}" in path:
            catalogue.add_artwork(
                title_id=self.title_id, kind="poster", content=a_picture(), source="x", actor=ACTOR
            )

    def _names(self, path: str, *, absent: bool) -> dict[str, object]:
        said = {"language": "en", "territory": "FR", "vocabulary": "mood", "code": "tense"}
        held = editing.companies if "/companies" in path else editing.credited
        numbers = {
            **vars(self),
            "credit_id": held(title_id=self.title_id)[0].id,
            "picture_id": next((one.id for one in editing.artwork(title_id=self.title_id)), 1),
            "job_id": self._job_id(),
        }
        key = {"key": "never-was" if absent else "netflix-subscribers-fr"}
        return {**said, **key, **(dict.fromkeys(numbers, 999_999) if absent else numbers)}

    def _job_id(self) -> int:
        from lanterne.assets import queries as assets

        return assets.jobs(title_id=self.title_id)[0].id

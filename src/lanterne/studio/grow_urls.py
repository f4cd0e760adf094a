"""The addresses of markets, offices and competitors; `urls` takes them in among the others."""

from django.urls import path

from lanterne.accounts.roles import Desk
from lanterne.studio import places
from lanterne.studio.doors import page
from lanterne.studio.views import (
    briefing,
    charts,
    commissions,
    competitors,
    markets,
    offices,
)

growing = [
    path("markets/", page(markets.markets, sees=Desk.GROW), name="markets"),
    path("markets/table.csv", page(markets.markets_table, sees=Desk.GROW), name="markets_table"),
    path(
        "markets/<str:territory>/",
        page(markets.market, sees=Desk.GROW, changes=Desk.GROW, where=places.in_the_address),
        name="market",
    ),
    path(
        "markets/<str:territory>/table.csv",
        page(markets.market_table, sees=Desk.GROW),
        name="market_table",
    ),
    path(
        "markets/<str:territory>/drop/",
        page(markets.drop_scenario, changes=Desk.GROW, where=places.in_the_address),
        name="drop_scenario",
    ),
    path("markets/<str:territory>/brief/", page(briefing.briefing, sees=Desk.GROW), name="brief"),
    path(
        "markets/<str:territory>/figures/new/",
        page(markets.state, changes=Desk.GROW, where=places.in_the_address),
        name="state_of_market",
    ),
    path(
        "markets/<str:territory>/chart.<str:kind>",
        page(charts.market, sees=Desk.GROW),
        name="market_chart",
    ),
    path("offices/chart.<str:kind>", page(charts.offices, sees=Desk.GROW), name="offices_chart"),
    path(
        "competitors/chart.<str:kind>",
        page(charts.competitors, sees=Desk.GROW),
        name="competitors_chart",
    ),
    path("law/chart.<str:kind>", page(charts.law, sees=Desk.GROW), name="law_chart"),
    path("offices/", page(offices.offices, sees=Desk.GROW), name="offices"),
    path(
        "offices/new/",
        page(offices.new, changes=Desk.GROW, where=places.in_the_form),
        name="new_office",
    ),
    path(
        "offices/<int:office_id>/",
        page(offices.office, sees=Desk.GROW, changes=Desk.GROW, where=places.of_the_office),
        name="office",
    ),
    path(
        "offices/<int:office_id>/change/",
        page(offices.change, changes=Desk.GROW, where=places.of_the_office_said_anew),
        name="change_office",
    ),
    path(
        "offices/<int:office_id>/posts/<slug:post>/",
        page(offices.post, changes=Desk.GROW, where=places.of_the_office),
        name="change_post",
    ),
    path(
        "competitors/services/",
        page(
            commissions.known_services,
            sees=Desk.GROW,
            changes=Desk.GROW,
            where=places.in_the_form,
        ),
        name="services",
    ),
    path("competitors/orders/", page(commissions.orders, sees=Desk.GROW), name="orders"),
    path(
        "competitors/orders/new/",
        page(commissions.report, changes=Desk.GROW),
        name="report_order",
    ),
    path(
        "competitors/orders/<int:commission_id>/",
        page(commissions.order, sees=Desk.GROW, changes=Desk.GROW),
        name="order",
    ),
    path(
        "competitors/orders/<int:commission_id>/correct/",
        page(commissions.correct, changes=Desk.GROW),
        name="correct_order",
    ),
    path("competitors/", page(competitors.competitors, sees=Desk.GROW), name="competitors"),
    path(
        "competitors/table.csv",
        page(competitors.competitors_table, sees=Desk.GROW),
        name="competitors_table",
    ),
]

"""The addresses of markets, offices and competitors; `urls` takes them in among the others."""

from django.urls import path

from lanterne.accounts.roles import Desk
from lanterne.studio import places
from lanterne.studio.doors import page
from lanterne.studio.views import competitors, markets

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
    path("offices/", page(competitors.offices, sees=Desk.GROW), name="offices"),
    path("offices/<int:office_id>/", page(competitors.office, sees=Desk.GROW), name="office"),
    path("competitors/", page(competitors.competitors, sees=Desk.GROW), name="competitors"),
    path(
        "competitors/table.csv",
        page(competitors.competitors_table, sees=Desk.GROW),
        name="competitors_table",
    ),
]

"""The addresses of the slate, its projects and the stages to shoot on; `urls` takes them in among the others."""

from django.urls import path

from lanterne.accounts.roles import Desk
from lanterne.studio import places
from lanterne.studio.access import View
from lanterne.studio.doors import page
from lanterne.studio.views import (
    charts,
    decisions,
    facilities,
    project_money,
    project_rights,
    projects,
    results,
    slate,
)


def project_tab(view: View) -> View:
    """A tab of a project, which those who change its country's slate also send."""
    desk = Desk.COMMISSION
    return page(view, sees=desk, changes=desk, where=places.of_the_project)


def project_act(view: View) -> View:
    return page(view, changes=Desk.COMMISSION, where=places.of_the_project)


commissioning = [
    path("slate/", page(slate.slate, sees=Desk.COMMISSION), name="slate"),
    path("slate/chart.<str:kind>", page(charts.slate, sees=Desk.COMMISSION), name="slate_chart"),
    path("slate/table.csv", page(slate.table, sees=Desk.COMMISSION), name="slate_table"),
    path(
        "slate/new/",
        page(slate.new, changes=Desk.COMMISSION, where=places.in_the_form),
        name="new_project",
    ),
    path("slate/<int:project_id>/", project_tab(projects.project), name="project"),
    path(
        "slate/<int:project_id>/change/",
        page(slate.change, changes=Desk.COMMISSION, where=places.of_the_changed),
        name="change_project",
    ),
    path("slate/<int:project_id>/move/", project_act(projects.move), name="move_project"),
    path("slate/<int:project_id>/approve/", project_act(projects.approve), name="approve_project"),
    path(
        "slate/<int:project_id>/rights/", project_tab(project_rights.rights), name="project_rights"
    ),
    path(
        "slate/<int:project_id>/people/", project_tab(project_rights.people), name="project_people"
    ),
    path("slate/<int:project_id>/money/", project_tab(project_money.money), name="project_money"),
    path("slate/<int:project_id>/costs/", project_tab(project_money.costs), name="project_costs"),
    path(
        "slate/<int:project_id>/costs/table.csv",
        page(project_money.costs_table, sees=Desk.COMMISSION),
        name="costs_table",
    ),
    path(
        "slate/<int:project_id>/decision/", project_tab(decisions.decision), name="project_decision"
    ),
    path("slate/<int:project_id>/results/", project_tab(results.project), name="project_results"),
    path("forecasts/", page(results.forecasts, sees=Desk.COMMISSION), name="forecasts"),
    path(
        "forecasts/table.csv",
        page(results.forecasts_table, sees=Desk.COMMISSION),
        name="forecasts_table",
    ),
    path("results/", page(results.results, sees=Desk.COMMISSION), name="results"),
    path(
        "results/table.csv",
        page(results.results_table, sees=Desk.COMMISSION),
        name="results_table",
    ),
    path("results/<int:title_id>/", page(results.result, sees=Desk.COMMISSION), name="result"),
    path(
        "facilities/",
        page(
            facilities.facilities,
            sees=Desk.COMMISSION,
            changes=Desk.COMMISSION,
            where=places.of_the_booked,
        ),
        name="facilities",
    ),
    path(
        "facilities/places/",
        page(
            facilities.places,
            sees=Desk.COMMISSION,
            changes=Desk.COMMISSION,
            where=places.of_the_complex,
        ),
        name="places",
    ),
    path(
        "facilities/chart.<str:kind>",
        page(charts.facilities, sees=Desk.COMMISSION),
        name="facilities_chart",
    ),
    path(
        "facilities/bookings/<int:booking_id>/confirm/",
        page(facilities.confirm, changes=Desk.COMMISSION, where=places.of_the_booking),
        name="confirm_booking",
    ),
    path(
        "facilities/bookings/<int:booking_id>/release/",
        page(facilities.release, changes=Desk.COMMISSION, where=places.of_the_booking),
        name="release_booking",
    ),
]

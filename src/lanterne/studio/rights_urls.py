"""The addresses of windows, holdbacks and licences; `urls` takes them in among the others."""

from django.urls import path

from lanterne.accounts.roles import Desk
from lanterne.studio import places
from lanterne.studio.doors import page
from lanterne.studio.views import history, holdbacks, licences, rights, windows

rights_of_titles = [
    path(
        "titles/<int:title_id>/windows/",
        page(windows.windows, sees=Desk.RIGHTS, changes=Desk.RIGHTS, where=places.in_the_form),
        name="windows",
    ),
    path(
        "titles/<int:title_id>/windows/<int:window_id>/",
        page(windows.change, changes=Desk.RIGHTS, where=places.of_the_window),
        name="change_window",
    ),
    path(
        "titles/<int:title_id>/windows/<int:window_id>/withdraw/",
        page(windows.withdraw, changes=Desk.RIGHTS, where=places.of_the_window),
        name="withdraw_window",
    ),
    path(
        "titles/<int:title_id>/windows/<int:window_id>/approve/",
        page(windows.approve, changes=Desk.RIGHTS, where=places.of_the_window),
        name="approve_window",
    ),
    path(
        "titles/<int:title_id>/windows/<int:window_id>/met/",
        page(windows.condition_met, changes=Desk.RIGHTS, where=places.of_the_window),
        name="condition_met",
    ),
    path(
        "titles/<int:title_id>/holdbacks/",
        page(holdbacks.hold_back, changes=Desk.RIGHTS, where=places.held_back),
        name="hold_back",
    ),
    path(
        "titles/<int:title_id>/holdbacks/<int:holdback_id>/lift/",
        page(holdbacks.lift, changes=Desk.RIGHTS, where=places.of_the_holdback),
        name="lift_holdback",
    ),
    path(
        "titles/<int:title_id>/history/windows/<int:change_id>/undo/",
        page(history.take_back_window, changes=Desk.RIGHTS, where=places.of_the_terms),
        name="take_back_window",
    ),
    path("rights/", page(rights.rights, sees=Desk.RIGHTS), name="rights"),
    path("licences/", page(licences.licences, sees=Desk.RIGHTS), name="licences"),
    path("licences/new/", page(licences.register, changes=Desk.RIGHTS), name="register_licence"),
    path("licences/<int:licence_id>/", page(licences.licence, sees=Desk.RIGHTS), name="licence"),
    path(
        "licences/<int:licence_id>/change/",
        page(licences.change, changes=Desk.RIGHTS, where=places.of_the_licence),
        name="change_licence",
    ),
    path(
        "licences/<int:licence_id>/history/<int:change_id>/undo/",
        page(history.take_back_licence, changes=Desk.RIGHTS, where=places.of_the_licence),
        name="take_back_licence",
    ),
]

"""The addresses of the mailing list and of the press; `urls` takes them in among the others."""

from django.urls import path

from lanterne.accounts.roles import Desk
from lanterne.studio.doors import page
from lanterne.studio.views import mailing, press

speaking_to = [
    path("mailing/", page(mailing.mailing, sees=Desk.SPEAK, changes=Desk.SPEAK), name="mailing"),
    path("press/", page(press.press, sees=Desk.SPEAK, changes=Desk.SPEAK), name="press"),
]

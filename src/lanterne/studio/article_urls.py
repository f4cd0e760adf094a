"""The addresses of the newsroom's desk; `urls` takes them in among the others."""

from django.urls import path

from lanterne.accounts.roles import Desk
from lanterne.studio import places
from lanterne.studio.doors import page
from lanterne.studio.views import articles

writing = [
    path("articles/", page(articles.articles, sees=Desk.SPEAK), name="articles"),
    path(
        "articles/newsrooms/",
        page(articles.newsrooms, sees=Desk.SPEAK, changes=Desk.SPEAK, where=places.in_the_form),
        name="newsrooms",
    ),
    path(
        "articles/<int:article_id>/also/",
        page(articles.also, sees=Desk.SPEAK),
        name="read_also",
    ),
    path("articles/corrections/", page(articles.corrections, sees=Desk.SPEAK), name="corrections"),
    path(
        "articles/<int:article_id>/corrections/<slug:claim>/show/",
        page(articles.show, changes=Desk.SPEAK, where=places.of_the_article),
        name="show_correction",
    ),
    path(
        "articles/<int:article_id>/corrections/<slug:claim>/leave/",
        page(articles.leave, changes=Desk.SPEAK, where=places.of_the_article),
        name="leave_correction",
    ),
]

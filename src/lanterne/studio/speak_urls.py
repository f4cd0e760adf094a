"""The addresses of comments, of the mailing list and of the press; `urls` takes them in among the others."""

from django.urls import path

from lanterne.accounts.roles import Desk
from lanterne.studio import places
from lanterne.studio.doors import page
from lanterne.studio.views import comments, mailing, press

speaking_to = [
    path("comments/", page(comments.comments, sees=Desk.SPEAK), name="comments"),
    path(
        "comments/decide/",
        page(comments.decide, changes=Desk.SPEAK, where=places.of_the_comments),
        name="decide_comments",
    ),
    path(
        "comments/words/",
        page(comments.words, sees=Desk.SPEAK, changes=Desk.SPEAK),
        name="watched_words",
    ),
    path(
        "comments/<int:comment_id>/",
        page(comments.comment, sees=Desk.SPEAK, changes=Desk.SPEAK, where=places.of_the_comment),
        name="comment",
    ),
    path("mailing/", page(mailing.mailing, sees=Desk.SPEAK, changes=Desk.SPEAK), name="mailing"),
    path("press/", page(press.press, sees=Desk.SPEAK, changes=Desk.SPEAK), name="press"),
]

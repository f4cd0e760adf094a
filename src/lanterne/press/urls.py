"""The addresses of the readers' face: /newsroom/<market>/<language>/…"""

from django.urls import path

from lanterne.press.views import (
    agents,
    articles,
    comments,
    feeds,
    fronts,
    kits,
    mailing,
    maps,
    pictures,
)

app_name = "press"
urlpatterns = [
    path("", fronts.door, name="door"),
    path("letters/", mailing.join, name="letters"),
    path("letters/confirm/<str:token>/", mailing.confirm, name="letters_confirm"),
    path("letters/mine/<str:token>/", mailing.mine, name="letters_mine"),
    path("letters/leave/<str:token>/", mailing.leave, name="letters_leave"),
    path("agents/", agents.door, name="agents"),
    path("agents/ask/", agents.ask, name="agents_ask"),
    path("agents/enter/<str:token>/", agents.enter, name="agents_enter"),
    path("agents/leave/", agents.leave, name="agents_leave"),
    path("agents/read/<str:market>/<str:language>/<str:slug>/", agents.read, name="agents_read"),
    path("sitemap.xml", maps.everything, name="sitemap"),
    path("news-sitemap.xml", maps.news, name="news_sitemap"),
    path("pictures/<path:name>", pictures.picture, name="picture"),
    path("comments/<int:comment_id>/edit/", comments.edit, name="edit_comment"),
    path("comments/<int:comment_id>/report/", comments.report, name="report_comment"),
    path("comments/confirm/<str:slip>/", comments.confirm, name="confirm_address"),
    path("comments/stop/<str:slip>/", comments.stop, name="stop_letters"),
    path("<str:market>/<str:language>/", fronts.home, name="home"),
    path("<str:market>/<str:language>/archive/", fronts.archive, name="archive"),
    path("<str:market>/<str:language>/archive/<int:year>/", fronts.archive, name="archive_year"),
    path("<str:market>/<str:language>/search/", fronts.search, name="search"),
    path("<str:market>/<str:language>/contacts/", fronts.contacts, name="contacts"),
    path("<str:market>/<str:language>/by/<slug:author>/", fronts.author, name="author"),
    path("<str:market>/<str:language>/kit/", kits.index, name="kits"),
    path("<str:market>/<str:language>/kit/<slug:title>/", kits.press_kit, name="kit"),
    path("<str:market>/<str:language>/kit/<slug:title>/all.zip", kits.archive, name="kit_archive"),
    path("<str:market>/<str:language>/feed.atom", feeds.atom, name="atom"),
    path("<str:market>/<str:language>/feed.rss", feeds.rss, name="rss"),
    path("<str:market>/<str:language>/feed.json", feeds.json_feed, name="json_feed"),
    path("<str:market>/<str:language>/<str:slug>/", articles.article, name="article"),
    path("<str:market>/<str:language>/<str:slug>/comments/", comments.comments, name="comments"),
    path("<str:market>/<str:language>/<str:slug>/comments/vote/", comments.vote, name="vote"),
]

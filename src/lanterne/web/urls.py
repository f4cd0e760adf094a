"""The addresses of the subscribers' face."""

from django.urls import path
from django.views.generic import RedirectView

from lanterne.web.views import (
    account,
    art,
    collection,
    feed,
    home,
    join,
    pins,
    profiles,
    search,
    settings,
    title,
    watch,
)

app_name = "web"
urlpatterns = [
    path("", home.front, name="home"),
    path("welcome/", home.welcome, name="welcome"),
    path("showing/<str:territory>/<str:language>.atom", feed.showing, name="feed"),
    path("title/<slug:slug>/", title.title, name="title"),
    path("collection/<slug:slug>/", collection.collection, name="collection"),
    path("watch/<slug:slug>/", watch.watch, name="watch"),
    path("my-list/<slug:slug>/", title.my_list, name="my_list"),
    path("search/", search.search, name="search"),
    path("join/", join.account, name="join"),
    path("join/plan/", join.plan, name="join_plan"),
    path("join/payment/", join.payment, name="join_payment"),
    path("profiles/", profiles.choose, name="profiles"),
    path("profiles/<int:profile_id>/choose/", profiles.take, name="choose_profile"),
    path("profiles/add/", profiles.add, name="add_profile"),
    path("profiles/<int:profile_id>/", profiles.edit, name="edit_profile"),
    path("profiles/<int:profile_id>/remove/", profiles.remove, name="remove_profile"),
    path("profiles/<int:profile_id>/pin/", pins.ask, name="ask_pin"),
    path("profiles/pin/forgotten/", pins.forgotten, name="forgotten_pin"),
    path("account/pin/", pins.change, name="pin"),
    path("account/pin/remove/", pins.remove, name="remove_pin"),
    path("account/", account.account, name="account"),
    path("account/cancel/", account.cancel, name="cancel"),
    path("account/resume/", account.resume, name="resume"),
    path("settings/", settings.change, name="settings"),
    path("art/<path:name>", art.art, name="art"),
    path("favicon.ico", RedirectView.as_view(url="/static/ui/lantern.svg")),
]

"""The addresses of the staff's face; what is not ours is Wagtail's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_urls
from wagtail.admin.views.account import LogoutView

from lanterne.studio import tus
from lanterne.studio.doors import machine, page
from lanterne.studio.views import (  # fmt: skip
    audit,
    collections,
    deliveries,
    facts,
    films,
    identifiers,
    jobs,
    making,
    people,
    pictures,
    post_houses,
    ratings,
    readiness,
    renewals,
    reports,
    start,
    subtitles,
    titles,
    vocabulary,
    windows,
    words,
)

ours = [
    path("", page(start.start), name="start"),
    path("titles/", page(titles.titles), name="titles"),
    path("titles/new/", page(titles.new), name="new_title"),
    path("titles/<int:title_id>/", page(titles.title), name="title"),
    path("titles/<int:title_id>/words/", page(words.languages), name="words"),
    path("titles/<int:title_id>/words/<str:language>/", page(words.edit), name="edit_words"),
    path(
        "titles/<int:title_id>/words/<str:language>/remove/",
        page(words.remove),
        name="remove_words",
    ),
    path("titles/<int:title_id>/facts/", page(facts.facts), name="facts"),
    path("titles/<int:title_id>/ratings/", page(ratings.choose), name="choose_rated"),
    path("titles/<int:title_id>/ratings/<str:territory>/", page(ratings.rate), name="rate"),
    path(
        "titles/<int:title_id>/ratings/<str:territory>/remove/",
        page(ratings.remove),
        name="remove_rating",
    ),
    path("titles/<int:title_id>/identifiers/", page(identifiers.identifiers), name="identifiers"),
    path(
        "titles/<int:title_id>/identifiers/remove/",
        page(identifiers.remove),
        name="remove_identifier",
    ),
    path("titles/<int:title_id>/people/", page(people.people), name="people"),
    path(
        "titles/<int:title_id>/people/<int:credit_id>/remove/",
        page(people.remove),
        name="remove_credit",
    ),
    path("titles/<int:title_id>/making/", page(making.making), name="making"),
    path("titles/<int:title_id>/making/countries/", page(making.country), name="made_in"),
    path(
        "titles/<int:title_id>/making/companies/<int:credit_id>/remove/",
        page(making.remove),
        name="remove_company",
    ),
    path("collections/", page(collections.collections), name="collections"),
    path("collections/<int:collection_id>/", page(collections.collection), name="collection"),
    path(
        "collections/<int:collection_id>/titles/<int:title_id>/up/",
        page(collections.move_up),
        name="move_up",
    ),
    path(
        "collections/<int:collection_id>/titles/<int:title_id>/out/",
        page(collections.take_out),
        name="take_out",
    ),
    path("titles/<int:title_id>/collections/", page(collections.gather), name="gather"),
    path("vocabulary/", page(vocabulary.vocabulary), name="vocabulary"),
    path("titles/<int:title_id>/pictures/", page(pictures.pictures), name="pictures"),
    path(
        "titles/<int:title_id>/pictures/<int:picture_id>/remove/",
        page(pictures.remove),
        name="remove_picture",
    ),
    path(
        "titles/<int:title_id>/pictures/<int:picture_id>/focus/",
        page(pictures.focus),
        name="focus_picture",
    ),
    path(
        "titles/<int:title_id>/pictures/<int:picture_id>/original/",
        page(pictures.original),
        name="original_picture",
    ),
    path(
        "titles/<int:title_id>/stills/<int:job_id>/<int:number>/",
        page(pictures.still),
        name="film_still",
    ),
    path(
        "titles/<int:title_id>/stills/<int:job_id>/<int:number>/hang/",
        page(pictures.hang),
        name="hang_still",
    ),
    path("titles/<int:title_id>/windows/", page(windows.windows), name="windows"),
    path(
        "titles/<int:title_id>/windows/<int:window_id>/", page(windows.change), name="change_window"
    ),
    path(
        "titles/<int:title_id>/windows/<int:window_id>/withdraw/",
        page(windows.withdraw),
        name="withdraw_window",
    ),
    path("titles/<int:title_id>/film/", page(films.film), name="film"),
    path("titles/<int:title_id>/film/accept/", page(films.accept), name="accept"),
    path("titles/<int:title_id>/film/abandon/", page(films.abandon), name="abandon"),
    path("titles/<int:title_id>/film/again/", page(subtitles.publish_again), name="publish_again"),
    path("titles/<int:title_id>/subtitles/add/", page(subtitles.add), name="add_subtitle"),
    path(
        "titles/<int:title_id>/subtitles/<int:subtitle_id>/remove/",
        page(subtitles.remove),
        name="remove_subtitle",
    ),
    path("titles/<int:title_id>/report/", page(reports.report), name="report"),
    path("titles/<int:title_id>/report/drawn/", page(reports.drawn), name="drawn_report"),
    path("jobs/<int:job_id>/findings/<str:name>", page(reports.picture), name="finding_picture"),
    path("titles/<int:title_id>/uploads/", machine(tus.uploads), name="uploads"),
    path("uploads/<uuid:upload_id>/", machine(tus.upload), name="upload"),
    path("jobs/", page(jobs.jobs), name="jobs"),
    path("jobs/<int:job_id>/", page(jobs.job), name="job"),
    path("jobs/<int:job_id>/live/", machine(jobs.live), name="job_live"),
    path("jobs/<int:job_id>/cancel/", page(jobs.cancel), name="cancel_job"),
    path("jobs/<int:job_id>/retry/", page(jobs.retry), name="retry_job"),
    path("renewals/", page(renewals.renewals), name="renewals"),
    path("renewals/confirm/", page(renewals.confirm), name="confirm_renewals"),
    path("renewals/queue/", page(renewals.queue), name="queue_renewals"),
    path("renewals/estimate/", page(renewals.estimate), name="estimate_renewals"),
    path("renewals/<int:title_id>/back/", page(renewals.bring_back), name="bring_back"),
    path("titles/<int:title_id>/readiness/", page(readiness.readiness), name="readiness"),
    path("titles/<int:title_id>/requests/", page(readiness.ask_all), name="ask_all"),
    path("titles/<int:title_id>/requests/one/", page(readiness.ask), name="ask"),
    path("deliveries/", page(deliveries.desk), name="deliveries"),
    path("deliveries/<int:request_id>/", page(deliveries.delivery), name="delivery"),
    path("deliveries/<int:request_id>/accept/", page(deliveries.accept), name="accept_delivery"),
    path("deliveries/<int:request_id>/again/", page(deliveries.ask_again), name="ask_again"),
    path("deliveries/<int:request_id>/cancel/", page(deliveries.cancel), name="cancel_delivery"),
    path("deliveries/<int:request_id>/look/", page(deliveries.look), name="look_for_delivery"),
    path("deliveries/<int:request_id>/say/", page(deliveries.say), name="say"),
    path("deliveries/<int:request_id>/change/", page(deliveries.change), name="change_delivery"),
    path(
        "deliveries/<int:request_id>/picture/", page(deliveries.picture), name="delivered_picture"
    ),
    path("deliveries/post-houses/", page(post_houses.post_houses), name="post_houses"),
    path(
        "deliveries/post-houses/<int:post_house_id>/",
        page(post_houses.post_house),
        name="post_house",
    ),
    path(
        "deliveries/post-houses/<int:post_house_id>/link/",
        page(post_houses.make_link),
        name="make_link",
    ),
    path(
        "deliveries/post-houses/<int:post_house_id>/send/",
        page(post_houses.send_link),
        name="send_link",
    ),
    path(
        "deliveries/post-houses/<int:post_house_id>/links/<int:link_id>/revoke/",
        page(post_houses.revoke_link),
        name="revoke_link",
    ),
    path("audit/", page(audit.audit), name="audit"),
]

# The rooms of Wagtail's that the console uses: one's own account, staff and their groups, what its frame loads.
WAGTAILS = "account|logout|users|groups|bulk/accounts/user|sprite|jsi18n|dismissibles"


def nowhere(_request: HttpRequest, **_asked: str) -> HttpResponse:
    """Pages, pictures, documents and the like of Wagtail's own are in no menu, and so at no address."""
    raise Http404


urlpatterns = [
    # One door for everybody: it slows down guessing, which Wagtail's own does not.
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    # Wagtail's own answers no to a link, and takes the session's cookie away all the same.
    path("logout/", require_POST(LogoutView.as_view())),
    path("", include((ours, "studio"))),
    re_path(rf"^(?:pages/.*|(?!(?:{WAGTAILS})/).*/)$", page(nowhere)),
    path("", include(wagtail_urls)),
]

"""The addresses of the staff's face, and what each asks of those who come; what is not ours is Wagtail's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_urls
from wagtail.admin.views.account import LogoutView

from lanterne.accounts.roles import Desk
from lanterne.studio import places, tus
from lanterne.studio.article_urls import writing
from lanterne.studio.commission_urls import commissioning
from lanterne.studio.doors import lobby, machine, page
from lanterne.studio.drafting import draftable
from lanterne.studio.grow_urls import growing
from lanterne.studio.rights_urls import rights_of_titles
from lanterne.studio.speak_urls import speaking_to
from lanterne.studio.views import (  # fmt: skip
    articles,
    audit,
    bulk,
    collections,
    deliveries,
    drafts,
    duplicates,
    facts,
    figures,
    files,
    films,
    history,
    identifiers,
    jobs,
    law,
    making,
    operator,
    people,
    pictures,
    post_houses,
    ratings,
    readiness,
    renewals,
    reports,
    saved,
    staff,
    start,
    statements,
    subtitles,
    titles,
    tokens,
    vocabulary,
    words,
)

ours = [
    path("", lobby(start.start), name="start"),
    path("titles/", page(titles.titles, sees=Desk.PUBLISH), name="titles"),
    path("titles/counts/", machine(titles.title_counts, sees=Desk.PUBLISH), name="title_counts"),
    path("titles/change/", page(bulk.publish, changes=Desk.PUBLISH), name="change_titles"),
    path(
        "titles/windows/",
        page(bulk.windows, changes=Desk.RIGHTS, where=places.in_the_form),
        name="window_titles",
    ),
    path("edits/<int:edit_id>/", page(bulk.edit, sees=Desk.PUBLISH), name="edit"),
    path(
        "edits/<int:edit_id>/undo/",
        page(bulk.undo_publish, changes=Desk.PUBLISH),
        name="undo_change",
    ),
    path(
        "edits/<int:edit_id>/undo/windows/",
        page(bulk.undo_windows, changes=Desk.RIGHTS, where=places.of_the_edit),
        name="undo_windows",
    ),
    path("views/", lobby(saved.save), name="save_view"),
    path("views/<int:view_id>/remove/", lobby(saved.remove), name="remove_view"),
    path("titles/new/", page(titles.new, changes=Desk.PUBLISH), name="new_title"),
    path("titles/<int:title_id>/", page(titles.title, sees=Desk.PUBLISH), name="title"),
    path(
        "titles/<int:title_id>/words/",
        page(words.languages, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="words",
    ),
    path(
        "titles/<int:title_id>/words/<str:language>/",
        page(draftable(words.edit), sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="edit_words",
    ),
    path(
        "titles/<int:title_id>/words/<str:language>/remove/",
        page(words.remove, changes=Desk.PUBLISH),
        name="remove_words",
    ),
    path(
        "titles/<int:title_id>/facts/",
        page(draftable(facts.facts), sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="facts",
    ),
    path(
        "titles/<int:title_id>/ratings/",
        page(ratings.choose, changes=Desk.PUBLISH, where=places.in_the_form),
        name="choose_rated",
    ),
    path(
        "titles/<int:title_id>/ratings/<str:territory>/",
        page(ratings.rate, changes=Desk.PUBLISH, where=places.in_the_address),
        name="rate",
    ),
    path(
        "titles/<int:title_id>/ratings/<str:territory>/remove/",
        page(ratings.remove, changes=Desk.PUBLISH, where=places.in_the_address),
        name="remove_rating",
    ),
    path(
        "titles/<int:title_id>/identifiers/",
        page(identifiers.identifiers, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="identifiers",
    ),
    path(
        "titles/<int:title_id>/identifiers/remove/",
        page(identifiers.remove, changes=Desk.PUBLISH),
        name="remove_identifier",
    ),
    path(
        "titles/<int:title_id>/people/",
        page(people.people, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="people",
    ),
    path(
        "titles/<int:title_id>/people/<int:credit_id>/remove/",
        page(people.remove, changes=Desk.PUBLISH),
        name="remove_credit",
    ),
    path(
        "titles/<int:title_id>/people/<int:person_id>/<str:language>/",
        page(people.biography, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="biography",
    ),
    path(
        "titles/<int:title_id>/making/",
        page(making.making, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="making",
    ),
    path(
        "titles/<int:title_id>/making/countries/",
        page(making.country, changes=Desk.PUBLISH),
        name="made_in",
    ),
    path(
        "titles/<int:title_id>/making/companies/<int:credit_id>/remove/",
        page(making.remove, changes=Desk.PUBLISH),
        name="remove_company",
    ),
    path(
        "collections/",
        page(collections.collections, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="collections",
    ),
    path(
        "collections/<int:collection_id>/",
        page(collections.collection, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="collection",
    ),
    path(
        "collections/<int:collection_id>/titles/<int:title_id>/up/",
        page(collections.move_up, changes=Desk.PUBLISH),
        name="move_up",
    ),
    path(
        "collections/<int:collection_id>/titles/<int:title_id>/out/",
        page(collections.take_out, changes=Desk.PUBLISH),
        name="take_out",
    ),
    path(
        "titles/<int:title_id>/collections/",
        page(collections.gather, changes=Desk.PUBLISH),
        name="gather",
    ),
    path("duplicates/", page(duplicates.duplicates, sees=Desk.PUBLISH), name="duplicates"),
    path(
        "duplicates/<int:title_id>/<int:other_id>/",
        page(duplicates.pair, sees=Desk.PUBLISH),
        name="pair",
    ),
    path(
        "duplicates/<int:title_id>/<int:other_id>/apart/",
        page(duplicates.tell_apart, changes=Desk.PUBLISH),
        name="tell_apart",
    ),
    path(
        "duplicates/<int:title_id>/<int:other_id>/merge/",
        page(duplicates.merge, changes=Desk.PUBLISH, where=places.of_the_pair),
        name="merge",
    ),
    path(
        "vocabulary/",
        page(vocabulary.vocabulary, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="vocabulary",
    ),
    path(
        "titles/<int:title_id>/pictures/",
        page(pictures.pictures, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="pictures",
    ),
    path(
        "titles/<int:title_id>/pictures/<int:picture_id>/remove/",
        page(pictures.remove, changes=Desk.PUBLISH),
        name="remove_picture",
    ),
    path(
        "titles/<int:title_id>/pictures/<int:picture_id>/focus/",
        page(pictures.focus, changes=Desk.PUBLISH),
        name="focus_picture",
    ),
    path(
        "titles/<int:title_id>/pictures/<int:picture_id>/captions/<str:language>/",
        page(pictures.caption, sees=Desk.PUBLISH, changes=Desk.PUBLISH),
        name="caption",
    ),
    path(
        "titles/<int:title_id>/pictures/<int:picture_id>/original/",
        page(pictures.original, sees=Desk.PUBLISH),
        name="original_picture",
    ),
    path(
        "titles/<int:title_id>/stills/<int:job_id>/<int:number>/",
        page(pictures.still, sees=Desk.PUBLISH),
        name="film_still",
    ),
    path(
        "titles/<int:title_id>/stills/<int:job_id>/<int:number>/hang/",
        page(pictures.hang, changes=Desk.PUBLISH),
        name="hang_still",
    ),
    path(
        "titles/<int:title_id>/history/", page(history.history, sees=Desk.PUBLISH), name="history"
    ),
    path(
        "titles/<int:title_id>/history/<int:change_id>/undo/",
        page(history.take_back, changes=Desk.PUBLISH, where=places.of_the_change),
        name="take_back",
    ),
    path("titles/<int:title_id>/draft/", page(drafts.draft, sees=Desk.PUBLISH), name="draft"),
    path(
        "titles/<int:title_id>/draft/publish/",
        page(drafts.publish, changes=Desk.PUBLISH, where=places.of_the_draft),
        name="publish_draft",
    ),
    path(
        "titles/<int:title_id>/draft/schedule/",
        page(drafts.schedule, changes=Desk.PUBLISH, where=places.of_the_draft),
        name="schedule_draft",
    ),
    path(
        "titles/<int:title_id>/draft/unschedule/",
        page(drafts.unschedule, changes=Desk.PUBLISH),
        name="unschedule_draft",
    ),
    path(
        "titles/<int:title_id>/draft/keep/",
        page(drafts.keep, changes=Desk.PUBLISH),
        name="keep_draft",
    ),
    path(
        "titles/<int:title_id>/draft/discard/",
        page(drafts.discard, changes=Desk.PUBLISH),
        name="discard_draft",
    ),
    path("titles/<int:title_id>/film/", page(films.film, sees=Desk.DELIVERIES), name="film"),
    path(
        "titles/<int:title_id>/film/accept/",
        page(films.accept, changes=Desk.DELIVERIES),
        name="accept",
    ),
    path(
        "titles/<int:title_id>/film/abandon/",
        page(films.abandon, changes=Desk.DELIVERIES),
        name="abandon",
    ),
    path(
        "titles/<int:title_id>/film/again/",
        page(subtitles.publish_again, changes=Desk.DELIVERIES),
        name="publish_again",
    ),
    path(
        "titles/<int:title_id>/subtitles/add/",
        page(subtitles.add, changes=Desk.DELIVERIES),
        name="add_subtitle",
    ),
    path(
        "titles/<int:title_id>/subtitles/<int:subtitle_id>/remove/",
        page(subtitles.remove, changes=Desk.DELIVERIES),
        name="remove_subtitle",
    ),
    path(
        "titles/<int:title_id>/report/", page(reports.report, sees=Desk.DELIVERIES), name="report"
    ),
    path(
        "titles/<int:title_id>/report/drawn/",
        page(reports.drawn, sees=Desk.DELIVERIES),
        name="drawn_report",
    ),
    path(
        "jobs/<int:job_id>/findings/<str:name>",
        page(reports.picture, sees=Desk.DELIVERIES),
        name="finding_picture",
    ),
    path(
        "titles/<int:title_id>/uploads/",
        machine(tus.uploads, changes=Desk.DELIVERIES),
        name="uploads",
    ),
    path("uploads/<uuid:upload_id>/", machine(tus.upload, changes=Desk.DELIVERIES), name="upload"),
    path("jobs/", page(jobs.jobs, sees=Desk.DELIVERIES), name="jobs"),
    path("jobs/<int:job_id>/", page(jobs.job, sees=Desk.DELIVERIES), name="job"),
    path("jobs/<int:job_id>/live/", machine(jobs.live, sees=Desk.DELIVERIES), name="job_live"),
    path(
        "jobs/<int:job_id>/cancel/", page(jobs.cancel, changes=Desk.DELIVERIES), name="cancel_job"
    ),
    path("jobs/<int:job_id>/retry/", page(jobs.retry, changes=Desk.DELIVERIES), name="retry_job"),
    path("renewals/", page(renewals.renewals, sees=Desk.DELIVERIES), name="renewals"),
    path(
        "renewals/confirm/",
        page(renewals.confirm, changes=Desk.DELIVERIES),
        name="confirm_renewals",
    ),
    path("renewals/queue/", page(renewals.queue, changes=Desk.DELIVERIES), name="queue_renewals"),
    path(
        "renewals/estimate/",
        page(renewals.estimate, changes=Desk.DELIVERIES),
        name="estimate_renewals",
    ),
    path(
        "renewals/<int:title_id>/back/",
        page(renewals.bring_back, changes=Desk.DELIVERIES),
        name="bring_back",
    ),
    path(
        "titles/<int:title_id>/readiness/",
        page(readiness.readiness, sees=Desk.DELIVERIES),
        name="readiness",
    ),
    path(
        "titles/<int:title_id>/requests/",
        page(readiness.ask_all, changes=Desk.DELIVERIES),
        name="ask_all",
    ),
    path(
        "titles/<int:title_id>/requests/one/",
        page(readiness.ask, changes=Desk.DELIVERIES),
        name="ask",
    ),
    path("deliveries/", page(deliveries.desk, sees=Desk.DELIVERIES), name="deliveries"),
    path(
        "deliveries/<int:request_id>/",
        page(deliveries.delivery, sees=Desk.DELIVERIES),
        name="delivery",
    ),
    path(
        "deliveries/<int:request_id>/accept/",
        page(deliveries.accept, changes=Desk.DELIVERIES),
        name="accept_delivery",
    ),
    path(
        "deliveries/<int:request_id>/again/",
        page(deliveries.ask_again, changes=Desk.DELIVERIES),
        name="ask_again",
    ),
    path(
        "deliveries/<int:request_id>/cancel/",
        page(deliveries.cancel, changes=Desk.DELIVERIES),
        name="cancel_delivery",
    ),
    path(
        "deliveries/<int:request_id>/look/",
        page(deliveries.look, changes=Desk.DELIVERIES),
        name="look_for_delivery",
    ),
    path(
        "deliveries/<int:request_id>/say/",
        page(deliveries.say, changes=Desk.DELIVERIES),
        name="say",
    ),
    path(
        "deliveries/<int:request_id>/change/",
        page(deliveries.change, changes=Desk.DELIVERIES),
        name="change_delivery",
    ),
    path(
        "deliveries/<int:request_id>/picture/",
        page(deliveries.picture, sees=Desk.DELIVERIES),
        name="delivered_picture",
    ),
    path(
        "deliveries/post-houses/",
        page(post_houses.post_houses, sees=Desk.DELIVERIES, changes=Desk.DELIVERIES),
        name="post_houses",
    ),
    path(
        "deliveries/post-houses/<int:post_house_id>/",
        page(post_houses.post_house, sees=Desk.DELIVERIES, changes=Desk.DELIVERIES),
        name="post_house",
    ),
    path(
        "deliveries/post-houses/<int:post_house_id>/link/",
        page(post_houses.make_link, changes=Desk.DELIVERIES),
        name="make_link",
    ),
    path(
        "deliveries/post-houses/<int:post_house_id>/send/",
        page(post_houses.send_link, changes=Desk.DELIVERIES),
        name="send_link",
    ),
    path(
        "deliveries/post-houses/<int:post_house_id>/links/<int:link_id>/revoke/",
        page(post_houses.revoke_link, changes=Desk.DELIVERIES),
        name="revoke_link",
    ),
    path("files/", lobby(files.files), name="files"),
    path("files/<uuid:key>/", lobby(files.file), name="file"),
    # Which desks a file is a matter of, and which markets, only the file tells: see ``files_page.check_yours``.
    path("files/<uuid:key>/take/", lobby(files.take), name="take_file"),
    *rights_of_titles,
    *growing,
    *speaking_to,
    path("law/", page(law.law, sees=Desk.GROW), name="law"),
    path("law/rules/", page(law.rules, sees=Desk.GROW), name="law_rules"),
    path("law/rules/new/", page(law.add, changes=Desk.GROW), name="add_rule"),
    path("law/rules/of/<slug:rule>/", page(law.rule, sees=Desk.GROW), name="law_rule"),
    path(
        "law/rules/of/<slug:rule>/change/",
        page(law.supersede, changes=Desk.GROW),
        name="supersede_rule",
    ),
    path("law/what-if/", page(law.what_if, sees=Desk.GROW), name="law_what_if"),
    path(
        "law/filing/<str:territory>/<int:year>/",
        page(law.filing, sees=Desk.GROW),
        name="law_filing",
    ),
    path(
        "law/filing/<str:territory>/<int:year>/table/",
        page(law.filing_table, sees=Desk.GROW),
        name="law_filing_table",
    ),
    path(
        "law/operator/",
        page(operator.operator, sees=Desk.GROW, changes=Desk.GROW),
        name="operator",
    ),
    path(
        "law/operator/<int:fact_id>/withdraw/",
        page(operator.withdraw_fact, changes=Desk.GROW),
        name="withdraw_fact",
    ),
    path(
        "law/expenses/",
        page(operator.expenses, sees=Desk.GROW, changes=Desk.GROW),
        name="expenses",
    ),
    path(
        "law/expenses/<int:expense_id>/withdraw/",
        page(operator.withdraw_expense, changes=Desk.GROW),
        name="withdraw_expense",
    ),
    path(
        "titles/<int:title_id>/releases/",
        page(
            operator.releases,
            sees=Desk.RIGHTS,
            changes=Desk.RIGHTS,
            where=places.in_the_form,
        ),
        name="releases",
    ),
    path(
        "titles/<int:title_id>/releases/<str:territory>/withdraw/",
        page(operator.withdraw_release, changes=Desk.RIGHTS, where=places.in_the_address),
        name="withdraw_release",
    ),
    path("figures/", page(figures.figures, sees=Desk.GROW), name="figures"),
    path("figures/new/", page(figures.state, changes=Desk.GROW), name="state_figure"),
    path("figures/import/", page(figures.bring_in, changes=Desk.GROW), name="import_figures"),
    path("figures/table/", page(figures.send_out, sees=Desk.GROW), name="figures_table"),
    path("figures/compare/", page(figures.compare, sees=Desk.GROW), name="compare_figures"),
    path(
        "figures/citations/<int:citation_id>/",
        page(figures.look, changes=Desk.GROW),
        name="look_at_figure",
    ),
    path("figures/of/<slug:claim>/", page(figures.figure, sees=Desk.GROW), name="figure"),
    path(
        "figures/of/<slug:claim>/correct/",
        page(figures.correct, changes=Desk.GROW),
        name="correct_figure",
    ),
    path(
        "figures/of/<slug:claim>/show/", page(figures.show, changes=Desk.GROW), name="show_figure"
    ),
    path(
        "statements/",
        page(
            statements.statements,
            sees=Desk.STATEMENTS,
            changes=Desk.STATEMENTS,
            where=places.of_the_licensor,
        ),
        name="statements",
    ),
    path(
        "statements/<int:statement_id>/",
        page(statements.statement, sees=Desk.STATEMENTS),
        name="statement",
    ),
    path(
        "statements/<int:statement_id>/print/",
        page(statements.printed, sees=Desk.STATEMENTS),
        name="print_statement",
    ),
    path(
        "statements/<int:statement_id>/table/",
        page(statements.table, sees=Desk.STATEMENTS),
        name="statement_table",
    ),
    path(
        "statements/<int:statement_id>/reckon/",
        page(statements.reckon, changes=Desk.STATEMENTS, where=places.of_the_statement),
        name="reckon_statement",
    ),
    path(
        "statements/<int:statement_id>/issue/",
        page(statements.issue, changes=Desk.STATEMENTS, where=places.of_the_statement),
        name="issue_statement",
    ),
    path(
        "statements/<int:statement_id>/discard/",
        page(statements.discard, changes=Desk.STATEMENTS, where=places.of_the_statement),
        name="discard_statement",
    ),
    path(
        "statements/<int:statement_id>/correct/",
        page(statements.correct, changes=Desk.STATEMENTS, where=places.of_the_statement),
        name="correct_statement",
    ),
    path(
        "statements/<int:statement_id>/adjustments/",
        page(statements.adjust, changes=Desk.STATEMENTS, where=places.of_the_statement),
        name="adjust_statement",
    ),
    path(
        "statements/<int:statement_id>/adjustments/<int:number>/drop/",
        page(statements.drop_adjustment, changes=Desk.STATEMENTS, where=places.of_the_statement),
        name="drop_adjustment",
    ),
    path(
        "statements/<int:statement_id>/rates/",
        page(statements.state_rate, changes=Desk.STATEMENTS, where=places.of_the_statement),
        name="state_rate",
    ),
    path(
        "statements/licences/<int:licence_id>/",
        page(statements.agree, changes=Desk.STATEMENTS, where=places.of_the_licence),
        name="agree_terms",
    ),
    *commissioning,
    *writing,
    path("audit/", page(audit.audit, sees=Desk.OPERATE), name="audit"),
    path("users/", page(staff.staff, sees=Desk.OPERATE), name="staff"),
    path("users/new/", page(staff.new, changes=Desk.OPERATE), name="new_staff"),
    path("users/<int:user_id>/", page(staff.appoint, changes=Desk.OPERATE), name="appoint"),
    path("tokens/", lobby(tokens.tokens), name="tokens"),
    path("tokens/<int:token_id>/revoke/", lobby(tokens.revoke_own), name="revoke_own_token"),
    path(
        "tokens/<int:token_id>/end/",
        page(tokens.revoke, changes=Desk.OPERATE),
        name="revoke_token",
    ),
]

# The rooms of Wagtail's that the console uses: one's own account, and what its frame loads. Its page of users lists
# subscribers, asks for names that we do not keep, makes people who are no staff, and leaves no line: ours is above.
WAGTAILS = "account|logout|sprite|jsi18n|dismissibles"
# Its editor of pages, with all that it opens; for the newsroom's desk, see ``articles.editor``.
EDITOR = (
    "pages|images|choose-page|choose-external-link|choose-email-link|choose-phone-link|choose-anchor-link"
    "|snippets|newsroom|translation|tag-autocomplete|editing-sessions|block-type-usage|link-chooser"
)


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
    re_path(
        rf"^(?P<room>(?:{EDITOR})/.*)$",
        page(articles.editor, changes=Desk.SPEAK, where=places.of_the_page),
    ),
    re_path(rf"^(?:(?!(?:{WAGTAILS})/).*/)$", lobby(nowhere)),
    path("", include(wagtail_urls)),
]

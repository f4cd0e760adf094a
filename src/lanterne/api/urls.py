"""The API's version and its routers."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.security import django_auth

from lanterne.api import browsing, errors, law, people, watching, work
from lanterne.api.partners import (
    briefing,
    claims,
    collections,
    comparing,
    competitors,
    counts,
    decisions,
    history,
    holdbacks,
    licences,
    making,
    markets,
    offices,
    post_houses,
    questions,
    readiness,
    requests,
    results,
    rules,
    slate,
    titles,
    vocabulary,
    windows,
)

# No page of documentation: the usual ones load scripts from elsewhere. The document is at openapi.json.
api = NinjaAPI(title="Lanterne", version="1", auth=django_auth, docs_url=None)
errors.speak_plainly(api)
for router in (people.router, browsing.router, watching.router, work.router, law.router):
    api.add_router("", router)
# Programs come with a token instead of a session.
CATALOGUE = (titles, making, collections, vocabulary, questions, history)
RIGHTS = (licences, windows, holdbacks)
DELIVERIES = (requests, decisions, post_houses)
for prefix, rooms in (("/catalogue", CATALOGUE), ("/rights", RIGHTS), ("/deliveries", DELIVERIES)):
    for room in rooms:
        api.add_router(prefix, room.router)
api.add_router("/catalogue", readiness.of_titles)
api.add_router("/publishing", readiness.of_jobs)
for room in (slate, results):
    api.add_router("/commissioning", room.router)
for room in (claims, comparing):
    api.add_router("/facts", room.router)
api.add_router("/regulation", rules.router)
for room in (markets, offices, competitors, counts, briefing):
    api.add_router("/growth", room.router)

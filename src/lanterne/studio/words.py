"""What the console calls things: stages, states, kinds, severities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lanterne.accounts.scopes import Scope
from lanterne.assets.gains import Verdict
from lanterne.assets.rules import JobState, Purpose
from lanterne.catalogue.boards import AgeKind
from lanterne.catalogue.identifiers import Scheme
from lanterne.catalogue.likeness import Ground
from lanterne.catalogue.rules import AgeSource, ArtKind, CompanyRole, Edition, Kind
from lanterne.core.taking import Outcome
from lanterne.deliveries import words as deliveries
from lanterne.newsroom.rules import Standing
from lanterne.rights.queries import Coming
from lanterne.rights.rules import Offer, Status, Use
from lanterne.statements.rules import FeeKind
from lanterne_media.model import Stage

STAGES = {
    Stage.PROBE: _("Read the file"),
    Stage.QC: _("Quality control"),
    Stage.CONFORM: _("Conform the picture"),
    Stage.SOUND: _("Sound"),
    Stage.CAPTIONS: _("Captions"),
    Stage.FIRST_LIGHT: _("First light"),
    Stage.SHOTS: _("Find the shots"),
    Stage.TRIALS: _("Trial encodes"),
    Stage.CUT: _("Cut the film into its shots"),
    Stage.ENCODE: _("Encode and measure"),
    Stage.JOIN: _("Join the shots"),
    Stage.STILLS: _("Stills"),
    Stage.PACKAGE: _("Package and verify"),
}
STATES = {
    JobState.QUEUED: pgettext_lazy("job", "Waiting for a worker"),
    JobState.RUNNING: pgettext_lazy("job", "Under way"),
    JobState.DONE: pgettext_lazy("job", "Published"),
    JobState.FAILED: pgettext_lazy("job", "Failed"),
    JobState.CANCELLED: pgettext_lazy("job", "Cancelled"),
}
# Of work that is done and put nothing before people: trials, and a new encode that was left out.
OVER = pgettext_lazy("job", "Over")
DELIVERY_STATES = deliveries.STATES
KINDS = {
    Kind.FILM: pgettext_lazy("kind", "Film"),
    Kind.SERIES: pgettext_lazy("kind", "Series"),
    Kind.SEASON: pgettext_lazy("kind", "Season"),
    Kind.EPISODE: pgettext_lazy("kind", "Episode"),
    Kind.TRAILER: pgettext_lazy("kind", "Trailer"),
    Kind.EXTRA: pgettext_lazy("kind", "Extra"),
    Kind.EDITION: pgettext_lazy("kind", "Edition"),
}
NEW = {
    Kind.FILM: _("New film"),
    Kind.SERIES: _("New series"),
    Kind.SEASON: _("New season"),
    Kind.EPISODE: _("New episode"),
    Kind.TRAILER: _("New trailer"),
    Kind.EXTRA: _("New extra"),
    Kind.EDITION: _("New edition"),
}
EDITIONS = {
    Edition.THEATRICAL: pgettext_lazy("edition", "Theatrical"),
    Edition.DIRECTORS: pgettext_lazy("edition", "Director’s cut"),
    Edition.EXTENDED: pgettext_lazy("edition", "Extended"),
    Edition.RESTORED: pgettext_lazy("edition", "Restored"),
    Edition.DUBBED: pgettext_lazy("edition", "Dubbed"),
    Edition.OTHER: pgettext_lazy("edition", "Another"),
}
PICTURES = {
    ArtKind.POSTER: pgettext_lazy("picture", "Poster"),
    ArtKind.STILL: pgettext_lazy("picture", "Still"),
    ArtKind.BACKDROP: pgettext_lazy("picture", "Backdrop"),
}
AGE_KINDS = {
    AgeKind.ALL: _("for everybody"),
    AgeKind.ADVISED: _("advised from age %(age)s"),
    AgeKind.ACCOMPANIED: _("from age %(age)s, younger with an adult"),
    AgeKind.BINDING: _("from age %(age)s, nobody younger"),
    AgeKind.UNSTATED: _("states no age: say which below"),
    AgeKind.REFUSED: _("forbidden to be shown"),
}
AGE_SOURCES = {
    AgeSource.BOARD: _("its own rating there"),
    AgeSource.DEFAULT: _("its own minimum age"),
    AgeSource.BOARD_ABOVE: _("the rating of what it belongs to"),
    AgeSource.DEFAULT_ABOVE: _("the minimum age of what it belongs to"),
    AgeSource.NOBODY: _("nobody has said: hidden from children"),
}
REGISTRIES = {
    Scheme.EIDR: "EIDR",
    Scheme.ISAN: "ISAN",
    Scheme.IMDB: "IMDb",
    Scheme.TMDB: "TMDB",
    Scheme.WIKIDATA: "Wikidata",
}
STANDINGS = {
    Standing.DRAFT: pgettext_lazy("standing of an article", "draft"),
    Standing.EMBARGOED: pgettext_lazy("standing of an article", "under embargo"),
    Standing.PUBLIC: pgettext_lazy("standing of an article", "public"),
    Standing.OVER: pgettext_lazy("standing of an article", "taken down"),
}
GROUNDS = {
    Ground.IDENTIFIER: _("a registry’s number"),
    Ground.NAME: pgettext_lazy("ground", "a name"),
    Ground.DIRECTOR: pgettext_lazy("ground", "a director"),
    Ground.RUNTIME: pgettext_lazy("ground", "the length"),
}
SEVERITIES = {"error": _("Error"), "warning": _("Warning"), "note": _("Note")}
ROLES = {
    "director": _("Direction"),
    "writer": _("Screenplay"),
    "cast": _("Cast"),
    "voice": _("Voices"),
    "composer": _("Music"),
    "cinematographer": _("Photography"),
    "editor": _("Editing"),
    "producer": _("Production"),
    "copyright": _("Copyright line"),
}
COMPANY_ROLES = {
    CompanyRole.PRODUCTION: pgettext_lazy("company", "Production"),
    CompanyRole.COPRODUCTION: pgettext_lazy("company", "Co-production"),
    CompanyRole.FINANCING: pgettext_lazy("company", "Financing"),
    CompanyRole.DISTRIBUTION: pgettext_lazy("company", "Distribution"),
    CompanyRole.SALES: pgettext_lazy("company", "Sales agent"),
    CompanyRole.BROADCASTER: pgettext_lazy("company", "Broadcaster"),
}
PURPOSES = {
    Purpose.PUBLISH: pgettext_lazy("purpose", "Publish"),
    Purpose.ESTIMATE: pgettext_lazy("purpose", "Estimate"),
    Purpose.RENEWAL: pgettext_lazy("purpose", "New encode"),
}
OFFERS = {
    Offer.SUBSCRIPTION: _("Subscription"),
    Offer.ADVERTISING: _("With advertising"),
    Offer.RENTAL: _("Rental"),
    Offer.PURCHASE: _("Purchase"),
    Offer.FREE: _("Free"),
}
STATUSES = {
    Status.APPROVED: pgettext_lazy("window", "Approved"),
    Status.PENDING: pgettext_lazy("window", "Not approved yet"),
    Status.REVOKED: pgettext_lazy("window", "Revoked"),
}
USES = {
    Use.ANY: "%s",
    Use.DUB: _("%s (dubbed)"),
    Use.SUB: _("%s (subtitled)"),
}
COMINGS = {
    Coming.OPENS: _("Opens"),
    Coming.CLOSES: _("Closes"),
    Coming.UNDECIDED: _("To be decided"),
    Coming.LAPSES: _("The licence lapses"),
}
FEE_KINDS = {
    FeeKind.FLAT: pgettext_lazy("fee", "flat"),
    FeeKind.GUARANTEE: pgettext_lazy("fee", "minimum guarantee"),
}
AHEAD = {14: _("Two weeks"), 30: _("30 days"), 90: _("90 days"), 365: _("A year")}
# How a window stands now, by its dates and its terms.
MARKS = {
    "open": _("open"),
    "ahead": _("not yet"),
    "over": _("over"),
    "waiting": _("waits for its condition"),
    "pending": _("not approved"),
    "revoked": _("revoked"),
}
VERDICTS = {
    Verdict.IN_PLACE: _("The new encode is in place."),
    Verdict.MORE_BITS: _("The new encode was left out: it needs no fewer bits."),
    Verdict.LOWER_QUALITY: _("The new encode was left out: its picture is worse."),
    Verdict.FEWER_CODECS: _(
        "The new encode was left out: it lacks a codec that devices watch now."
    ),
    Verdict.INCOMPARABLE: _("The new encode was left out: there is nothing to compare it with."),
    Verdict.OVERTAKEN: _("The new encode was left out: another publish was faster."),
}
VERDICTS_BRIEF = {
    Verdict.MORE_BITS: _("Left out: no fewer bits"),
    Verdict.LOWER_QUALITY: _("Left out: a worse picture"),
    Verdict.FEWER_CODECS: _("Left out: a codec less"),
    Verdict.INCOMPARABLE: _("Left out: not comparable"),
}
POLICIES = {
    "standard": _("Standard: the best ladder, in its own time"),
    "swift": _("Swift: quick presets, for what must be up now"),
    "hardware": _("Hardware: by a graphics chip where there is one, quicker and larger"),
}
CLAIM_OUTCOMES = {
    Outcome.ADDED: _("New"),
    Outcome.CHANGED: pgettext_lazy("of a figure", "Corrected"),
    Outcome.UNCHANGED: _("On record already"),
    Outcome.REFUSED: _("Refused"),
}
SCOPES = {
    Scope.TITLES_READ: pgettext_lazy("token", "read titles"),
    Scope.TITLES_WRITE: pgettext_lazy("token", "read and change titles"),
    Scope.RIGHTS_READ: pgettext_lazy("token", "read rights"),
    Scope.RIGHTS_WRITE: pgettext_lazy("token", "read and change rights"),
    Scope.DELIVERIES_READ: pgettext_lazy("token", "read deliveries"),
    Scope.DELIVERIES_WRITE: pgettext_lazy("token", "read and change deliveries"),
    Scope.JOBS_READ: pgettext_lazy("token", "read publish jobs"),
    Scope.SLATE_READ: pgettext_lazy("token", "read the slate"),
    Scope.GROWTH_READ: pgettext_lazy("token", "read markets, offices and competitors"),
    Scope.FACTS_READ: pgettext_lazy("token", "read figures"),
    Scope.FACTS_WRITE: pgettext_lazy("token", "read, state and correct figures"),
}

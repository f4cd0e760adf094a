"""Every setting, with its default; what an operator changes comes from the environment (docs/settings.md)."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from lanterne.config.mail import mail
from lanterne.config.nginx import internal_place
from lanterne.config.proxies import geoip_file, proxies
from lanterne.config.secrets import kept_secret

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("LANTERNE_VAR", ROOT / "var"))
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("LANTERNE_DEBUG") == "1"
SECRET_KEY = kept_secret(VAR, "secret-key", os.environ.get("LANTERNE_SECRET_KEY"))
# "id:secret" pairs, newest first; two during a rotation.
STREAM_KEYS = os.environ.get("LANTERNE_STREAM_KEYS") or "k1:" + kept_secret(VAR, "stream-key", None)
ALLOWED_HOSTS = os.environ.get("LANTERNE_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = list(filter(None, os.environ.get("LANTERNE_ORIGINS", "").split(",")))
# Addresses or networks of proxies in front; only they are believed when they say for whom they ask.
TRUSTED_PROXIES = proxies(os.environ.get("LANTERNE_PROXIES", ""))
# The header in which such a proxy names the country, and a table of addresses (MaxMind DB) that names it otherwise.
COUNTRY_HEADER = os.environ.get("LANTERNE_COUNTRY_HEADER", "")
GEOIP_FILE = geoip_file(os.environ.get("LANTERNE_GEOIP", ""))
IS_SECURE = os.environ.get("LANTERNE_HTTPS") == "1"

INSTALLED_APPS = [
    "lanterne.core",
    "lanterne.ui",
    "lanterne.facts",
    "lanterne.territories",
    "lanterne.accounts",
    "lanterne.catalogue",
    "lanterne.rights",
    "lanterne.assets",
    "lanterne.billing",
    "lanterne.deliveries",
    "lanterne.playback",
    "lanterne.audience",
    "lanterne.results",
    "lanterne.statements",
    "lanterne.commissioning",
    "lanterne.mailing",
    "lanterne.accreditation",
    "lanterne.comments",
    "lanterne.newsroom",
    "lanterne.discovery",
    "lanterne.exchange",
    "lanterne.editorial",
    "lanterne.regulation",
    "lanterne.growth",
    "lanterne.api",
    "lanterne.web",
    "lanterne.press",
    "lanterne.studio",
    "allauth",
    "allauth.account",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.contrib.simple_translation",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_linear_migrations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
# What the parts of pages that are the same for many are made of: the tables whose names begin so.
PAGES_ARE_MADE_OF = (
    "catalogue_",
    "rights_",
    "assets_publication",
    "territories_market",
    "newsroom_",
    "wagtailcore_page",
    "facts_claim",
)
FIRST_PARTY_APPS = [app for app in INSTALLED_APPS if app.startswith("lanterne.")]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lanterne.config.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "lanterne.config.middleware.StaffLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "lanterne.config.urls"
WSGI_APPLICATION = "lanterne.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'lanterne.sqlite3'}"), conn_max_age=None
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Deferred transactions lose most contended writes; measured in docs/decisions/0003-sqlite.md.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
        ),
    }
    # Tests that start processes or threads need a database that is a file.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
else:
    # Compiling a statement of many conditions takes PostgreSQL up to thirty seconds, and saves it milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
# Limits of sign-in count in here: one count for all processes, which a restart does not forget.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        # Django drops a third of all entries beyond three hundred; a flood of guesses would wash its own count away.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["lanterne.accounts.backend.SignIn"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "lanterne.accounts.adapter.AccountAdapter"
# Passwords asked of somebody who is signed in already; links of post houses that let nobody in, and what is said there.
ACCOUNT_RATE_LIMITS = {
    "reauthenticate": "5/5m/user",
    "wrong_delivery_link": "10/5m/ip",
    "delivery_message": "20/5m/key",
    # Whoever asks for letters, for an accreditation or for a way into the press room.
    "letters_asked": "20/h/ip",
    "agents_asked": "10/h/ip",
    "agents_linked": "20/h/ip",
    # Votes for comments, cast and taken back, of one network.
    "comment_votes": "60/10m/key",
}
# What a program's token may ask within a minute.
API_REQUESTS_A_MINUTE = int(os.environ.get("LANTERNE_API_LIMIT", "600"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:home"

SESSION_ENGINE = "lanterne.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
# What subscribers read. The studio is not written in all of them.
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
STAFF_LANGUAGES = LANGUAGES[:2]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lanterne.ui.storage.HashedFiles"},
    # Pictures of the newsroom: outside MEDIA_ROOT, since before an embargo ends nobody may fetch them.
    "press": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "press", "base_url": "/newsroom/pictures/"},
    },
}
MEDIA_URL = "/art/"
MEDIA_ROOT = VAR / "art"
# Folders of the publish chain: what was uploaded, what is being worked on, what is published.
UPLOADS, WORKSHOP, STREAMS = VAR / "uploads", VAR / "workshop", VAR / "streams"
# Pictures of what quality control found, which only staff may see.
FINDINGS = VAR / "findings"
# Days for which the pieces of a failed or cancelled job wait for another try, and a stopped upload for its rest.
KEEP_WORK_DAYS = float(os.environ.get("LANTERNE_KEEP_WORK_DAYS", "7"))
KEEP_UPLOADS_DAYS = float(os.environ.get("LANTERNE_KEEP_UPLOADS_DAYS", "7"))
# Pictures that post houses delivered, until somebody accepts them.
DELIVERIES = VAR / "deliveries"
# For how many days a link lets a post house in.
DELIVERY_LINK_DAYS = int(os.environ.get("LANTERNE_DELIVERY_LINK_DAYS", "30"))
# Masters of which every delivery rule set says yes without a note are accepted without a person.
ACCEPT_CLEAN = os.environ.get("LANTERNE_ACCEPT_CLEAN") == "1"
# A window that opens within so many days wants the title to be ready (docs/rules.md).
OPENING_NOTICE_DAYS = int(os.environ.get("LANTERNE_OPENING_NOTICE_DAYS", "14"))
# No figure about households is told of fewer (docs/results.md).
FEWEST_HOUSEHOLDS = int(os.environ.get("LANTERNE_FEWEST_HOUSEHOLDS", "20"))
# How many days a page can be commented upon (0: for ever), who is told what waits and how often, and whom readers write to.
COMMENT_DAYS = int(os.environ.get("LANTERNE_COMMENT_DAYS", "14"))
COMMENT_MODERATORS = list(
    filter(None, os.environ.get("LANTERNE_COMMENT_MODERATORS", "").split(","))
)
COMMENT_DIGEST_MINUTES = int(os.environ.get("LANTERNE_COMMENT_DIGEST_MINUTES", "60"))
COMMENT_CONTACT = os.environ.get("LANTERNE_COMMENT_CONTACT", "")
# Whether readers may say that a comment is worth reading (docs/comments.md).
COMMENT_VOTES = os.environ.get("LANTERNE_COMMENT_VOTES") == "1"
# A key of Akismet's shows each comment to that service; without one nothing leaves the house (docs/comments.md).
AKISMET_KEY = os.environ.get("LANTERNE_AKISMET_KEY", "")
AKISMET_ADDRESS = os.environ.get("LANTERNE_AKISMET_ADDRESS", "https://rest.akismet.com")
AKISMET_TIMEOUT = float(os.environ.get("LANTERNE_AKISMET_TIMEOUT", "2"))
AKISMET_IS_TEST = os.environ.get("LANTERNE_AKISMET_TEST") == "1"
# Who is asked whether a comment is spam.
COMMENT_JUDGES = (
    "lanterne.comments.spam.judge.LocalJudge",
    *(("lanterne.integrations.akismet.judge.AkismetJudge",) if AKISMET_KEY else ()),
)
# Other machines that encode, and the store between them (docs/settings.md); without them this one does it all.
FARM = os.environ.get("LANTERNE_FARM", "")
FARM_STORE = os.environ.get("LANTERNE_FARM_STORE", "")
# Open films from outside even where nothing can shut them in (docs/decisions/0005).
ALLOW_UNCAGED = os.environ.get("LANTERNE_ALLOW_UNCAGED") == "1"
# Where nginx keeps the streams for itself, "/protected/": it then sends the files whose addresses we have checked.
SENDFILE = internal_place(os.environ.get("LANTERNE_SENDFILE", ""))
# Content keys are kept encrypted under this one; without it published films cannot be played.
VAULT_KEY = kept_secret(VAR, "vault-key", os.environ.get("LANTERNE_VAULT_KEY"))


PAYMENT_PROVIDER = os.environ.get(
    "LANTERNE_PAYMENT_PROVIDER", "lanterne.integrations.rehearsal.provider.RehearsalProvider"
)
# Rooms above the editors' that hold titles: each is told when one becomes a part of another, and moves its own rows.
TITLE_FOLLOWERS = ("lanterne.commissioning.services.merging.move_projects",)
# Whoever rests on what a licence says of money: each is asked before that is changed, and may refuse.
LICENCE_KEEPERS = ("lanterne.statements.services.binding.check_change",)
# When the law lets a title reach an offer.
CHRONOLOGY = os.environ.get("LANTERNE_CHRONOLOGY", "lanterne.regulation.chronology.Chronology")
# Pages that cite figures and that nobody is to know of yet.
HIDDEN_PLACES = "lanterne.newsroom.queries.hidden_places"
# What the editor's preview of an article shows.
ARTICLE_PREVIEW = "lanterne.press.previews.preview"
GATES = os.environ.get("LANTERNE_GATES", "")
MAIL = mail(os.environ.get("LANTERNE_MAIL", ""))
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_tls, MAIL.starts_tls
# A visitor waits while a message is handed over.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("LANTERNE_MAIL_FROM", "lanterne@localhost")
# Who writes the letters of the list: a class that fits lanterne.mailing.ports.Writer; without one none is sent.
MAILING_WRITER = "lanterne.newsroom.letters.Letters"
# The mailbox that letters come back to; each has an address of its own in it, "returns+….@news.example".
MAILING_RETURNS = os.environ.get("LANTERNE_MAIL_RETURNS", "")
# How many letters may leave within a minute.
MAILING_RATE = int(os.environ.get("LANTERNE_MAILING_RATE", "600"))
# For how many days somebody who asked for letters may confirm it; then the address is deleted.
MAILING_ASKED_DAYS = int(os.environ.get("LANTERNE_MAILING_ASKED_DAYS", "7"))
# For how many days it is kept which agent of the press opened what before others could.
READINGS_DAYS = int(os.environ.get("LANTERNE_READINGS_DAYS", "365"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"addresses": {"()": "lanterne.config.logs.NoStreamAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["addresses"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Every change of a page would be told of four times.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}

WAGTAIL_SITE_NAME = "Lanterne"
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.Picture"
WAGTAILIMAGES_RENDITION_STORAGE = "press"
WAGTAILIMAGES_IMAGE_FORM_BASE = "lanterne.newsroom.picture_form.PictureForm"
# No drawings, which can carry scripts, and nothing that a machine would choke on.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILADMIN_PERMITTED_LANGUAGES = STAFF_LANGUAGES
WAGTAILADMIN_BASE_URL = os.environ.get("LANTERNE_ADDRESS", "http://127.0.0.1:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
SILENCED_SYSTEM_CHECKS: list[str] = []

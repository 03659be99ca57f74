"""Django settings. Everything a host may change comes from the environment; see docs/hosts."""

import os
import sys
from pathlib import Path

from bandstand import __version__
from bandstand.config import environment

# Debian 12's own SQLite can corrupt a WAL database (the WAL-reset bug, fixed in 3.51.3); the wheel cannot.
# One process must never open the file with both builds, so the swap comes before Django loads either.
try:
    import pysqlite3
except ImportError:  # no wheel for this machine: `doctor` warns, the write gate narrows the bug's window
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

PACKAGE = Path(__file__).resolve().parent.parent
DIR = environment.folder()

VERSION = __version__
DEBUG = environment.switch("BANDSTAND_DEBUG")
SECRET_KEY = environment.secret_key(DIR)
ALLOWED_HOSTS = environment.words("BANDSTAND_HOSTS", default="localhost,127.0.0.1,[::1]")
HTTPS = environment.switch("BANDSTAND_HTTPS")
SITE_URL = os.environ.get("BANDSTAND_URL", "http://127.0.0.1:8000").rstrip("/")
DEMO = environment.switch("BANDSTAND_DEMO")

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "template_partials",
    "bandstand.kit",
    "bandstand.people",
    "bandstand.jobs",
    "bandstand.places",
    "bandstand.groups",
    "bandstand.presence",
    "bandstand.gatherings",
    "bandstand.impact",
    "bandstand.api",
    "bandstand.web",
    "bandstand.config",
]
if environment.installed("django_linear_migrations"):  # a test-time guard, not needed to serve
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "bandstand.config.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bandstand.config.middleware.choose_hub",
    "bandstand.config.middleware.know_person",
]

ROOT_URLCONF = "bandstand.config.urls"
WSGI_APPLICATION = "bandstand.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "bandstand.web.context.everywhere",
            ],
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "bandstand.kit.templatetags.bandstand",
            ],
        },
    },
]
FORM_RENDERER = "bandstand.kit.forms.Renderer"

DATABASES = {"default": environment.database(DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "bandstand.jobs.backend.JobBackend", "QUEUES": []}}
BROKER_URL = os.environ.get("BANDSTAND_BROKER", "")  # empty: the runner reads the job table itself
# Queues whose jobs mostly wait for other people's machines: how many of each a runner does at once, in one
# thread. Everything else keeps the runner's other threads.
SIDE_BY_SIDE = {"sites": int(os.environ.get("BANDSTAND_CHECKS_AT_ONCE", "20"))}
JOB_LEASE_SECONDS = float(os.environ.get("BANDSTAND_LEASE_SECONDS", "30"))
# Work that comes round by itself: "hourly", or "nightly" (after 3 in the morning).
SCHEDULE = {
    "bandstand.people.tasks.forget_old_sign_ins": "hourly",
    "bandstand.people.tasks.keep_to_time": "nightly",
    "bandstand.jobs.tasks.forget_finished": "nightly",
    "bandstand.jobs.tasks.look_over_tables": "nightly",
    "bandstand.places.tasks.mind_the_date": "nightly",
    "bandstand.groups.tasks.suggest_interests_of_changed": "nightly",
    "bandstand.groups.tasks.ask_groups_once_a_year": "nightly",
    "bandstand.groups.tasks.find_look_alikes_everywhere": "nightly",
    "bandstand.groups.tasks.mend_search": "nightly",
    "bandstand.gatherings.tasks.keep_series_ahead": "nightly",
    "bandstand.gatherings.tasks.forget_offers_to_help": "nightly",
    "bandstand.gatherings.tasks.ask_what_came_of_it": "hourly",
    "bandstand.gatherings.tasks.remind_people": "hourly",
    "bandstand.presence.tasks.queue_planned_looks": "hourly",
    "bandstand.presence.tasks.start_rounds": "nightly",
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "bandstand.web.errors.forgery"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXY = environment.switch("BANDSTAND_TRUSTED_PROXY")
if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/$"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bandstand.config.static.HashedStatic"},
}
MEDIA_ROOT = DIR / "media"
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

DEFAULT_FROM_EMAIL = os.environ.get("BANDSTAND_FROM", "Bandstand <no-reply@localhost>")
vars().update(environment.mail(DIR))

# How the presence check reaches groups' websites; see docs/hosts.
CHECKS_ALLOW_PRIVATE = environment.switch("BANDSTAND_ALLOW_PRIVATE")
CHECKS_PAUSE = environment.seconds("BANDSTAND_CHECKS_PAUSE", default=1.0)  # between two requests to a host
CHECKS_PROXY = os.environ.get("BANDSTAND_PROXY", "")
CHECKS_CA_BUNDLE = os.environ.get("BANDSTAND_CA_BUNDLE", "")

# Tiles under the map that moves, as https://tiles.example/{z}/{x}/{y}.png, and whom to thank for them.
# Without them nobody outside is told who looks at the map.
TILES = os.environ.get("BANDSTAND_TILES", "")
TILES_CREDIT = os.environ.get("BANDSTAND_TILES_CREDIT", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "bandstand.kit.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

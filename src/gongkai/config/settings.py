"""Django settings. What an operator may change comes from :mod:`gongkai.config.environment`."""

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from gongkai.config.environment import secret_key, value
from gongkai.config.logs import configure

ROOT = Path(__file__).resolve().parents[1]
HOME: Path = value("GONGKAI_HOME")
SECRET_KEY = secret_key(HOME)
DEBUG = value("GONGKAI_DEBUG")
ALLOWED_HOSTS = value("GONGKAI_HOSTS")
HTTPS = value("GONGKAI_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "gongkai.workbench",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "health_check",
    "django_htmx",
    "django_cotton",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "gongkai.journal",
    "gongkai.units",
    "gongkai.duties",
    "gongkai.disclosures",
    "gongkai.channels",
    "gongkai.imports",
    "gongkai.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gongkai.config.nul.WithoutNul",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.server.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                "django_cotton.cotton_loader.Loader",
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.workbench.navigation.rail",
                "gongkai.workbench.navigation.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        value("GONGKAI_DATABASE_URL") or f"sqlite:///{HOME / 'gongkai.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue up instead of failing half-way
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
            # A thread of the server carries what was committed into the database file; nobody who publishes should wait for it.
            "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "units.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/workbench/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "gongkai.workbench.accounts.ClosedAccounts"  # accounts come by invitation only
ACCOUNT_RATE_LIMITS = {"login_failed": "5/900s/key"}  # of one-time codes and keys; django-axes counts passwords
MFA_ADAPTER = "gongkai.workbench.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_FORMS = {
    "add_webauthn": "gongkai.workbench.keys.AddKey",
    "edit_webauthn": "gongkai.workbench.keys.NameKey",
}
MFA_TOTP_ISSUER = value("GONGKAI_SITE_NAME")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = value("GONGKAI_PROXIES") or None
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR") if value("GONGKAI_PROXIES") else ("REMOTE_ADDR",)
)
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000  # a long table is one form
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAX_UPLOAD_BYTES = value("GONGKAI_MAX_UPLOAD_MB") * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # nginx redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gongkai.site.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

SITE = {
    "base_url": value("GONGKAI_BASE_URL").rstrip("/"),
    "name": value("GONGKAI_SITE_NAME"),
    "name_en": value("GONGKAI_SITE_NAME_EN"),
    "code": value("GONGKAI_SITE_CODE"),
    "organiser": value("GONGKAI_SITE_ORGANISER"),
    "organiser_en": value("GONGKAI_SITE_ORGANISER_EN"),
    "icp": value("GONGKAI_SITE_ICP"),
    "police": value("GONGKAI_SITE_POLICE"),
    "phone": value("GONGKAI_SITE_PHONE"),
}
FACES = frozenset(value("GONGKAI_FACES"))
DEMO = value("GONGKAI_DEMO") or (HOME / "demo").exists()  # the file is left by `gongkai demo`
_asked = value("GONGKAI_SECOND_FACTOR")
SECOND_FACTOR_REQUIRED = _asked if _asked is not None else not DEMO
SEARCH_INDEX = HOME / "search"
NOTIFY_URLS = value("GONGKAI_NOTIFY_URLS")
EXTRA_HOLIDAYS = value("GONGKAI_HOLIDAYS")
LAW_TEXTS = value("GONGKAI_LAW_TEXTS")
EMAIL_URL = value("GONGKAI_EMAIL_URL")
DEFAULT_FROM_EMAIL = value("GONGKAI_EMAIL_FROM")

LOGGING_CONFIG = None
configure(value("GONGKAI_LOG_LEVEL"))

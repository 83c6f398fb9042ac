"""Django's settings, all from the typed config; nothing here reads the environment itself."""

from urllib.parse import unquote, urlsplit

from parta.platform.config import config
from parta.platform.logs import configure
from protocol.settings import Mode
from protocol.tickets import derived_key

configure(config.log)

DEMO = config.mode is Mode.DEMO
SECRET_KEY = derived_key("django", secret=config.secret).hex()
DEBUG = False
ALLOWED_HOSTS = ["*"] if not config.url else [urlsplit(config.url).hostname or "", "127.0.0.1", "localhost"]
ROOT_URLCONF = "parta.urls"
WSGI_APPLICATION = "parta.wsgi.application"
APPEND_SLASH = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "ru"
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING_CONFIG = None
FRONTEND_DIST = config.frontend_dist

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "parta.platform",
    "parta.accounts",
    "parta.organizations",
    "parta.roster",
    "parta.messaging",
    "parta.ops",
]

MIDDLEWARE = [
    "parta.platform.http.RequestIdMiddleware",
    "parta.platform.http.SecurityHeadersMiddleware",
    "parta.platform.frontend.FrontendMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]


def database(url: str) -> dict[str, object]:
    """Django's description of a postgresql:// address; a socket folder stands in `?host=`."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": None,
    }


DATABASES = {"default": database(config.database_url)}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": config.valkey_url,
    }
}

# --- accounts: the person who signs in -----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = config.public_url.startswith("https://")
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [config.public_url]
CSRF_FAILURE_VIEW = "parta.platform.http.csrf_failure"

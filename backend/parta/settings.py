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
    "parta.accounts.middleware.LastSeenMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
    {
        # Mails and short messages are plain text, in which nothing is escaped.
        "NAME": "text",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"autoescape": False},
    },
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

# Beside the `tasks` of each app.
PROCRASTINATE_IMPORT_PATHS = ["parta.platform.mail", "parta.platform.sms", "parta.platform.housekeeping"]

CACHES = {
    "default": {
        "BACKEND": "parta.platform.limits.SharedCache",
        "LOCATION": config.valkey_url,
    }
}

# --- accounts: the person who signs in -----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
HEADLESS_FRONTEND_URLS = {
    "account_signup": f"{config.public_url}/register",
    "account_reset_password": f"{config.public_url}/reset",
}
ALLAUTH_TRUSTED_PROXY_COUNT = config.trusted_proxies
ACCOUNT_ADAPTER = "parta.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# One of phone and e-mail, not both: `RegistrationInput` says so. allauth's own check insists on the asterisk.
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
SIX_DIGITS = {"numeric": True, "length": 6, "dashed": False}
SECONDS_OF_A_CODE = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = SIX_DIGITS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = SECONDS_OF_A_CODE
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = SIX_DIGITS
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = SECONDS_OF_A_CODE
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_CODE_FORMAT = SIX_DIGITS
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = SECONDS_OF_A_CODE
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# A whole class registers from one address of the school, hence many per ip. Per account few: three guesses for each
# code make at most sixty in a million a day.
ACCOUNT_RATE_LIMITS = {
    "signup": "60/m/ip",
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "confirm_email": "1/30s/key,10/h/key,20/d/key",
    "verify_phone": "1/30s/key,10/h/key,20/d/key,60/m/ip",
    "reset_password": "60/m/ip,3/15m/key,20/d/key",
    "reset_password_from_key": "60/m/ip",
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = "parta.accounts.sessions"
# Cookies ignore ports: copies side by side on one machine would sign each other out.
SESSION_COOKIE_NAME = "parta_session" if config.url else f"parta_session_{config.port}"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = config.public_url.startswith("https://")
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [config.public_url]
CSRF_FAILURE_VIEW = "parta.platform.http.csrf_failure"

"""What keeps the installation closed: keys, cookies, sign-in, headers, logging without content."""

from datetime import timedelta

from fanal.core.casework.files import LARGEST
from fanal.core.sealing.passphrases import FULL

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",  # reads nothing by itself
    "django.middleware.locale.LocaleMiddleware",  # so that a refusal speaks her language
    "fanal.authority.middleware.Authority",
    "fanal.web.middleware.SameOriginOnly",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fanal.web.body_limits.BodyLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fanal.accounts.middleware.OfficeTime",  # around whatever says or keeps an hour: drafts, too
    "fanal.keys.middleware.RingMiddleware",
    "fanal.keys.overload.Overload",
    "fanal.keys.drafts.middleware.Drafts",
    "fanal.accounts.middleware.RequireSecondFactor",
    "fanal.keys.lock_gate.LockGate",
    "fanal.absences.travel_gate.TravelGate",
]

# Sessions: the database keeps only a hash of each session's key.
SESSION_ENGINE = "fanal.accounts.sessions"
IDLE_LOCK_SECONDS = 10 * 60
ASK_AGAIN_AFTER_SECONDS = 5 * 60  # before somebody is let in or something out
ABSOLUTE_END = timedelta(hours=10)
SESSION_COOKIE_AGE = 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"

# Sign-in by allauth, by invitation only. Its counters stand in the database, for all workers.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = (
    "account_login",
    "keys:arrived",
    "account_login",
)
ACCOUNT_ADAPTER = "fanal.keys.adapters.KeyedAccount"
ACCOUNT_FORMS = {
    "login": "fanal.keys.forms.SignInForm",
    "reauthenticate": "fanal.keys.forms.PassphraseAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_FORMS = {
    "add_webauthn": "fanal.keys.forms.SecurityKeyForm",
    "authenticate": "fanal.keys.forms.SecondStepForm",
    "reauthenticate": "fanal.keys.forms.SecondStepAgainForm",
}
MFA_ADAPTER = "fanal.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A key that checks a PIN or a finger signs in before the pass-phrase is asked: nobody guesses it,
# so no number of tries keeps its owner out.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": None}  # or ten tries a minute would keep them out
CACHES = {"default": {"BACKEND": "fanal.accounts.counters.Counters", "LOCATION": "counters"}}
BEHIND_PROXY = True
# Whose word for the address of a browser counts: the proxy on this machine, by port or by socket.
PROXIES = {"127.0.0.1", "::1", ""}

PASSPHRASE_COST = FULL
STRETCHED_AT_ONCE = 2  # in one process; half of its threads stay free for pages
STRETCHING_WAITS = 5.0  # seconds, then the quiet page
AUTH_PASSWORD_VALIDATORS = [{"NAME": "fanal.accounts.passphrase_validators.NotGuessed"}]
PASSWORD_HASHERS = ["fanal.accounts.hashers.PepperedArgon2"]

# Never a file in the temporary folder: what is uploaded is sealed from memory.
FILE_UPLOAD_HANDLERS = ["fanal.web.uploads.InMemory"]
LARGEST_UPLOAD = LARGEST
# Of a whole form: the proxy in front refuses what is larger (docs/deploying.md). Of somebody who is
# not signed in, or no longer: a long text comes back to her to be copied.
LARGEST_BODY, LARGEST_BODY_OF_ANYBODY = 30 * 1024**2, 256 * 1024
SHED_AFTER_SECONDS = 2.0  # that a request waited for a thread


# What `cookies` gives besides the settings of Django.
UNLOCK_COOKIE: str
HALF_SIGN_IN_COOKIE: str
PAGES_COOKIE: str
BROWSER_COOKIE: str


def cookies(https: bool) -> dict[str, object]:
    """Return the settings of cookies. Names with `__Host-` need https; over http (demonstration,
    tests) they are plain."""
    prefix = "__Host-" if https else ""
    return {
        "UNLOCK_COOKIE": prefix + "unlock",
        "HALF_SIGN_IN_COOKIE": prefix + "half-sign-in",
        "PAGES_COOKIE": prefix + "pages",
        "SESSION_COOKIE_NAME": prefix + "session",
        "CSRF_COOKIE_NAME": prefix + "csrf",
        "BROWSER_COOKIE": prefix + "browser",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600 if https else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": https,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
        "SECURE_SSL_REDIRECT": https,
    }


# Django would log addresses of pages and messages of exceptions, which may hold a name. What fails
# is logged by `fanal.web.errors`: a reference number, the kind, the place in the code.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "nowhere": {"class": "logging.NullHandler"},
        "stderr": {"class": "logging.StreamHandler"},
    },
    "loggers": {
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "fanal": {"handlers": ["stderr"], "level": "INFO"},
    },
}

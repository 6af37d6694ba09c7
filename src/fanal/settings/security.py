"""What keeps the house closed: keys, cookies, sign-in, headers, logging without content."""

from __future__ import annotations

from datetime import timedelta

from fanal.core.sealing.passphrases import FULL

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fanal.keys.middleware.RingMiddleware",
]

# Sessions: the database keeps only a hash of each session's key.
SESSION_ENGINE = "fanal.accounts.sessions"
IDLE_LOCK_SECONDS = 10 * 60
ABSOLUTE_END = timedelta(hours=10)
SESSION_COOKIE_AGE = 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"

PASSPHRASE_COST = FULL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def cookies(https: bool) -> dict[str, object]:
    """Names with `__Host-` need https; over http (demonstration, tests) they are plain."""
    prefix = "__Host-" if https else ""
    return {
        "UNLOCK_COOKIE": prefix + "unlock",
        "SESSION_COOKIE_NAME": prefix + "session",
        "CSRF_COOKIE_NAME": prefix + "csrf",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600 if https else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": https,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
        "SECURE_SSL_REDIRECT": https,
    }

"""Settings, read from the environment. Secrets are files, never variables."""

from __future__ import annotations

import os
from pathlib import Path

from fanal.settings.database import from_url
from fanal.settings.languages import LANGUAGES as LANGUAGES

HOUSE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("FANAL_VAR", HOUSE.parent.parent / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

DEMO = os.environ.get("FANAL_DEMO") == "1"
DEBUG = False
KEY_FOLDER = Path(os.environ.get("FANAL_KEYS", VAR / "keys"))

INSTALLED_APPS = [
    "fanal.web",
    "fanal.accounts",
    "fanal.audit",
    "fanal.keys",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "fanal.urls"
WSGI_APPLICATION = "fanal.wsgi.application"
DATABASES = {
    "default": from_url(os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'fanal.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
LANGUAGE_CODE = "fr"
LOCALE_PATHS = [HOUSE / "core" / "locale"]
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"

"""Settings, from the settings file and the environment (`options`). Keys are files of their own."""

import os
from pathlib import Path

import scriptnames
import unseen
from fanal.core.care.country_rules import rules_in_file
from fanal.core.sealing.passphrases import Cost
from fanal.installation import key_files
from fanal.settings import options
from fanal.settings.database import from_url
from fanal.settings.formats.en.formats import *  # noqa: F403 (languages without formats: lo, my)
from fanal.settings.languages import chosen
from fanal.settings.mail import DEFAULT_FROM_EMAIL as DEFAULT_FROM_EMAIL
from fanal.settings.mail import MAILERS as MAILERS
from fanal.settings.pages import *  # noqa: F403
from fanal.settings.pages import FIRST_MIDDLEWARE, LAST_MIDDLEWARE, PAGE_APPS, static_storage
from fanal.settings.private_folder import in_memory
from fanal.settings.security import *  # noqa: F403
from fanal.settings.security import MIDDLEWARE as MIDDLEWARE
from fanal.settings.security import cookies

HOUSE = Path(__file__).resolve().parent.parent
options.check_file()
VAR = Path(options.VAR.value() or HOUSE.parent.parent / "var").resolve()
VAR.mkdir(parents=True, exist_ok=True)

DEMO = os.environ.get("FANAL_DEMO") == "1"
DEBUG = False
KEY_FOLDER = Path(options.KEYS.value() or VAR / "keys")
JOURNAL_HEAD = Path(options.JOURNAL_HEAD.value() or VAR / "journal.head")
# Where the journal's head goes besides: folders on other machines or disks.
JOURNAL_PLACES = options.JOURNAL_PLACES.value()
JOURNAL_HEAD_MAIL = options.JOURNAL_HEAD_MAIL.value()
BACKUP_DAYS = options.BACKUP_DAYS.value()  # then a backup is to be deleted
CARE_RULES = rules_in_file(options.CARE_RULES.value())  # what our countries say of care
SEALED_PAGES = in_memory(VAR / "pages")  # of this machine: not in a backup
# From a file of its own that is closed to others: a variable is seen by every program that the
# process starts.
SECRET_KEY = key_files.read(KEY_FOLDER, key_files.DJANGO).hex()
ALLOWED_HOSTS = ["127.0.0.1", "localhost"] if DEMO else [options.HOST.value()]
globals().update(cookies(https=not DEMO))
if DEMO:
    PASSPHRASE_COST = Cost(passes=1, memory=8192)  # its pass-phrase is printed at the start

# The apps of Fanal from the ground up: each floor stands on those before it.
FLOORS = [
    "web",
    "authority",
    "accounts",
    "audit",
    "absences",
    "keys",
    "partners",
    "coded_facts",
    "figures",
    "people",
    "prevention",
    "cases",
    "sharing",
    "matching",
    "papers",
    "intake",
    "identification",
    "safety",
    "journeys",
    "justice",
    "reintegration",
    "exchange",
    "organisation",
    "protection",
    "services",
    "shelters",
    "care",
    "funds",
    "colleagues",
    "rotation",
    "retention",
    "field",
    "health",
]
OURS = [f"fanal.{name}" for name in FLOORS if (HOUSE / name / "__init__.py").exists()]

INSTALLED_APPS = [
    *OURS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
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
DATABASE_URL = options.DATABASE.value() or f"sqlite:///{VAR / 'fanal.sqlite3'}"
DATABASES = {"default": from_url(DATABASE_URL, options.DATABASE.source())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

COMPARED_AT_ONCE = 2000  # people of a register; of more it is compared in a process of its own
COMPARE_ELSEWHERE = True
ESTIMATE_ELSEWHERE = True  # in a process of its own, while the page may be left
ESTIMATE_SECONDS: float | None = 300.0  # then its own process is stopped
LIFETIMES = options.FORGET_AFTER.value()  # of a worker that somebody used

USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["fanal.settings.formats"]
USE_THOUSAND_SEPARATOR = True  # from ten thousand on (`fanal.web.grouped_numbers`)
NUMBER_GROUPING = 3
TIME_ZONE = options.TIME_ZONE.value()
LANGUAGES = chosen(options.OFFERED.value())
# What has no translation is shown in English: Django falls back to this language.
LANGUAGE_CODE = "en" if "en" in dict(LANGUAGES) else LANGUAGES[0][0]
LOCALE_PATHS = [
    HOUSE / "core" / "locale",
    HOUSE / "commands" / "locale",
    unseen.LOCALE,
    scriptnames.LOCALE,
]
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"

# The gallery of components is for those who build pages, and for the tests.
GALLERY = DEMO
INSTALLED_APPS += PAGE_APPS
MIDDLEWARE = [*FIRST_MIDDLEWARE, *MIDDLEWARE, *LAST_MIDDLEWARE]
STORAGES = static_storage(STATIC_ROOT)

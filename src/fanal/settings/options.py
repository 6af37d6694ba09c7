"""Every setting of an installation: its key in the file, its variable, its default."""

from fanal.settings import kinds, reader
from fanal.settings.languages import LANGUAGES
from fanal.settings.lifetimes import SETTING, Lifetimes, lifetimes
from fanal.settings.reader import Setting

VAR = Setting("var", "FANAL_VAR", kinds.folder, "")
KEYS = Setting("keys", "FANAL_KEYS", kinds.folder, "")
HOST = Setting("host", "FANAL_HOST", kinds.host, "localhost")
DATABASE = Setting("database", "DATABASE_URL", kinds.text, "")
TIME_ZONE = Setting("time_zone", "FANAL_TIME_ZONE", kinds.time_zone, "Asia/Bangkok")
OFFERED = Setting(
    "languages", "FANAL_LANGUAGES", kinds.languages, [code for code, _name in LANGUAGES]
)
GREETING = Setting("greeting_with_name", "FANAL_GREETING_WITH_NAME", kinds.yes_or_no, default=False)
FORGET_AFTER: Setting[Lifetimes] = Setting(
    "forget_after", SETTING, lambda given: lifetimes(str(given)), lifetimes("60")
)
BACKUP_DAYS = Setting("backup_days", "FANAL_BACKUP_DAYS", kinds.whole_number(7, 3650), 90)
CARE_RULES = Setting("care_rules", "FANAL_CARE_RULES", kinds.folder, "")
BIND = Setting("serve.bind", "FANAL_BIND", kinds.listens, "127.0.0.1:8000")
WORKERS = Setting("serve.workers", "FANAL_WORKERS", kinds.whole_number(1, 64), 2)
MAIL_HOST = Setting("mail.host", "FANAL_MAIL_HOST", kinds.host_or_none, "")
MAIL_PORT = Setting("mail.port", "FANAL_MAIL_PORT", kinds.whole_number(1, 65535), 465)
MAIL_USER = Setting("mail.user", "FANAL_MAIL_USER", kinds.text, "")
MAIL_PASSWORD = Setting("mail.password", "FANAL_MAIL_PASSWORD", kinds.text, "")
MAIL_FROM = Setting("mail.from", "FANAL_MAIL_FROM", kinds.mail_address, "fanal@localhost")
JOURNAL_HEAD = Setting("journal.head", "FANAL_JOURNAL_HEAD", kinds.folder, "")
JOURNAL_PLACES: Setting[list[str]] = Setting(
    "journal.places", "FANAL_JOURNAL_PLACES", kinds.folders, []
)
JOURNAL_HEAD_MAIL = Setting(
    "journal.head_mail", "FANAL_JOURNAL_HEAD_MAIL", kinds.yes_or_no, default=True
)

ALL: list[Setting[object]] = [one for one in [*globals().values()] if isinstance(one, Setting)]
# What is no setting of an installation, and yet a variable of ours.
ALSO = {reader.WHERE, "FANAL_DEMO"}


def check_file() -> None:
    """Raise BadInput for a key that is no setting."""
    reader.check({one.key for one in ALL})


def unknown_variables(environment: list[str]) -> list[str]:
    """Return the variables that look like ours and are none."""
    known = {one.variable for one in ALL} | ALSO
    return sorted(one for one in environment if one.startswith("FANAL_") and one not in known)

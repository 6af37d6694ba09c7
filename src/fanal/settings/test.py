"""Settings of the tests: keys of their own, a pass-phrase that is cheap to stretch."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from fanal.core.sealing.passphrases import Cost
from fanal.installation import key_files

os.umask(0o077)  # as every command does (fanal.cli)
# In memory where that can be: each entry of the journal waits until the disk has its number.
_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
_var = tempfile.mkdtemp(prefix="fanal-test-", dir=_memory)
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["FANAL_VAR"] = _var
os.environ.pop("FANAL_KEYS", None)
os.environ["FANAL_CONFIG"] = ""  # a file of this machine is none of the tests
key_files.make(Path(_var) / "keys")

from fanal.settings.main import *  # noqa: E402, F403
from fanal.settings.security import cookies  # noqa: E402

atexit.register(shutil.rmtree, SEALED_PAGES, ignore_errors=True)  # noqa: F405
globals().update(cookies(https=False))
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSPHRASE_COST = Cost(passes=1, memory=64)
BEHIND_PROXY = False
MFA_TOTP_PERIOD = 3600  # a code stays good until it is typed, however busy the machine is
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the browser of the tests comes over http
JOURNAL_HEAD_MAIL = False  # a mail more with each sweep; tests/commands/test_audit.py sends it
COMPARE_ELSEWHERE = False  # another process sees nothing of what a test wrote
ESTIMATE_ELSEWHERE = False
ESTIMATE_SECONDS = None  # no process of its own: two seconds of start each
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
GALLERY = True
WHITENOISE_AUTOREFRESH = True  # looks for a file when asked, in place of listing them all
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as at work: a database in memory locks in another way. Nothing waits for the disk.
    DATABASES["default"]["TEST"] = {"NAME": f"{_var}/test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"  # noqa: F405
else:
    DATABASES["default"]["OPTIONS"].pop("pool")  # noqa: F405

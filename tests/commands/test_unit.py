"""The service unit that we ship: what the documents promise of memory and rights stands in it."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[2] / "deploy" / "fanal.service"
PROMISED = {
    "LimitCORE": "0", "CoredumpFilter": "0", "MemorySwapMax": "0", "LimitMEMLOCK": "infinity",
    "UMask": "0077", "StateDirectoryMode": "0700", "CacheDirectoryMode": "0700",
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "RestrictSUIDSGID": "yes",
    "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "ProtectProc": "invisible", "RestrictNamespaces": "yes", "KillMode": "mixed",
    "SystemCallFilter": "@system-service",
}  # fmt: skip


@pytest.fixture
def service():
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str
    unit.read(UNIT)
    return unit["Service"]


def test_what_the_documents_promise_stands_in_the_unit(service):
    assert {name: service.get(name) for name in PROMISED} == PROMISED


def test_it_runs_as_an_account_of_its_own_and_holds_no_secret(service):
    assert service["User"] not in {"", "root"}
    text = UNIT.read_text().lower()
    assert not [one for one in ("password=", "passphrase=", "secret=", "pepper") if one in text]


def test_the_server_has_time_to_end_what_is_being_sent(service):
    from gunicorn.config import GracefulTimeout

    assert int(service["TimeoutStopSec"]) > GracefulTimeout.default


def test_systemd_reads_it_without_complaint(tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze on this machine")
    there = UNIT.read_text().replace("/srv/fanal/.venv/bin/fanal", "/bin/true")
    (tmp_path / "fanal.service").write_text(there)
    answer = subprocess.run(
        [analyze, "verify", tmp_path / "fanal.service"], capture_output=True, text=True
    )
    assert (answer.returncode, answer.stderr) == (0, "")

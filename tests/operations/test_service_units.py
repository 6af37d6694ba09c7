"""The units that `fanal install-service` writes: what the documents promise stands in each."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from fanal import cli
from fanal.commands import install_service
from fanal.commands.service_units import USUAL_VAR, Place, units
from fanal.core.errors import BadInput

PROMISED = {
    "LimitCORE": "0", "CoredumpFilter": "0", "MemorySwapMax": "0", "UMask": "0077",
    "CacheDirectoryMode": "0700", "StateDirectoryMode": "0700",
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "RestrictSUIDSGID": "yes",
    "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "ProtectProc": "invisible", "RestrictNamespaces": "yes", "SystemCallFilter": "@system-service",
}  # fmt: skip
SERVICES = ["fanal.service", "fanal-tick.service", "fanal-backup.service"]
TIMERS = ["fanal-tick.timer", "fanal-backup.timer"]
EXPOSURE = 2.5  # of 10, by systemd-analyze security: who may do nothing has 0


@pytest.fixture(scope="module")
def made():
    program, backups = Path("/opt/fanal/bin/fanal"), Path("/var/backups/fanal")
    return units(Place(program, "fanal", USUAL_VAR, None, backups=backups))


def sections(text):
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str
    unit.read_string(text)
    return unit


def test_a_server_a_timer_and_a_backup_are_written(made):
    assert sorted(made) == sorted(SERVICES + TIMERS)


@pytest.mark.parametrize("name", SERVICES)
def test_what_the_documents_promise_stands_in_each(made, name):
    service = sections(made[name])["Service"]
    assert {one: service.get(one) for one in PROMISED} == PROMISED
    assert service["User"] == "fanal"


@pytest.mark.parametrize("name", SERVICES + TIMERS)
def test_none_holds_a_secret(made, name):
    assert not re.search(r"password|passphrase|secret|pepper|DATABASE_URL", made[name], re.I)


def test_the_server_may_lock_its_memory_and_has_time_to_end_what_is_being_sent(made):
    from gunicorn.config import GracefulTimeout

    service = sections(made["fanal.service"])["Service"]
    assert (service["LimitMEMLOCK"], service["KillMode"]) == ("infinity", "mixed")
    assert int(service["TimeoutStopSec"]) > GracefulTimeout.default


def test_the_timers_run_what_they_are_for_and_make_up_for_what_was_missed(made):
    tick, backup = (sections(made[name])["Timer"] for name in TIMERS)
    assert (tick["OnCalendar"], backup["OnCalendar"]) == ("*:0/5", "*-*-* 02:30")
    assert tick["Persistent"] == backup["Persistent"] == "true"
    assert "fanal tick" in made["fanal-tick.service"]
    assert "fanal backup /var/backups/fanal" in made["fanal-backup.service"]


def test_other_folders_than_the_usual_ones_can_be_written():
    place = Place(
        Path("/opt/f/bin/fanal"),
        "care",
        Path("/data/fanal"),
        Path("/etc/other.toml"),
        (Path("/mnt/heads"),),
    )
    made = units(place)
    assert sorted(made) == ["fanal-tick.service", "fanal-tick.timer", "fanal.service"]
    for name in ("fanal.service", "fanal-tick.service"):
        for line in (
            "ReadWritePaths=/data/fanal",
            "ReadWritePaths=/mnt/heads",
            "User=care",
            "Environment=FANAL_CONFIG=/etc/other.toml",
        ):
            assert line in made[name].splitlines()


def with_a_program(made, folder):
    """The same units for a program that is there, in `folder`."""
    for name, text in made.items():
        (folder / name).write_text(text.replace("/opt/fanal/bin/fanal", "/bin/true"))
    return [str(folder / name) for name in made]


def test_systemd_reads_them_without_complaint(made, tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze here: what stands in the units is read by the tests above")
    there = with_a_program(made, tmp_path)
    answer = subprocess.run([analyze, "verify", *there], capture_output=True, text=True)
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_they_expose_little(made, tmp_path, name):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd-analyze here: PROMISED names the rights")
    with_a_program(made, tmp_path)
    answer = subprocess.run(
        [analyze, "security", "--offline=yes", tmp_path / name], capture_output=True, text=True
    )
    said = re.search(r"Overall exposure level for \S+: ([\d.]+)", answer.stdout)
    assert said, answer.stderr
    assert float(said[1]) <= EXPOSURE


@pytest.fixture
def typed(capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(USUAL_VAR))
    monkeypatch.setattr(install_service.sys, "argv", ["/srv/fanal/bin/fanal"])

    def run(*words):
        code = cli.main(["install-service", *words])
        return code, *capsys.readouterr()

    return run


def test_the_command_writes_them_once_and_says_what_comes_then(typed, tmp_path):
    code, said, _error = typed("--to", str(tmp_path))
    assert code == 0
    assert "systemctl enable --now fanal.service fanal-tick.timer" in said
    assert "ExecStart=/srv/fanal/bin/fanal serve" in (tmp_path / "fanal.service").read_text()
    (tmp_path / "fanal.service").write_text("mine")
    code, _said, error = typed("--to", str(tmp_path))
    assert (code, len(error.splitlines())) == (3, 1)
    assert (tmp_path / "fanal.service").read_text() == "mine"
    assert typed("--to", str(tmp_path), "--replace")[0] == 0
    assert (tmp_path / "fanal.service").read_text() != "mine"


def test_a_folder_without_which_no_unit_starts_is_named_with_what_to_type(typed, tmp_path):
    made, gone = tmp_path / "made", tmp_path / "gone"
    made.mkdir()
    line = f"install -d -o fanal -g fanal -m 700 {gone}"
    assert line in " ".join(typed("--to", str(tmp_path), "--backups", str(gone))[1].split())
    said = typed("--to", str(tmp_path), "--backups", str(made), "--replace")[1]
    assert "install -d" not in said


@pytest.mark.parametrize("booted", [True, False])
def test_where_systemd_does_not_run_the_machine_that_is_said(typed, tmp_path, monkeypatch, booted):
    monkeypatch.setattr(install_service, "BOOTED", tmp_path if booted else tmp_path / "none")
    said = typed("--to", str(tmp_path))[1]
    assert ("systemd does not run on this machine" in said) != booted


def test_it_shows_them_and_writes_nothing(typed, tmp_path):
    code, said, _error = typed("--print", "--to", str(tmp_path))
    assert code == 0
    assert f"# {tmp_path}/fanal-tick.timer" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/srv/my fanal", "/srv/100%", "var", "/home/anan/fanal"])
def test_a_path_that_a_unit_cannot_name_is_refused(path):
    with pytest.raises(BadInput):
        install_service.check_path(Path(path))


def test_an_account_that_is_none_is_refused(typed):
    assert typed("--print", "--account", "a b")[0] == 2

"""deploy/compose.yaml, started without containers: its processes, settings and sockets, folders as volumes.

What a container adds (the image, its file system that cannot be written) is compared with
deploy/Containerfile; the wheel that the image installs is built by `test_wheel`.
"""

import http.client
import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import tempfile
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
import yaml
from tools.with_postgres import programs, servant, wait

from fanal.settings.private_folder import IN_MEMORY
from tests.serving.house import FANAL, FIRST, free_port, wait_for

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
OURS = [name for name, it in COMPOSE["services"].items() if it["image"] == "fanal"]
VARIABLE = re.compile(r"\$\{(\w+):([?-])([^}]*)\}")


def mounts(service):
    """The volume or file behind each path of a container."""
    volumes = (one.split(":") for one in COMPOSE["services"][service].get("volumes", ()))
    return {inside: outside for outside, inside, *_ in volumes}


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_what_a_service_keeps_lies_in_a_volume_that_is_declared(service):
    named = {one for one in mounts(service).values() if not one.startswith(".")}
    assert named <= COMPOSE["volumes"].keys()
    files = {one for one in mounts(service).values() if one.startswith(".")}
    assert all((DEPLOY / file).is_file() for file in files)


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, it in COMPOSE["services"].items() if "ports" in it] == ["proxy"]


def test_the_application_writes_to_folders_that_the_image_gives_it_alone():
    """Its file system cannot be written otherwise: `read_only`."""
    made = re.search(r"install -d -o fanal -g fanal -m 700 \\\s+(.*)", CONTAINERFILE)[1].split()
    for service in OURS:
        told = COMPOSE["services"][service]
        assert told["read_only"]
        assert told["cap_drop"] == ["ALL"]
        assert mounts(service).keys() - {"/var/run/postgresql", str(IN_MEMORY)} <= set(made)
        folders = {told["environment"][name] for name in ("FANAL_VAR", "FANAL_KEYS")}
        assert folders <= mounts(service).keys()


def test_the_pages_that_wait_lie_in_one_memory_that_outlives_a_start_of_the_server():
    """The timer deletes them. What `ipc: service:fanal` shares is of one start alone."""
    assert len({mounts(service)[str(IN_MEMORY)] for service in OURS}) == 1
    volume = mounts("fanal")[str(IN_MEMORY)]
    assert COMPOSE["volumes"][volume]["driver_opts"]["type"] == "tmpfs"


def test_our_image_is_built_once_and_never_fetched():
    """Somebody else may publish one of that name."""
    assert [name for name in OURS if "build" in COMPOSE["services"][name]] == ["fanal"]
    assert {COMPOSE["services"][name]["pull_policy"] for name in OURS} == {"never"}


@pytest.mark.parametrize("chosen", ["app.txt", "cases.txt"])
def test_an_office_that_only_keeps_cases_chooses_what_is_installed(chosen):
    told = COMPOSE["services"]["fanal"]["build"]["args"]["FANAL_REQUIREMENTS"]
    assert told == "${FANAL_REQUIREMENTS:-app.txt}"
    assert "ARG FANAL_REQUIREMENTS=app.txt" in CONTAINERFILE
    assert "-r requirements/$FANAL_REQUIREMENTS" in CONTAINERFILE
    assert (DEPLOY.parent / "requirements" / chosen).is_file()


def test_the_image_has_the_programs_of_the_database_that_stands_beside_it():
    """`pg_dump` reads no server that is newer than itself."""
    version = COMPOSE["services"]["database"]["image"].rpartition("/postgres:")[2]
    assert f"postgresql-client-{version} " in CONTAINERFILE


def test_nobody_waits_for_the_server_that_makes_the_database():
    """The image of PostgreSQL starts one for a moment, on the same socket."""
    [_shell, told] = COMPOSE["services"]["database"]["healthcheck"]["test"]
    assert told.startswith("[ $$(cat /proc/1/comm) = postgres ] && pg_isready")


def test_the_database_has_memory_for_a_shared_query_and_time_to_end():
    """What an engine gives by itself, 64 MB and ten seconds, is too little for a large house."""
    told = COMPOSE["services"]["database"]
    assert (told["shm_size"], told["stop_grace_period"]) == ("256m", "2m")


def test_what_the_image_copies_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert len(names) > 5
    assert all((DEPLOY.parent / one).exists() for one in names)


class Composed:
    """The services on this machine. `home`: where the folders lie that stand for its volumes."""

    def __init__(self, home):
        self.home, self.port = home, free_port()
        self.given = {"FANAL_HOST": "localhost", "FANAL_TIME_ZONE": "Europe/Paris"}
        for volume in COMPOSE["volumes"]:
            (home / volume).mkdir()

    def here(self, service, text):
        """With folders of this machine in place of those of a container; the longest first."""
        for inside, outside in sorted(mounts(service).items(), reverse=True):
            text = text.replace(inside, str(self.home / outside))
        return text

    def environment(self, service):
        told = COMPOSE["services"][service].get("environment", {})
        env = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        env |= {"LANGUAGE": "en", "HOME": str(self.home)}
        env["PATH"] = f"{FANAL.parent}:{env['PATH']}"
        return env | {
            name: self.here(service, VARIABLE.sub(self.value, str(value)))
            for name, value in told.items()
        }

    def value(self, variable):
        name, kind, _ = variable.groups()
        return self.given[name] if kind == "?" else ""

    def fanal(self, *words):
        told = subprocess.run(
            [FANAL, *words], env=self.environment("fanal"), capture_output=True, text=True
        )
        assert "Traceback" not in told.stderr, told.stderr
        return told

    @contextmanager
    def running(self, service, command, **more):
        env = more.pop("env", None) or self.environment(service)
        with (self.home / f"{service}.log").open("w") as log:
            process = subprocess.Popen(
                command, env=env, stdout=log, stderr=log, start_new_session=True, **more
            )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # with what a shell waits for
            process.wait(60)

    @contextmanager
    def database(self):
        """As the image of PostgreSQL starts it from the same variables."""
        told, who = self.environment("database"), servant()
        data, sockets = self.home / "database", self.home / "database-socket"
        for folder in (data, sockets):
            if who:
                os.chown(folder, who["user"], who["group"])
        first = [programs() / "initdb", "-D", data, "-U", told["POSTGRES_USER"], "-A"]
        first += [told["POSTGRES_HOST_AUTH_METHOD"], *told["POSTGRES_INITDB_ARGS"].split()]
        subprocess.run(first, check=True, cwd=data, stdout=subprocess.DEVNULL, **who)
        options = [
            *COMPOSE["services"]["database"]["command"],
            "-c",
            f"unix_socket_directories={sockets}",
        ]
        with self.running(
            "database", [programs() / "postgres", "-D", data, *options], cwd=data, **who
        ) as it:
            wait(programs(), sockets, it)
            made = ["createdb", "-h", sockets, "-U", told["POSTGRES_USER"], told["POSTGRES_DB"]]
            subprocess.run([programs() / made[0], *made[1:]], check=True)
            yield

    def proxy(self):
        """Beside another Caddy of this machine: neither its port of http nor that of its API."""
        text = self.here("fanal", (DEPLOY / "Caddyfile").read_text())
        apart = "\n{\n    admin off\n    skip_install_trust\n    auto_https disable_redirects\n"
        written = self.home / "Caddyfile"
        written.write_text(text.replace("\n{\n", apart, 1))
        env = self.environment("proxy")
        env |= {"FANAL_HOST": f"{env['FANAL_HOST']}:{self.port}", "XDG_DATA_HOME": str(self.home)}
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(written)]
        return self.running("proxy", command, env=env)

    def command_of(self, service):
        return [self.here(service, one) for one in COMPOSE["services"][service]["entrypoint"]]

    def fine(self):
        """What `fanal doctor` finds in order."""
        found = json.loads(self.fanal("doctor", "--json").stdout)
        return {one["name"] for one in found if one["outcome"] == "fine"}

    def get(self, path):
        """What a browser is answered."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        there = http.client.HTTPSConnection("localhost", self.port, timeout=60, context=trusting)
        with closing(there):
            there.request("GET", path)
            return there.getresponse().status


@pytest.fixture
def composed():
    """In a folder that the account of the database may enter, with a short path: sockets lie there."""
    home = Path(tempfile.mkdtemp(prefix="fanal-composed-"))
    home.chmod(0o755)
    yield Composed(home)
    shutil.rmtree(home, ignore_errors=True)


@pytest.mark.long
def test_the_services_find_each_other_and_a_browser_finds_them(composed):
    serve = json.loads(re.search(r"^CMD (.+)$", CONTAINERFILE, re.MULTILINE)[1])
    with ExitStack() as running:
        running.enter_context(composed.database())
        invitation = re.search(r"https://localhost(/\S+)", composed.fanal("setup", *FIRST).stdout)[
            1
        ]
        running.enter_context(composed.running("fanal", [FANAL, *serve]))
        for service in ("timer", "backup"):
            command = composed.command_of(service)
            running.enter_context(composed.running(service, command))
        running.enter_context(composed.proxy())
        wait_for(lambda: composed.get("/help/") == 200)
        assert composed.get(invitation) == 200
        wait_for(lambda: composed.fine() >= WORKING)


WORKING = {
    "database_answers", "server_runs", "timer_runs", "backup_within_a_week", "rows_genuine",
    "settings_file", "static_files",
}  # fmt: skip

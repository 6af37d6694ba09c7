"""The wheels hold all that the program needs, and an installation from them works elsewhere."""

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"fanal": ROOT, "unseen": ROOT / "libraries/unseen", "scriptnames": ROOT / "libraries/scriptnames"}  # fmt: skip
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
LEFT_OUT = {"var", ".git", ".venv", "build", "__pycache__"}
FIRST = ["--email", "a@b.example", "--name", "Anan", "--office", "Paris", "--country", "FR"]

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """Built from a copy without catalogues that were compiled here, as after `git clone`."""
    source, made = (tmp_path_factory.mktemp(one) for one in ("source", "wheels"))
    left_out = shutil.ignore_patterns(*LEFT_OUT, "*.mo", "*.egg-info")
    shutil.copytree(ROOT, source / "fanal", ignore=left_out, symlinks=True)
    found = {}
    for name, folder in PACKAGES.items():
        place = source / "fanal" / folder.relative_to(ROOT)
        subprocess.run(
            [sys.executable, "-c", BUILD, made], cwd=place, check=True, capture_output=True
        )
        found[name] = next(made.glob(f"{name}-*.whl"))
    return found


@pytest.mark.parametrize("name", PACKAGES)
def test_each_file_of_the_source_is_in_the_wheel(wheels, name):
    source = PACKAGES[name] / "src"
    there = {
        str(one.relative_to(source))
        for one in source.rglob("*")
        if one.is_file() and not LEFT_OUT & {*one.parts} and ".egg-info" not in str(one)
    }
    inside = set(zipfile.ZipFile(wheels[name]).namelist())
    assert there - inside == set()
    for kind in (".mo", ".html", ".svg", ".css", ".toml") if name == "fanal" else (".mo",):
        assert any(one.endswith(kind) for one in inside), kind


@pytest.mark.asvs("V13.4.1")
@pytest.mark.parametrize("name", PACKAGES)
def test_nothing_but_the_package_is_in_the_wheel(wheels, name):
    inside = zipfile.ZipFile(wheels[name]).namelist()
    assert {one.split("/")[0] for one in inside if ".dist-info/" not in one} == {name}
    assert [one for one in inside if "/." in one or "/tests/" in one] == []


@pytest.fixture(scope="module")
def installed(wheels, tmp_path_factory):
    """A venv of its own with our three wheels; what others made comes from that of the tests."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=True)
    bin_ = home / "bin"
    command = [bin_ / "pip", "install", "-q", "--no-deps", "--no-index", *wheels.values()]
    subprocess.run(command, check=True, capture_output=True)
    of_others = sysconfig.get_paths()["purelib"]
    site = home / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (site / "others.pth").write_text(of_others)  # its own .pth files are not read: nothing of ours
    return bin_ / "fanal"


def test_set_up_and_the_timer_work_from_the_wheel_with_one_settings_file(installed, tmp_path):
    file = tmp_path / "fanal.toml"
    file.write_text(f'var = "{tmp_path}/var"\nkeys = "{tmp_path}/keys"\nhost = "a.example.org"\n')
    env = {"FANAL_CONFIG": str(file), "LANGUAGE": "fr"}

    def run(*words):
        return subprocess.run(
            [installed, *words], env=env, cwd="/", capture_output=True, text=True, timeout=900
        )

    made = run("setup", *FIRST)
    assert made.returncode == 0, made.stderr
    assert "La clé de secours" in made.stdout  # the catalogues are in it
    assert run("tick").returncode == 0
    told = run("doctor")
    assert told.returncode == 20  # no timer, no name for browsers: what is missing is said
    assert "settings" not in told.stderr
    where = subprocess.run(
        [installed.with_name("python"), "-c", "import fanal; print(fanal.__file__)"],
        env=env,
        cwd="/",
        capture_output=True,
        text=True,
    )
    assert str(installed.parent.parent) in where.stdout
    assert run("install-service", "--print").returncode in {0, 2}  # 2: this venv lies in a home

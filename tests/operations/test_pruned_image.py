"""An image is a third smaller for what it never uses, and does all that it did."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from importlib import import_module
from pathlib import Path

import pytest
from tools import prune_image

from fanal.web.codes import COUNTRIES, LANGUAGES, called

SITE = Path(sysconfig.get_path("purelib"))
CONTAINERFILE = (Path(__file__).resolve().parents[2] / "deploy/Containerfile").read_text()
SAY = (
    "import json; from fanal.web.codes import COUNTRIES, LANGUAGES, called;"
    "print(json.dumps([dict(called(COUNTRIES)), dict(called(LANGUAGES))]))"
)


@pytest.fixture(scope="module")
def pruned(tmp_path_factory):
    """Copies of two libraries that are pruned, as an image has them."""
    site = tmp_path_factory.mktemp("site-packages")
    shutil.copytree(SITE / "babel", site / "babel")
    shutil.copytree(SITE / "django/conf/locale", site / "django/conf/locale")
    assert prune_image.prune(site) > 20e6
    return site


def test_countries_and_languages_are_found_by_the_same_names(pruned):
    """The name of a country in its own language is data of that language."""
    path = os.pathsep.join([str(pruned), *filter(None, sys.path)])
    # What is left of Django must not hide the whole of it.
    shutil.rmtree(pruned / "django", ignore_errors=True)
    told = subprocess.run(
        [sys.executable, "-c", SAY],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(told.stdout) == [dict(called(one)) for one in (COUNTRIES, LANGUAGES)]


def test_the_languages_of_the_pages_stay_and_no_other(tmp_path):
    shutil.copytree(SITE / "django/conf/locale", tmp_path / "django/conf/locale")
    prune_image.prune(tmp_path)
    left = {one.name for one in (tmp_path / "django/conf/locale").glob("*/")}
    assert {name for name in left if name.partition("_")[0] not in ("en", "fr", "vi")} <= {
        "__pycache__"
    }
    assert {"en", "fr", "vi"} <= left


def test_nothing_that_is_removed_is_loaded_by_a_program():
    import_module("fanal.urls")
    removed = {one for one in prune_image.unused(SITE) if one.is_dir()}
    assert removed
    files = [getattr(one, "__file__", None) for one in [*sys.modules.values()]]
    assert [file for file in files if file and not removed.isdisjoint(Path(file).parents)] == []


def test_the_image_is_pruned_before_it_is_put_together():
    _comment, build, image = CONTAINERFILE.split("FROM ")
    assert build.splitlines()[-2] == "RUN /opt/fanal/bin/python tools/prune_image.py"
    assert "COPY --from=build /opt/fanal" in image

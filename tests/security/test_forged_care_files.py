"""Whoever writes to the database lets nobody be treated by the care file of another woman."""

import pytest

from fanal.care.models import CareFile
from tests import files
from tests.care.scene import noted, page, scene, taken
from tests.security.planting import update

pytestmark = pytest.mark.django_db
SAID = "This file was pointed at another person from outside"


def test_a_care_file_that_was_pointed_at_another_woman_says_so(cast):
    here = scene(cast)
    file = taken(cast, here)
    noted(cast, file)
    ploy = files.browser(cast, cast.ploy)
    assert SAID not in ploy.get(page("file", file.id)).text
    update(CareFile, {"person_id": files.person(cast).pk}, id=file.id)
    assert SAID in ploy.get(page("file", file.id)).text

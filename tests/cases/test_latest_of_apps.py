"""The latest of a case holds what the apps above keep of it, where the reader may know of that."""

from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_note
from fanal.core.protection.kinds import RecordKind
from fanal.identification.models import Interview
from fanal.protection.actions.recording import record
from tests import files
from tests.shelters import scene as shelters

BED, INTERVIEW, RISK = "A bed in our shelter", "An interview", str(RecordKind.RISK.described.title)
HEAD = "Latest entries"


def latest(cast, who, case):
    page = files.browser(cast, who).get(reverse("cases:case", args=[case.id])).text
    return page.partition(HEAD)[2].partition("</section>")[0]


def test_beds_interviews_and_assessments_stand_among_the_last_entries(cast):
    here = shelters.scene(cast)
    write = cast.acting(cast.sokha)
    add_note(case=here.case, text="She called.", **write)
    shelters.sleeps(cast, here)
    record(
        case=here.case, kind=RecordKind.RISK, person=here.person, answers={"level": "high"}, **write
    )
    interview = Interview(case=here.case, folder=here.case.id, person=here.person)
    interview.by, interview.on = cast.sokha, timezone.localdate()
    interview.seal(write["ring"], {})
    interview.save()
    found = latest(cast, cast.sokha, here.case)
    for words in (BED, INTERVIEW, RISK):
        assert words in found
        assert found.index("She called") < found.index(words)
    assert here.shelter.name not in found
    files.let_in_lawyer(cast, here.case)
    found = latest(cast, cast.mai, here.case)
    assert INTERVIEW in found
    assert BED not in found
    assert RISK not in found

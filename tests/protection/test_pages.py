"""What is due in a case, written and shown on its pages."""

from django.urls import reverse
from django.utils import timezone

from fanal.core.protection.kinds import RecordKind
from fanal.protection.models import ProtectionRecord
from tests import files
from tests.protection.scene import form_of


def page_of(case):
    return reverse("protection:case", args=[case.id])


def test_every_kind_of_record_can_be_written_and_is_shown(cast):
    case = files.case(cast)
    girl = case.people.get()
    client = files.browser(cast, cast.sokha)
    assert client.get(page_of(case)).status_code == 200
    answers = {
        "risk": {"level": "high", "dangers": "her cousin"},
        "safety_plan": {"warning_signs": "he calls at night"},
        "recovery": {"decision": "takes", "country": "TH"},
        "best_interests": {"own_view": "to go to her aunt", "guardian": "none"},
        "duty": {"country": "TH", "explained": "yes"},
        "review": {"form": "review", "decided": "a second visit"},
        "event": {"event": "release", "on": timezone.localdate().isoformat()},
        "closing": {"her_view": "enough", "child": "none"},
    }
    for kind, told in answers.items():
        of = None if RecordKind(kind).described.of_case else girl
        address = form_of(case, kind, of)
        assert client.get(address).status_code == 200
        answer = client.post(address, told)
        assert answer.status_code == 302, (kind, answer.content.decode()[-3000:])
    assert [record.kind for record in ProtectionRecord.objects.all()] == list(answers)
    shown = client.get(page_of(case)).content.decode()
    assert "her cousin" in shown
    assert "a second visit" in shown

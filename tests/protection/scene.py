"""What several tests of dated records begin with."""

from django.urls import reverse

from fanal.core.protection.kinds import RecordKind as K

WORK = {
    K.RISK: {"level": "high", "dangers": "her cousin"},
    K.SAFETY_PLAN: {"warning_signs": "he calls at night"},
    K.RECOVERY: {"decision": "takes", "country": "TH"},
    K.BEST_INTERESTS: {"own_view": "to her aunt", "guardian": "none"},
    K.DUTY: {"country": "TH", "explained": True},
    K.REVIEW: {"form": "review", "decided": "a second visit"},
    K.EVENT: {"event": "release"},
    K.PRESSURE: {"how": "money"},
}


def page_of(case):
    return reverse("protection:case", args=[case.id])


def form_of(case, kind, person=None):
    if person is None:
        return reverse("protection:of_case", args=[case.id, kind])
    return reverse("protection:of_person", args=[case.id, person.id, kind])

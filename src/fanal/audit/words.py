"""The codes of entries as words of a page: what the auditor reads, she reads in her language."""

from collections.abc import Mapping

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.consent import ConsentPurpose, ConsentState
from fanal.core.casework.entries import KINDS
from fanal.core.casework.sections import Section
from fanal.core.casework.stages import CaseStage
from fanal.core.private_linkage.files import STEPS
from fanal.core.roles import Role
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import labels
from fanal.web.typing import PageText

PARTS: dict[Compartment, PageText] = {
    Compartment.IDENTITY: _("who she is"),
    Compartment.WHEREABOUTS: _("where she is"),
    Compartment.NARRATIVE: _("what happened and what is planned"),
    Compartment.MEDICAL: _("health"),
    Compartment.LEGAL: _("legal"),
    Compartment.FINANCE: _("money"),
    Compartment.FILES: _("documents"),
}
FOLDERS: dict[str, object] = {
    "person": _("a person"),
    "case": _("a case"),
    "signal": _("a call"),
    "journey": _("a journey"),
    "tracing": _("a question to a colleague"),
    "exchange": _("an exchange with a partner"),
    "shared": _("a two-country file"),
    "transfer": _("a hand-over to another team"),
    "search": _("the search of a team"),
    "shelter": _("one of our shelters"),
    "complaint": _("a complaint"),
    "care": _("a care file"),
    "care_request": _("a request for care"),
    "bed_request": _("a bed that was asked for"),
    "incident": _("an incident"),
    "helper": _("a file of an interpreter"),
    "participant": _("a file of prevention"),
    "volunteer": _("a volunteer of prevention"),
    "call_back": _("a call back"),
}
# Files of exchanges that are no longer made; their entries stay.
EARLIER_STEPS = {"question": _("a question"), "encoded": _("encodings for the unit")}
# Name of a detail: what its codes are called, where the rules say it.
CODES: Mapping[str, Mapping[str, object] | Mapping[Compartment, PageText]] = {
    "compartment": PARTS,
    "compartments": PARTS,
    "start": labels(CaseStage),
    "end": labels(CaseStage),
    "section": labels(Section),
    "kind": FOLDERS | {kind.code: kind.title for kind in KINDS},
    "purpose": labels(ConsentPurpose),
    "answer": labels(ConsentState),
    "reason": labels(ClosureReason),
    "step": {**STEPS, **EARLIER_STEPS},
    "role": labels(Role),
    "outcome": {
        "duplicate": _("the same as another"),
        "not_for_us": _("not for us"),
        "case": _("became a case"),
        "addition": _("added to a case"),
        "reopened": _("opened again"),
    },
}
YES_NO = {True: _("yes"), False: _("no")}
# What stands beside a sentence that does not say it.
LABELS = {
    "above": _("above"),
    "asked_by": _("asked by"),
    "beds": _("beds"),
    "compartment": _("part"),
    "channel": _("way"),
    "classes": _("parts"),
    "deleted": _("deleted"),
    "digest": _("fingerprint"),
    "disclosure": _("what went out"),
    "document": _("document"),
    "field": _("field"),
    "folders": _("folders"),
    "from": _("from"),
    "grants": _("grants"),
    "ground": _("ground"),
    "hearings": _("hearings"),
    "hours": _("with hours"),
    "into": _("into"),
    "item": _("item"),
    "justified": _("justified"),
    "kind": _("kind"),
    "leg": _("leg"),
    "links": _("links"),
    "n": _("people"),
    "number": _("number"),
    "on_the_way": _("handed over, arrival not confirmed"),
    "other": _("the other"),
    "override": _("override"),
    "overrides": _("overrides"),
    "paper": _("paper"),
    "part": _("part"),
    "parts": _("parts"),
    "partner": _("partner"),
    "person": _("person"),
    "present": _("present"),
    "recipient": _("recipient"),
    "record": _("written"),
    "referral": _("referral"),
    "rules": _("rules"),
    "set_back": _("minutes by which the clock was set back"),
    "shares": _("sheets"),
    "state": _("state"),
    "stays": _("stays"),
    "step": _("step"),
    "tasks": _("tasks"),
    "team": _("team"),
    "to": _("to"),
    "transfer": _("transfer"),
    "until": _("until"),
    "version": _("version"),
    "whom": _("whom"),
    "worker": _("worker"),
    "yes": _("answer"),
}


def names() -> dict[str, str]:
    """Names of staff and teams by their ids: they are plain everywhere (T0)."""
    models = (apps.get_model("accounts", one) for one in ("User", "Team"))
    return {str(row.pk): str(row) for model in models for row in model.objects.all()}

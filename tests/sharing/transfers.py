"""A case of Bangkok with everything in it, and an offer of it to Vientiane."""

from types import SimpleNamespace

from fanal.cases.actions import consents, tasks
from fanal.cases.actions.entries import add_entry
from fanal.sharing.actions import shared as shared_actions
from fanal.sharing.actions import transfer_answers, transfers
from fanal.sharing.models import Side
from tests import files
from tests.kept import kept

FIELDS = ("code_name", "safety", "appointment")
WHOLE = ("identity", "narrative", "medical", "legal", "finance", "files", "whereabouts")


@kept
def told_case(cast, *, consent=True, person=None):
    """Sokha's case: a need, her health, where she sleeps; she agrees that our teams know."""
    ring = cast.ring(cast.sokha)
    person = person or files.person(cast)
    case = files.case(cast, people=[person])
    write = {"case": case, "by": cast.sokha, "ring": ring}
    entries = {
        kind: add_entry(kind=kind, answers=answers, **write)
        for kind, answers in (
            ("need", {"words": "A doctor, soon."}),
            ("health", {"complaint": "Fever since Monday."}),
            ("whereabouts", {"place": "Room 4, above the bakery"}),
        )
    }
    agreed = None
    if consent:
        agreed = consents.record_consent(person=person, purpose="referral", answer="given", **write)
    task = tasks.add_task(case=case, title="Call the doctor", by=cast.sokha)
    return SimpleNamespace(
        ring=ring, person=person, case=case, consent=agreed, task=task, entries=entries
    )


def offer(cast, here, **more):
    given = {
        "case": here.case,
        "team": cast.vientiane,
        "classes": WHOLE,
        "near": [cast.somchit],
        "done": "She was brought out on Monday.",
        "needed": "Her family is near you.",
        **cast.acting(cast.noi),
    }
    return transfers.offer(**(given | more))


def accept(cast, transfer, **more):
    given = {
        "worker": cast.kham,
        "near": [cast.kham],
        **cast.acting(cast.somchit),
    }
    transfer.refresh_from_db()
    transfer_answers.accept(transfer=transfer, **(given | more))


def propose(cast, here, **more):
    given = {
        "case": here.case,
        "team": cast.vientiane,
        "fields": FIELDS,
        **cast.acting(cast.noi),
    }
    return shared_actions.propose(**(given | more))


def agreed(cast, here, fields=("code_name", "safety", "journey")):
    """Vientiane has a file of its own; both have agreed to the code name and to safety."""
    shared = propose(cast, here)
    person, here.theirs = files.in_vientiane(cast)
    consents.record_consent(
        case=here.theirs,
        person=person,
        purpose="referral",
        answer="given",
        **cast.acting(cast.kham),
    )
    shared_actions.agree(
        side=Side.objects.get(shared=shared, team=cast.vientiane),
        case=here.theirs,
        fields=fields,
        **cast.acting(cast.somchit),
    )
    here.sides = {side.team_id: side for side in Side.objects.filter(shared=shared)}
    return shared

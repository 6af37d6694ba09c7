"""A girl in danger of whom every line of her story is known, after the mock-up of the case."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry, add_note
from fanal.cases.actions.stages import ask_closure
from fanal.cases.actions.states import record_sign, say_in_danger, say_no_longer
from fanal.cases.actions.tasks import add_task
from fanal.identification.access import Concern
from fanal.identification.actions.recording import save_circumstances
from fanal.identification.actions.statements import add_statement
from fanal.intake.actions import add_to_case, take_signal
from fanal.partners.actions import areas, findings
from fanal.partners.actions.partners import add_partner
from fanal.sharing.actions import referrals
from tests import files

NEVER = "Never call her phone"
PLACE = "Locked in a karaoke bar, Si Racha area"


def told(cast, *, people=None, goals=1):
    """The case and who is in it; `people`: of whom it is told first."""
    year, ring = timezone.localdate().year, cast.ring(cast.sokha)
    her = files.person(cast, births=[("census", year - 16)])
    case = files.case(cast, people=[her, *(people or [])], kinds=["forced_prostitution"])
    write = {"case": case, "by": cast.sokha, "ring": ring}
    here = SimpleNamespace(case=case, her=her, write=write, ring=ring, other=other_case(cast, her))
    _call(cast, here)
    _state(here)
    _plan(here, goals)
    _consents(cast, here)
    _law(here)
    return here


def other_case(cast, her):
    return files.case(cast, people=[her], kinds=["at_risk"])


def _call(cast, here):
    call = take_signal(
        team=cast.bangkok, answers={"where": PLACE, "who_calls": "mother"}, by=cast.sokha
    )
    add_to_case(signal=call, case=here.case, reason="the same girl", by=cast.sokha, ring=here.ring)


def _state(here):
    now, of_her = timezone.now(), {"person": here.her} | here.write
    say_in_danger(
        said_by="mother",
        said_at=now - timedelta(hours=11),
        with_whom="holder",
        with_name="the owner of the bar",
        **of_her,
    )
    record_sign(sign="message", said_at=now - timedelta(hours=8), **of_her)
    add_entry(kind="whereabouts", answers={"place": PLACE}, **here.write)
    rule = {
        "never": NEVER,
        "when": "18:00 to 20:00",
        "may_answer": "her mother",
        "code_word": "the weaving shop",
    }
    add_entry(kind="contact", answers=rule, **here.write)
    add_entry(kind="health", answers={"complaint": "Asthma, inhaler taken"}, **here.write)


def _plan(here, goals):
    today = timezone.localdate()
    task = {"case": here.case, "by": here.write["by"]}
    add_task(title="Call the mother", due=today, **task)
    add_task(title="Ask which language the house speaks", due=today + timedelta(days=3), **task)
    for _number in range(goals):
        words = {"words": "Be home before New Year."}
        goal = add_entry(kind="goal", answers=words, **here.write)
        for outcome in ("reached", ""):
            add_entry(
                kind="action",
                answers={"what": "Find her", "outcome": outcome},
                under=goal,
                due=today + timedelta(days=9),
                **here.write,
            )
    add_note(text="They have a bed from noon. They want to know her language.", **here.write)


def _consents(cast, here):
    about = {"person": here.her} | here.write
    mother = add_entry(
        kind="around",
        answers={"name": "Mother", "relation": "mother", "safe": "safe"},
        **here.write,
    )
    by_mother = {"given_by": "parent_or_caregiver", "giver": mother}
    record_consent(purpose="care", answer="given", **by_mother, **about)
    record_consent(purpose="interview", answer="refused", **about)
    house = add_partner(
        kind="organisation", type="shelter", name="Lotus Transit Centre", by=cast.sokha
    )
    found = findings.record_finding(
        about=house, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    findings.confirm(finding=found, by=cast.noi)
    record_consent(purpose="referral", answer="given", partner=house.id, **about)
    here.referral = referrals.draft(
        case=here.case,
        person=here.her,
        partner=house,
        purpose="receive_documents",
        classes=("identity",),
        needed="A bed.",
        by=cast.sokha,
        ring=here.ring,
        area=areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi),
    )


def _law(here):
    concern, today = Concern(here.case, here.her, writes=True), timezone.localdate()
    by = {"concern": concern, "by": here.write["by"], "ring": here.ring}
    days, places = (today - timedelta(days=60), today), {"recruited": ["LA"], "exploited": ["TH"]}
    save_circumstances(
        sex="female",
        age=(16, 16),
        when=days,
        version=0,
        **by,
        places=places | {"moved_through": []},
    )
    add_statement(answers={"recruited": "yes", "harboured": "yes"}, source="interview", **by)


def closing_asked(cast):
    """A case of somebody who is safe, and the closing that waits for a second person."""
    case, ring = files.case(cast), cast.ring(cast.sokha)
    write = {"case": case, "by": cast.sokha, "ring": ring}
    her = case.people.get()
    add_entry(kind="safety", answers={"can_leave": True}, **write)
    say_no_longer(
        person=her,
        said_by="herself",
        free=True,
        said_at=timezone.now(),
        what_changed="Home.",
        **write,
    )
    record_consent(person=her, purpose="care", answer="given", **write)
    closure = ask_closure(reason="her_wish", words="she says it is enough", **write)
    case.refresh_from_db()
    return case, closure

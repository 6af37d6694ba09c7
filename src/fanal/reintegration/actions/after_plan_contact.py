"""Half a year after a plan ended somebody asks how she is, if she wants it: her answer is a
consent, with the language in which she was asked and, of a child, with who answered for it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.actions.after_closing import SaidOfContact, say_after_closing
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.models import Case, CaseEntry, Task
from fanal.cases.queries.consent_answers import said_to
from fanal.core.calendars.months import add_months
from fanal.core.casework.consent import ConsentState, GivenBy
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.reintegration.closing import WITHOUT_HER
from fanal.core.reintegration.codes import PlanEndReason
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.consent_ages import consent_ages
from fanal.people.queries import all_files_of
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.consents import AFTER

LOOK = say("Ask how she is, as she wished")
ASK_HERSELF = say("She is an adult now: ask her herself whether we may ask how she is")
ENDS_WITHOUT_HER = say(
    "with the reason you chose, nobody has an answer from her: she cannot have asked for it"
)
NO_CASE_TO_WRITE_IN = say(
    "she has no case in which you may write her answer: the worker of this plan writes it, or a "
    "lead"
)


@dataclass(frozen=True)
class LookAnswer:
    """Whether she wants it: "yes", "no", or "" where she was not asked. `language`: in which she
    was; `given_by`, `giver`: who answered for a child; `assent`: what the child said."""

    answer: str = ""
    language: str = ""
    given_by: str = GivenBy.HERSELF
    giver: CaseEntry | None = None
    assent: bool | None = None


NOT_ASKED_ABOUT_IT = LookAnswer()


def asked_for_a_look(
    plan: Plan,
    why: PlanEndReason,
    look: LookAnswer,
    case: Case | None,
    by: User,
    ring: Ring,
    today: date,
) -> dict[str, str]:
    """Write her answer as consent and return, of a yes, the case in which the task will stand. A
    yes that is no consent yet (a child's alone, or after a no of the same day) is refused."""
    # Not asked is no answer, and makes neither a consent nor a task.
    if not look.answer:
        return {}
    check_code("look", look.answer, {"yes", "no"})
    wanted = look.answer == "yes"
    # Who was not reached, or died, has asked for nothing.
    if wanted and why in WITHOUT_HER:
        raise BadInput("look", ENDS_WITHOUT_HER)
    # Consents are kept in a case, and somebody else may have no access to hers.
    if case is None:
        raise BadInput("look", NO_CASE_TO_WRITE_IN)
    state = _say_in_her_case(plan, look, case, by, ring, today)
    # Refused here and not later: the task would ask her without her consent.
    if wanted and not state.allows:
        raise BadInput("look", say("her yes is no consent yet: look at the consents in her case"))
    return {"look": str(case.pk)} if wanted else {}


def _say_in_her_case(
    plan: Plan, look: LookAnswer, case: Case, by: User, ring: Ring, today: date
) -> ConsentState:
    """Write her answer; return where it stands then. The language is asked where it is not on
    file."""
    contact = SaidOfContact(
        look.answer == "yes",
        language=look.language.strip(),
        given_by=look.given_by,
        giver=look.giver,
        assent=look.assent,
    )
    # Asked where it is not on file: a consent names the language in which it was given.
    if not contact.language and not contact.is_on_file(said_to(AFTER, plan.person_id, today)):
        raise BadInput("language", say("say in which language she was asked"))
    return say_after_closing(
        case=case, person=plan.person, contact=contact, by=by, ring=ring, on=today
    )


def look_after(plan: Plan, by: User, today: date) -> None:
    """Add the task of the next look, unless she took her yes back meanwhile. What was answered for
    a child ends when she is an adult: then she herself is asked first."""
    if "look" not in plan.coded:
        return
    case = Case.objects.filter(pk=UUID(plan.coded["look"])).first()
    stands = said_to(AFTER, plan.person_id, today)
    # As the consent stands when the plan ends: one that was withdrawn in between makes no task.
    if case is None or not (stands.allows or stands is ConsentState.GIVEN_AS_CHILD):
        return
    due = add_months(today, PlanTimer.LOOK_MONTHS.number)
    title = LOOK if stands.allows and not _turns_18(plan, today, due) else ASK_HERSELF
    add_task(case=case, title=title, by=by, assignee=plan.worker, due=due, on=today)


# On the day of the look she may be an adult: then her own answer is needed, not her carer's.
def _turns_18(plan: Plan, today: date, due: date) -> bool:
    since = consent_ages([plan.person_id], today)[plan.person_id].adult_since
    return since is not None and today < since <= due


def end_looks(person: UUID, by: User, today: date) -> None:
    """End the tasks to ask how she is: she wants no contact after closing."""
    rows = Task.objects.filter(case__people__in=all_files_of(person), done_on=None).distinct()
    for row in rows:
        # By the sentence and not by a title, which each reads in her own language.
        if row.sentence and row.sentence[0] in {LOOK.template, ASK_HERSELF.template}:
            finish_task(task=row, by=by, version=row.version, on=today)

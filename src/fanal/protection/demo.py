"""Reviews, risk and best interests of the invented people: some done, some due, some late."""

from datetime import date, timedelta
from typing import NamedTuple

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.core.protection.codes import RiskLevel
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import ages
from fanal.protection.actions.deciding import propose
from fanal.protection.actions.recording import record
from fanal.web.typing import Answers

DAY = timedelta(days=1)
OLD_ENOUGH = 30 * DAY  # cases opened before have been looked at
REVIEWED_AFTER = 100 * DAY  # the last review of an older case was so long ago, and the next is late
LAST_LOOK = 60 * DAY  # the risk was looked at since
K = RecordKind
PLAN: Answers = {
    "warning_signs": "He calls her sister twice in one evening.",
    "safe_people": "Her aunt, and the woman of the noodle stall.",
    "code": "She asks whether the blue scarf is still there.",
    "who_has_it": "Herself, by heart. Nothing on paper.",
    "phone": "Her brother pays for it and knows the code. She sets a new one with us.",
    "location": "Switched off in her telephone on the day of the talk.",
}
REVIEWED: Answers = {
    "form": "review",
    "looked_at": "Her plan, her safety, and what she said yes to.",
    "decided": "We go on as agreed, and call her each week.",
}
ASSESSED: Answers = {
    "own_view": "To live with her aunt and to finish school. Heard alone, in her language.",
    "guardian": "none",
    "safety": "The man who sent for the pictures knows where her mother lives.",
    "family": "Her mother was threatened and is ashamed; her aunt is ready and was visited twice.",
    "options": "Her aunt; the children's house; her mother, once the man is kept away.",
    "recommended": "Her aunt, with a visit each week. Her mother sees her there.",
}


class Writer(NamedTuple):
    case: Case
    by: User
    ring: Ring

    def write(
        self,
        kind: K,
        answers: Answers,
        on: date,
        person: Person | None = None,
        due: date | None = None,
    ) -> None:
        record(
            case=self.case,
            kind=kind,
            answers=answers,
            on=on,
            due=due,
            person=person,
            by=self.by,
            ring=self.ring,
            today=on,
        )


def play(cast: Cast, today: date) -> None:
    for worker in (cast.sokha, cast.kham, cast.linh):
        ring = cast.ring(worker)
        cases = cases_for(worker).filter(assignee=worker).exclude(closed=True)
        for case in cases.order_by("opened_on", "id"):
            if case.opened_on <= today - OLD_ENOUGH and NARRATIVE in ring.compartments(case.id):
                _play_case(Writer(case, worker, ring), today)


def _play_case(write: Writer, today: date) -> None:
    """The older the case, the more was done; the review of the oldest is late."""
    case = write.case
    person = case.people.order_by("id").first()
    if person is None:
        return
    opened, old = case.opened_on, (today - case.opened_on).days
    level = RiskLevel.LOW if old > 150 else RiskLevel.MEDIUM
    _assess_risk(write, person, level, today)
    write.write(
        K.DUTY,
        {
            "country": case.team.office.country if case.team.office else "",
            "explained": True,
            "explained_how": "In her language, before the first talk. She said: good, then I know.",
        },
        opened,
        person,
    )
    if level is RiskLevel.MEDIUM:
        write.write(K.SAFETY_PLAN, PLAN, opened + 7 * DAY, person, today + 4 * DAY)
        write.write(
            K.RECOVERY,
            {
                "decision": "takes",
                "body": "The officer of social development",
                "country": case.team.office.country if case.team.office else "",
            },
            opened + 5 * DAY,
            person,
        )
    age = ages([person], write.ring, today)[person.id]
    if age and age.youngest < 18:
        _assess(write, person, today)


def _assess_risk(write: Writer, person: Person, level: RiskLevel, today: date) -> None:
    opened = write.case.opened_on
    answers: Answers = {"level": level, "protects": "She lives with people whom she chose."}
    write.write(K.RISK, answers, max(opened + 6 * DAY, today - LAST_LOOK), person)
    if opened < today - REVIEWED_AFTER:
        write.write(K.REVIEW, REVIEWED, today - REVIEWED_AFTER)


def _assess(write: Writer, person: Person, today: date) -> None:
    record_of = record(
        case=write.case,
        kind=K.BEST_INTERESTS,
        answers=ASSESSED,
        person=person,
        on=today - 2 * DAY,
        by=write.by,
        ring=write.ring,
        today=today - 2 * DAY,
    )
    propose(
        assessment=record_of,
        by=write.by,
        ring=write.ring,
        on=today - DAY,
        decision="She lives with her aunt from Monday on; we visit every week and look again in "
        "three months.",
        reasons="It is what she wants, her aunt was visited twice, and school is near.",
    )
    write.write(
        K.EVENT,
        {
            "event": "court_date",
            "words": "The man who asked for the pictures is heard; she is not called.",
        },
        today + 9 * DAY,
        person,
    )

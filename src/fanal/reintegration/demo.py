"""Two invented women over three years: one who was lost for a while and came back by herself, and
one whose contact of twelve months nobody has answered yet."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.calendars import PartialDate
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.people.actions.persons import create_person
from fanal.people.models import Person
from fanal.reintegration.actions import contacts, families, goals, plans, records
from fanal.reintegration.actions.contacts import ContactAnswers
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.models import Plan, PlanGoal

DAY = timedelta(days=1)
HER_HOURS = ContactRules(
    ways=["call", "visit"],
    days=["1", "5"],
    begin=time(10),
    end=time(12),
    pretext="The sewing class calls about the next lesson.",
    safe_person="Her aunt, at the market.",
    code_word="mango",
)


class PlanWriter:
    """A writer of what happened in one plan, each on its day."""

    def __init__(self, plan: Plan, by: User, ring: Ring, lead: tuple[User, Ring]) -> None:
        self.plan, self.by, self.ring, self.lead = plan, by, ring, lead

    def contact(self, on: date, way: str, result: str, **said: object) -> None:
        at = timezone.make_aware(datetime.combine(on, time(11)))
        answers = ContactAnswers(way=way, result=result, at=at, **said)  # type: ignore[arg-type]  # answers by name
        contacts.record_contact(
            plan=self.plan, answers=answers, by=self.by, ring=self.ring, today=on
        )

    def goal(self, on: date, domain: str, words: str, hoped: str) -> PlanGoal:
        return goals.add_goal(
            plan=self.plan,
            domain=domain,
            texts={"words": words, "hoped": hoped},
            by=self.by,
            ring=self.ring,
            on=on,
        )

    def review(self, goal: PlanGoal, on: date, hers: int, ours: int, words: str = "") -> None:
        for rater, level, comment in (("hers", hers, words), ("ours", ours, "")):
            goals.review_goal(
                goal=goal,
                rater=rater,
                level=level,
                words=comment,
                by=self.by,
                ring=self.ring,
                on=on,
                today=on,
            )

    def promise(self, on: date, days: int, words: str, becomes: str = "", why: str = "") -> None:
        row = records.promise(
            plan=self.plan,
            words=words,
            due=on + days * DAY,
            by=self.by,
            ring=self.ring,
            on=on,
            today=on,
        )
        if becomes:
            records.settle_promise(
                record=row,
                state=becomes,
                told_her=True,
                words=why,
                version=row.version,
                by=self.by,
                ring=self.ring,
                on=on + days * DAY,
            )


def play(cast: Cast, today: date) -> None:
    _came_back(cast, today)
    _not_reached(cast, today)


def _begun(cast: Cast, name: str, born: int, start: date, domains: list[str]) -> PlanWriter:
    ring = cast.ring(cast.sokha)
    person = create_person(
        team=cast.bangkok,
        by=cast.sokha,
        ring=ring,
        names=[{"text": name, "language": "lo"}],
        births=[{"source": "herself", "born": PartialDate(born)}],
        on=start,
    )
    plan = plans.begin(
        person=person,
        start=start,
        start_kind="returned",
        domains=domains,
        by=cast.sokha,
        words="To live at home, and to need nobody’s money.",
        rules=ContactRules(),
        ring=ring,
        on=start,
    )
    return PlanWriter(plan, cast.sokha, ring, (cast.noi, cast.ring(cast.noi)))


def _came_back(cast: Cast, today: date) -> None:
    start = today - 1_120 * DAY
    write = _begun(cast, "ບົວວັນ ສີສະຫວັດ", 1999, start, ["income", "family", "child"])
    shop = write.goal(start, "income", "A stall of my own at the market.", "Three days a week.")
    write.contact(start + 180 * DAY, "visit", "reached", safe=True, words="She sells for her aunt.")
    write.promise(start + 180 * DAY, 60, "The fees of the sewing school.", "kept")
    write.review(shop, start + 180 * DAY, -1, 0, "Only when my aunt is away.")
    write.contact(start + 368 * DAY, "call", "reached", safe=True, words="The stall goes well.")
    write.promise(start + 368 * DAY, 30, "A visit before the rains.", "broken", "The road was cut.")
    _lost(write, start + 545 * DAY)
    write.contact(
        start + 735 * DAY,
        "she_comes",
        "reached",
        safe=True,
        freely=True,
        words="She used her word. He held her telephone for half a year.",
    )
    write.review(shop, start + 735 * DAY, 0, 0, "Three days, and sometimes four.")
    write.contact(start + 1_095 * DAY, "call", "reached", safe=True, words="She wants to go on.")
    _of_hers(write, start, today)


def _lost(write: PlanWriter, on: date) -> None:
    """Lose contact with her after eighteen months, step by step, until a lead decided."""
    for days, way in ((0, "call"), (12, "message"), (25, "visit"), (32, "safe_person")):
        write.contact(on + days * DAY, way, "not_reached")
    by, ring = write.lead
    contacts.decide_as_lead(
        plan=write.plan,
        choice="keep_knocking",
        words="Her aunt says that she is well, and no more.",
        by=by,
        ring=ring,
        today=on + 40 * DAY,
    )


def _of_hers(write: PlanWriter, start: date, today: date) -> None:
    by, ring = write.by, write.ring
    for sign, on, view in (
        ("phone_controlled", start + 735 * DAY, "It is over since he left."),
        ("job_abroad", today - 40 * DAY, "I told her no."),
    ):
        records.add_sign(
            plan=write.plan,
            sign=sign,
            said_by="herself",
            her_view=view,
            words="",
            on=on,
            today=on,
            by=by,
            ring=ring,
        )
    records.note_support(
        plan=write.plan,
        support="grant",
        words="A sewing machine and cloth.",
        amount="4000 THB",
        useful="The machine, yes.",
        on=start + 30 * DAY,
        today=start + 30 * DAY,
        by=by,
        ring=ring,
    )
    records.note_child(
        plan=write.plan,
        answers={"lives_with_her": "yes", "registered": "yes", "school": "yes"},
        words="",
        on=today - 25 * DAY,
        today=today,
        by=by,
        ring=ring,
    )


def _not_reached(cast: Cast, today: date) -> None:
    start = today - 380 * DAY
    write = _begun(cast, "ນາງ ແກ້ວ", 2001, start, ["safety", "schooling"])
    person: Person = write.plan.person
    row = families.assess(
        person=person,
        result="conditions",
        conditions=["debt_settled", "person_there"],
        answers={"her_wish": "Home, asked twice.", "household": "Her parents, two brothers."},
        on=start - 30 * DAY,
        by=cast.sokha,
        ring=write.ring,
        today=start - 30 * DAY,
    )
    by, ring = write.lead
    families.second(
        row=row, words="I spoke with the neighbour apart.", by=by, ring=ring, on=start - 20 * DAY
    )
    for condition in ("debt_settled", "person_there"):
        families.meet(row=row, condition=condition, by=cast.sokha)
    school = write.goal(start, "schooling", "To finish the ninth class.", "I pass the winter.")
    write.contact(
        start + 185 * DAY,
        "visit",
        "reached",
        safe=True,
        freely=True,
        words="She goes to school again.",
        wants_on=True,
    )
    write.review(school, start + 185 * DAY, 0, -1, "I sit in the first row.")
    write.promise(today - 60 * DAY, 45, "A bicycle for the way to school.")
    write.contact(today - 14 * DAY, "call", "not_reached")
    write.contact(today - 5 * DAY, "message", "not_reached")
    plan = Plan.objects.get(pk=write.plan.pk)
    plans.change_rules(
        plan=plan, rules=HER_HOURS, version=plan.version, by=cast.sokha, ring=write.ring
    )

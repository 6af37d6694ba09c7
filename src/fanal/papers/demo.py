"""Papers and what the kind of a case asks, of the invented people: a surrogate with a newborn, a
woman with debts and unpaid work, a girl whose images circulate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case
from fanal.core.calendars import PartialDate
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.papers.actions import add_paper


@dataclass(frozen=True)
class DemoPaper:
    """A paper of the demonstration. `due`: in how many days."""

    kind: str
    state: str
    due: int | None = None
    told: Mapping[str, object] = field(default_factory=dict)


SURROGATE = (
    (
        "surrogacy",
        {
            "contract": "language",
            "clinic": "A clinic in Phnom Penh",
            "egg": "donor",
            "holds": "She holds the child",
            "wish": "Tôi muốn giữ đứa bé.",
            "said_by": "herself",
            "promised": "9,000",
            "paid": "1,200",
            "currency": "USD",
        },
    ),
    (
        "child_born",
        {
            "born_where": "District hospital",
            "registered": "no",
            "nationality": "none yet",
            "father": "unknown",
            "who_has": "herself",
            "said_by": "herself",
            "breast_fed": True,
        },
    ),
)
WORKER = (
    (
        "debt",
        {
            "amount": "30,000",
            "currency": "THB",
            "what_for": "travel",
            "to_whom": "The agent",
            "interest": "10 % a month",
            "said_by": "herself",
        },
    ),
    (
        "debt",
        {
            "amount": "52,000",
            "currency": "THB",
            "what_for": "keep",
            "to_whom": "The employer",
            "said_by": "holder",
        },
    ),
    (
        "work",
        {
            "employer": "A shrimp shed",
            "agreed": "310",
            "per": "day",
            "currency": "THB",
            "first": "2025-02",
            "last": "2025-11-14",
            "paid": "4,000",
            "owed": "61,000",
            "hours": "14",
            "days": "6-7",
            "said_by": "herself",
        },
    ),
    (
        "work",
        {
            "employer": "A shrimp shed",
            "agreed": "310",
            "per": "day",
            "currency": "THB",
            "first": "2025-06-01",
            "last": "2025-11-14",
            "paid": "21,000",
            "deducted": "52,000",
            "deducted_for": "food, room",
            "hours": "8",
            "days": "6",
            "said_by": "holder",
        },
    ),
    (
        "work",
        {
            "employer": "A fish market",
            "agreed": "9,000",
            "per": "month",
            "currency": "THB",
            "first": "2024-10",
            "last": "2025-01",
            "said_by": "herself",
        },
    ),
)
IMAGES = (
    (
        "images",
        {
            "state": "asked",
            "platform": "A messenger",
            "account": "the one who wrote as a friend",
            "answer": "Request 4471, no answer yet",
            "said_by": "herself",
            "school": False,
        },
    ),
)
SHOWN = {
    "surrogacy": (
        SURROGATE,
        (
            DemoPaper("birth_registration", "to_make", 4, {"body": "Civil registry"}),
            DemoPaper("travel_document", "sent", 12, {"body": "Embassy", "owner": "hers"}),
        ),
    ),
    "labour": (
        WORKER,
        (
            DemoPaper("non_punishment", "prepared", 9, {"body": "Provincial prosecutor"}),
            DemoPaper(
                "identity_paper",
                "lost",
                told={"keeper": "held", "owner": "hers", "dated": PartialDate(2019)},
            ),
        ),
    ),
    "sexual_abuse_of_a_child": (
        IMAGES,
        (DemoPaper("image_removal", "sent", 10, {"body": "A messenger", "number": "4471"}),),
    ),
}


def play(cast: Cast, today: date) -> None:
    """Play one case of each of these kinds, of whoever works on it."""
    seen: set[str] = set()
    for worker in (cast.sokha, cast.linh):
        rows = cases_for(worker).filter(closed=False, operation=None, assignee=worker)
        for case in rows.order_by("opened_on", "id"):
            kind = next((one for one in SHOWN if one in case.kinds.split()), None)
            if kind and kind not in seen:
                seen.add(kind)
                _play(case, kind, worker, cast.ring(worker), today)


def _play(case: Case, kind: str, by: User, ring: Ring, today: date) -> None:
    entries, papers = SHOWN[kind]
    person = case.concerned.order_by("id").first()
    if person is None:
        return
    for code, answers in entries:
        extra = {"born_on": str(today - timedelta(days=6))} if code == "child_born" else {}
        add_entry(case=case, kind=code, answers=answers | extra, by=by, ring=ring)
    for paper in papers:
        due = None if paper.due is None else today + timedelta(days=paper.due)
        add_paper(
            case=case,
            person=person.person,
            kind=paper.kind,
            state=paper.state,
            due=due,
            answers=dict(paper.told),
            by=by,
            ring=ring,
        )

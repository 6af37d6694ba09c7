"""Who works in the house of `tools/bench_house.py`: as many as its open cases need.

A house of 20,000 cases with the staff of one of 600 would give each worker several hundred open
cases, which nobody has, and each page of hers would be measured with them. So the staff grows with
the cases. The team does not become several: whoever leads it reads all of its cases.
"""

from itertools import chain, cycle
from math import ceil

WORKERS, LEADS = 42, 2  # at least, beside the cast
CASELOAD = 40  # open cases of one worker
OPEN_OF_TEN = 7  # the rest are closed again
LED_BY_ONE = 20  # workers to one lead
AT_WORK = 84  # workers who have a session at the same time, with their leads


def workers_for(cases: int) -> int:
    return max(WORKERS, ceil(cases * OPEN_OF_TEN / 10 / CASELOAD))


def leads_for(workers: int) -> int:
    return max(LEADS, workers // LED_BY_ONE)


def missing(staff: list[dict], cases: int) -> list[bool]:
    """Of each colleague who has still to join, whether she is a lead."""
    workers = workers_for(cases)
    leads = sum(one["lead"] for one in staff)
    fewer = workers - (len(staff) - leads)
    return [False] * fewer + [True] * (leads_for(workers) - leads)


def in_order(staff: list[dict]) -> list[dict]:
    """The workers, then the leads: who is looked at is the first worker, and the last lead."""
    return sorted(staff, key=lambda one: one["lead"])


def at_work_of(staff: list[dict]) -> list[dict]:
    workers = [one for one in staff if not one["lead"]][:AT_WORK]
    leads = [one for one in staff if one["lead"]]
    return workers + leads[-leads_for(len(workers)) :]


def share_out(staff: list[dict], *, by: object) -> int:
    """Give what somebody has above her caseload to who has less. How many cases went over."""
    from django.db import transaction

    from fanal.accounts.models import User
    from fanal.cases.actions.cases import assign
    from fanal.cases.models import Case

    emails = [one["email"] for one in staff if not one["lead"]]
    users = {user.pk: user for user in User.objects.filter(email__in=emails)}
    held: dict[object, list[Case]] = {pk: [] for pk in users}
    for case in Case.objects.filter(assignee__in=users, closed=False).order_by("opened_on", "id"):
        held[case.assignee_id].append(case)
    above = list(chain.from_iterable(cases[CASELOAD:] for cases in held.values()))
    free = chain.from_iterable([users[pk]] * (CASELOAD - len(cases)) for pk, cases in held.items())
    with transaction.atomic():
        for case, to in zip(above, chain(free, cycle(users.values())), strict=False):
            assign(case=case, to=to, by=by, version=case.version)
    return len(above)

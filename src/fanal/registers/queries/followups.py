"""Whom a partner's pseudonym means and who decides on it; what waits for a person's answer."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import CasePerson
from fanal.core.roles import Role
from fanal.people.access import kept_out_of
from fanal.people.queries import kin_of
from fanal.registers.models import Confirmer, Exchange, FollowUp, TracingAnswer
from fanal.registers.queries.exchanges import FOR, TOLD, secret_of
from fanal.sharing.access import Answer, may_disclose_each

NOBODY = UUID(int=0)


def person_of(exchange: Exchange, pseudonym: str, ring: Any) -> UUID:
    """The file that a pseudonym of this exchange stands for; NOBODY for any other text.

    A meeting gave our own pseudonyms to the partner; a unit gave one name of the pair to both.
    """
    side, pairs = (secret_of(exchange, what) for what in ("side", "pairs"))
    known = dict(side.unseal(ring)["pseudonyms"]) if side else {}
    if pairs and exchange.unit_id:
        known |= {row["theirs"]: row["person"] for row in pairs.unseal(ring)["pairs"]}
    return UUID(known.get(pseudonym.strip().lower(), str(NOBODY)))


def decides_on(exchange: Exchange, person: UUID) -> tuple[CasePerson | None, User | None]:
    """Her newest case in the team, and who answers for it: its case worker, else a lead, else
    anybody of the team; nobody whom a conflict keeps out. NOBODY costs the same queries.
    """
    files = {person, *kin_of([person])}
    links = CasePerson.objects.filter(person__in=files, case__team=exchange.team)
    link = links.select_related("case__assignee").order_by("-case__opened_on", "id").first()
    kept_out = cases.conflicts_on(link.case_id if link else NOBODY)
    people = User.objects.filter(teams=exchange.team, is_active=True).order_by("display_name")
    may = list(people.exclude(pk__in=kept_out.values("user")))
    if link is None:
        return None, None
    leads = [one for one in may if one.role == Role.TEAM_LEAD]
    first = [link.case.assignee] if link.case.assignee in may else []
    return link, next(iter([*first, *leads, *may]), None)


def gate_on(follow_up: FollowUp, by: Any) -> Answer:
    """Whether the partner may be told today that we know her."""
    pairs = [(follow_up.case, follow_up.person)]
    partner = follow_up.exchange.partner
    return may_disclose_each(pairs, partner=partner, classes=[TOLD], purpose=FOR, by=by)[0]


def followed_by(user: User) -> QuerySet[FollowUp]:
    """The questions of partners that wait for this person."""
    rows = FollowUp.objects.filter(to=user, closed_on=None).exclude(person__in=kept_out_of(user))
    rows = rows.exclude(case__in=cases.kept_out_of(user))
    return rows.select_related("exchange__partner", "person", "case")


def waiting_count(user: User, exchanges: QuerySet[Exchange], today: date) -> int:
    """How much waits for this person, in one query."""
    rows = [asked_of(user, today), followed_by(user), to_agree(user, exchanges, today)]
    first, *others = (one.order_by().values_list("id") for one in rows)
    return first.union(*others).count()


def to_agree(user: User, rows: QuerySet[Exchange], today: date) -> QuerySet[Exchange]:
    """Of the exchanges that this person sees, those that wait for a second person."""
    waiting = rows.filter(agreed_by=None, ended_on=None, ends_on__gte=today)
    return waiting.exclude(made_by=user)


def asked(user: User) -> QuerySet[Confirmer]:
    """What this person was asked to confirm, unless a conflict keeps her out of either file, or of
    the case that asks."""
    closed = kept_out_of(user)
    rows = Confirmer.objects.filter(user=user).exclude(person__in=closed)
    rows = rows.exclude(request__person__in=closed)
    return rows.exclude(request__case__in=cases.kept_out_of(user))


def asked_of(user: User, today: date) -> QuerySet[Confirmer]:
    """What this person was asked to confirm and has not answered."""
    rows = asked(user).filter(until__gte=today, request__ended_on=None)
    mine = TracingAnswer.objects.filter(
        by=user, request=OuterRef("request"), person=OuterRef("person"), taken_back_on=None
    )
    return rows.exclude(Exists(mine)).select_related("person", "asked_by")

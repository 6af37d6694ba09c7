"""The only way to get a partner or a finding. What one may not know of does not exist.

A finding that is closed exists for leads, the director, and whoever said it. Nobody sees a finding
about oneself, whatever the role.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit.refusals import found_or_refused
from fanal.core.roles import Permission
from fanal.partners.models import Allowance, Area, Partner, Pattern, Tie, TrustFinding
from fanal.sealed.columns import with_ids
from fanal.web.lookup import found_or_404, permitted_or_404, row_or_404

if TYPE_CHECKING:
    from fanal.partners.queries.disclosure_facts import FindingRow


def partners_for(user: User) -> QuerySet[Partner]:
    return Partner.objects.all() if user.may(Permission.WORK_PARTNERS) else Partner.objects.none()


def journal_names(_reader: User, ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """What the journal calls these partners: a man or a woman stays a number in it."""
    # Whoever reads the journal need not be one who reads the register.
    return with_ids(Partner.objects.exclude(kind="person").filter(id__in=ids), "name")


def partner_for(user: User, partner_id: UUID) -> Partner:
    """The partner, or `Http404`."""
    partner = partners_for(user).select_related("within", "merged_into").filter(id=partner_id)
    return found_or_404(partner.first())


def area_for(user: User, area_id: UUID) -> Area:
    """An area, for whoever keeps the directory."""
    found = Area.objects.filter(id=area_id).first()
    if found is None or not user.may(Permission.WORK_PARTNERS):
        raise Http404
    return found


def findings_for(user: User) -> QuerySet[TrustFinding]:
    """Return every finding of which this user may know."""
    if not user.may(Permission.WORK_PARTNERS):
        return TrustFinding.objects.none()
    # First, and for every role: a director is not told either what was found about herself.
    found = TrustFinding.objects.exclude(colleague=user)
    if leads(user):
        return found
    return found.filter(Q(closed=False, colleague=None) | Q(said_by=user))


def finding_for(user: User, finding_id: UUID) -> TrustFinding:
    """The finding, or `Http404`. Each refusal is written down, whether it exists or not."""
    found = findings_for(user).select_related("about", "area").filter(id=finding_id).first()
    return found_or_refused(found, "partner.refused", user, finding_id)


def findings_about_colleagues(user: User) -> QuerySet[TrustFinding]:
    """Findings about our own people of which this user may know; never one about the user."""
    return findings_for(user).exclude(colleague=None)


def ties_for(user: User, partner: Partner) -> QuerySet[Tie]:
    """Ties of a partner of which this user may know."""
    return known_ties(user).filter(Q(one=partner) | Q(other=partner))


def known_ties(user: User) -> QuerySet[Tie]:
    """A tie to a colleague is for leads and whoever noted it, never for her."""
    ties = Tie.objects.exclude(colleague=user)
    return ties if leads(user) else ties.filter(Q(colleague=None) | Q(made_by=user))


def hidden_from(user: User, among: Iterable[str] | None = None) -> frozenset[str]:
    """Ids of the findings (`among` these, or all) of which this user must not learn."""
    rows = TrustFinding.objects.all()
    if among is not None:
        rows = rows.filter(id__in=list(among))
    known = findings_for(user).values("id")
    return frozenset(str(one) for one in rows.exclude(id__in=known).values_list("id", flat=True))


def hidden_among(user: User, rows: Iterable[FindingRow]) -> frozenset[str]:
    """Return the ids of the hidden ones, as `hidden_from` does, of findings already read
    (`FindingRow` of `queries.disclosure_facts`)."""
    if not user.may(Permission.WORK_PARTNERS):
        return frozenset(row.id for row in rows)
    own, lead = str(user.pk), leads(user)
    return frozenset(
        row.id
        for row in rows
        if row.colleague == own
        or not (lead or row.said_by == own or not (row.closed or row.colleague))
    )


def patterns_for(user: User) -> QuerySet[Pattern]:
    """The register of patterns: leads and the director see all, others what they wrote."""
    if not user.may(Permission.WORK_PARTNERS):
        return Pattern.objects.none()
    return Pattern.objects.all() if leads(user) else Pattern.objects.filter(by=user)


def findings_to_confirm(user: User) -> list[TrustFinding]:
    """What waits for its second person: leads and the director are asked, and anybody else who
    knows of it only where none of them may confirm."""
    rows = findings_for(user).exclude(said_by=user)
    rows = rows.filter(confirmed_by=None, withdrawn_on=None).filter(_runs())
    found = list(rows.select_related("about", "colleague", "said_by").order_by("said_on", "id"))
    if leads(user) or not found:
        return found
    others = set(User.objects.who_may(Permission.APPROVE_DISCLOSURE).values_list("id", flat=True))
    # In a small organisation the one lead may be who said it, or whom it is about: then somebody
    # else bears it out, rather than nobody.
    return [row for row in found if not others - {row.said_by_id, row.colleague_id}]


def allowances_waiting(user: User) -> QuerySet[Allowance]:
    """Return the allowances that wait for a second person, for leads and the director."""
    if not leads(user):
        return Allowance.objects.none()
    rows = Allowance.objects.filter(_runs(), second=None, declined_on=None)
    return rows.order_by("on", "id")


def allowances_to_decide(user: User) -> QuerySet[Allowance]:
    """Return those of them that another asked for."""
    return allowances_waiting(user).exclude(first=user)


def allowances_of(user: User, partner: Partner) -> list[Allowance]:
    """Return the allowances of this partner that wait, for whoever may know of them. `mine`:
    whether this user may be the second person."""
    rows = list(allowances_waiting(user).filter(partner=partner).select_related("first"))
    for row in rows:
        row.mine = row.first_id != user.pk
    return rows


def may_confirm(user: User, finding: TrustFinding) -> bool:
    """Whether this user may be the second person of a finding: what she said she does not bear
    out, and nothing that was taken back or changed past the program is borne out at all."""
    waits = finding.confirmed_by_id is None and finding.withdrawn_on is None
    return waits and finding.said_by_id != user.pk


def allowance_for(user: User, allowance_id: UUID) -> Allowance:
    """Return one of the allowances, or `Http404`."""
    return row_or_404(allowances_to_decide(user), allowance_id)


def _runs() -> Q:
    return Q(until=None) | Q(until__gte=timezone.localdate())


def leads(user: User) -> bool:
    """Whether this user knows of closed findings and of the whole register."""
    return user.may(Permission.APPROVE_DISCLOSURE)


def reads_areas(user: User) -> bool:
    """Whether she changes them too: who reads the journal reads which were closed or replaced, for
    who is in danger where follows from it. `Http404` for everybody else."""
    permitted_or_404(user, Permission.WORK_PARTNERS, Permission.READ_JOURNAL)
    return user.may(Permission.WORK_PARTNERS)


def must_work_here(user: User) -> None:
    """Raise `Http404` for whoever does not keep the directory."""
    permitted_or_404(user, Permission.WORK_PARTNERS)


def must_lead(user: User) -> None:
    """Raise `Http404` for whoever may not know of closed findings."""
    if not leads(user):
        raise Http404

"""What the pages of what leaves the organisation show."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.cases.queries.people_around import PersonKnownToCase
from fanal.core.sealing.compartments import MEDICAL, NARRATIVE
from fanal.core.trust.consent import OVERRIDE_LASTS
from fanal.core.trust.gate import NEEDS_APPROVAL
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.services import PartnerService
from fanal.keys.ring import Ring
from fanal.partners import access as partners
from fanal.partners.models import Partner
from fanal.partners.queries.unsafe_partners import as_these_say
from fanal.people.models import Person
from fanal.sharing.access import lacks_approval
from fanal.sharing.models import Disclosure, NeverTell, Override, PartnerFile, Referral
from fanal.sharing.queries.earlier_disclosures import last_found_after
from fanal.sharing.queries.facts import approvals_in, said_of, told_by


def referrals_for(user: User) -> QuerySet[Referral]:
    """Referrals of the cases this user may open, those that wait longest first; `opens`: what is
    asked too, which is part of her story."""
    # A subquery for each row and no second list: what is asked is part of her story.
    readable = cases.cases_with(user, NARRATIVE).order_by().filter(id=OuterRef("case"))
    # Without the sealed part, which the list does not show.
    rows = Referral.objects.filter(case__in=cases.cases_for(user)).defer("sealed")
    rows = rows.annotate(opens=Exists(readable))  # type: ignore[no-redef]  # as the model names it
    return rows.select_related("case", "person", "partner").order_by("due", "id")


def approved_by(referral: Referral, now: datetime) -> list[User]:
    """Who, other than who prepared it, approved all that is approved first, while that stands."""
    return approvers([referral], now).get(referral.pk, [])


def approvers(referrals: Iterable[Referral], now: datetime) -> dict[UUID, list[User]]:
    """The same of several, by their ids, in a constant number of questions."""
    # Of the others nothing has to be approved.
    asked = [row for row in referrals if NEEDS_APPROVAL & set(told_by(row))]
    if not asked:
        return {}
    said, whole = said_of({row.case_id: row.case for row in asked}.values()), {}
    for row in asked:
        approvals = approvals_in(said[row.case_id])
        # Each by herself has approved all of it: two halves are no approval.
        whole[row.pk] = {one.by for one in approvals if not lacks_approval(row, [one], now)}
    people = list(
        User.objects.filter(pk__in=set().union(*whole.values())).order_by("display_name", "id")
    )
    return {id: [who for who in people if str(who.pk) in by] for id, by in whole.items() if by}


def unanswered(user: User) -> int:
    """The number beside the menu: referrals that a partner did not answer in time, until it is
    written down how they went on."""
    # The number is of what its list shows, or it would tell of referrals that are not shown.
    readable = cases.cases_with(user, NARRATIVE).order_by().values("id")
    return Referral.objects.filter(state=ReferralState.EXPIRED, case__in=readable).count()


def who_has_what(case: Case) -> QuerySet[Disclosure]:
    return case.disclosures.select_related("partner", "person", "by")


# Whether she is to be seen today by whoever treats or examines her, as the app above knows that
# keeps when it happened; filled when the server starts.
SEEN_TODAY: list[Callable[[Referral, Ring], bool]] = []


def to_be_seen_today(referral: Referral, service: object, user: User, ring: Ring) -> bool:
    """Return whether the page says so: of a referral for medical care, to whoever opens the medical
    part of the case."""
    if service != PartnerService.MEDICAL:
        return False
    if MEDICAL not in cases.compartments_for(user, referral.case):
        return False
    return any(asked(referral, ring) for asked in SEEN_TODAY)


@dataclass(frozen=True)
class ShownDisclosure:
    """A sending. `unsafe`: since when the partner may tell others, as far as the reader may
    know."""

    row: Disclosure
    unsafe: date | None


def shown_disclosures(case: Case, user: User) -> list[ShownDisclosure]:
    # As far as this reader may know of findings.
    unsafe = as_these_say(partners.findings_for(user))

    return [
        ShownDisclosure(row, last_found_after(row, unsafe.get(row.partner_id, ())))
        for row in who_has_what(case)
    ]


def must_not_know(
    case: Case, around: Mapping[str, PersonKnownToCase] | None = None
) -> list[tuple[NeverTell, str]]:
    """Who must never hear of this case, each with the name; of somebody around her who is no
    partner, only where the reader opened them (`around`)."""
    # The end is sealed with the row, so it is read and not asked of the database.
    rows = [row for row in case.never_tell.all() if not row.whom["ended"]]
    partners_named = Partner.objects.in_bulk({row.partner_id for row in rows if row.partner_id})
    ours = User.objects.in_bulk({row.colleague_id for row in rows if row.colleague_id})

    def name(row: NeverTell) -> str:
        if row.partner_id:
            return partners_named[row.partner_id].name
        if row.colleague_id:
            return str(ours[row.colleague_id])
        known = (around or {}).get(str(row.around_id))
        # Without the key to the people around her their existence stands, not the name.
        return known.words if known else _("somebody around her")

    return [(row, name(row)) for row in rows]


def partner_files_for(user: User) -> QuerySet[PartnerFile]:
    """The two-country files with partners that are running, of the cases of this user's teams."""
    ours = cases.cases_for(user).filter(team__in=user.teams.all())
    rows = PartnerFile.objects.filter(ended_on=None, case__in=ours.order_by().values("id"))
    return rows.select_related("case", "person", "partner")


def overridden_now(case: Case, now: datetime) -> list[tuple[Override, datetime]]:
    """What two people tell without her consent, while it holds, and until when."""
    counted = overrides_that_count([case])
    # `at__lte`: one of tomorrow is none.
    rows = case.overrides.filter(at__gt=now - OVERRIDE_LASTS, at__lte=now, id__in=counted)
    overrides = rows.select_related("partner", "team", "first", "second")
    return [(row, row.at + OVERRIDE_LASTS) for row in overrides if row.at]


def overrides_that_count(cases: Collection[Case]) -> set[UUID]:
    """Return the ids of those of these cases that the gate itself counts: no page must show as told
    what it would refuse."""
    said = said_of(cases) if cases else {}
    return {UUID(row.id) for rows in said.values() for row in rows if row.kind == "override"}


def partners_to_ask(user: User) -> QuerySet[Partner]:
    return partners.partners_for(user).filter(merged_into=None)


def people_of(case: Case) -> QuerySet[Person]:
    return Person.objects.filter(cases=case)

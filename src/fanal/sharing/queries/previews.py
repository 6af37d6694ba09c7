"""What would go to a partner, before anything is saved: every line, what waits for a yes, what is
not in it, and what stands against it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.absences.queries import away_today
from fanal.accounts.models import User
from fanal.cases.deciding import able
from fanal.cases.models import Case
from fanal.cases.queries.people_around import PersonKnownToCase
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.whose_consent import who_is_asked
from fanal.core.trust.consent import NO, ConsentOnFile, ConsentStanding
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.partners.models import Partner
from fanal.people.consent_ages import consent_age
from fanal.people.models import Person
from fanal.sharing import access
from fanal.sharing.models import Referral
from fanal.sharing.queries.consents import (
    SHE_IS_ASKED,
    ConsentQuestion,
    questions,
    told_by_itself,
    waits,
)
from fanal.sharing.queries.deciding import each_once
from fanal.sharing.queries.payloads import may_open, payload
from fanal.sharing.queries.service_plans import ServicePlan
from fanal.sharing.queries.sheets import SheetLine, due_day, sealed_of, sheet, text_of
from fanal.web.typing import PageText
from fanal.web.words import translated

# What she answers on this page, and what is asked of a second person once the referral is prepared.
MENDED_HERE = SHE_IS_ASKED | {"approval"}
ALWAYS_KEPT_BACK = (_("notes of the case"), _("who called us"), _("the people around her"))


@dataclass(frozen=True)
class ReferralPreview:
    """What would go to a partner. `lines`: each with whether it waits for a yes. `against`: what no
    answer here can mend. `asks`: who has to agree before it is sent; nobody, where nothing has to
    be approved."""

    lines: list[tuple[SheetLine, bool]]
    due: date
    kept_back: list[PageText]
    consents: list[tuple[PageText, str, ConsentOnFile]]
    questions: list[ConsentQuestion]
    against: list[Sentence]
    precautions: list[Sentence]
    needs_approval: bool
    asks: list[User]
    refused: frozenset[DataClass]

    @property
    def text(self) -> str:
        return text_of(line for line, _waits in self.lines)


def whose_yes(person: Person) -> Sentence:
    """Return whose yes her age takes, said before anybody answers: by the age of the gate."""
    today = timezone.localdate()
    return who_is_asked(consent_age(person.id, today).age).sentence()


def openable(plan: ServicePlan, case: Case, user: User) -> list[DataClass]:
    """Return the parts of her file that this user may send out, the light ones first."""
    opens = may_open(case, plan.person, user)
    return [
        data_class
        for data_class in DataClass
        if data_class is DataClass.EXISTENCE or data_class in opens
    ]


def preview(
    plan: ServicePlan,
    case: Case,
    partner: Partner,
    *,
    data_classes: frozenset[DataClass],
    needed: str,
    answer_within: int,
    user: User,
    ring: Ring,
) -> ReferralPreview:
    purpose = plan.terms.purpose
    standing = access.consents_for(case, plan.person, partner, data_classes, purpose, plan.area)
    refused = _refused(standing, purpose)
    # Her no to one part stops no other: the gate is asked about the rest.
    going = data_classes - refused
    answer = _answer(plan, case, partner, going, user)
    because = [ground for ground in answer.because if ground.rule not in MENDED_HERE]
    approval = any(ground.rule == "approval" for ground in answer.gate.because)
    today = timezone.localdate()
    due = due_day(today, answer_within, plan.area)
    # Never saved: the page is drawn by what draws the sheet that goes out, and shows the same.
    unsaved = Referral(partner=partner, purpose=purpose, due=due)
    lines = payload(case, plan.person, going, user, ring, today)
    return ReferralPreview(
        lines=_with_waiting(sheet(unsaved, lines, _sealed(plan, partner, needed)), standing),
        due=due,
        kept_back=[*_kept_back(going), *ALWAYS_KEPT_BACK],
        consents=_answered(standing),
        # Nobody is asked for a yes that would change nothing.
        questions=[] if because else questions(standing, purpose, partner.name),
        against=each_once(because),
        precautions=each_once(answer.gate.precautions),
        needs_approval=approval,
        asks=_who_agrees(case, user) if approval else [],
        refused=refused,
    )


def _answer(
    plan: ServicePlan, case: Case, partner: Partner, going: Collection[DataClass], user: User
) -> access.GateAnswer:
    return access.may_disclose(
        case=case,
        person=plan.person,
        partner=partner,
        classes=going,
        purpose=plan.terms.purpose,
        by=user,
        area=plan.area,
    )


def _sealed(plan: ServicePlan, partner: Partner, needed: str) -> Content:
    return sealed_of(needed, plan.service, plan.receipt(partner))


def _with_waiting(
    lines: Iterable[SheetLine], standing: dict[DataClass, ConsentOnFile]
) -> list[tuple[SheetLine, bool]]:
    waiting = waits(standing)
    return [(line, line.told in waiting) for line in lines]


def _answered(
    standing: dict[DataClass, ConsentOnFile],
) -> list[tuple[PageText, str, ConsentOnFile]]:
    """Return what was answered; of what was not, the question itself says so."""
    return [
        (translated(data_class.label), _sign(on_file), on_file)
        for data_class, on_file in standing.items()
        if on_file.state is not ConsentStanding.NOT_ASKED
    ]


def givers(around: Iterable[PersonKnownToCase]) -> list[tuple[str, PageText]]:
    """Who can answer: she herself, whoever of those around her is no part of the danger, a role."""
    named = [(str(person.entry.id), person.words) for person in around if not person.danger]
    roles = [(str(role), words) for role, words in ROLES.items()]
    return [(str(GivenBy.HERSELF), _("She herself")), *named, *roles]


ROLES = {
    GivenBy.PARENT_OR_CAREGIVER: _("A parent or caregiver"),
    GivenBy.LEGAL_GUARDIAN: _("The legal guardian"),
    GivenBy.TEMPORARY_CARER: _("The temporary carer"),
    GivenBy.ANOTHER_TRUSTED_ADULT: _("Another adult whom she trusts"),
    GivenBy.CASE_WORKER_IN_HER_INTEREST: _("We, in her interest"),
}
CAREGIVERS = {"mother", "father", "sibling", "partner", "relative"}


def role_of(person: PersonKnownToCase) -> GivenBy:
    """Return the role in which somebody around her answers."""
    cares = person.relation in CAREGIVERS
    return GivenBy.PARENT_OR_CAREGIVER if cares else GivenBy.ANOTHER_TRUSTED_ADULT


def _sign(on_file: ConsentOnFile) -> str:
    if on_file.state in NO:
        return "no"
    return "ok" if on_file.state in ("given", "overridden") else "care"


def _refused(
    standing: dict[DataClass, ConsentOnFile], purpose: PartnerPurpose
) -> frozenset[DataClass]:
    """What she keeps back and can be left out: not what whoever is asked comes to know anyway."""
    said_no = frozenset(
        data_class for data_class, on_file in standing.items() if on_file.state in NO
    )
    return said_no - told_by_itself(purpose)


def _kept_back(data_classes: frozenset[DataClass]) -> list[PageText]:
    left = (
        data_class
        for data_class in DataClass
        if data_class not in data_classes and data_class is not DataClass.EXISTENCE
    )
    return [translated(data_class.label) for data_class in left]


def _who_agrees(case: Case, user: User) -> list[User]:
    """Return the leads of the case; the directors too where none of them is at work."""
    could = able([case])[case.id].but(user.pk)
    ids = could.leads if could.but(*away_today()).leads else could.leads | could.directors
    return list(User.objects.filter(pk__in=ids).order_by("display_name", "id"))

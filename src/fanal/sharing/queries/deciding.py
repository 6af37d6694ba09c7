"""What a second person reads who decides without opening the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.core.trust.grounds import GateGround
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence
from fanal.partners.models import Area
from fanal.people.models import Person
from fanal.sharing import access
from fanal.sharing.models import Override, PartnerFile, Referral, Transfer
from fanal.sharing.queries.disclosure_decision import BeforeAYes, before_a_yes
from fanal.sharing.queries.facts import told_by


@dataclass(frozen=True)
class DisclosureQuestion:
    """Who asks what; `known`: of her; `against`: what else stands against it today, `careful`: how
    it has to go."""

    by: User
    on: date
    whom: str
    purpose: str
    classes: str
    area: Area | None
    known: BeforeAYes
    against: list[Sentence]
    careful: list[Sentence]
    ours: bool = False  # whether a team of ours is told


def of_override(row: Override, user: User) -> DisclosureQuestion:
    classes = row.classes.split()
    return DisclosureQuestion(
        row.first,
        row.on,
        # Names and purpose, no story: the second person may not open the case.
        row.recipient,
        row.purpose,
        row.classes,
        None,
        before_a_yes(
            row.case,
            _concerned(row.case),
            row.addressee,
            classes,
            PartnerPurpose(row.purpose),
            user,
        ),
        *_grounds_and_precautions(_of_override(row, classes, user)),
        ours=isinstance(row.addressee, Team),
    )


def of_referral(row: Referral, user: User) -> DisclosureQuestion:
    # Asked today, as this reader: an approval counts for what is known now.
    answer = access.may_disclose_referral(row, user)
    return DisclosureQuestion(
        row.made_by,
        row.made_on,
        row.partner.name,
        row.purpose,
        " ".join(told_by(row)),
        row.area,
        known_of_referral(row, user),
        *_grounds_and_precautions([answer]),
    )


def known_of_referral(row: Referral, user: User) -> BeforeAYes:
    """Return the same for whoever opens the case, on its own page."""
    told, purpose = told_by(row), PartnerPurpose(row.purpose)
    return before_a_yes(row.case, [row.person], row.partner, told, purpose, user)


def of_file(row: PartnerFile, user: User) -> DisclosureQuestion:
    classes = access.told_in(row)
    answer = access.may_disclose(
        case=row.case,
        person=row.person,
        partner=row.partner,
        area=row.area,
        by=user,
        classes=classes,
        # A file of two countries is judged as documents are.
        purpose=PartnerPurpose.RECEIVE_DOCUMENTS,
    )
    return DisclosureQuestion(
        row.asks,
        row.asked,
        row.partner.name,
        PartnerPurpose.RECEIVE_DOCUMENTS,
        " ".join(classes),
        row.area,
        before_a_yes(
            row.case, [row.person], row.partner, classes, PartnerPurpose.RECEIVE_DOCUMENTS, user
        ),
        *_grounds_and_precautions([answer]),
    )


def known_of_offer(row: Transfer, user: User) -> BeforeAYes:
    """Return it of everybody whom the case is about, for whoever is asked to take it over."""
    purpose = PartnerPurpose.RECEIVE_DOCUMENTS
    return before_a_yes(
        row.case, _concerned(row.case), row.receiving, row.classes.split(), purpose, user
    )


def _concerned(case: Case) -> list[Person]:
    people = case.concerned
    return [link.person for link in people]


def _of_override(row: Override, classes: list[str], user: User) -> list[access.GateAnswer]:
    """What the gate says of it without the override, for everybody in the case."""
    # Without the override: what it is there to overrule has to be read.
    data_classes, purpose, whom = (
        [DataClass(code) for code in classes],
        PartnerPurpose(row.purpose),
        row.addressee,
    )
    if isinstance(whom, Team):
        ours = access.may_tell_team(
            case=row.case, team=whom, by=user, classes=data_classes, purpose=purpose
        )
        return [ours]
    pairs = [(row.case, person) for person in _concerned(row.case)]
    return access.may_disclose_each(
        pairs, partner=whom, by=user, classes=data_classes, purpose=purpose
    )


def _grounds_and_precautions(
    answers: list[access.GateAnswer],
) -> tuple[list[Sentence], list[Sentence]]:
    """What stands against it and how it has to go. That somebody has to approve it is no news."""
    # That an approval is missing is why she reads the page.
    against = [g for answer in answers for g in answer.because if g.rule != "approval"]
    careful = [g for answer in answers for g in answer.gate.precautions]
    return each_once(against), each_once(careful)


def each_once(grounds: Iterable[GateGround]) -> list[Sentence]:
    """What these grounds say, in their order."""
    # By what is said: four people of a case give one sentence, not four.
    return list({str(ground.sentence): ground.sentence for ground in grounds}.values())

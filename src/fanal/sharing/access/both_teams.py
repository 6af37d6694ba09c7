"""What two teams with a two-country file may tell each other of her.

Where both have a file of hers, often only one of them has met her. What she answered there, asked
whether both teams tell each other, counts for the other one too, as long as it stands there: nobody
writes down a yes of somebody she never met (ADR 35).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.trust import gate
from fanal.core.trust.gate import Gate, Recipient, RecipientKind, Sender
from fanal.core.trust.situation import TrustCaseFacts
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.sharing.access.disclosure_gate import GateAnswer, all_said_of
from fanal.sharing.access.own_teams import can_be_asked, may_tell_each
from fanal.sharing.queries.consents import BOTH_WAYS, MEANS, SHE_IS_ASKED
from fanal.sharing.queries.facts import FactOptions, facts_of, givers_in
from fanal.sharing.queries.teams import world_of_each

READ_TOGETHER = say("read a file kept by both teams")
# In its own file what she said to us counts, and what she said of both.
COUNTS = MEANS | BOTH_WAYS


def may_share(
    *, case: Case, team: Team, told: DataClass, by: User, there: Case | None = None
) -> GateAnswer:
    """Answer whether `by` may let another team read this in a file kept by both teams. `there`: the
    case of the other team in it, where that is known: she may have been asked there."""
    answer = may_share_with_each(case=case, teams=[team], told=told, by=by)[0]
    if answer.allowed or there is None:
        return answer
    asked = _asked_there(case, there, team, told, by)
    if not asked.allowed:
        # A no of hers there is no reason to ask her here: it stands until she says otherwise there.
        return answer if can_be_asked(asked) else GateAnswer(asked, asked.because)
    # She was asked: what is left to read is what else stands against it.
    left = tuple(ground for ground in answer.because if ground.rule not in SHE_IS_ASKED)
    if can_be_asked(answer.gate):
        return GateAnswer(asked, (), asked_by=team)
    return GateAnswer(answer.gate, left)


def may_share_with_each(
    *, case: Case, teams: Collection[Team], told: DataClass, by: User
) -> list[GateAnswer]:
    """Return the same for each of these teams, by its own file alone, in a constant number of
    queries."""
    purpose, comes_to = _asked_for(told)
    return may_tell_each(
        case, [*teams], [told], by, purpose=purpose, comes_to=comes_to, means=COUNTS
    )


def _asked_for(told: DataClass) -> tuple[PartnerPurpose, Sentence]:
    if told is DataClass.EXISTENCE:
        return PartnerPurpose.KNOW_A_CASE_EXISTS, PartnerPurpose.KNOW_A_CASE_EXISTS.label
    return PartnerPurpose.RECEIVE_DOCUMENTS, READ_TOGETHER


def _asked_there(case: Case, there: Case, team: Team, told: DataClass, by: User) -> Gate:
    """Return the answer of the gate by what she said there and by nothing else of that file: who
    else must not be told there is not for `by` to read, and was asked of her own file."""
    hers, ours = [link.person for link in there.concerned], [*case.concerned]
    # Of two cases about more people, or fewer, somebody was never asked there.
    if len(hers) != len(ours):
        return Gate(allowed=False)
    said = all_said_of([there, case])
    world = world_of_each([team], [[]], givers_in(said[there.id]))[0]
    ages = [facts_of(case, link.person, said=said).of_consent for link in ours]
    purpose, comes_to = _asked_for(told)
    recipient = Recipient(RecipientKind.TEAM, str(team.pk), comes_to=comes_to)
    heard = FactOptions(own_teams=[team], among_us=True, said=said)
    for person in hers:
        both = facts_of(there, person, **{**heard, "means": BOTH_WAYS})
        every = facts_of(there, person, **{**heard, "means": COUNTS})
        for facts in _by_each_age(_no_more_than_asked(both, every), ages):
            answer = gate.may_disclose(
                facts,
                recipient,
                {told},
                purpose,
                timezone.localtime(),
                world=world,
                sender=Sender(str(by.pk), by.role),
            )
            if not answer.allowed:
                return answer
    return Gate(allowed=True)


def _no_more_than_asked(both: TrustCaseFacts, every: TrustCaseFacts) -> TrustCaseFacts:
    """Return her answers of both teams, and every no: a yes to us alone is none to them."""
    no = (consent for consent in every.consents if not consent.stands)
    return replace(both, consents=(*both.consents, *no), overrides=())


def _by_each_age(facts: TrustCaseFacts, ages: Iterable[ConsentAge]) -> Iterator[TrustCaseFacts]:
    """Yield the facts by her age in that file, and by what this one knows of it: where either says
    that she is a child, whoever answers for her was asked too."""
    yield facts
    for age in ages:
        if age.age is not None:
            yield replace(facts, consent_age=age)

"""What two teams with a two-country file may tell each other of her.

Where both have a file of hers, often only one of them has met her. What she answered there, asked
whether both teams tell each other, counts for the other one too, as long as it stands there: nobody
writes down a yes of somebody she never met (ADR 35).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.cases.queries.changed_cases import changed_among
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.trust import gate
from fanal.core.trust.gate import Gate, Recipient, RecipientKind, Sender
from fanal.core.trust.situation import TrustCaseFacts
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.people.models import Person
from fanal.sharing.access.disclosure_gate import GateAnswer, all_said_of
from fanal.sharing.access.own_teams import can_be_asked, may_tell_each
from fanal.sharing.queries.consents import BOTH_WAYS, MEANS, SHE_IS_ASKED, Meanings
from fanal.sharing.queries.facts import facts_of, givers_in
from fanal.sharing.queries.gate_rows import GateRow
from fanal.sharing.queries.teams import world_of_each

READ_TOGETHER = say("read a file kept by both teams")
# In its own file what she said to us counts, and what she said of both.
COUNTS: Meanings = {**MEANS, **BOTH_WAYS}


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


# Her word against what one team told another before: what she has not said again is no such word.
TOOK_BACK = frozenset({"consent_withdrawn", "consent_refused", "consent_dissent"})


def took_back(*, case: Case, team: Team, told: DataClass, by: User, there: Case) -> bool:
    """Whether she took back, or refused since, that the team of this case tells another this: what
    it wrote before is not read there any longer (ADR 35)."""
    answer = may_share(case=case, team=team, told=told, by=by, there=there)
    return any(ground.rule in TOOK_BACK for ground in answer.because)


def _asked_for(told: DataClass) -> tuple[PartnerPurpose, Sentence]:
    if told is DataClass.EXISTENCE:
        return PartnerPurpose.KNOW_A_CASE_EXISTS, PartnerPurpose.KNOW_A_CASE_EXISTS.label
    return PartnerPurpose.RECEIVE_DOCUMENTS, READ_TOGETHER


def _asked_there(case: Case, there: Case, team: Team, told: DataClass, by: User) -> Gate:
    """Return the answer of the gate by what she said there and by nothing else of that file: who
    else must not be told there is not for `by` to read, and was asked of her own file."""
    hers, ours = [link.person for link in there.concerned], [*case.concerned]
    # Of two cases about more people, or fewer, somebody was never asked there; and a row that was
    # pointed at another case in the database says nothing of hers.
    if len(hers) != len(ours) or there.team_id != team.pk or changed_among({case.pk, there.pk}):
        return Gate(allowed=False)
    said = all_said_of([there, case])
    ask = _question(said[there.id], team, told, by)
    ages = [facts_of(case, link.person, said=said).of_consent for link in ours]
    answers = (
        ask(facts)
        for person in hers
        for facts in _by_each_age(_no_more_than_asked(there, person, team, said), ages)
    )
    return next((answer for answer in answers if not answer.allowed), Gate(allowed=True))


def _question(
    said: Collection[GateRow], team: Team, told: DataClass, by: User
) -> Callable[[TrustCaseFacts], Gate]:
    """Return what is asked of the facts of each person: her consent, and nobody else."""
    purpose, comes_to = _asked_for(told)
    return partial(
        gate.may_disclose,
        recipient=Recipient(RecipientKind.TEAM, str(team.pk), comes_to=comes_to),
        classes={told},
        purpose=purpose,
        now=timezone.localtime(),
        world=world_of_each([team], [[]], givers_in(said))[0],
        sender=Sender(str(by.pk), by.role),
    )


def _no_more_than_asked(
    there: Case, person: Person, team: Team, said: Mapping[UUID, list[GateRow]]
) -> TrustCaseFacts:
    """Return her answers of both teams, and every no: a yes to us alone is none to them."""
    both, every = (
        facts_of(there, person, own_teams=[team], among_us=True, said=said, means=means)
        for means in (BOTH_WAYS, COUNTS)
    )
    no = (consent for consent in every.consents if not consent.stands)
    return replace(both, consents=(*both.consents, *no), overrides=())


def _by_each_age(facts: TrustCaseFacts, ages: Iterable[ConsentAge]) -> Iterator[TrustCaseFacts]:
    """Yield the facts by her age in that file, and by what this one knows of it: where either says
    that she is a child, whoever answers for her was asked too."""
    yield facts
    for age in ages:
        if age.age is not None:
            yield replace(facts, consent_age=age)

"""Who may read what between our own teams; the only way to a transfer or a two-country file."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from fanal.absences.queries import whose_work
from fanal.accounts.access import leads_team
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.audit.refusals import found_or_refused, refuse
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.core.trust import gate
from fanal.core.trust.gate import Gate, Recipient, RecipientKind, Sender
from fanal.core.trust.grounds import GateGround
from fanal.core.trust.redaction import redacted_world
from fanal.core.trust.situation import TrustCaseFacts, World
from fanal.core.trust.transfers import Offer
from fanal.core.trust.vocabulary import READ_WHOLE, DataClass, PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.keys.queries import teams_granted
from fanal.partners import access as partners
from fanal.sharing.access.disclosure_gate import GateAnswer, all_said_of, answer_of, refused
from fanal.sharing.models import Side, Transfer
from fanal.sharing.queries.consents import MEANS, SHE_IS_ASKED, Meanings
from fanal.sharing.queries.facts import FactOptions, facts_of, givers_in
from fanal.sharing.queries.teams import readers_of_each, world_of_each

ALWAYS = (IDENTITY, NARRATIVE)  # nobody can answer for somebody of whom they know nothing
TAKE_OVER = say("take her case over")
READ_MORE = say("read more of her file")
NOT_THIS_TEAM = say("This team must not be told of this case. Ask the director.")


def may_tell_team(
    *,
    case: Case,
    team: Team,
    classes: Iterable[str],
    by: User,
    without: Collection[User] = (),
    purpose: PartnerPurpose = PartnerPurpose.RECEIVE_DOCUMENTS,
    comes_to: Sentence = TAKE_OVER,
) -> GateAnswer:
    """Answer whether `by` may let another team of ours read these classes of data of everybody in
    the case. `comes_to`: what she is asked about them, in words. `without`: colleagues who are
    about to be put on the conflict list."""
    (answer,) = may_tell_each(
        case, [team], classes, by, without=without, purpose=purpose, comes_to=comes_to
    )
    return answer


def may_tell_each(
    case: Case,
    teams: Sequence[Team],
    classes: Iterable[str],
    by: User,
    *,
    purpose: PartnerPurpose,
    comes_to: Sentence,
    without: Collection[User] = (),
    means: Meanings = MEANS,
) -> list[GateAnswer]:
    """Return the same for each of these teams, in a constant number of queries. `means`: which of
    her answers count."""
    members, said = readers_of_each(case, teams, without), all_said_of([case])
    worlds = world_of_each(teams, members, givers_in(said[case.id]))
    people = [link.person for link in case.concerned]
    data_classes, moment = frozenset(map(DataClass, classes)), timezone.localtime()
    sender = Sender(str(by.pk), by.role)
    # Once for all of them, and only where one is refused.
    hidden = cache(
        lambda: partners.hidden_from(by, [one.id for world in worlds for one in world.findings])
    )

    def ask(team: Team, there: Collection[User], facts: TrustCaseFacts, known: World) -> Gate:
        ids = frozenset(str(one.pk) for one in there)
        recipient = Recipient(RecipientKind.TEAM, str(team.pk), ids, comes_to)
        return gate.may_disclose(
            facts, recipient, data_classes, purpose, moment, world=known, sender=sender
        )

    def of_team(team: Team, there: Collection[User], on_file: World) -> GateAnswer:
        heard = FactOptions(own_teams=[team], among_us=True, said=said, means=means)
        facts = [facts_of(case, one, **heard) for one in people]
        # What is on file without the findings that are hidden from `by`.
        seen = cache(lambda: redacted_world(on_file, hidden()))
        return _of_all([partial(ask, team, there, one) for one in facts], on_file, seen, by)

    return [of_team(*each) for each in zip(teams, members, worlds, strict=True)]


def _of_all(
    asks: Iterable[Callable[[World], Gate]], on_file: World, seen: Callable[[], World], by: User
) -> GateAnswer:
    """Return the first no that asking does not mend, else the first no, else a yes with all
    precautions."""
    precautions: list[GateGround] = []
    to_ask: GateAnswer | None = None
    # Of each by herself: a file is read whole, and what one of them said no to goes to nobody.
    for ask in asks:
        answer = answer_of(ask, on_file, seen, by)
        if not answer.allowed:
            if not can_be_asked(answer.gate):
                return answer
            to_ask = to_ask or answer
        precautions += answer.gate.precautions
    return to_ask or GateAnswer(Gate(allowed=True, precautions=tuple(precautions)), ())


def can_be_asked(answer: Gate) -> bool:
    """Whether all that stands against it is what a conversation with her can mend."""
    return all(ground.rule in SHE_IS_ASKED for ground in answer.because)


def must_be_told(
    case: Case,
    team: Team,
    classes: Iterable[str],
    by: User,
    without: Collection[User] = (),
    comes_to: Sentence = TAKE_OVER,
) -> GateAnswer:
    """The gate's yes. Raises `BadInput` where it does not let another team read these classes."""
    ask = partial(may_tell_team, case=case, team=team, by=by, without=without, comes_to=comes_to)
    named = frozenset(classes)
    answer = ask(classes=named)
    if answer.allowed:
        return answer
    refused(by, case, team, answer)
    why = answer.sentences[0] if answer.sentences else NOT_THIS_TEAM
    # She reads which part alone keeps it back: after a no to a court case the rest of her file can
    # go to colleagues all the same (ADR 33).
    for part in sorted(named - {*ALWAYS}) if named.issuperset(ALWAYS) else ():
        if ask(classes=named - {part}).allowed:
            raise BadInput(
                "classes", say("{why} Leave out: {part}.", why=why, part=_whole(DataClass(part)))
            )
    raise BadInput("", why)


def _whole(part: DataClass) -> Sentence:
    return READ_WHOLE.get(part, part.label)


def sides_for(user: User) -> QuerySet[Side]:
    """The sides of two-country files of this user's teams: with a case that she may open, or asked
    for an answer that only a lead gives. Of the other side's case it says nothing; whom a conflict
    keeps out of either does not learn of the record.
    """
    if not user.may(Permission.WORK_CASES):
        return Side.objects.none()
    ways = Q(case__in=cases.cases_for(user).order_by().values("id"))
    if user.may(Permission.LEAD_CASES):
        ways |= Q(case=None, shared__state="proposed")
    sides = _not_hidden(Side.objects.filter(ways, team__in=user.teams.all()), user)
    return sides.select_related("shared__proposed_by", "team", "case").order_by("shared", "id")


def sides_of(case: Case, user: User) -> QuerySet[Side]:
    """The sides that this case has in two-country files, for whoever opens the case."""
    sides = _not_hidden(Side.objects.filter(case=case), user)
    return sides.select_related("shared__proposed_by", "shared__ended_by").order_by()


def _not_hidden(sides: QuerySet[Side], user: User) -> QuerySet[Side]:
    # Both sides go: the row of the other one would tell that there is such a record.
    hidden = Side.objects.filter(case__in=cases.kept_out_of(user)).values("shared")
    return sides.exclude(shared__in=hidden)


def side_for(user: User, shared_id: UUID) -> Side:
    """This user's side of a two-country file, or `Http404`."""
    side = sides_for(user).filter(shared=shared_id).first()
    return found_or_refused(side, "shared.refused", user, shared_id)


def led_side_for(user: User, shared_id: UUID) -> Side:
    """Return a side as `side_for` does, for what a lead decides."""
    side = side_for(user, shared_id)
    if not leads_team(user, side.team_id):
        refuse("shared.refused", user, shared_id)
    return side


def agreed_side_for(user: User, shared_id: UUID) -> Side:
    """Return a side as `led_side_for` does, where it proposed the record or has said yes: before
    that nothing is chosen."""
    side = led_side_for(user, shared_id)
    if side.case_id is None:
        raise Http404
    return side


def transfers_for(user: User) -> QuerySet[Transfer]:
    """What the user's teams gave or may give, took over, or are offered where the user leads."""
    if not user.may(Permission.WORK_CASES):
        return Transfer.objects.none()
    teams = user.teams.all()
    ways = Q(giving__in=teams) | Q(receiving__in=teams, state=Offer.ACCEPTED)
    if user.may(Permission.LEAD_CASES):
        ways |= Q(receiving__in=teams, state=Offer.OFFERED)
    transfers = Transfer.objects.filter(ways).exclude(case__in=cases.kept_out_of(user))
    return transfers.select_related("case", "giving", "receiving", "offered_by", "answered_by")


def transfer_for(user: User, transfer_id: UUID) -> Transfer:
    """The transfer, or `Http404`. Each refusal is written down, whether it exists or not."""
    genuine = as_they_were_made(transfers_for(user).filter(id=transfer_id))
    if not genuine:
        _transfer_refused(user, transfer_id)
        raise Http404
    return genuine[0]


def as_they_were_made(rows: Iterable[Transfer]) -> list[Transfer]:
    """Return the transfers of whose case both teams were given something by an action here: whoever
    points a row at another case or team in the database is shown nothing of it."""
    transfers = list(rows)
    granted = teams_granted(row.case_id for row in transfers)
    return [row for row in transfers if {row.giving_id, row.receiving_id} <= granted[row.case_id]]


def given_transfer_for(user: User, transfer_id: UUID) -> Transfer:
    """The transfer, for a lead of the team that gives."""
    return _led(user, transfer_for(user, transfer_id), "giving_id")


def held_back_transfer_for(user: User, transfer_id: UUID) -> Transfer:
    """The transfer, for who may pass on what was held back: a lead of the team that gave, or who
    stands in for one."""
    transfer = transfer_for(user, transfer_id)
    if not may_pass_on(user, transfer):
        _transfer_refused(user, transfer.id)
        raise Http404
    return transfer


def may_pass_on(user: User, transfer: Transfer) -> bool:
    """Whether the user leads the team that gave, or stands in for one of its leads today."""
    if not user.teams.filter(pk=transfer.giving_id).exists():
        return False
    leads = User.objects.who_may(Permission.LEAD_CASES)
    return leads.filter(pk__in=whose_work(user), teams=transfer.giving_id).exists()


def taken_transfer_for(user: User, transfer_id: UUID) -> Transfer:
    """The transfer, for a lead of the team that is asked."""
    return _led(user, transfer_for(user, transfer_id), "receiving_id")


def _led(user: User, transfer: Transfer, side: str) -> Transfer:
    if not leads_team(user, getattr(transfer, side)):
        _transfer_refused(user, transfer.id)
        raise Http404
    return transfer


def _transfer_refused(user: User, transfer_id: UUID) -> None:
    # Asked whether there is one or not, so that both answers take as long
    # (tests/security/test_same_time.py).
    row = Transfer.objects.filter(id=transfer_id).first()
    audit.record(act="case.refused", by=user, about=row.case_id if row else transfer_id)

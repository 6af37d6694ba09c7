"""Who is asked as second person what may leave the organisation: only what she needs to decide.

Whoever leads the team of the case reads it all. A director, who opens no case, and the lead of
another team read who asks, whom it tells what, for what, and what stands against it: of a way out
without her consent a director at once, of an approval where no lead of the team can give it. A lead
of another team is asked where neither is there. Nobody who must never be told of the case, or is of
the team that would be told, is asked.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from fanal.absences.queries import away_today
from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.accounts.refusals import refused_states
from fanal.authority import reading
from fanal.cases import access as cases
from fanal.cases.deciding import able
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.gate import NEEDS_APPROVAL, ApprovalFact, not_approved
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.shared import FIELDS, SharedField
from fanal.core.trust.situation import ServiceNeed
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.people.exclusion import with_cases_of_the_same_people
from fanal.sealed.server_key import marked
from fanal.sharing.access.outgoing_rows import partner_file_for, referral_for
from fanal.sharing.models import NeverTell, Override, PartnerFile, PartnerText, Referral
from fanal.sharing.queries.attested_rows import GONE
from fanal.sharing.queries.facts import approvals_in, said_of, told_by
from fanal.sharing.queries.gate_rows import GateRow
from fanal.web.lookup import first_or_404

LISTS_HER = "SELECT case_id FROM sharing_nevertell WHERE mark = %s AND ended_on IS NULL"
LISTS = {"never", GONE}
WAITS = {"second": None, "declined_on": None}


def overrides_to_decide(user: User) -> list[Override]:
    """Return what another asked to tell without her consent, for whoever is asked to agree. That a
    partner looks for a missing person is decided with its sheet (`fanal.journeys`)."""
    if not user.may(Permission.APPROVE_DISCLOSURE):
        return []
    rows = _of_open_cases(user, Override.objects.filter(**WAITS).exclude(first=user))
    rows = rows.exclude(purpose=PartnerPurpose.FIND_MISSING)
    waiting = list(
        rows.select_related("case__team", "partner", "team", "first").order_by("on", "id")
    )
    # Only those that an action here made: nobody agrees to what somebody wrote into the database.
    asked = [(row, row.first_id) for row in reading.rows_that_count(waiting)]
    return [row for row in _in_turn(user, asked, at_once=True) if not _would_be_told(user, row)]


def override_for(user: User, override_id: UUID) -> Override:
    """Return one of `overrides_to_decide`, or raise `Http404`."""
    return _one(overrides_to_decide(user), override_id)


def referrals_to_approve(user: User, now: datetime) -> list[Referral]:
    """Referrals that another prepared and this user is asked to approve: they tell what a second
    person approves first, and nobody has. Every page asks it, and mostly none is there. `opens`:
    whether she may read what is asked too.
    """
    if not user.may(Permission.APPROVE_DISCLOSURE):
        return []
    drafts = (
        Referral.objects.filter(state=ReferralState.DRAFT).exclude(made_by=user).defer("sealed")
    )
    rows = _of_open_cases(user, drafts)
    rows = rows.select_related("case__team", "person", "partner", "made_by", "area")
    drafts_in_order = list(rows.order_by("made_on", "id"))
    said = said_of(row.case for row in drafts_in_order) if drafts_in_order else {}
    asks = [
        row
        for row in drafts_in_order
        # Whoever must never know of the case would learn of it by being asked to approve.
        if not told_never(user, said[row.case_id])
        and lacks_approval(row, approvals_in(said[row.case_id]), now)
    ]
    return _readable_or_in_turn(user, [(referral, referral.made_by_id) for referral in asks])


def files_to_approve(user: User, now: datetime) -> list[PartnerFile]:
    """Two-country files with a partner whose texts wait likewise, and were not refused as they
    stand. `asks`, `asked`: who wrote last, and when; `state`: what."""
    if not user.may(Permission.APPROVE_DISCLOSURE):
        return []
    rows = _of_open_cases(user, PartnerFile.objects.filter(ended_on=None).exclude(texts=None))
    rows = rows.select_related("case__team", "person", "partner", "area").distinct()
    rows = rows.prefetch_related("texts__made_by", "disclosures").order_by("opened_on", "id")
    waiting = [row for row in rows if _asks(row) and row.asks != user]
    refused = refused_states("partner_file") if waiting else set()
    waiting = [row for row in waiting if (row.id, row.state) not in refused]
    said = said_of(waiting_file.case for waiting_file in waiting) if waiting else {}
    asks = [
        waiting_file
        for waiting_file in waiting
        if not told_never(user, said[waiting_file.case_id])
        and _unapproved(waiting_file, approvals_in(said[waiting_file.case_id]), now)
    ]
    return _readable_or_in_turn(
        user, [(waiting_file, waiting_file.asks.pk) for waiting_file in asks]
    )


def is_asked[Row: (Referral, PartnerFile)](
    waiting: Callable[[User, datetime], list[Row]], user: User, row: Row
) -> bool:
    """Whether it waits for this user, `waiting` being one of the two lists above."""
    return any(one.pk == row.pk for one in waiting(user, timezone.localtime()))


def is_refused(file: PartnerFile) -> bool:
    """Whether a second person said no to what is written in it as it stands."""
    return _asks(file) and (file.id, file.state) in refused_states("partner_file")


def approvable_referral_for(user: User, referral_id: UUID) -> Referral:
    """A referral that this user is asked to approve, or may read; `Http404` alike for all else."""
    to_approve = referrals_to_approve(user, timezone.localtime())
    return next(
        (referral for referral in to_approve if referral.id == referral_id), None
    ) or referral_for(user, referral_id)


def approvable_file_for(user: User, file_id: UUID) -> PartnerFile:
    """Return a two-country file with a partner, as `approvable_referral_for` returns a referral."""
    to_approve = files_to_approve(user, timezone.localtime())
    return next((file for file in to_approve if file.id == file_id), None) or partner_file_for(
        user, file_id
    )


def lacks_approval(referral: Referral, approvals: list[ApprovalFact], now: datetime) -> bool:
    """Whether something is missing before who prepared it may send it."""
    between = {"sender": str(referral.made_by_id), "recipient": str(referral.partner_id)}
    return bool(not_approved(told_by(referral), now, approvals=approvals, **between))


def told_in(file: PartnerFile) -> list[DataClass]:
    """The classes of data of our texts in the file, as far as they are written."""
    written = {FIELDS[SharedField(text.field)].told for text in file.texts.all()}
    return [data_class for data_class in DataClass if data_class in written | {DataClass.EXISTENCE}]


def _unapproved(file: PartnerFile, approvals: list[ApprovalFact], now: datetime) -> bool:
    between = {"sender": str(file.asks.pk), "recipient": str(file.partner_id)}
    classes = ServiceNeed(
        frozenset({PartnerPurpose.RECEIVE_DOCUMENTS}), tells=frozenset(told_in(file))
    ).told
    return bool(not_approved(classes, now, approvals=approvals, **between))


def _asks(file: PartnerFile) -> bool:
    """Whether something was written since the last sending, of what is approved first."""
    # What went out already was approved when it went: only what was written since is asked for.
    last = max((disclosure.on for disclosure in file.disclosures.all()), default=None)
    fresh = [text for text in file.texts.all() if last is None or text.made_on > last]
    needs = [text for text in fresh if FIELDS[SharedField(text.field)].told in NEEDS_APPROVAL]
    newest: PartnerText | None = max(needs, key=lambda need: (need.made_on, need.id), default=None)
    if newest is not None:
        file.asks, file.asked = newest.made_by, newest.made_on
        # By number: a text that is written anew the same day asks anew.
        file.state = " ".join(sorted(f"{text.field}.{text.version}" for text in fresh))
    return newest is not None


def _of_open_cases[Row: Model](user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    """The rows but those of cases from which this user is kept out, or must never be told of."""
    return rows.exclude(case__in=cases.kept_out_of(user)).exclude(case__in=never_told(user))


def never_told(user: User) -> RawSQL:
    """The cases of which this user must never be told, for `in`: on whose list she is, and every
    other case of the same people."""
    return with_cases_of_the_same_people(LISTS_HER, marked(str(user.pk), NeverTell.MARKED_AS))


def told_never(user: User, rows: list[GateRow]) -> bool:
    """Whether this user must never be told of the case, or nobody knows who: a row was deleted. By
    what is sealed, where `never_told` finds what was not changed from outside."""
    return any(row.kind == GONE or row.whom == str(user.pk) for row in rows if row.kind in LISTS)


def those_told_never(user: User, these: Collection[UUID]) -> set[UUID]:
    """Return those of these cases of which this user must never be told, by what is sealed."""
    rows_of_case = said_of(Case.objects.filter(id__in=these).only("id")) if these else {}
    return {case for case, rows_found in rows_of_case.items() if told_never(user, rows_found)}


def _never_told_of(these: Iterable[Case]) -> dict[UUID, frozenset[UUID] | None]:
    """The colleagues who must never be told of these cases, by the id of the case; None where a row
    that names one was deleted."""
    return {
        # None, not an empty set: with a row gone nobody knows who must not be told, so nobody is
        # asked.
        case: None if GONE in {row.kind for row in said} else frozenset(_named(said))
        for case, said in said_of(these).items()
    }


def _named(rows: list[GateRow]) -> Iterator[UUID]:
    return (UUID(row.whom) for row in rows if row.kind == "never" and row.whom)


def _would_be_told(user: User, row: Override) -> bool:
    """Whether it tells a team of hers which has not got the case."""
    teams = own_team_ids(user) if row.team_id else ()
    return row.team_id in teams and row.case.team_id not in teams


def _readable_or_in_turn[Row: (Referral, PartnerFile)](
    user: User, asked: Collection[tuple[Row, UUID]]
) -> list[Row]:
    if not asked:
        return []
    readable = cases.cases_with(user, NARRATIVE).filter(id__in=[row.case_id for row, _by in asked])
    read = set(readable.order_by().values_list("id", flat=True))
    for row, _by in asked:
        row.opens = row.case_id in read
    opened = [row for row, _by in asked if row.opens]
    return opened + _in_turn(user, [(row, by) for row, by in asked if not row.opens], at_once=False)


def _in_turn[Row: (Override, Referral, PartnerFile)](
    user: User, asked: Collection[tuple[Row, UUID]], *, at_once: bool
) -> list[Row]:
    """Those for which it is this user's turn. `at_once`: a director need not wait for a lead."""
    could = able(row.case for row, _by in asked)
    never = _never_told_of(row.case for row, _by in asked) if asked else {}
    away = away_today() if asked else set()
    in_turn: list[Row] = []
    for row, by in asked:
        if (out := never[row.case_id]) is None:
            continue
        # Who asked and who must never be told are not counted: a lead who may not decide must not
        # keep the director from being asked.
        others = could[row.case_id].but(by, *out)
        if user.pk in others.leads:
            in_turn.append(row)
        elif user.pk in others.directors:
            in_turn += [row] if at_once or not others.but(*away).leads else []
        elif not others.leads and not others.directors:
            in_turn.append(row)
    return in_turn


def _one(rows: Iterable[Override], row_id: UUID) -> Override:
    return first_or_404(row for row in rows if row.id == row_id)

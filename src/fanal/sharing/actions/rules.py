"""The never-tell list, approvals, overrides by two people, and where our teams can go."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import DECIDED
from fanal.audit import actions as audit
from fanal.authority import reading
from fanal.cases.actions.people_around import must_be_around
from fanal.cases.deciding import must_still_decide_herself
from fanal.cases.models import Case, CaseEntry
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.trust.consent import SHORTEST_TEXT, OverrideGround
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import say
from fanal.partners.models import Area, Partner
from fanal.sealed.columns import as_written, opens
from fanal.sharing.access import outgoing_rows
from fanal.sharing.models import Approval, NeverTell, Override, TeamReach
from fanal.sharing.queries.facts import classes_in

AT_ONCE = timedelta(minutes=10)  # in another window, or pressed twice


@transaction.atomic
def never_tell(
    *,
    case: Case,
    reason: str,
    by: User,
    partner: Partner | None = None,
    colleague: User | None = None,
    around: CaseEntry | None = None,
    suspect: bool = False,
    area: Area | None = None,
) -> NeverTell:
    """Put somebody on the never-tell list: from now on this one never hears of the case, nor
    anybody who would tell. `around`: somebody of the people around her, who need not be a
    partner."""
    if sum(recipient is not None for recipient in (partner, colleague, around)) != 1:
        raise BadInput("partner", say("Name one partner, one colleague or somebody around her."))
    if around is not None:
        must_be_around(around, case, "around")
    named = {"partner": partner, "colleague": colleague, "around": around, "area": area}
    whom = {name: str(row.pk) if row else None for name, row in named.items()}
    on_the_list = NeverTell.objects.create(
        case=case,
        whom=whom | {"suspect": suspect, "ended": False},
        reason=reason,
        by=by,
        on=timezone.localdate(),
    )
    audit.record(act="sharing.never_tell", by=by, about=case.id)
    return on_the_list


@transaction.atomic
def end_never_tell(*, row: NeverTell, by: User) -> None:
    """Take a row off the list, which only a second person does."""
    if not outgoing_rows.may_end_never_tell(by, row):
        raise BadInput("", say("A lead or the director takes this off, not whoever put it on."))
    row.ended_by, row.ended_on = by, timezone.localdate()
    row.whom = row.whom | {"ended": True}
    row.save(update_fields=["ended_by", "ended_on", "whom"])
    audit.record(act="sharing.never_tell_ended", by=by, about=row.case_id)


@transaction.atomic
def approve(*, case: Case, partner: Partner, classes: Iterable[str], by: User) -> Approval:
    """Record that `by` saw what goes to whom, once in two windows. Raises `BadInput` for whoever
    may not approve."""
    if not by.may(Permission.APPROVE_DISCLOSURE):
        raise BadInput("", say("Only a lead or the director approves."))
    codes = joined(classes)
    if given := _given_already(case, partner, codes, by):
        return given
    approval = Approval.objects.create(
        case=case, partner=partner, classes=codes, by=by, at=timezone.now()
    )
    detail = {"partner": str(partner.id), "classes": codes}
    audit.record(act="sharing.approved", by=by, about=case.id, detail=detail)
    return approval


def _given_already(case: Case, partner: Partner, codes: str, by: User) -> Approval | None:
    """An approval of hers of all this, of a moment ago. Locks the case: of two windows in which she
    approves at once, one writes."""
    Case.objects.select_for_update().get(id=case.id)
    # One that nears its end is given anew: whoever is to send it has the days that the page says.
    since = timezone.now() - AT_ONCE
    rows = Approval.objects.filter(case=case, partner=partner, by=by, at__gt=since)
    hers = (row for row in reading.rows_that_count(rows) if opens(row, "classes"))
    asked = classes_in(codes)
    return next((row for row in hers if asked <= classes_in(row.classes)), None)


@transaction.atomic
def override(
    *,
    case: Case,
    ground: str,
    text: str,
    purpose: PartnerPurpose,
    classes: Iterable[str],
    by: User,
    partner: Partner | None = None,
    team: Team | None = None,
) -> Override:
    """Ask, as the first of two, to tell one partner or one team of ours. Raises `BadInput` for
    neither or both, no coded ground, too short a text."""
    if (partner is None) == (team is None):
        raise BadInput("partner", say("Name one partner, or one of our teams."))
    if ground not in set(OverrideGround):
        raise BadInput("ground", say("Choose one of the two grounds."))
    if len(text.strip()) < SHORTEST_TEXT:
        raise BadInput("text", say("say why in at least {n} characters", n=SHORTEST_TEXT))
    check_code("purpose", purpose, PartnerPurpose)
    asked = Override.objects.create(
        case=case,
        partner=partner,
        team=team,
        ground=ground,
        text=text.strip(),
        purpose=purpose,
        classes=joined(classes),
        first=by,
        on=timezone.localdate(),
    )
    detail = {"recipient": str(asked.addressee.pk), "ground": ground}
    audit.record(act="sharing.override_asked", by=by, about=case.id, detail=detail)
    return asked


@transaction.atomic
def override_too(*, row: Override, by: User) -> None:
    """Agree as the second of two, who may approve; from now on it holds for 24 hours. Whoever
    agrees that a partner looks for a missing person approves in the same act what that partner
    comes to know: the clock runs."""
    if row.first_id == by.pk or not by.may(Permission.APPROVE_DISCLOSURE):
        raise BadInput("", say("The second person is a lead or the director, not whoever asked."))
    # Two people decide. One who has left, or whose account was taken over when she asked, is not
    # the first of two.
    must_still_decide_herself(AskedBy(row.first, row.on), row.case_id, Permission.WORK_CASES)
    _decided(row, second=by, at=timezone.now())
    detail = {"override": str(row.id), "ground": row.ground}
    audit.record(act="sharing.override", by=by, about=row.case_id, detail=detail)
    if row.purpose == PartnerPurpose.FIND_MISSING and row.partner is not None:
        approve(case=row.case, partner=row.partner, classes=classes_in(row.classes), by=by)


@transaction.atomic
def decline_override(*, row: Override, by: User) -> None:
    """Say no as the second person: nothing is disclosed on its basis."""
    _decided(row, declined_by=by, declined_on=timezone.localdate())
    detail = {"override": str(row.id), "ground": row.ground}
    audit.record(act="sharing.override_declined", by=by, about=row.case_id, detail=detail)


def _decided(row: Override, **now: User | date) -> None:
    """Record the answer. If two people decide at once the first counts; the second gets a message
    saying so."""
    for name, value in now.items():
        setattr(row, name, value)
    waits = Override.objects.filter(id=row.id, second=None, declined_on=None)
    # With the text sealed anew, since it is bound to who said so: without it the gate finds an
    # override that was changed by hand.
    if not waits.update(**now, **as_written(row, {"text": row.text})):
        raise BadInput("", DECIDED)


@transaction.atomic
def set_reach(
    *,
    team: Team,
    country: Area,
    days: int,
    languages: str,
    by: User | None,
    permitted: bool,
    permitted_until: date | None = None,
) -> TeamReach:
    """Record how many days a team needs to be in a country, and until when it may be there."""
    reach, _new = TeamReach.objects.update_or_create(
        team=team,
        country=country,
        defaults={
            "days": days,
            "languages": languages,
            "permitted": permitted,
            "permitted_until": permitted_until,
        },
    )
    audit.record(act="sharing.reach", by=by, about=team.id)
    return reach


def joined(classes: Iterable[str]) -> str:
    """Classes of data as a column keeps them. Raises `BadInput` for none or an unknown one."""
    wanted = set(classes)
    if not wanted or wanted - set(DataClass):
        raise BadInput("classes", say("Say which data."))
    # In one order: what the journal says of it is compared as a text (`keys.certifying_rules`).
    return " ".join(data_class for data_class in DataClass if data_class in wanted)

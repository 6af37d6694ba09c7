"""The directory: partners, their presence, agreements, ties; one taken over by another."""

from datetime import date
from uuid import uuid4

import pyrage
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Office, User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Conflict
from fanal.core.trust.services import PartnerService
from fanal.core.trust.vocabulary import PartnerPresence as Level
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.words import say
from fanal.partners import access
from fanal.partners.list_table import ListTable
from fanal.partners.models import Agreement, Area, Partner, Presence, Tie
from fanal.partners.models.directory import mark_of_key
from fanal.partners.party_checks import check_party
from fanal.partners.queries.changes import earlier_after
from fanal.partners.queries.list_lines import read_list
from fanal.sealed.columns import as_written


@transaction.atomic
def add_partner(
    *,
    kind: str,
    name: str,
    by: User,
    type: str = "other",
    within: Partner | None = None,
    languages: str = "",
    contact: str = "",
    services: str = "",
    age_key: str = "",
    on: date | None = None,
) -> Partner:
    """Put an organisation, a unit or a person on file. Raises `BadInput` naming the field."""
    _check(kind, name, within, age_key)
    _check_type(type)
    # Drawn here and not by the model: the mark of its key is over the id as well.
    id = uuid4()
    partner = Partner.objects.create(
        id=id,
        kind=kind,
        name=name.strip(),
        type=type,
        within=within,
        languages=languages,
        contact=contact,
        services=services,
        age_key=age_key.strip(),
        key_mark=mark_of_key(id, age_key.strip()),
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    audit.record(act="partner.added", by=by, about=partner.id)
    return partner


@transaction.atomic
def add_list(*, table: ListTable, by: User, leave_out: bool = False) -> int:
    """Add whoever of the list is not there yet; return how many. Raises `BadInput` while a line is
    wrong, unless those are to be left out."""
    # One list at a time, whoever adds it: the second finds all of the first there.
    list(Office.objects.select_for_update(no_key=True).order_by("id").values_list("id"))
    read = read_list(table, access.partners_for(by))
    if read.wrong and not leave_out:
        raise BadInput(
            "leave_out", say("Tick this, or mend the lines in your file and choose it once more.")
        )
    made: dict[int, Partner] = {}
    for line in read.new:
        within = {} if line.above is None else {"within": made[line.above]}
        made[line.line] = add_partner(by=by, **line.answers | within)
    # That it is there and no more: how strong it is nobody has said.
    some = Level.SOME
    Presence.objects.bulk_create(
        Presence(partner=made[line.line], area=area, level=some)
        for line in read.new
        for area in line.areas
    )
    return len(made)


@transaction.atomic
def change_partner(*, partner: Partner, by: User, version: int, **fields: str) -> None:
    """Change what is on file, if nobody changed it since `version`: else Conflict with both. How it
    was named and reached before is told for a while to whoever sends something."""
    _check(partner.kind, fields["name"], partner.within, fields.get("age_key", ""))
    _check_type(fields.get("type", partner.type))
    earlier = earlier_after(partner, fields, by, timezone.localdate())
    written = as_written(partner, {**fields, "earlier": earlier}) | {"version": version + 1}
    if "age_key" in fields:
        written["key_mark"] = mark_of_key(partner.id, fields["age_key"])
    # Asked and written in one statement: between two somebody else could save.
    if not Partner.objects.filter(id=partner.id, version=version).update(**written):
        theirs = Partner.objects.get(id=partner.id)
        raise Conflict({**fields}, {name: getattr(theirs, name) for name in fields}, theirs.version)
    audit.record(act="partner.changed", by=by, about=partner.id)


@transaction.atomic
def merge(*, partner: Partner, into: Partner, by: User) -> None:
    """Merge `partner` into `into`, which took it over. What was found dangerous about it holds for
    `into`."""
    # As they stand now: read before another took the other over, both would stand for each other.
    held = Partner.objects.select_for_update().order_by("id").in_bulk([partner.pk, into.pk])
    partner, above = held[partner.pk], held.get(into.pk)
    # A chain that closes on itself would never end where it is followed to the name of today.
    while above is not None:
        if above.id == partner.id:
            raise BadInput("into", say("A partner cannot take itself over."))
        above = above.merged_into
    partner.merged_into = into
    partner.save(update_fields=["merged_into"])
    audit.record(act="partner.merged", by=by, about=partner.id, detail={"into": str(into.id)})


@transaction.atomic
def add_presence(
    *,
    partner: Partner,
    area: Area,
    level: str,
    by: User,
    since: date | None = None,
    until: date | None = None,
) -> Presence:
    """Add where a partner is. Raises `BadInput` for a period that ends before it begins."""
    if since and until and until < since:
        raise BadInput("until", say("this day is before the beginning"))
    check_code("level", level, Level)
    made = Presence.objects.create(
        partner=partner, area=area, level=level, since=since, until=until
    )
    audit.record(act="partner.changed", by=by, about=partner.id)
    return made


@transaction.atomic
def set_capacity(
    *,
    partner: Partner,
    by: User,
    services: list[str],
    sexes: list[str],
    youngest: int | None = None,
    oldest: int | None = None,
    places: int | None = None,
    said_on: date | None = None,
) -> None:
    """Save what they can do, as somebody there said. Raises `BadInput` naming the field."""
    if youngest is not None and oldest is not None and oldest < youngest:
        raise BadInput("oldest", say("This age is below the youngest."))
    day = said_on or timezone.localdate()
    refuse_future("said_on", day, timezone.localdate())
    partner.can = {
        "services": [service for service in PartnerService if service in services],
        "sexes": [one for one in ("female", "male") if one in sexes],
        "ages": [youngest, oldest],
        "places": places,
        # Free places are news of a day: the rules count them until the next one.
        "said_on": day.isoformat(),
    }
    partner.save(update_fields=["can"])
    audit.record(act="partner.changed", by=by, about=partner.id)


@transaction.atomic
def add_agreement(
    *,
    partner: Partner,
    title: str,
    purposes: list[str],
    signed_on: date,
    by: User,
    until: date | None = None,
) -> Agreement:
    wanted = " ".join(purpose for purpose in PartnerPurpose if purpose in purposes)
    if not wanted:
        raise BadInput("purposes", say("Say what the agreement is for."))
    made = Agreement.objects.create(
        partner=partner, title=title, purposes=wanted, signed_on=signed_on, until=until
    )
    audit.record(act="partner.changed", by=by, about=partner.id)
    return made


@transaction.atomic
def tie(
    *,
    one: Partner,
    words: str,
    by: User,
    other: Partner | None = None,
    colleague: User | None = None,
) -> Tie:
    """Note that two may tell each other. Raises `BadInput` for a tie to oneself or to nobody."""
    if (other is None) == (colleague is None):
        raise BadInput("other", say("A tie has two ends."))
    if other is not None and other.id == one.id:
        raise BadInput("other", say("A tie has two ends."))
    made = Tie.objects.create(one=one, other=other, colleague=colleague, words=words, made_by=by)
    audit.record(act="partner.tied", by=by, about=one.id)
    return made


def _check_type(type: str) -> None:
    check_code("type", type, dict(Partner.TYPES))


def _check(kind: str, name: str, within: Partner | None, age_key: str) -> None:
    check_party(kind, name, belongs=within is not None)
    if age_key.strip():
        try:
            # Read here, where somebody can still ask for the right one: at the sending it would
            # keep the papers of whoever waits for help.
            pyrage.x25519.Recipient.from_str(age_key.strip())
        except (pyrage.RecipientError, ValueError):
            raise BadInput("age_key", say("This is not an age key: it begins with age1.")) from None

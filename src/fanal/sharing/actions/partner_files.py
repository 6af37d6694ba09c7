"""The two-country file with a partner who has no account: opened, written, sent, told, ended."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from fanal.accounts.models import User
from fanal.accounts.second_person import must_be_in_her_own_hands
from fanal.audit import actions as audit
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.models import Case
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.journeys.certificates import new_code
from fanal.core.trust.shared import ENDED, field_codes
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.people.models import Person
from fanal.sharing.access import disclosure_gate, is_refused
from fanal.sharing.access.disclosure_gate import GateAnswer
from fanal.sharing.actions.fingerprints import fingerprint
from fanal.sharing.actions.recalls import take_back
from fanal.sharing.actions.rules import approve, joined
from fanal.sharing.actions.sending import Outgoing, sealed_to, went_out
from fanal.sharing.models import PartnerFile, PartnerStatement, PartnerText
from fanal.sharing.queries.partner_files import classes_told, lines, mark, rows, writers_of
from fanal.sharing.queries.payloads import PayloadLine
from fanal.sharing.queries.sheets import foot, in_words


def open_partner_file(
    *,
    case: Case,
    person: Person,
    partner: Partner,
    fields: Iterable[str],
    agreed_on: date,
    by: User,
    area: Area | None = None,
) -> PartnerFile:
    """Keep one record of her with a partner. Raises `BadInput`, also where the gate refuses that
    they know that there is a case; the refusal stays in the journal.
    """
    codes = field_codes(fields)
    refuse_future("agreed_on", agreed_on, timezone.localdate())
    running = PartnerFile.objects.filter(case=case, person=person, partner=partner, ended_on=None)
    if running.exists():
        raise BadInput("partner", say("There is a two-country file with this partner already."))
    # Before the transaction: a refusal of the gate stays in the journal.
    answer = _may_know(case, person, partner, area, by)
    with transaction.atomic():
        opened = PartnerFile.objects.create(
            case=case,
            person=person,
            partner=partner,
            area=area,
            fields=codes,
            agreed_on=agreed_on,
            opened_by=by,
            opened_on=timezone.localdate(),
        )
        detail = {"partner": str(partner.id)} | disclosure_gate.rests_on(answer)
        audit.record(act="outside.opened", by=by, about=case.id, detail=detail)
    return opened


@transaction.atomic
def refuse_partner_file(*, file: PartnerFile, by: User) -> None:
    """Say no as the second person: the texts stay, and ask nobody until one is written anew."""
    detail = {"partner": str(file.partner_id)}
    audit.record(act="outside.refused", by=by, about=file.case_id, detail=detail)


def _may_know(
    case: Case, person: Person, partner: Partner, area: Area | None, by: User
) -> GateAnswer:
    answer = disclosure_gate.may_disclose(
        case=case,
        person=person,
        partner=partner,
        area=area,
        by=by,
        classes=[DataClass.EXISTENCE],
        purpose=PartnerPurpose.KNOW_A_CASE_EXISTS,
    )
    disclosure_gate.must_allow(by, case, partner, answer, "partner")
    return answer


@transaction.atomic
def write_text(
    *, file: PartnerFile, field: str, text: str, version: int, by: User, ring: Ring
) -> PartnerText:
    """Our text in a field, as it was at `version` (0: not yet). It goes nowhere until it is sent.

    Raises `BadInput`, `Refused` for a field that is not shared, `Conflict` if somebody wrote since.
    """
    words = _checked(file, field, text)
    entry = PartnerText.objects.filter(file=file, field=field).first()
    entry = entry or PartnerText(file=file, field=field, folder=file.case_id)
    entry.made_by, entry.made_on = by, timezone.localdate()
    entry.write(ring, {"text": words}, version)
    audit.record(act="outside.written", by=by, about=file.case_id, detail={"field": field})
    return entry


@transaction.atomic
def note_statement(
    *, file: PartnerFile, field: str, text: str, said_on: date, by: User, ring: Ring
) -> PartnerStatement:
    """What they told us. It stays what they said: no entry of the case is made of it."""
    words = _checked(file, field, text)
    refuse_future("said_on", said_on, timezone.localdate())
    statement = PartnerStatement(
        file=file,
        field=field,
        folder=file.case_id,
        said_on=said_on,
        made_by=by,
        made_on=timezone.localdate(),
    )
    statement.seal(ring, {"text": words})
    statement.save(force_insert=True)
    audit.record(act="outside.said", by=by, about=file.case_id, detail={"field": field})
    return statement


def send_file(*, file: PartnerFile, channel: str, seen: str, by: User, ring: Ring) -> Outgoing:
    """Our texts go to the partner: through the gate, and only as they were shown (`seen`)."""
    _still_open(file)
    out = lines(rows(file, ring))
    if not out:
        raise BadInput("", say("Nothing is written yet that could go out."))
    if mark(out) != seen:
        raise BadInput("", say("The text has changed since you saw it: look at it again."))
    classes = classes_told(out)
    # Whom she wants never told may have become a partner since the record was opened.
    refresh_people_around(case=file.case, ring=ring)
    # Not inside a transaction: the refusal of the gate stays in the journal.
    answer = disclosure_gate.may_disclose_file(file, classes, by)
    disclosure_gate.must_allow(by, file.case, file.partner, answer)
    receipt = new_code()
    text = _sheet(file, out, receipt)
    bundle = sealed_to(file.partner, text) if channel == "bundle" else None
    digest = fingerprint(text, case=file.case, ring=ring, part=PartnerText.COMPARTMENT)
    row = went_out(
        case=file.case,
        person=file.person,
        partner=file.partner,
        partner_file=file,
        channel=channel,
        purpose=PartnerPurpose.RECEIVE_DOCUMENTS,
        classes=joined(classes),
        digest=digest,
        receipt=receipt,
        answer=answer,
        by=by,
    )
    return Outgoing(row, text, bundle)


@transaction.atomic
def approve_file(*, file: PartnerFile, classes: Iterable[DataClass], by: User) -> None:
    """Record that `by` saw what the partner learns. Raises `BadInput` for whoever may not approve,
    `Refused` while somebody else may have the telephone of one who wrote it, and where another said
    no to it as it stands."""
    if is_refused(file):
        raise Refused(say("A second person refused this as it stands: write it anew first."))
    for writer in writers_of(file):
        must_be_in_her_own_hands(writer)
    approve(case=file.case, partner=file.partner, classes=classes, by=by)


@transaction.atomic
def end_partner_file(*, file: PartnerFile, by: User) -> int:
    """End a file: nothing more goes out, and all that did is recalled. Return how many sendings."""
    today = timezone.localdate()
    now = {"ended_by": by, "ended_on": today}
    if not PartnerFile.objects.filter(id=file.id, ended_on=None).update(**now):
        raise Refused(ENDED)
    out = list(file.disclosures.filter(recalled_on=None))
    for row in out:
        take_back(row, today, by=by)
    audit.record(act="outside.ended", by=by, about=file.case_id)
    return len(out)


def _sheet(file: PartnerFile, out: Iterable[PayloadLine], receipt: str) -> str:
    head = gettext("For: {partner}").format(partner=file.partner.name)
    return "\n".join([head, "", *map(in_words, out), *foot(receipt)]) + "\n"


def _checked(file: PartnerFile, field: str, text: str) -> str:
    _still_open(file)
    if field not in file.fields.split():
        raise Refused(say("This field is not shared."))
    return long_text("text", text, needed=say("say what the other side is to know"))


def _still_open(file: PartnerFile) -> None:
    if not PartnerFile.objects.filter(id=file.id, ended_on=None).exists():
        raise Refused(ENDED)

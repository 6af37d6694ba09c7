"""The facts on file that help to find a missing person, and how far her sheet is."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from fanal.accounts.models import User
from fanal.cases.models import CaseEntry, Document
from fanal.core.calendars import read_text
from fanal.core.casework.answers import is_value, load
from fanal.core.journeys.events import Event, EventKind, LifeSign
from fanal.core.journeys.not_received import without_doubted
from fanal.core.journeys.problems import not_confirmed
from fanal.core.journeys.state import JourneyState, state_of
from fanal.core.sealing.compartments import FILES
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.trust.consent import OVERRIDE_LASTS
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import say
from fanal.journeys.models import JourneyCustodian, MissingSheet, Traveller
from fanal.journeys.numbers import number_of
from fanal.journeys.queries import journey as queries
from fanal.journeys.queries.signs_from_cases import with_heard
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.queries import Identity, identity
from fanal.sharing import access as sharing
from fanal.sharing.queries.payloads import PayloadLine, may_open
from fanal.web.places import area_name
from fanal.web.templatetags.fanal import partial_date
from fanal.web.words import translated
from scriptnames import romanise

KIND = "missing_sheet"
WHO, WHERE = DataClass.IDENTITY, DataClass.WHEREABOUTS
TYPED = {
    "gender": say("Sex"),
    "citizenship": say("Nationality"),
    "languages": say("Languages she speaks"),
    "clothing": say("Clothing"),
    "marks": say("Marks"),
}


def answer_of(sheet: MissingSheet, by: User) -> sharing.GateAnswer:
    """Return the gate's answer to what this sheet would tell."""
    traveller = sheet.traveller
    return sharing.may_disclose(
        case=traveller.case,
        person=traveller.person,
        partner=sheet.partner,
        classes=sheet.classes,
        purpose=PartnerPurpose.FIND_MISSING,
        by=by,
        area=sheet.area,
    )


def until(sheet: MissingSheet) -> datetime | None:
    """Return until when the agreement of two holds; None before the second agreed."""
    agreed = sheet.override.at
    return agreed + OVERRIDE_LASTS if agreed else None


def sheets_of(traveller: Traveller) -> list[MissingSheet]:
    """Return the sheets asked for her, the newest first."""
    rows = traveller.sheets.select_related(
        "override__partner", "override__second", "override__declined_by", "made_by"
    )
    return list(rows)


def proposed(traveller: Traveller, ring: Ring) -> dict[str, str]:
    """Return what her file says already, for the form."""
    known = identity(traveller.person, ring, timezone.localdate()).answers
    answers = {name: known.get(name) for name in ("gender", "citizenship", "languages")}
    return {name: str(answer) for name, answer in answers.items() if is_value(answer) and answer}


def pictures_of(traveller: Traveller, user: User, ring: Ring) -> list[tuple[str, str]]:
    """Return the pictures among the documents of her case, for whoever may open these."""
    if str(FILES) not in may_open(traveller.case, traveller.person, user):
        return []
    rows = [(row, row.try_unseal(ring)) for row in traveller.case.documents.all()]
    return [(str(row.id), data["name"]) for row, data in rows if data and is_picture(data)]


def is_picture(data: Mapping[str, object]) -> bool:
    return str(data.get("type")).startswith("image/")


def bound(traveller: Traveller, photo: Document | None) -> dict[str, str]:
    """Return whose sheet it is, and her picture: sealed with what is typed, for the
    row names both in clear."""
    return {"traveller": str(traveller.pk), "photo": str(photo.pk) if photo else ""}


def typed_on(sheet: MissingSheet, ring: Ring) -> Content:
    """Return what is sealed of a sheet. Raises BrokenSeal where its row names somebody else or
    another picture than was asked for. One of before says neither: then no picture goes of another
    case, nor one that nobody agreed to."""
    content, photo = sheet.unseal(ring), sheet.photo
    named = bound(sheet.traveller, photo)
    agreed = photo is None or (
        photo.case_id == sheet.traveller.case_id and DataClass.FILES in sheet.classes
    )
    if not agreed or any(content.get(one, named[one]) != named[one] for one in named):
        raise BrokenSeal(str(sheet.pk))
    return content


def lines_of(sheet: MissingSheet, by: User, ring: Ring, now: datetime) -> list[PayloadLine]:
    """Return what the sheet tells, of what `by` may open, in the language in which it is asked."""
    traveller, content = sheet.traveller, typed_on(sheet, ring)
    may = may_open(traveller.case, traveller.person, by)
    lines = [PayloadLine(DataClass.EXISTENCE, say("Our code for her"), traveller.person.code_name)]
    if WHO in may:
        lines += _identity_lines(identity(traveller.person, ring, now.date()))
        lines += [
            PayloadLine(WHO, words, content[name])
            for name, words in TYPED.items()
            if content.get(name)
        ]
    lines += _last_custodian(traveller, now)
    if WHERE in may:
        lines += _last_place(traveller, ring)
    lines.append(PayloadLine(DataClass.EXISTENCE, say("Call back"), content["call_back"]))
    return lines


def _identity_lines(known: Identity) -> Iterator[PayloadLine]:
    names = [(row, data["text"]) for row, data in known.names if data is not None]
    for row, text in sorted(names, key=lambda name: not name[0].to_use):
        label = say("Name") if row.to_use or len(names) == 1 else say("Also called")
        yield PayloadLine(WHO, label, two_scripts(text))
    if known.age is not None:
        yield PayloadLine(WHO, say("Age"), known.age.sentence())
    yield PayloadLine(WHO, say("Child or adult"), known.minority.sentence())


def two_scripts(name: str) -> str:
    """Return the name as written, and in Latin letters where it is not."""
    latin = romanise(name).title()
    return name if name.isascii() or not latin else f"{name} ({latin})"


def _last_custodian(traveller: Traveller, now: datetime) -> Iterator[PayloadLine]:
    page, person = queries.seen(traveller.journey, now), str(traveller.person_id)
    custodians = {str(custodian.id): custodian for custodian in traveller.journey.custodians.all()}
    open_one = _not_confirmed(page.state, person)
    seen = _as_given(page.state, open_one) if open_one else page.state
    state = seen.persons.get(person)
    if state is None:
        return
    yield PayloadLine(WHERE, say("Last with"), _custodian_words(custodians.get(state.custodian)))
    yield PayloadLine(WHERE, say("Since"), with_zone(state.since))
    # Between two hands she is with neither: who searches asks both.
    if open_one:
        to = f"{_custodian_words(custodians.get(open_one.to))}, {with_zone(open_one.at)}"
        yield PayloadLine(WHERE, say("Handed to, arrival not confirmed"), to)
    if sign := state.last_sign:
        how = translated(sign.sentence())
        yield PayloadLine(WHERE, say("Last sign of life"), f"{_sign_words(sign)}, {how}")
    for leg in queries.legs(traveller.journey):
        if str(leg.hands_id) == state.custodian:
            way = f"{area_name(leg.start)} → {area_name(leg.end)}"
            yield PayloadLine(WHERE, say("On the way"), f"{way}, {with_zone(leg.leaves)}")


def _not_confirmed(state: JourneyState, person: str) -> Event | None:
    """Return how she was given last, where it is not certain that she arrived."""
    given = [e for e in state.events if e.kind is EventKind.GIVEN and person in e.persons]
    waits = given and person in not_confirmed(state.problems, given[-1].handover)
    return given[-1] if waits else None


def _as_given(state: JourneyState, given: Event) -> JourneyState:
    """Return the state without an arrival that one of us says was none: it is no trace of her."""
    (found,) = with_heard([(state_of(without_doubted(state.events, given.handover)), False)])
    return found


def _custodian_words(custodian: JourneyCustodian | None) -> str:
    """Return a custodian with their telephone."""
    if custodian is None:
        return "?"
    number = number_of(custodian)
    return f"{custodian.label}, {number}" if number else custodian.label


def _last_place(traveller: Traveller, ring: Ring) -> Iterator[PayloadLine]:
    """Yield the place of the newest entry; neither its address, which may be a
    shelter's, nor who else knows."""
    rows = CaseEntry.objects.of_kinds([traveller.case_id], "whereabouts").order_by("-number")
    # The newest alone: an older place on a missing sheet sends searchers the wrong way.
    for data in (row.try_unseal(ring) for row in rows[:1]):
        place, since = (load((data or {}).get(answer_of)) for answer_of in ("place", "since"))
        if is_value(place) and place:
            day = partial_date(read_text(since).date) if is_value(since) and since else ""
            yield PayloadLine(
                WHERE, say("Last known place"), f"{place} {day and f'({day})'}".strip()
            )


def _sign_words(sign: LifeSign) -> str:
    return date_format(sign.day, "SHORT_DATE_FORMAT") if sign.day else with_zone(sign.at)


def with_zone(moment: datetime) -> str:
    """Return day and time of day with their zone: whoever reads it may be in another one."""
    local = timezone.localtime(moment)
    offset = f"{local:%z}"
    return f"{date_format(local, 'SHORT_DATETIME_FORMAT')} (UTC{offset[:3]}:{offset[3:]})"

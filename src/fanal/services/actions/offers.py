"""The catalogue: what a partner or one of our teams gives, where, and who said so when."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text, short_texts
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Conflict
from fanal.core.law.countries import COUNTRIES
from fanal.core.services.history import NOT_TRUSTED
from fanal.core.services.kinds import ServiceKind
from fanal.core.words import say
from fanal.partners.models import Area, Partner
from fanal.services.models import ServiceOffer
from fanal.services.queries.danger import dangerous

TEXTS = ("said_by", "opening", "cost", "complaints")
NUMBERS = ("places", "places_in_all", "waiting_days", "youngest", "oldest")
MOST = 9_999
SEXES = ("female", "male")


@transaction.atomic
def add_offer(
    *,
    partner: Partner | None = None,
    team: Team | None = None,
    area: Area | None = None,
    answers: Mapping[str, object],
    by: User,
    confirmed_on: date | None = None,
    on: date | None = None,
) -> ServiceOffer:
    """Add one row to the catalogue. Raises `BadInput` naming the question."""
    today = on or timezone.localdate()
    # One of the two gives it; neither both nor nobody.
    if (partner is None) == (team is None):
        raise BadInput("giver", say("say who provides it: a partner or one of our teams"))
    # It is proposed from here whom to ask: who was found dangerous must not be.
    if partner and dangerous([partner.id]):
        raise BadInput("giver", NOT_TRUSTED)
    row = ServiceOffer(
        partner=partner,
        team=team,
        area=area,
        told=_checked_answers(answers),
        confirmed_on=_day(confirmed_on or today, today),
        made_by=by,
        made_on=today,
    )
    row.save(force_insert=True)
    audit.record(act="services.offer_added", by=by)
    return row


@transaction.atomic
def change_offer(
    *,
    offer: ServiceOffer,
    area: Area | None,
    answers: Mapping[str, object],
    by: User,
    version: int,
    confirmed_on: date | None = None,
) -> None:
    """Change an offer as it was at `version`; whoever changes it says who said so and when. Raises
    `Conflict`."""
    today = timezone.localdate()
    offer.area, offer.told = area, _checked_answers(answers)
    offer.confirmed_on = _day(confirmed_on or today, today)
    try:
        offer.save_if_version(version)
    except Conflict as met:
        raise Conflict(_answers_of(met.yours), _answers_of(met.theirs), met.version) from None
    audit.record(act="services.offer_changed", by=by)


@transaction.atomic
def confirm_offer(*, offer: ServiceOffer, by: User, version: int) -> None:
    """Confirm an offer: somebody there said that it is still so. Raises `Conflict`."""
    offer.confirmed_on = timezone.localdate()
    offer.save_if_version(version)
    audit.record(act="services.offer_confirmed", by=by)


@transaction.atomic
def end_offer(*, offer: ServiceOffer, by: User, version: int) -> None:
    """End an offer, which is given no more. Services that began there stay as they are. Raises
    `Conflict`."""
    offer.ended_on = timezone.localdate()
    offer.save_if_version(version)
    audit.record(act="services.offer_ended", by=by)


def _answers_of(row: Mapping[str, object]) -> dict[str, object]:
    """Return the answers of the form, from a whole row."""
    answers = row["told"]
    return dict(answers) if isinstance(answers, Mapping) else {}


def _day(day: date, today: date) -> date:
    refuse_future("confirmed_on", day, today)
    return day


def _checked_answers(values: Mapping[str, object]) -> dict[str, object]:
    """The answers as they are kept; what was not asked is left out."""
    kind = str(values.get("kind") or "")
    check_code("kind", kind, ServiceKind)
    answers: dict[str, object] = {"kind": kind, "languages": str(values.get("languages") or "")}
    answers["nationalities"] = _codes(values.get("nationalities"))
    answers |= short_texts(TEXTS, values)
    if not answers["said_by"]:
        raise BadInput("said_by", say("say who said so"))
    answers |= {name: _number(name, values.get(name)) for name in NUMBERS}
    answers["words"] = long_text("words", str(values.get("words") or ""))
    sexes = values.get("sexes") or ()
    # In the order of our list, so that the same answer is the same text.
    answers["sexes"] = [sex for sex in SEXES if isinstance(sexes, list | tuple) and sex in sexes]
    answers |= {
        name: values.get(name) is True for name in ("children", "status", "police", "closed")
    }
    _check_numbers(answers)
    return answers


def _codes(answer: object) -> list[str]:
    """Return the codes of countries. Raises `BadInput` for what is none."""
    codes = [str(code) for code in answer] if isinstance(answer, list | tuple) else []
    if not set(codes) <= COUNTRIES:
        raise BadInput("nationalities", say("choose countries from the list"))
    return sorted(set(codes))


def _number(name: str, answer: object) -> int | None:
    if answer is None or answer == "":
        return None
    if not isinstance(answer, int) or not 0 <= answer <= MOST:
        raise BadInput(name, say("a number from 0 to {n}", n=MOST))
    return answer


def _check_numbers(answers: Mapping[str, object]) -> None:
    for low, high, why in (
        ("places", "places_in_all", say("there are fewer places in all")),
        ("youngest", "oldest", say("the oldest is younger than the youngest")),
    ):
        least, most = answers[low], answers[high]
        if isinstance(least, int) and isinstance(most, int) and least > most:
            raise BadInput(low if low == "places" else high, why)

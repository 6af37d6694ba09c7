"""How long she is away for a day in court, kept beside what is sealed: hours and an escort."""

from collections.abc import Mapping

from fanal.core.casework.answers import is_value, load
from fanal.core.justice.courts import COMES, HEARD_ELSEWHERE, HearingNews, HearingPresence
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.court_days import heard
from fanal.keys.ring import Ring


def away_on_its_day(values: Mapping[str, object]) -> dict[str, object]:
    """Return how long she is away, for the staff of her shelter, without hours where nobody knows
    them yet; nothing of a day to which she does not go."""
    answers = {name: load(values.get(name)) for name in ("day", "leaves", "back", "escort")}
    if not (is_value(answers["leaves"]) or is_value(answers["escort"]) or _goes(values)):
        return {}
    return {
        name: str(answers[name]) for name in ("day", "leaves", "back") if is_value(answers[name])
    } | {"escort": is_value(answers["escort"])}


def _goes(values: Mapping[str, object]) -> bool:
    wish = load(values.get("wish"))
    must = load(values.get("presence")) == HearingPresence.MUST
    return wish == COMES or (must and wish not in HEARD_ELSEWHERE)


def away_after(
    hearing: JusticeRecord, news: HearingNews, values: Mapping[str, object], ring: Ring
) -> dict[str, object]:
    """Return how long she is away on a new day, with its own hours and whoever goes with her then;
    without hours it is said that they are not known yet."""
    match news:
        case HearingNews.MOVED:
            escort = is_value(load(values.get("escort")))
            # She is away on that day in any case: her shelter reads it before anybody says when.
            not_known = {"day": str(load(values.get("day"))), "escort": escort}
            return away_on_its_day(values) or (not_known if hearing.away else {})
        case HearingNews.ARRANGED:
            return hearing.away | _on_its_day(hearing, values, ring)
    return {}


def _on_its_day(
    hearing: JusticeRecord, values: Mapping[str, object], ring: Ring
) -> dict[str, object]:
    """Return what was arranged for the day on which it stands."""
    heard_now = heard(hearing, hearing.records_below.order_by("number"), ring)
    if heard_now is None:
        return {}
    away = away_on_its_day({**values, "day": str(heard_now.state.now.day)})
    escort = {"escort": "escort" in heard_now.state.arranged}
    # Nothing where nobody said that she is away: her shelter must not learn of a day in court to
    # which she does not go.
    return away | escort if away or hearing.away else {}

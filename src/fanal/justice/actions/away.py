"""How long she is away for a day in court, kept beside what is sealed: hours and an escort."""

from collections.abc import Mapping

from fanal.core.casework.answers import is_value, load
from fanal.core.justice.courts import HearingNews
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.court_days import heard
from fanal.keys.ring import Ring


def away_on_its_day(values: Mapping[str, object]) -> dict[str, object]:
    """How long she is away, for whoever keeps her house; nothing where nobody said so."""
    said = {name: load(values.get(name)) for name in ("day", "leaves", "back", "escort")}
    if not is_value(said["leaves"]):
        return {}
    return {name: str(said[name]) for name in ("day", "leaves", "back") if is_value(said[name])} | {
        "escort": is_value(said["escort"])
    }


def away_after(
    held: JusticeRecord, news: HearingNews, values: Mapping[str, object], ring: Ring
) -> dict[str, object]:
    """To a new day, with its own hours and whoever goes with her then; without hours it is said
    that they are not known yet."""
    match news:
        case HearingNews.MOVED:
            escort = is_value(load(values.get("escort")))
            not_known = {"day": str(load(values.get("day"))), "escort": escort}
            return away_on_its_day(values) or (not_known if held.away else {})
        case HearingNews.ARRANGED:
            return held.away | _on_its_day(held, values, ring)
    return {}


def _on_its_day(held: JusticeRecord, values: Mapping[str, object], ring: Ring) -> dict[str, object]:
    """What was arranged for the day on which it stands."""
    one = heard(held, held.records_below.order_by("number"), ring)
    if one is None:
        return {}
    said = away_on_its_day({**values, "day": str(one.state.now.day)})
    escort = {"escort": "escort" in one.state.arranged}
    return said | escort if said or held.away else {}

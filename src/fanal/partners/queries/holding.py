"""Whether a partner may take people in, as known today: what an arrival there is worth."""

from collections.abc import Callable, Iterable
from datetime import datetime

from fanal.core.trust.partner_matrix import MatrixAnswer, matrix_cell
from fanal.core.trust.situation import World
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.partners.models import Area, Partner
from fanal.partners.queries.disclosure_facts import around
from fanal.partners.queries.findings_integrity import findings_are_whole
from fanal.partners.queries.world import world


def may_hold(ids: Iterable[str], now: datetime) -> dict[str, bool]:
    """Return for each partner, by id, whether it is trusted with people somewhere, and blocked
    nowhere."""
    wanted = sorted(set(ids))
    found = list(Partner.objects.filter(id__in=wanted).prefetch_related("presences__area"))
    everything = world() if len(found) > 1 else None
    answers = dict.fromkeys(wanted, False)
    for one in found:
        on_file = _all_on_file(everything) if everything else _around(one)
        answers[str(one.id)] = _may_hold(one, on_file, now)
    # A finding of danger may have been deleted: without it every "yes" is worth nothing.
    if any(answers.values()) and not findings_are_whole():
        return dict.fromkeys(wanted, False)
    return answers


PURPOSE = PartnerPurpose.HOLD_THE_PERSON

type WorldOfArea = Callable[[Area | None], World]


def _around(partner: Partner) -> WorldOfArea:
    return lambda area: around(partner, area).world


def _all_on_file(everything: World) -> WorldOfArea:
    """The whole register, read once where several partners are asked about."""
    return lambda _area: everything


def _may_hold(partner: Partner, on_file: WorldOfArea, now: datetime) -> bool:
    named = {finding.area for finding in on_file(None).findings if finding.about == str(partner.id)}
    places = {one.id: one for one in Area.objects.filter(id__in=[one for one in named if one])}
    places |= {stay.area_id: stay.area for stay in partner.presences.all()}
    answers = {
        matrix_cell(
            on_file(area), str(partner.id), str(area.id) if area else None, PURPOSE, now
        ).may
        # Everywhere, and in each place that is on file: a danger in one of them is enough.
        for area in (None, *places.values())
    }
    return MatrixAnswer.NO not in answers and bool(
        answers & {MatrixAnswer.YES, MatrixAnswer.WITH_CARE}
    )

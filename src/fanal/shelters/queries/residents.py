"""A resident as the pages of a shelter show her."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.ask_whom import danger_words, whom_to_ask_about
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.shelters.nights import is_long, nights_so_far
from fanal.core.shelters.stays import StayState
from fanal.database.stored_values import StoredAs
from fanal.journeys.queries.departed import Departure, departures_of
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_ages
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.absent_residents import OUT, is_lost
from fanal.shelters.queries.consents import say_no
from fanal.shelters.queries.left_on_journey import gone_of, over_on
from fanal.shelters.queries.looks import asked_for
from fanal.shelters.queries.unsound import lacks_steps
from fanal.web.days_in_words import relative_day, since
from fanal.web.words import translated

NOTHING: Content = {"called": "", "diet": "", "tonight": "", "notes": {}}


@dataclass(frozen=True)
class Resident:
    """A stay with what the staff reads of it: how she is called, what she needs. `age`: by what is
    on file today: a paper may have been found since she came, or she had a birthday.
    `says_no`: she said no to it since.
    `gone`: since she came a journey says that she left, and the book does not; `coming`: she is
    expected, and a journey says that she is on her way. `ask_whom`: she is
    in danger, and who knows why. `lacks_steps`: somebody deleted some of them from outside.
    `closed`: what is sealed of the stay is not open to the reader.
    """

    stay: ShelterStay
    content: Content
    age: ConsentAge
    says_no: bool = False
    gone: Departure | None = None
    ask_whom: str = ""
    lacks_steps: bool = False
    coming: Departure | None = None
    closed: bool = False

    @property
    def state(self) -> StayState:
        return self.stay.stands

    @property
    def is_child(self) -> bool:
        """Whether she is a child, or may be one."""
        return self.age.as_child

    @property
    def age_words(self) -> str:
        """The age of a child, or of who is treated as one; "" of others."""
        if not self.is_child:
            return ""
        if self.age.age is None:
            return _("a child, or treated as one until shown otherwise")
        age = translated(self.age.sentence())
        return _("a child, {age}").format(age=age) if self.age.surely_child else age

    @property
    def left_by(self) -> ShelterStay | None:
        """The stay of whom she came with, who has no bed here any more."""
        came = self.stay.came_with
        return came if came is not None and came.over_on is not None else None

    @property
    def lost_by(self) -> ShelterStay | None:
        """The stay of whom she came with, who is lost: a child may be alone tonight."""
        came = self.stay.came_with
        return came if came is not None and is_lost(came, timezone.localdate()) else None

    @property
    def without(self) -> ShelterStay | None:
        """The stay of whom she came with, who sleeps elsewhere tonight, agreed or in hospital."""
        came = self.stay.came_with
        return came if came is not None and came.stands in OUT and not self.lost_by else None

    called = StoredAs(str, "content", "called")
    diet = StoredAs(str, "content", "diet")
    tonight = StoredAs(str, "content", "tonight")

    @property
    def shown(self) -> str:
        """The resident as a choice: the code, and how she wants to be called."""
        return " · ".join(filter(None, [self.stay.person.code_name, self.called]))

    @property
    def shown_to_count(self) -> str:
        """The same, by when she is back, who was away, and whether she is in danger: on the last
        evening of her absence whoever counts her as away has seen that it is the last."""
        return " · ".join(filter(None, [self.shown, self.away_words, self.danger_words]))

    @property
    def danger_words(self) -> str:
        return danger_words(self.ask_whom)

    @property
    def missing(self) -> bool:
        return self.state is StayState.MISSING

    @property
    def away(self) -> bool:
        return self.state is StayState.AWAY

    @property
    def late_back(self) -> bool:
        return self.stay.is_late_back(timezone.localdate())

    @property
    def lost(self) -> bool:
        """Whether nobody knows where she is."""
        return is_lost(self.stay, timezone.localdate())

    @property
    def away_words(self) -> str:
        """The day by which she is back who is away as agreed, or that nobody said it."""
        if not self.away:
            return ""
        if self.stay.back_by is None:
            return _("until when is not written down")
        day = date_format(self.stay.back_by)
        if self.late_back:
            return _("was to be back by {day}").format(day=day)
        return _("back by {day}").format(day=day)

    @property
    def here(self) -> bool:
        return self.state is StayState.HERE

    @property
    def elsewhere(self) -> bool:
        return self.state in OUT

    @property
    def expected(self) -> bool:
        return self.state is StayState.EXPECTED

    @property
    def lives_here(self) -> bool:
        return self.state.lives_here

    @property
    def tone(self) -> str:
        if self.lost:
            return "danger" if self.is_child else "care"
        return ""

    @property
    def is_overdue(self) -> bool:
        return self.stay.is_overdue(timezone.localdate())

    @property
    def is_urgent(self) -> bool:
        """Whether she is expected, and in danger or late."""
        return self.is_overdue or bool(self.ask_whom)

    @property
    def gone_on(self) -> str:
        """The day on which the journey says that she left, as the form sends it."""
        return timezone.localtime(self.gone.at).date().isoformat() if self.gone else ""

    @property
    def gone_words(self) -> str:
        when = relative_day(self.gone.at) if self.gone else ""
        if self.gone and self.gone.comes_back:
            return _("away since {when}, comes back").format(when=when)
        return _("left on a journey, {when}").format(when=when)

    @property
    def coming_words(self) -> str:
        """The hour since which she is on her way, and whom to call: a night is too short to wait
        until her day has passed."""
        if self.coming is None:
            return ""
        says = _("on her way since {when}; if she does not come, call {who}")
        return says.format(when=since(self.coming.at), who=self.coming.call)

    @property
    def over_on(self) -> date | None:
        """The day from which on she sleeps here no more, by the book or by a journey."""
        return over_on(self.stay, self.gone)

    @property
    def nights(self) -> int:
        return nights_so_far(self.stay.since, self.over_on, timezone.localdate())

    @property
    def is_long(self) -> bool:
        return self.over_on is None and is_long(self.nights)

    @property
    def look_anew(self) -> date | None:
        """The day on which her worker asked for a new look at doors and visitors, unless it was
        answered."""
        return asked_for(self.stay)

    @property
    def to_explain(self) -> bool:
        """Whether nobody explained the rules to her, or they are others since."""
        known, now = self.stay.rules_known, self.stay.shelter.rules_version
        return self.lives_here and (not self.stay.rules_in or known < now)


def residents(stays: Iterable[ShelterStay], ring: Ring, reader: User) -> list[Resident]:
    """Return each as `reader` reads her, who is not told to ask herself."""
    rows = list(stays)
    ring.prepare(stay.folder for stay in rows)
    people = [stay.person_id for stay in rows]
    ages, departures = consent_ages(people, timezone.localdate()), departures_of(people, reader)
    noes = say_no({(stay.person_id, stay.made_on) for stay in rows if stay.over_on is None})
    danger = whom_to_ask_about([stay for stay in rows if stay.over_on is None], reader)
    prefetch_related_objects(rows, "steps")
    return [
        replace(_resident(stay, ring, ages, departures, noes), ask_whom=danger.get(stay.id, ""))
        for stay in rows
    ]


def _resident(
    stay: ShelterStay,
    ring: Ring,
    ages: Mapping[UUID, ConsentAge],
    departures: Mapping[UUID, Departure],
    noes: Collection[tuple[UUID, date]],
) -> Resident:
    opened = stay.try_unseal(ring)
    content = NOTHING | (opened or {})
    left = departures.get(stay.person_id)
    coming = left if left and left.runs and stay.stands is StayState.EXPECTED else None
    says_no = stay.over_on is None and (stay.person_id, stay.made_on) in noes
    age = ages[stay.person_id]
    return Resident(
        stay,
        content,
        age,
        says_no,
        gone_of(stay, left, content["notes"]),
        lacks_steps=lacks_steps(stay),
        coming=coming,
        closed=opened is None,
    )

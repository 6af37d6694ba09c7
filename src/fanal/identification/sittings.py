"""One sitting: a source, its language, what it was asked in which order, and what comes next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.core.law.asking_children import AS_AN_ADULT, WayOfAsking
from fanal.core.law.facts import Certainty, FactSource
from fanal.core.law.interview import PAGES, TOLD_PAGES, Page, question_languages, state_of_wording
from fanal.core.law.questions import NextQuestion, at_least, in_turn, question
from fanal.core.words import Sentence
from fanal.database.stored_values import day_of
from fanal.identification.models import Interview
from fanal.identification.queries import Record, answers_in
from fanal.keys.ring import Ring


@dataclass(frozen=True)
class Sitting:
    """A sitting, opened.

    `answers`: the last to each question, in the order in which they were first asked.

    `with_her`: an interview, begun with its rules. What she said of her own accord is none.
    `spoken`: her language, where no wording of ours is in it and the questions are put into it by
    the `interpreter`, or by whoever asks. `asking`: in the words of her age, and how much.
    """

    interview: Interview
    with_her: bool
    language: str
    source: str
    said_by: str
    certainty: str
    said_on: date | None
    about: tuple[date | None, date | None]
    answers: dict[str, str]
    spoken: str = ""
    asking: WayOfAsking = AS_AN_ADULT
    interpreter: str = ""

    @property
    def full(self) -> bool:
        """Whether a child was asked as much as a sitting holds at that age."""
        length = self.asking.length
        return length is not None and len(self.answers) >= length.questions

    @property
    def one_by_one(self) -> bool:
        """Whether it may be asked question by question: of her only in an interview."""
        return self.with_her or self.source != FactSource.INTERVIEW

    @property
    def wording(self) -> Sentence | None:
        """Who has read the questions in her language."""
        state = state_of_wording(self.language)
        return state.sentence() if state else None

    @property
    def wording_is_sure(self) -> bool:
        state = state_of_wording(self.language)
        return state is None or state.is_sure

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the sitting. What is recorded only when told stands on pages of its own, for
        other sources."""
        if not self.with_her:
            return PAGES + TOLD_PAGES
        asked = (
            Page(page.key, page.title, tuple(filter(self.asking.may_ask, page.codes)))
            for page in PAGES
        )
        return tuple(page for page in asked if page.codes)


def sitting_of(interview: Interview, ring: Ring) -> Sitting:
    """The sitting, opened."""
    content = interview.unseal(ring)
    first, last = content.get("about", (None, None))
    return Sitting(
        interview,
        "source" not in content,
        content["language"],
        content.get("source", str(FactSource.INTERVIEW)),
        content.get("said_by", ""),
        content.get("certainty", str(Certainty.SURE)),
        day_of(content.get("on")),
        (day_of(first), day_of(last)),
        answers_in(interview, ring),
        content.get("spoken", ""),
        WayOfAsking(content.get("asked_as")),
        content["interpreter"],
    )


@dataclass(frozen=True)
class AskedThrough:
    """The language in which she was asked, and who interpreted, by code."""

    language: str
    interpreter: str


def asked_through(interviews: Iterable[Interview], ring: Ring) -> dict[UUID, AskedThrough]:
    """Return how each interview with her was asked, by its id: what she said is weighed by who put
    it into words."""
    names = {language.code: language.name for language in question_languages()}
    contents = {interview.id: interview.unseal(ring) for interview in interviews}
    return {
        id: AskedThrough(
            content.get("spoken") or names.get(content["language"], ""), content["interpreter"]
        )
        for id, content in contents.items()
        if "source" not in content
    }


@dataclass(frozen=True)
class Turn:
    """The question of one number in a sitting. `before`: the answer that stands, if it was asked.

    `of`: so many answers it takes at least; 0 where this was asked before.
    """

    number: int
    question: NextQuestion
    before: str = ""
    of: int = 0


def turn(
    sitting: Sitting, record: Record, number: int, fitting: Collection[str] = ()
) -> Turn | None:
    """The question that was asked as the `number`-th, or the next; None where nothing is left.

    `fitting`: what the case is about, asked before the rest.
    """
    # In the order of asking, so that a number in an address always is the same question.
    asked = list(sitting.answers)
    if number <= len(asked):
        code = asked[number - 1]
        return Turn(number, question(code, record.applying), sitting.answers[code])
    if sitting.full:
        return None
    # What is not asked of a child of her age waits for another source.
    left_out = {*asked, *sitting.asking.left_out}
    waiting = in_turn(record.applying, left_out=left_out, fitting=fitting)
    if not waiting:
        return None
    return Turn(number, waiting[0], of=max(at_least(record.applying), 1) + len(asked))

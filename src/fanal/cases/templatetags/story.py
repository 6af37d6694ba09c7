"""The lines of her story in words."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.audit.words import PARTS
from fanal.cases.queries.first_screen import PersonNow
from fanal.cases.queries.pages import Concerned, OpenedEntry
from fanal.cases.queries.present import VisibleState
from fanal.cases.queries.rights import CaseRights
from fanal.cases.queries.story_entries import ContactRule, Goal, first_words, text_of, written_at
from fanal.cases.templatetags.present import sign_words
from fanal.core.calendars import read_text
from fanal.core.casework.consent import ConsentState
from fanal.core.casework.partner_custody import with_unfit
from fanal.core.casework.past_whereabouts import before_it_ended
from fanal.core.casework.statements import CaseStatement, Custody
from fanal.core.sealing.compartments import Compartment
from fanal.web.days_in_words import relative_day
from fanal.web.places import beside_its_name
from fanal.web.templatetags.fanal import partial_date
from fanal.web.typing import Context
from fanal.web.words import translated

register = template.Library()

STRIPS = 3  # of a case with many people: those who are well stand folded below
LONG = 140
STEPS_DRAWN = 8
ICONS = {
    "note": "note",
    "sign": "sign_of_life",
    "state": "safety",
    "safety": "safety",
    "decision": "safety",
    "contact": "call",
    "goal": "goal",
    "action": "task",
    "legal": "law",
    "around": "people",
    "whereabouts": "place",
    "visit": "hands",
}


# ── People ───────────────────────────────────────────────────────────────────
@register.filter
def first_strips(people: list[PersonNow]) -> list[PersonNow]:
    """Return everybody in danger or not heard from, and a few more."""
    # Folding saves room and must never fold away a danger.
    urgent = [person for person in people if person.seen.in_danger or person.seen.state.late]
    return people[: max(STRIPS, len(urgent))]


@register.filter
def more_strips(people: list[PersonNow]) -> list[PersonNow]:
    return people[len(first_strips(people)) :]


@register.filter
def with_place(people: list[PersonNow], most: int) -> list[PersonNow]:
    """Those of whom it is said where or with whom they are; whoever stands first in any case."""
    known = [person for person in people if person.seen.state.place or person.seen.state.custodian]
    return known[:most] or people[:1]


@register.filter
def with_sign(people: list[PersonNow], most: int) -> list[PersonNow]:
    """Return who was heard from, or is to be heard from."""
    known = [
        person for person in people if person.seen.state.last_sign or person.seen.state.next_due
    ]
    return known[:most] or people[:1]


@register.filter
def last_rules(rules: list[ContactRule], most: int) -> list[ContactRule]:
    """Return the rules written last, the newest first."""
    # The latest first: an older rule may reach whoever holds her.
    return rules[::-1][:most]


@register.filter
def opens_part(rights: CaseRights, part: str) -> bool:
    return rights.may_open(Compartment(part))


@register.simple_tag
def part_words(part: Compartment) -> str:
    return str(PARTS[part])


@register.simple_tag
def age_by_source(concerned: Concerned) -> str:
    """The age, and which sources do not agree on it; that she is a child, where no more is open."""
    if concerned.child_of_unsaid_age:
        return _("A child. Her age is under “Who she is”.")
    if concerned.protected_at_unsaid_age:
        return _("To be treated as a child until shown otherwise. Her age is under “Who she is”.")
    if concerned.age is None or concerned.born is None:
        return _("Not known.")
    parts = [concerned.age.sentence(), *concerned.born.sentences()]
    if concerned.minority.protected_as_child:
        parts.append(concerned.minority.sentence())
    return " · ".join(translated(part) for part in parts)


# ── Texts ────────────────────────────────────────────────────────────────────
@register.simple_tag
def short(text: object, most: int = LONG) -> str:
    """A text as long as a line of the story may be; all of it stands on its page."""
    return Truncator(translated(text)).chars(most).rstrip(".")


@register.simple_tag
def with_whom(seen: VisibleState) -> str:
    """Who she is with, as it was said last; all who may be, where nobody knows who was later."""
    state = seen.state
    statements = [statement for statement in (state.custodian, *state.or_custodian) if statement]
    sentences = [_with(statement) for statement in statements] or [_with(None)]
    if with_unfit(state):
        sentences.append(_("Nothing known says that they may take her in: ask your lead today."))
    # Where a case of her own is on the way the head of the page says so already.
    if not seen.given and any(statement.given_on for statement in statements):
        sentences.append(_("Handed over, arrival not confirmed."))
    return " ".join([*sentences, *([_not_known_which(statements)] if state.or_custodian else [])])


@register.simple_tag
def place_words(seen: VisibleState, most: int = LONG, *, names_whom: bool = False) -> str:
    """Return where she is, as it was said last; all places that it may be, where nobody knows.

    `names_whom`: `with_whom` stands beside it.
    """
    state = seen.state
    statements = [statement for statement in (state.place, *state.or_place) if statement]
    has_her = state.custodian.answer if names_whom and state.custodian else ""
    places = [beside_its_name(_place_words(one, most), str(has_her)) for one in statements]
    words = [f"{place}." for place in places if place]
    sentence = " ".join([*words, *([_not_known_which(statements)] if state.or_place else [])])
    return translated(before_it_ended(sentence)) if state.left else sentence


def _place_words(statement: CaseStatement, most: int) -> str:
    place = short(statement.answer, most)
    # Of a journey ahead: nobody said that she is there.
    return _("Planned to leave from: %(place)s") % {"place": place} if statement.chosen else place


def _not_known_which(statements: list[CaseStatement]) -> str:
    if any(statement.hour_closed for statement in statements):
        return _("Which of these was later is not shown to you: ask the shelter for the hour.")
    return _("Which of these was later is not known: an hour is missing.")


def back_words(who: str) -> str:
    """Return with whom she came back, where nobody has said since who has her."""
    return _("Is back; last with %(who)s. Nobody has said who is with her now.") % {"who": who}


def _with(statement: CaseStatement | None) -> str:
    custody = statement.custody if statement else None
    who = short(statement.answer, 60) if statement else ""
    if custody and who in set(Custody):  # nobody was named: the kind alone is known
        who = translated(custody.sentence())
    if statement and statement.came_back:
        return back_words(who)
    match custody:
        case Custody.HERSELF if statement and statement.left_a_journey:
            return f"{capfirst(short(statement.answer, 120))} ({relative_day(statement.said)})."
        case Custody.HERSELF:
            return _("On her own, by her wish.")
        case Custody.OURS | Custody.PARTNER | Custody.FAMILY:
            return _("With %(who)s.") % {"who": who}
        case Custody.HOLDER:
            named = statement and statement.answer not in set(Custody)
            words = _("Held by %(who)s.") if named else _("With %(who)s.")
            return words % {"who": who}
    return _("None of us is with her.")


@register.simple_tag
def last_sign(seen: VisibleState) -> str:
    """When she was heard from, whether that proves that it was her, and when it is due again."""
    state, parts = seen.state, []
    if state.last_sign is None:
        parts.append(_("None known."))
    else:
        words = {
            "when": capfirst(relative_day(state.last_sign.said)),
            "sign": sign_words(state.last_sign),
        }
        if state.last_proof == state.last_sign:
            parts.append(_("%(when)s, %(sign)s.") % words)
        else:
            parts.append(_("%(when)s, %(sign)s: no proof.") % words)
    if state.last_proof and state.last_proof != state.last_sign:
        parts.append(_("Last proof %(when)s.") % {"when": relative_day(state.last_proof.said)})
    if state.next_due:
        late = _("Was due %(when)s.") if state.late else _("Next due %(when)s.")
        parts.append(late % {"when": relative_day(state.next_due)})
    return " ".join(parts)


@register.simple_tag
def contact_words(rule: ContactRule) -> str:
    """Return who may answer, when, by which word it is known that it is her, and what is said to
    somebody else."""
    whom = ", ".join(short(part, 60) for part in (rule.may_answer, rule.when) if part)
    if rule.code_word:
        # Said first by us it would prove nothing: whoever answers could repeat it.
        word = _("agreed word, which she says herself: “%(word)s”") % {
            "word": short(rule.code_word, 60)
        }
        whom = _and_then(whom, word)
    if rule.cover:
        cover = _("to anybody else: “%(words)s”") % {"words": short(rule.cover, 60)}
        whom = _and_then(whom, cover)
    return f"{capfirst(whom)}." if whom else ""


def _and_then(first: str, then: str) -> str:
    """Return both in one sentence; a language may set its semicolon apart."""
    return _("%(first)s; %(then)s") % {"first": first, "then": then} if first else then


@register.simple_tag
def entry_words(entry: OpenedEntry) -> str:
    """Return what was answered in an entry of health or of the law, in one line."""
    lines = [short(text_of(entry, f.name), 80) for f in entry.kind.fields if f.name in LINES]
    hearing = text_of(entry, "hearing")
    if hearing:
        lines.append(_("next hearing %(day)s") % {"day": partial_date(read_text(hearing).date)})
    return " · ".join(filter(None, lines)) or translated(entry.kind.title)


LINES = {"complaint", "medicine", "matter", "status"}


@register.simple_tag
def consent_words(consent: Context) -> str:
    """Return the purpose, for whom, and the answer where it is no yes."""
    words = capfirst(translated(consent["purpose"].sentence()))
    if consent["row"].recipient and consent["data"] is not None:
        words = f"{words} ({short(consent['row'].recipient, 40)})"
    if consent["state"] is ConsentState.GIVEN:
        return words
    state = translated(consent["state"].sentence())
    return _("%(purpose)s: %(answer)s") % {"purpose": words, "answer": state}


@register.simple_tag
def meter(goal: Goal) -> SafeString | str:
    """Return how many of its steps are done: derived from the steps, typed by nobody."""
    if not goal.steps:
        return ""
    words = ngettext("%(done)s of %(n)s step", "%(done)s of %(n)s steps", goal.steps) % {
        "done": goal.done,
        "n": goal.steps,
    }
    if goal.steps > STEPS_DRAWN:
        return format_html('<span class="from">{}</span>', words)
    boxes = (format_html("<i{}></i>", SafeString(' class="on"') if on else "") for on in goal.boxes)
    inner = SafeString("".join(boxes))
    return format_html('<span class="meter" role="img" aria-label="{}">{}</span>', words, inner)


# ── The latest entries ───────────────────────────────────────────────────────
@register.filter
def entry_icon(entry: OpenedEntry) -> str:
    return ICONS.get(entry.kind.code, "document")


@register.filter
def entry_when(entry: OpenedEntry) -> datetime | date:
    return written_at(entry)


@register.filter
def entry_text(entry: OpenedEntry) -> str:
    return first_words(entry)

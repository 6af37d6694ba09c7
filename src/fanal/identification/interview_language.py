"""The language that she speaks, as the form before an interview takes it."""

from django.utils.translation import get_language_info

from fanal.accounts.models import User
from fanal.cases.known_language import known_language
from fanal.cases.models import Case
from fanal.core.law.interview import QuestionLanguage, question_languages
from fanal.identification.access import Concern
from fanal.identification.forms.questions import INTERPRETED
from fanal.identification.models import Interview, VictimStatement
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.web.codes import LANGUAGES
from fanal.web.typing import Answers


def proposed_language(concern: Concern, user: User, ring: Ring) -> Answers:
    """Return the language in which the questions are worded, or through an interpreter; nothing if
    nobody asked."""
    spoken = known_language(concern.case, user, ring, concern.person)
    if not spoken:
        return {}
    worded = [
        language.code for language in question_languages() if spoken.casefold() in _names(language)
    ]
    if worded:
        return {"language": worded[0]}
    return {"language": INTERPRETED, "spoken": spoken}


def heard_in(case: Case, person: Person, ring: Ring) -> str:
    """Return the language of her last statement or interview that says one; "" if none does."""
    statements = VictimStatement.objects.filter(case=case, person=person)
    interviews = Interview.objects.filter(case=case, person=person)
    heard: list[VictimStatement | Interview] = [*statements, *interviews]
    rows = sorted(heard, key=lambda row: (row.on, row.id), reverse=True)
    return next((said for row in rows if (said := _said(row.try_unseal(ring) or {}))), "")


def _said(content: Content) -> str:
    """Return the name of the language that stands in a record: an interview with worded questions
    has its code."""
    language = str(content.get("language") or content.get("spoken") or "")
    return LANGUAGES.name(language) if len(language) == 2 else language


def _names(language: QuestionLanguage) -> set[str]:
    """Return the names of a language: its own, the English one, and that in the language of the
    page."""
    info = get_language_info(language.code)
    names = language.name, info["name"], info["name_local"], info["name_translated"]
    return {str(name).casefold() for name in names}

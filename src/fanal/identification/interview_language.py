"""The language that she speaks, as the form before an interview takes it."""

from django.utils.translation import get_language_info

from fanal.accounts.models import User
from fanal.cases.known_language import known_language
from fanal.core.law.interview import QuestionLanguage, question_languages
from fanal.identification.access import Concern
from fanal.identification.forms.questions import INTERPRETED
from fanal.keys.ring import Ring
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


def _names(language: QuestionLanguage) -> set[str]:
    """Return the names of a language: its own, the English one, and that in the language of the
    page."""
    info = get_language_info(language.code)
    names = language.name, info["name"], info["name_local"], info["name_translated"]
    return {str(name).casefold() for name in names}

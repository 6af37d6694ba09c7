"""One question at a time, pages of a few, and with whom a sitting is."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.law.asking_children import WayOfAsking
from fanal.core.law.facts import Certainty, FactAnswer, FactSource
from fanal.core.law.interview import RULES, question_languages
from fanal.core.law.vocabulary import Code, vocabulary
from fanal.core.words import stored_codes
from fanal.identification import words
from fanal.identification.forms.recording import TimeForm
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, select_answer
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.options import FormOptions
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated

# No language code: what is stored is the empty language, and who interprets; nobody, where whoever
# asks speaks it.
INTERPRETED, SPOKEN = "interpreted", "spoken"
# An interview has a page of its own, with the ten rules before it; it cannot be begun as "somebody
# says".
NOT_HERSELF = tuple(source for source in FactSource if source is not FactSource.INTERVIEW)
NO_ANSWER = ("unknown", "refused", "not_asked")


def languages_to_ask_in() -> list[tuple[str, PageText]]:
    """Return the languages, each under its own name, with who has read the wording; those nobody
    has read last."""
    # `sorted` is stable and False comes first: reviewed texts, then those that nobody has read.
    languages = sorted(question_languages(), key=lambda language: not language.state.is_sure)
    return [
        # Nothing is chosen beforehand: the first language of a list would be taken for hers.
        NOTHING,
        *(
            (language.code, f"{language.name} \u2013 {translated(language.state.sentence())}")
            for language in languages
        ),
        (INTERPRETED, _("Another language, through an interpreter")),
        (SPOKEN, _("Another language, which you speak yourself")),
    ]


class BeforeForm(forms.Form):
    """The ten rules, and in which language she is asked."""

    rules = forms.MultipleChoiceField(
        # One by one: the ten recommendations of WHO 2003.
        label=_("Confirm each rule"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(key, translated(rule)) for key, rule in RULES.items()],
        error_messages={"required": _("Each rule has to be confirmed before the first question.")},
    )
    language = forms.ChoiceField(
        label=_("Her language, shown beside each question"),
        choices=languages_to_ask_in,
        help_text=_("A language is offered once every question is worded in it."),
    )
    # Asked only of who chose such a language; a wrong word about violence may hurt or shut her up.
    unread = forms.BooleanField(
        label=_("Show questions that no native speaker has read"),
        help_text=_(
            "Only for a language marked so above: a word may be wrong, or may hurt her. Read each "
            "question with the interpreter before you ask it."
        ),
        required=False,
    )
    spoken = forms.CharField(
        label=_("Which language, if another"),
        required=False,
        max_length=80,
        help_text=_(
            "There is no reviewed text in her language: the questions are shown in yours, for you "
            "or the interpreter to put into hers."
        ),
    )
    # By code, since the name of an interpreter in a victim's file endangers the interpreter, too.
    interpreter = forms.CharField(
        label=_("Interpreter, by code"), required=False, help_text=_("Never a full name.")
    )

    def clean(self) -> Answers:
        """Ask, where she is asked without a wording of ours, in which language and through whom."""
        answers: Answers = super().clean() or {}
        chosen = answers.get("language")
        answers["directly"] = chosen == SPOKEN
        if chosen not in (INTERPRETED, SPOKEN):
            return answers
        if chosen == SPOKEN:  # somebody may have named one before she chose otherwise
            answers["interpreter"] = ""
        answers["language"] = ""
        if not answers.get("spoken"):
            self.add_error("spoken", _("Say which language she speaks."))
        if chosen == INTERPRETED and not answers.get("interpreter"):
            self.add_error("interpreter", _("Say who interprets, by code."))
        return answers


class QuestionAnswerForm(forms.Form):
    """The answer to the question that was shown."""

    # The question goes along with the answer: a page that was open since yesterday answers the
    # question it showed, and no other.
    code = forms.ChoiceField(choices=[(name, name) for name in vocabulary()])
    answer = forms.ChoiceField(label=_("Why is there no answer?"), choices=stored_codes(FactAnswer))
    # A refusal today is no refusal for ever, and a task keeps it from being asked in passing.
    again = forms.BooleanField(label=_("Ask next time: makes a task"), required=False)


class QuestionField(forms.ChoiceField):
    """A question in the worker's language, with hers beside it; of others what they may say."""

    def __init__(
        self, entry: Code, language: str, *, to_her: bool, question: Mapping[str, str]
    ) -> None:
        # Read to her in her words; a reader of papers gets the name of the element.
        label = words.in_language(question) if to_her else words.titled(entry.name)
        super().__init__(
            label=label,
            help_text=words.in_language(entry.definition),
            choices=partial(chosen_from, list(FactAnswer)),
            widget=forms.RadioSelect,
            # Never required: what is left out stays "not asked".
            required=False,
        )
        self.hers = question.get(language, "")
        self.hers_language = language


class QuestionsForm(TimeForm):
    """One page of questions; each in the worker's language with hers beside it."""

    later: Later = {_("When was that?"): ("about_from", "about_until")}

    def __init__(
        self,
        codes: Iterable[str],
        language: str,
        data: FormData = None,
        *,
        to_her: bool = True,
        asking: WayOfAsking | None = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.codes = tuple(codes)
        for name in self.codes:
            # In the words for her age where one is set (`WayOfAsking`).
            question = (asking or WayOfAsking()).words(name)
            self.fields[name] = QuestionField(
                vocabulary()[name], language, to_her=to_her, question=question
            )

    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.codes]

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.codes}


class SourceForm(forms.Form):
    """The source with whom one sits, by one tap; which one of them, where there are several."""

    later: Later = {_("Which one of them, if there are several"): ("said_by",)}

    # By one tap: who sits there is known before anything is asked.
    source = forms.ChoiceField(label=_("Who says it"), choices=partial(chosen_from, NOT_HERSELF))
    said_by = forms.CharField(
        label=_("Which one"),
        required=False,
        help_text=_("A code or an office, so that two sources can be told apart."),
    )


class IdentificationStatementForm(TimeForm):
    """Who says it and of when: a paper, a court, a partner, or herself of her own accord."""

    source = select_answer(_("Who says it"), FactSource)
    said_by = forms.CharField(
        label=_("Which one"),
        required=False,
        help_text=_("A code or an office, so that two sources can be told apart."),
    )
    said_on = DayField(label=_("On which day"), required=False)
    certainty = select_answer(_("How sure"), Certainty)
    field_order = ("source", "said_by", "said_on", "certainty", "about_from", "about_until")

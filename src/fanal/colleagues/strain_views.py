"""A colleague says how the work strains her, and nobody reads that it was she."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.colleagues import strain
from fanal.core.colleagues.strain import StrainLevel, StrainScale
from fanal.keys.requests import Request
from fanal.web.asking import ask, sent
from fanal.web.forms.codes import radio_answer
from fanal.web.idempotency import idempotent
from fanal.web.typing import FormData
from fanal.web.words import translated


class StrainForm(forms.Form):
    """One question a scale."""

    def __init__(self, data: FormData = None) -> None:
        super().__init__(data)
        for scale in StrainScale:
            label = translated(scale.sentence())
            self.fields[scale.value] = radio_answer(capfirst(label), StrainLevel)


@idempotent
def answer(request: Request) -> HttpResponse:
    return ask(
        request,
        StrainForm(sent(request)),
        lambda answers: strain.answer(answers=answers, by=request.user),
        heading=_("How the work strains you"),
        submit=_("Count it"),
        done=reverse("colleagues:mine"),
        message=_("Counted, without your name."),
        lead=_(
            "Fill in the questionnaire on paper and keep it: write here only how each part came "
            "out. It is counted without your name, and shown once eleven of your office did."
        ),
    )

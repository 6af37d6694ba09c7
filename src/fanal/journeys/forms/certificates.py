"""Certificates: kept, and asked for by their code."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fanal.journeys.forms.fields import ByCode
from fanal.people.models import Person
from fanal.web.forms.typed import field_of
from fanal.web.typing import FormData


class CertificateForm(forms.Form):
    person = ByCode(Person.objects.none(), label=_("Person"), empty_label=None)
    title = forms.CharField(label=_("Which paper, of which authority"), max_length=200)
    file = forms.FileField(
        label=_("Picture or scan"),
        help_text=_(
            "Kept to the byte, as its fingerprint shows: also the place and the time that a camera "
            "writes into a picture."
        ),
    )

    def __init__(
        self,
        data: FormData = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        people: QuerySet[Person],
    ) -> None:
        super().__init__(data, files)
        person = field_of(self, "person", ByCode)
        person.queryset = people
        if people.count() > 1:
            person.empty_label = "—"


class CheckForm(forms.Form):
    code = forms.CharField(label=_("Code on the paper"), max_length=40)
    file = forms.FileField(
        label=_("Picture or scan"),
        help_text=_("If somebody shows the file itself: is it the one that was kept?"),
        required=False,
    )

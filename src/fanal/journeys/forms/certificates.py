"""Certificates: kept, and asked for by their code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.sharing.forms.fields import AboutAPerson


class CertificateForm(AboutAPerson):
    title = forms.CharField(label=_("Which paper, of which authority"), max_length=200)
    file = forms.FileField(
        label=_("Picture or scan"),
        help_text=_(
            "Kept to the byte, as its fingerprint shows: also the place and the time that a camera "
            "writes into a picture."
        ),
    )


class CheckForm(forms.Form):
    code = forms.CharField(label=_("Code on the paper"), max_length=40)
    file = forms.FileField(
        label=_("Picture or scan"),
        help_text=_("If somebody shows the file itself: is it the one that was kept?"),
        required=False,
    )

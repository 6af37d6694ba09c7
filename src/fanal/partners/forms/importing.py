"""A list of partners: the file, and what was read of it once more, to be confirmed."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fanal.core.errors import BadInput
from fanal.partners.list_table import ListTable
from fanal.web.words import translated


class ListFileForm(forms.Form):
    file = forms.FileField(label=_("List"), help_text=_("Excel (.xlsx) or CSV, at most 10 MB."))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.LARGEST_UPLOAD:
            raise ValidationError(_("The file is larger than 10 MB."))
        return file


class AddListForm(forms.Form):
    """`table`: goes along with the page, so that nothing of it is kept before it is confirmed."""

    table = forms.CharField(widget=forms.HiddenInput, strip=False)
    leave_out = forms.BooleanField(label=_("Leave the wrong lines out"), required=False)

    def clean_table(self) -> ListTable:
        try:
            return ListTable.from_json(self.cleaned_data["table"])
        except BadInput as mistake:
            raise ValidationError(translated(mistake.why)) from None

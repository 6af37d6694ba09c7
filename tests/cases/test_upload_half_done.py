"""An upload that breaks off between its rows leaves none: a file is nothing but rows, in one transaction."""

import pytest

from fanal.audit.models import JournalHead
from fanal.cases.actions.documents import add_document
from fanal.cases.models import Document, DocumentPart
from fanal.core.casework.files import PART
from tests import files

CONTENT = [b"%PDF-1.7 " + b"x" * (3 * PART)]


class PowerLost(BaseException):
    """Not an error that anybody catches."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_without_power_between_its_rows_there_is_no_file_and_no_entry(cast, monkeypatch, at):
    case, save = files.case(cast), DocumentPart.save

    def until_then(self, *args, **options):
        if self.number == at:
            raise PowerLost
        return save(self, *args, **options)

    monkeypatch.setattr(DocumentPart, "save", until_then)
    before, acts = (
        JournalHead.objects.get().number,
        cast.acting(cast.sokha),
    )
    with pytest.raises(PowerLost):
        add_document(case=case, name="a.pdf", parts=CONTENT, **acts)
    assert Document.objects.count() == DocumentPart.objects.count() == 0
    assert JournalHead.objects.get().number == before
    monkeypatch.setattr(DocumentPart, "save", save)
    add_document(case=case, name="a.pdf", parts=CONTENT, **acts)  # and again, whole
    assert DocumentPart.objects.count() == 4

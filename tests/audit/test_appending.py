"""What an act writes in plain SQL is what Django would have written."""

from itertools import pairwise

from django.forms.models import model_to_dict

from fanal.audit.actions import record, record_each
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.queries import examine


def test_an_entry_and_the_head_are_read_by_django_as_they_were_written(cast):
    JournalHead.objects.all().delete()
    JournalEntry.objects.all().delete()
    one = record(act="journal.examined", by=cast.noi, about="one", detail={"second": "…"})
    two = record(act="journal.examined", by=None)
    held, head = JournalEntry.objects.get(number=2), JournalHead.objects.get()
    assert [one.number, two.number] == [1, 2]
    assert model_to_dict(held) == model_to_dict(two)
    assert (held.said, held.content()) == (two.said, two.content())
    assert bytes(held.before) == bytes(JournalEntry.objects.get(number=1).mark) == bytes(one.mark)
    assert (head.number, bytes(head.mark)) == (2, bytes(two.mark))
    assert head.at == held.at.isoformat()
    assert not two._state.adding
    held.save()  # as Django would write it
    assert not [fault for fault in examine().faults if "journal" not in str(fault)]


def test_several_acts_at_once_are_an_entry_each_in_their_order(cast):
    before = record(act="journal.examined", by=None)
    made = record_each(["person.named", "person.named", "person.described"], by=cast.noi, about="x")
    assert [one.number - before.number for one in made] == [1, 2, 3]
    held = list(JournalEntry.objects.filter(number__gte=before.number).order_by("number"))
    assert [one.act for one in held[1:]] == ["person.named", "person.named", "person.described"]
    assert all(bytes(two.before) == bytes(one.mark) for one, two in pairwise(held))
    assert JournalHead.objects.get().number == made[-1].number
    assert record_each([], by=None) == []
    assert not [fault for fault in examine().faults if "journal" in str(fault)]

"""The licence of a scale: a health worker records it, a director confirms it, and the scale may be used."""

from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.care.models import CareRecord, Licence
from fanal.web.decisions import waiting_for
from tests import journal
from tests.care.scene import page, taken

TOLD = {
    "use": "paper", "holder": "Alliance", "since": "2026-03-01", "reference": "letter 14/2026",
    "languages": "Khmer",
}  # fmt: skip
GIVEN = {"language": "km", "given": "yes", "answers": "2 " * 25, "shown": "yes"}


def test_a_scale_takes_answers_once_a_director_has_confirmed_its_licence_and_not_after_it_ended(
    cast, here, ploy, claire
):
    here.file = taken(cast, here)
    address = page("scale", here.file.id, "hscl25")
    assert "HSCL-25 is not used here yet" in ploy.get(address).text
    refused = ploy.post(address, GIVEN)
    assert refused.status_code == 422
    assert "only with the manual" in refused.text
    assert "HSCL-25" not in ploy.get(page("file", here.file.id)).text

    answer = ploy.post(page("licence", "hscl25"), TOLD, follow=True)
    assert str(cast.claire) in answer.text  # who is asked
    (row,) = Licence.objects.all()
    assert ploy.post(address, GIVEN).status_code == 422  # nobody has confirmed it
    assert ploy.post(page("agree_licence", row.id)).status_code == 404
    assert [one.whom for _kind, one in waiting_for(cast.claire)] == ["HSCL-25"]
    shown = claire.get(page("scales")).text
    assert "letter 14/2026" in shown
    claire.post(page("agree_licence", row.id))
    assert waiting_for(cast.claire) == []
    assert "Confirmed by" in claire.get(page("scales")).text

    assert "HSCL-25" in ploy.get(page("file", here.file.id)).text
    assert ploy.post(address, GIVEN | {"language": "vi"}).status_code == 422  # not of the licence
    assert ploy.post(address, GIVEN).status_code == 302
    assert CareRecord.objects.count() == 1
    shown = ploy.get(page("file", here.file.id)).text
    assert "no total" in shown.lower()

    claire.post(page("end_licence", row.id))
    assert ploy.post(address, GIVEN | {"on": "2026-11-27"}).status_code == 422
    assert "HSCL-25" in ploy.get(page("file", here.file.id)).text  # what was written stays
    assert {"care.licence_recorded", "care.licence_confirmed", "care.licence_ended"} <= set(
        journal.acts("care.")
    )


def test_what_is_wrong_in_a_licence_is_said_at_its_question_and_nothing_is_lost(ploy):
    told = TOLD | {"languages": "Khmer Burmese"}
    answer = ploy.post(page("licence", "hscl25"), told)
    assert answer.status_code == 422
    assert "no checked version is known" in answer.text
    assert "letter 14/2026" in answer.text
    assert not Licence.objects.exists()
    assert ploy.get(page("licence", "nothing")).status_code == 404


def test_whose_a_scale_is_stands_in_the_language_of_the_page(cast):
    text = cast.client(cast.ploy, headers={"accept-language": "fr"}).get(page("scales")).text
    assert "libre sur papier" in text
    assert "Permission of the author" not in text


def test_nobody_else_reads_or_records_licences(cast, ploy):
    for who in (cast.sokha, cast.noi, cast.mai, cast.duc, cast.anan):
        client = cast.client(who)
        assert client.get(page("scales")).status_code == 404
        assert client.post(page("licence", "hscl25"), TOLD).status_code == 404
    assert cast.client(cast.claire).get(page("licence", "hscl25")).status_code == 404


def test_c7_a_file_of_a_scale_is_refused_where_it_is_given_paper_stays_and_nothing_is_kept(
    cast, here, ploy
):
    file = taken(cast, here)
    text = SimpleUploadedFile("sdq.txt", b"Zitem one")
    told = {"language": "vi", "given": "yes", "answers": "0 " * 25, "shown": "no", "file": text}
    answer = ploy.post(page("scale", file.id, "sdq"), told)
    assert answer.status_code == 422
    assert "on a screen only with a licence" in answer.text
    assert "Ask on paper" in answer.text
    assert "0 0 0 0" in answer.text  # what was typed from the paper is not lost
    assert "Zitem" not in answer.text
    assert not CareRecord.objects.exists()

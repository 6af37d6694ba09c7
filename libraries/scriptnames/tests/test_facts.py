import pytest

from scriptnames import Facts, facts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hà Nội", "ha noi"),
        ("tỉnh Nghệ An", "Nghe An Province"),
        ("ແຂວງຈຳປາສັກ", "Champasak"),
        ("จังหวัดเชียงราย", "Chiang Rai"),
        ("បាត់ដំបង", "Battambang"),
    ],
)
def test_a_place_is_the_same_in_two_scripts_and_with_the_word_for_its_kind(one, other):
    assert facts(place=one) == facts(place=other)


def test_a_place_that_only_begins_like_a_kind_of_place_keeps_its_name():
    assert facts(place="Tinhbien") != facts(place="bien")
    assert facts(place="Province").place


@pytest.mark.parametrize(
    ("one", "other"),
    [("Quận 1", "Quận 12"), ("TH-63", "TH-36"), ("KP", "GB"), ("District 1", "Phường 1")],
)
def test_places_told_apart_by_a_number_or_a_code_are_two(one, other):
    assert facts(place=one) != facts(place=other)
    assert facts(place=one) == facts(place=one.lower())


@pytest.mark.parametrize(("one", "other"), [("KH", "KR"), ("TH", "TR"), ("PH", "FR")])
def test_codes_of_countries_are_letters_and_no_sounds(one, other):
    assert facts(nationality=one) != facts(nationality=other)
    assert facts(nationality=one) == facts(nationality=one.lower())


@pytest.mark.parametrize(
    "phone", ["+856 20 5551 2345", "020 55512345", "๐๒๐-๕๕๕๑๒๓๔๕, 021 999 999"]
)
def test_a_telephone_is_its_last_digits(phone):
    assert facts(phone=phone).phone == "55512345"


@pytest.mark.parametrize("phone", ["", "12345", "no phone", "²²²²²²²²"])
def test_too_few_digits_are_no_telephone(phone):
    assert facts(phone=phone).phone == ""


def test_sex_is_read_where_the_word_is_known_and_never_guessed():
    assert [facts(sex=word).sex for word in ("Femme", "nữ", "ຊາຍ", "she says neither", "")] == [
        "F", "F", "M", "", "",
    ]  # fmt: skip


def test_what_one_file_does_not_say_another_may():
    assert Facts(sex="F") | Facts(place="x", sex="M") == Facts(place="x", sex="F")

"""Names of the same letters that are two names, and spellings that only a rule of reading finds."""

import pytest

from scriptnames.comparison import Level, compare
from scriptnames.normal_form import normalise

MARKS, CHARACTERS, LETTERS = (
    "alike but for the marks",
    "sounds the same, other characters",
    "sounds the same, other letters",
)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("王伟", "王薇", CHARACTERS),
        ("李红", "李宏", CHARACTERS),
        ("สุพร", "สุภร", LETTERS),
        ("วิไล", "วิลัย", LETTERS),
        ("Trần Văn Dũng", "Trần Văn Dung", MARKS),
        ("Phạm Thị Hoa", "Phạm Thị Hòa", MARKS),
        ("Lê Thị Thu", "Thư Lê Thị", MARKS),
        ("Lan", "Lần", MARKS),
        ("Hoa", "Hòa", MARKS),
        ("Thúy", "Thủy", MARKS),
        ("Tú", "Tư", MARKS),
    ],
)
def test_what_differs_where_both_have_it_is_not_the_same_name(one, other, why):
    for found in (compare(one, other), compare(other, one)):
        assert found.level is Level.SOUND
        assert str(found.why[0]) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "Hoà"),
        ("Trần Văn Dũng", "Dũng Trần Văn"),
        ("陈伟", "陳伟"),
        ("王丽霞", "Wang Lixia"),
        ("Somsy Vongsa", "SOMSY VONGSA"),
        ("สมชาย", "Somchai"),
    ],
)
def test_spelling_order_and_scripts_leave_it_the_same_name(one, other):
    assert compare(one, other).level is Level.SAME
    assert "marks" not in " ".join(map(str, compare(one, other).why))


def test_where_an_office_left_the_marks_out_it_says_so():
    found = compare("Nguyen Thi Lan", "Nguyễn Thị Lần")
    assert found.level is Level.SAME
    assert "marks left out on one side" in map(str, found.why)


# By the class of rule. The second of each class on is not among the names that led to the rule.
READ = {
    "a final of a Pali word": ["ထွဋ် Htut", "ဒွဋ် Dut", "ဝိသုဒ် Withok"],
    "a vowel sign that stands alone and is closed": ["ဥမ္မာ Ohnmar", "ဥက္ကာ Okka", "ဣန္ဒြာ Eindra"],
    "an r between open syllables": ["သူရ Thura", "သီရိ Thiri", "သူရိန် Thurein", "မာရီ Mari"],
    "a y elsewhere": ["ရဲအောင် Ye-Aung", "ခင်ရီ Khin-Yi", "ဇော်ရဲ Zaw-Ye", "ရာဇာ Yaza"],
    "a customary word with one sign more": ["វណ្ណៈ Vannak", "វណ្ណា Vanna", "វណ្ណ Vann"],
    "an open vowel before s, or m at the end": ["សម្ផស្ស Samphors", "ឧត្តម Oudom", "ទស្ស Tos"],
    "a last -ti or -tu": ["សុជាតិ Socheat", "ញាតិ Nheat", "ធាតុ Theat", "ហេតុ Het"],
    "a stop in the throat": ["ចរិយា Chakriya", "ចរិយា Chariya", "ចរិយា Chakriyea"],
    "พรหม": ["พรหมมา Promma", "พรหมพร Promporn", "บุญพรหม Bunprom"],
    "ฤ": ["นฤมล Naruemon", "หฤทัย Haruethai", "พฤกษา Phrueksa", "ฤดี Ruedee", "ฤทธิ์ Rit"],
    "แซ่": ["แซ่ลิ้ม Sae-Lim", "แซ่ลิ้ม Saelim", "แซ่ตัน Saetan"],
}


@pytest.mark.parametrize("pair", [pair for pairs in READ.values() for pair in pairs])
def test_a_name_is_read_by_rule(pair):
    written, latin = pair.split(" ")
    assert compare(written, latin.replace("-", " ")).level >= Level.SOUND, normalise(written).words


def test_a_clan_name_in_thai_letters_and_its_character_have_one_in_common():
    assert compare("แซ่ลิ้ม", "林").level is Level.PART
    assert compare("แซ่ตัน", "陈").level is Level.PART

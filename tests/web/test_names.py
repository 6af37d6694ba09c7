"""Countries and languages are typed, by any name, and a word that is not understood is named."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from fanal.web.codes import COUNTRIES, LANGUAGES
from fanal.web.forms.names import CountriesField, CountryField, LanguagesField


class Asked(forms.Form):
    where = CountriesField(label="Where")
    country = CountryField(label="Which")
    languages = LanguagesField(label="Languages", most=3)


def asked(**typed):
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values if isinstance(values, list) else [values])
    return Asked(data)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Thailand", ["TH"]), ("thaïlande", ["TH"]), ("thailande", ["TH"]), ("Thái Lan", ["TH"]),
        ("ไทย", ["TH"]), ("ລາວ", ["LA"]), ("Viet Nam", ["VN"]), ("việt nam", ["VN"]),
        ("VN", ["VN"]), ("vn", ["VN"]), ("Laos, Thailand", ["LA", "TH"]), ("RU JP", ["RU", "JP"]),
        ("Lao PDR; Burma", ["LA", "MM"]), ("မြန်မာ", ["MM"]), ("", []), ("  ", []),
        ("Hong Kong", ["HK"]), ("Côte d’Ivoire", ["CI"]), ("TH, th, Thailand", ["TH"]),
    ],
)  # fmt: skip
def test_a_country_is_understood_by_any_name(typed, codes):
    form = asked(where=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["where"] == codes


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("Lao, thaï", "lo th"), ("ລາວ", "lo"), ("tiếng Việt", "vi"), ("vietnamien", "vi"),
     ("th rom", "th rom"), (["English", "မြန်မာ", ""], "en my")],
)  # fmt: skip
def test_a_language_is_kept_by_its_code(typed, codes):
    form = asked(languages=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["languages"] == codes


def test_what_is_not_understood_is_named_with_what_was_perhaps_meant_and_nothing_is_lost():
    form = asked(where=["Thailnd", "Siam, Laos"])
    assert not form.is_valid()
    said = " ".join(form.errors["where"])
    assert "Thailnd" in said
    assert "Is it Thailand?" in said
    assert "Not understood: Siam" in said
    drawn = str(form["where"])
    assert 'value="Thailnd"' in drawn
    assert 'value="Siam, Laos"' in drawn


def test_at_most_so_many_and_of_one_country_one():
    assert not asked(languages="lo th vi en").is_valid()
    assert not asked(country="Laos, Thailand").is_valid()
    assert asked(country="la").is_valid()


def test_a_page_proposes_names_in_its_language_without_a_script():
    with override("fr"):
        drawn = str(asked(where="TH")["where"])
    assert '<option value="Thaïlande">' in drawn
    assert 'value="Thaïlande"' in drawn
    assert 'list="id_where_proposals"' in drawn
    assert drawn.count("<input") == 2


def test_each_name_of_the_pages_is_understood_as_its_own_country():
    for language in ("en", "fr", "vi"):
        with override(language):
            for code in COUNTRIES.codes:
                assert COUNTRIES.known(COUNTRIES.name(code)) == code, (language, code)
            for code in LANGUAGES.near:
                assert LANGUAGES.known(LANGUAGES.name(code)) == code, (language, code)


def test_rubbish_of_ten_thousand_letters_is_answered():
    form = asked(where="ກ" * 10_000)
    assert not form.is_valid()
    assert len(str(form.errors["where"])) < 300


def test_unchanged_answers_are_no_change():
    form = Asked(QueryDict("where=TH&languages=Lao"), initial={"where": ["TH"], "languages": "lo"})
    assert form.changed_data == []

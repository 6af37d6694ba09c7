"""From coded links to a frozen estimate, with the choices fixed before the number is seen."""

import hashlib
import html
import json
import re
from datetime import date
from itertools import combinations
from uuid import UUID, uuid5

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation

from fanal.core.errors import BadInput
from fanal.figures import access, actions, queries
from fanal.figures.forms import StudyForm, in_words
from fanal.figures.models import CodedLink, Snapshot
from fanal.figures.words import source_words, team_source
from fanal.partners.actions.areas import add_area
from fanal.sealed.columns import as_written
from tests.journal import acts, entries
from unseen import report_findings

SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
# People by the sources that know them: enough overlap to bear an estimate.
KNOWN = {"hotline": 14, "police": 12, "court": 11}
ENGLISH = {"accept-language": "en"}
CHOICES = {"threshold": 0.02, "replicates": 100, "seed": 1234}


def person(number):
    return uuid5(SPACE, str(number))


def known(number, source, **more):
    given = {"month": date(2025, 3, 17), "area": "LA-CH", "counts_as": "identified"}
    return actions.RecordedFact(person=person(number), source=source, **given | more)


@pytest.fixture
def links(cast):
    """How many people the links are of."""
    groups = [[source] for source, many in KNOWN.items() for _ in range(many)]
    groups += [list(pair) for pair in combinations(KNOWN, 2) for _ in range(8)]
    noted = [known(n, source) for n, sources in enumerate(groups, 1) for source in sources]
    actions.note_links(links=noted, by=cast.duc)
    return len(groups)


def defined(cast, **more):
    given = {
        "title": "Champasak 2025",
        "who_counts": "identified",
        "area": "LA",
        "begins": date(2025, 1, 1),
        "ends": date(2025, 12, 31),
        "choices": CHOICES,
        "lists": {"Hotline": ["hotline"], "Police": ["police"], "Court": ["court"]},
    }
    return actions.define(**given | more, by=cast.duc)


def table_of(study):
    return queries.table_of(queries.counted_for(study), study)


def test_links_hold_no_id_of_a_person(cast, links):
    ids = {person(n).hex for n in range(1, links + 1)}
    for link in CodedLink.objects.all():
        assert not any(one in link.fact.replace("-", "") for one in ids)
    assert link.month == date(2025, 3, 1)


def test_the_lists_are_counted_from_links(cast, links):
    table = table_of(defined(cast))
    assert table.names == ("Hotline", "Police", "Court")
    assert table.n == links
    assert table.counts == {1: 14, 2: 12, 4: 11, 3: 8, 5: 8, 6: 8}


@pytest.mark.parametrize(
    "more",
    [
        {"area": "TH"},
        {"area": "L"},
        {"who_counts": "presumed"},
        {"begins": date(2025, 4, 1)},
        {"lists": {"A": ["embassy"], "B": ["shelter"]}},
    ],
)
def test_what_the_definition_leaves_out_is_not_counted(cast, links, more):
    reason = queries.reason_against(defined(cast, **more))
    assert str(reason) == "fewer than 20 people are on these lists"


@pytest.mark.parametrize("many", [0, 1, 19, 20])
def test_few_people_are_no_figure_and_nothing_tells_few_from_none(cast, many):
    """A month, a province and a source that know one person are that person."""
    both = [(n, source) for n in range(many) for source in ("hotline", "police")]
    one_more = [(99, "hotline")] if many == 20 else []
    actions.note_links(links=[known(*one) for one in both[: 2 * many - 1] + one_more], by=cast.duc)
    study = defined(cast, lists={"Hotline": ["hotline"], "Police": ["police"]})
    page = (
        cast.client(cast.duc, headers=ENGLISH).get(reverse("figures:study", args=[study.id])).text
    )
    assert ("Fewer than 20 people" in page) is (many < 20)
    assert 'data-label="People"' not in page


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ends": date(2024, 1, 1)}, "ends"),
        ({"begins": date(2025, 1, 15)}, "begins"),  # links know the month alone
        ({"ends": date(2025, 12, 15)}, "ends"),
        ({"lists": {"A": ["hotline"]}}, "lists"),
        ({"lists": {"A": ["hotline"], "B": ["hotline"]}}, "lists"),
        ({"choices": CHOICES | {"threshold": 3}}, "threshold"),
        ({"choices": CHOICES | {"method": "chapman"}}, "method"),
        ({"choices": CHOICES | {"method": "magic"}}, "method"),
        ({"choices": CHOICES | {"method": "stepwise", "order": 2}}, "order"),
    ],
)
def test_a_study_that_makes_no_sense_is_refused(cast, more, field):
    with pytest.raises(BadInput) as mistake:
        defined(cast, **more)
    assert mistake.value.where == field


def test_no_number_before_the_choices_are_fixed(cast, links):
    study = defined(cast)
    with pytest.raises(BadInput, match="Fix the choices first"):
        actions.estimate(study=study, by=cast.duc)
    assert not Snapshot.objects.exists()


@pytest.fixture
def registered(cast, links):
    study = defined(cast)
    actions.register(study=study, by=cast.duc)
    study.refresh_from_db()
    return study


def test_an_estimate_says_whether_it_follows_what_was_fixed(cast, registered):
    as_fixed = actions.estimate(study=registered, by=cast.duc)
    other = actions.estimate(study=registered, by=cast.duc, choices=CHOICES | {"seed": 7})
    assert (as_fixed.as_registered, other.as_registered) == (True, False)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["stepwise choice of pairs", "People seen", "as registered", "not as registered"]),
        ("fr", ["choix pas à pas des paires", "comme enregistré", "autrement qu’enregistré"]),
    ],
)
def test_two_estimates_are_compared_in_the_words_of_the_reader(cast, registered, language, words):
    left = actions.estimate(study=registered, by=cast.duc)
    right = actions.estimate(study=registered, by=cast.duc, choices=CHOICES | {"seed": 7})
    client = cast.client(cast.duc, headers={"accept-language": language})
    page = client.get(reverse("figures:compare", args=[left.id, right.id]))
    said = html.unescape(page.content.decode())
    assert [word for word in words if word not in said] == []
    assert not re.search(r">\s*(True|False|bic|dga|bayes)\b", said)


def test_the_same_counts_and_choices_are_one_frozen_estimate(cast, registered):
    first = actions.estimate(study=registered, by=cast.duc)
    assert actions.estimate(study=registered, by=cast.duc) == first
    with pytest.raises(TypeError, match="never changed"):
        first.save()
    actions.note_links(links=[known(900 + n, "court") for n in range(20)], by=cast.duc)
    later = actions.estimate(study=registered, by=cast.duc)
    assert later.fingerprint != first.fingerprint
    assert later.parsed["figures"]["n"] == first.parsed["figures"]["n"] + 20


def test_what_two_asked_for_at_the_same_time_is_kept_once(cast, registered):
    counted, given = queries.counted_for(registered), registered.choices
    asked = {"study": registered, "counted": counted, "given": given, "by": cast.duc}
    mark = queries.fingerprint(queries.table_of(counted, registered), given)
    first, second = (actions.freeze(mark=mark, **asked) for _ in range(2))  # both began before
    assert second == first
    assert len(entries("figures.estimated")) == 1


def test_small_counts_cannot_be_tried_against_the_fingerprint_of_an_estimate(cast, registered):
    table, given = table_of(registered), registered.choices
    told = [table.names, sorted(table.counts.items()), given]
    guess = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    made = actions.estimate(study=registered, by=cast.duc)
    assert made.fingerprint == queries.fingerprint(table, given)
    assert made.fingerprint != hashlib.sha256(guess).hexdigest()


def test_two_estimates_side_by_side_show_what_differs(cast, registered):
    one = actions.estimate(study=registered, by=cast.duc)
    two = actions.estimate(study=registered, by=cast.duc, choices=CHOICES | {"seed": 7})
    with translation.override("en"):
        rows = {row["label"]: row for row in queries.side_by_side(one, two)}
    assert not rows["People seen"]["differs"]
    assert rows["Choices of this estimate"]["differs"]
    assert rows["fingerprint of counts and choices"]["differs"]


def test_the_way_from_a_definition_to_a_report(cast, links):
    client = cast.client(cast.duc, headers=ENGLISH)
    page = client.get(reverse("figures:new"))
    assert b"hotline" in page.content
    given = {
        "title": "Champasak",
        "who_counts": "identified",
        "area": "LA",
        "begins": "2025-01-01",
        "ends": "2025-12-31",
        "lists": "Hotline: hotline\nOthers: police, court\n",
        "method": "all",
        "order": "99",
        "threshold": "0.02",
        "replicates": "100",
        "seed": "1234",
    }
    study_url = client.post(reverse("figures:new"), once(page, given)).headers["Location"]
    page = client.get(study_url)
    assert b"The number is shown after" in page.content
    client.post(study_url + "register/", once(page, {}))
    answer = client.post(study_url + "estimate/")
    report = client.get(answer.headers["Location"])
    assert b"How many were never seen" in report.content
    assert b"as registered" in report.content
    assert b"<svg" in report.content
    assert b"style=" not in report.content


def once(page, given):
    """The form's own key beside what is given."""
    found = re.search(rb'name="([^"]*once[^"]*)" value="([^"]+)"', page.content)
    return given | ({found.group(1).decode(): found.group(2).decode()} if found else {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lists": "Hotline: hotlin\nOthers: police, court"}, "“hotlin” is none of the sources"),
        ({"lists": "A: hotline\nB: police", "area": "T1"}, "No area that is known here"),
    ],
)
def test_what_is_mistyped_is_said_and_not_counted_as_nobody(cast, links, typed, said):
    client = cast.client(cast.duc, headers=ENGLISH)
    address = reverse("figures:new")
    answer = client.post(address, once(client.get(address), typed))
    assert answer.status_code == 422
    assert said in answer.text


def test_a_country_may_be_typed_by_its_name(cast, links):
    form = StudyForm(["hotline"], {"area": "laos"})
    form.full_clean()
    assert form.cleaned_data["area"] == "LA"


def test_an_estimate_made_before_its_last_day_is_over_says_so(cast, links):
    today = timezone.localdate()
    ends = today.replace(month=12, day=31)
    for last, early in ((ends, True), (ends.replace(year=today.year - 1), False)):
        study = defined(cast, begins=date(2020, 1, 1), ends=last)
        assert Snapshot(study=study, day=today).is_early is early


def test_a_line_of_lists_without_sources_comes_back(cast):
    client = cast.client(cast.duc)
    page = client.get(reverse("figures:new"))
    answer = client.post(reverse("figures:new"), once(page, {"lists": "Police"}))
    assert answer.status_code == 422


def test_what_others_say_is_never_to_be_added(cast):
    page = cast.client(cast.duc, headers=ENGLISH).get(reverse("figures:said")).content
    assert b"Never add them up" in page
    assert b"49.6 million" in page


@pytest.mark.parametrize("name", ["list", "new", "said"])
def test_who_works_with_names_sees_no_figures(cast, name):
    assert cast.client(cast.sokha).get(reverse(f"figures:{name}")).status_code == 404


def test_access_is_refused_alike_for_what_is_and_is_not(cast, registered):
    for who, study in ((cast.sokha, registered.id), (cast.duc, person(1))):
        with pytest.raises(Http404):
            access.study_for(who, study)


def test_each_step_is_in_the_journal(cast, registered):
    actions.estimate(study=registered, by=cast.duc)
    steps = {"figures.linked", "figures.study", "figures.registered", "figures.estimated"}
    assert steps <= set(acts())


def test_the_demonstration_has_an_estimate_one_button_away(cast):
    from fanal.figures.demo import KNOWN, play

    play(cast, date(2026, 6, 1))
    study = access.studies_for(cast.duc).get()
    assert study.registered_on is not None
    assert table_of(study).n == sum(KNOWN.values())


@pytest.mark.parametrize(
    "method",
    ["dga", *(pytest.param(one, marks=pytest.mark.long) for one in ("stepwise", "independence"))],
)
def test_the_method_fixed_beforehand_is_the_one_quoted(cast, links, method):
    study = defined(cast, choices=CHOICES | {"method": method, "order": 99})
    actions.register(study=study, by=cast.duc)
    study.refresh_from_db()
    found = report_findings(table_of(study), queries.choices_of(study.choices), method)
    assert found.main is found.together.results[method]
    snapshot = actions.estimate(study=study, by=cast.duc)
    assert snapshot.as_registered
    assert snapshot.parsed["choices"]["method"] == method


def test_the_bounds_under_a_stated_assumption_are_on_the_page(cast, registered):
    page = actions.estimate(study=registered, by=cast.duc).parsed["pages"]["en"]
    assert "at most k times less likely" in page
    assert "highest by lowest" in page
    assert "lowest, if the same people are hard for all lists" in page


def test_what_is_quoted_is_a_lower_limit_until_a_class_is_stated(cast, registered):
    plain = actions.estimate(study=registered, by=cast.duc).parsed
    assert "at least about" in plain["answer"] or "do not tell" in plain["answer"]
    stated = CHOICES | {"harder": 9.0, "unreachable": 0.1, "dependence": 1.0}
    own = actions.estimate(study=registered, by=cast.duc, choices=stated)
    assert not own.as_registered
    assert "at most 9 times less likely" in own.parsed["answer"]
    assert own.parsed["figures"]["quoted"] == own.parsed["answer"]
    assert "9 fois moins de chances" in own.parsed["pages"]["fr"]


@pytest.mark.parametrize(
    "language", ["fr", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "vi"))]
)
def test_the_form_takes_a_class_of_the_analyst(cast, registered, language):
    client = cast.client(cast.duc, headers={"accept-language": language})
    page = client.get(reverse("figures:study", args=[registered.id])).text
    for name in ("harder", "unreachable", "dependence"):
        assert f'name="{name}"' in page
    given = {"method": "all", "order": "99", "threshold": "0.02", "replicates": "100", "seed": "1"}
    url = reverse("figures:estimate", args=[registered.id])
    assert client.post(url, given | {"unreachable": "0.1"}).status_code in (302, 422)
    assert not Snapshot.objects.exists()
    assert client.post(url, given | {"harder": "0.5"}).status_code == 422
    answer = client.post(url, given | {"harder": "9"})
    assert Snapshot.objects.get().parsed["choices"]["harder"] == 9
    assert "(K)" in client.get(answer.headers["Location"]).text


def test_an_estimate_of_the_earlier_rule_warns_before_it_is_quoted(cast, registered):
    made = actions.estimate(study=registered, by=cast.duc)
    client = cast.client(cast.duc, headers=ENGLISH)
    url = reverse("figures:snapshot", args=[made.id])
    assert "earlier rule" not in client.get(url).text
    earlier = {key: value for key, value in made.parsed.items() if key != "edition"}
    now = as_written(made, {"content": json.dumps(earlier)})
    Snapshot.objects.filter(id=made.id).update(**now)
    assert "earlier rule" in client.get(url).text


def test_a_study_registered_before_classes_were_named_still_follows_what_was_fixed(
    cast, registered
):
    none = CHOICES | {"harder": None, "unreachable": 0.0, "dependence": 1.0}
    assert actions.estimate(study=registered, by=cast.duc, choices=none).as_registered


def test_a_study_of_before_methods_were_named_still_follows_what_was_fixed(cast, registered):
    named = CHOICES | {"method": "all", "order": 99}
    assert actions.estimate(study=registered, by=cast.duc, choices=named).as_registered


def test_the_form_says_in_words_what_a_method_cannot_do(cast, links):
    client = cast.client(cast.duc, headers=ENGLISH)
    given = {
        "title": "Champasak",
        "who_counts": "identified",
        "begins": "2025-01-01",
        "ends": "2025-12-31",
        "lists": "Hotline: hotline\nOthers: police, court\n",
        "method": "dga",
        "order": "99",
        "threshold": "0.02",
        "replicates": "100",
        "seed": "1",
    }
    answer = client.post(reverse("figures:new"), once(client.get(reverse("figures:new")), given))
    assert answer.status_code == 422
    assert "With 2 lists this method cannot work: it takes 3 to 6." in answer.text


def test_other_choices_that_make_no_sense_give_no_number(cast, registered):
    client = cast.client(cast.duc, headers=ENGLISH)
    url = reverse("figures:estimate", args=[registered.id])
    assert client.post(url, {"threshold": "7"}).status_code == 422
    assert not Snapshot.objects.exists()


def test_a_french_page_says_who_counts_and_writes_numbers_the_french_way(cast, registered):
    client = cast.client(cast.duc, headers={"accept-language": "fr"})
    page = client.get(reverse("figures:study", args=[registered.id])).text
    assert "victimes présumées" in page or "victimes formellement identifiées" in page
    assert "0,02" in page


def test_a_seed_is_no_quantity():
    with translation.override("fr"):
        shown = {str(row["key"]): row["value"] for row in in_words({"seed": 1234, "order": 1999})}
    assert shown["Graine"] == "1234"


def test_the_pages_of_a_study_say_in_words_where_it_is_and_what_its_lists_are_made_of(cast):
    codes = ["signal", "police", "womens_union", "identified-court", team_source(cast.vientiane)]
    actions.note_links(links=[known(1, one) for one in codes], by=cast.duc)
    study = actions.define(
        title="South",
        who_counts="identified",
        area="LA-CH",
        begins=date(2025, 1, 1),
        ends=date(2025, 12, 31),
        lists={"A": codes[:2], "B": codes[2:], "C": ["lotus-list"]},
        choices=CHOICES,
        by=cast.duc,
    )
    duc = cast.client(cast.duc, headers={"Accept-Language": "fr"})
    shown = html.unescape(duc.get(reverse("figures:study", args=[study.id])).text)
    for words in ("Laos (LA-CH)", "nos appels, Police", "dossiers de l’équipe Vientiane"):
        assert words in shown
    assert "identifiée par\u202f: tribunal ou parquet" in shown
    assert not [code for code in codes if f">{code}<" in shown or f" {code}," in shown]
    assert "lotus-list" in shown, "named by whoever counted it, and known by nothing else"
    area = add_area(code="LA-CH", name="Champasak", kind="province", by=cast.noi)
    assert area.name in duc.get(reverse("figures:study", args=[study.id])).text
    offered = html.unescape(duc.get(reverse("figures:new")).text)
    assert "nos appels <code>signal</code>" in offered, "the code is what a list is made with"


def test_of_however_many_sources_teams_are_read_once(django_assert_num_queries, cast):
    with django_assert_num_queries(1):
        assert source_words([team_source(cast.vientiane), "signal", "police"])["police"] == "Police"

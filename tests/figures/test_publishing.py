"""An estimate is published once two agreed, and withdrawn by two; its page says how far it is."""

import json
from datetime import date

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput, Refused
from fanal.core.released_figures import FigureAsk, FigureState
from fanal.figures import actions, publishing, queries, rounding, tables
from fanal.figures.models import EstimateRelease, Snapshot
from fanal.figures.tables import ColumnRole
from fanal.web.decisions import waiting_for
from tests import files
from tests.coded_facts.test_numbers_as_files import rows_of
from tests.figures.scene import CHOICES, defined, estimated
from tests.figures.test_figures import ENGLISH
from tests.figures.test_uploaded_tables import people, table_of


def asks(cast, snapshot, ask="release", by=None):
    return publishing.ask_of_estimate(
        snapshot=snapshot, ask=FigureAsk(ask), why="Our report.", by=by or cast.duc
    )


def agreed_to(cast, snapshot, ask="release"):
    publishing.agree_of_estimate(release=asks(cast, snapshot, ask), by=cast.claire)
    return EstimateRelease.objects.get(snapshot=snapshot)


def page_of(cast, snapshot):
    client = cast.client(cast.duc, headers=ENGLISH)
    return client.get(reverse("figures:snapshot", args=[snapshot.id])).text


def in_file_of(cast, snapshot):
    """The numbers that the file holds; the page offers it where there are any."""
    address = reverse("figures:snapshot_file", args=[snapshot.id])
    rows = rows_of(files.browser(cast, cast.claire).post(address))
    values = {row["value"] for row in rows if row["state"] != "inside"}
    assert (address in page_of(cast, snapshot)) is bool(values)
    return values


def test_an_estimate_that_nobody_agreed_to_stays_inside(cast):
    snapshot = estimated(cast)
    assert "inside only" in page_of(cast, snapshot)
    row = asks(cast, snapshot)
    assert row.state is FigureState.INSIDE
    assert "Asked of a second person: the estimate is published" in page_of(cast, snapshot)


def test_whoever_asked_does_not_agree(cast):
    row = asks(cast, estimated(cast), by=cast.claire)
    with pytest.raises(Refused, match="a second person agrees"):
        publishing.agree_of_estimate(release=row, by=cast.claire)
    assert not list(waiting_for(cast.claire))


def test_two_publish_it_and_two_withdraw_it(cast):
    snapshot = estimated(cast)
    assert agreed_to(cast, snapshot).state is FigureState.RELEASED
    assert "The estimate is published" in page_of(cast, snapshot)
    assert agreed_to(cast, snapshot, "withdrawal").state is FigureState.WITHDRAWN
    assert "It is not to be quoted any more" in page_of(cast, snapshot)
    with pytest.raises(Refused):
        asks(cast, snapshot)


def test_one_withdrawn_stays_among_those_that_later_ones_are_compared_with(cast):
    snapshot = estimated(cast)
    agreed_to(cast, snapshot)
    agreed_to(cast, snapshot, "withdrawal")
    again = defined(cast, begins=date(2025, 2, 1))
    assert "are between these lists and the estimate" in str(queries.reason_against(again))


def test_the_file_of_one_that_is_not_published_holds_no_number(cast):
    snapshot = estimated(cast)
    assert in_file_of(cast, snapshot) == set()
    agreed_to(cast, snapshot)
    assert "33" in in_file_of(cast, snapshot)
    agreed_to(cast, snapshot, "withdrawal")
    assert in_file_of(cast, snapshot) == set()


def test_a_no_leaves_it_as_it_is(cast):
    row = asks(cast, estimated(cast))
    publishing.refuse_of_estimate(release=row, by=cast.claire)
    row.refresh_from_db()
    assert (row.state, row.asked, row.waits) == (FigureState.INSIDE, None, False)


def test_it_takes_a_reason_and_waits_once(cast):
    snapshot = estimated(cast)
    with pytest.raises(BadInput):
        publishing.ask_of_estimate(snapshot=snapshot, ask=FigureAsk.RELEASE, why=" ", by=cast.duc)
    asks(cast, snapshot)
    with pytest.raises(Refused, match="waits for a second person already"):
        asks(cast, snapshot)


def test_one_of_other_choices_than_those_fixed_is_not_published(cast):
    snapshot = estimated(cast, CHOICES | {"seed": 2})
    with pytest.raises(Refused, match="other choices"):
        asks(cast, snapshot)
    page = page_of(cast, snapshot)
    assert "It cannot be published: it was made with other choices" in page
    assert reverse("figures:publish", args=[snapshot.id]) not in page


def test_one_made_before_its_days_were_over_or_of_few_people_is_not_published(cast):
    snapshot = estimated(cast)
    early = Snapshot(study=snapshot.study, day=snapshot.study.ends, as_registered=True)
    early.content = snapshot.content
    assert publishing.why_internal(early) == publishing.EARLY
    content = snapshot.parsed
    content["figures"]["n"] = 19
    few = Snapshot(study=snapshot.study, day=snapshot.day, as_registered=True)
    few.content = json.dumps(content)
    assert publishing.why_internal(few) == publishing.TOO_FEW


# ── Of an uploaded table ─────────────────────────────────────────────────────
OF_TABLE = {"method": "independence", "order": 99, "threshold": 0.02, "replicates": 100, "seed": 1}
OF_LISTS = dict.fromkeys("ABC", ColumnRole.LIST)
OF_GROUPS = OF_LISTS | {"S": ColumnRole.GROUP}


def by_sex(rows):
    return table_of([*"SABC", "who"], rows)


def estimated_of_table(cast, file, roles, **choices):
    table = actions.upload(sheet=tables.read(file, "people.csv"), name="people.csv", by=cast.duc)
    study = actions.define_from_table(
        table=table,
        roles=roles,
        title="By sex",
        who_counts="identified",
        begins=date(2019, 1, 1),
        ends=date(2021, 12, 31),
        choices=OF_TABLE | choices,
        by=cast.duc,
    )
    actions.register(study=study, by=cast.duc)
    study.refresh_from_db()
    return actions.estimate(study=study, by=cast.duc)


def told_in_file_of(cast, snapshot):
    """What each number says, by its line, the group and the measure."""
    address = reverse("figures:snapshot_file", args=[snapshot.id])
    rows = rows_of(files.browser(cast, cast.claire).post(address))
    return {(row["line"], row["item"], row["measure"]): row["printed"] for row in rows}


def of_group(told, name):
    return {measure: said for (line, item, measure), said in told.items() if item == name}


def test_each_group_their_sum_and_all_together_leave_with_what_may_be_quoted(cast):
    made = estimated_of_table(cast, by_sex(people(["f", "m"])), OF_GROUPS)
    assert set(told_in_file_of(cast, made).values()) == {"inside only"}
    agreed_to(cast, made)
    told, figures = told_in_file_of(cast, made), made.parsed["figures"]
    assert told["all_people", "", "seen"] == "122"
    assert told["all_people", "", "at_least"] == str(rounding.down(figures["at_least"]))
    for row in figures["rows"]:
        ends = f"{round(row['low'])} – {round(row['high'])}"
        said = {"seen": "61", "at_least": "69", "estimate": "84", "interval": ends}
        assert of_group(told, row["name"]) == said
    for line, name in (("groups_added_up", "added"), ("all_together", "together")):
        assert told[line, "", "estimate"] == str(round(figures[name]["estimate"]))


def test_a_group_without_an_estimate_says_so_and_there_is_no_sum(cast):
    few = [["m", *history, "n"] for history in ("100", "010", "001") for _ in range(12)]
    rows = [*people(["f"]), *few, ["m", *"110", "n"]]
    made = estimated_of_table(cast, by_sex(rows), OF_GROUPS)
    agreed_to(cast, made)
    told = told_in_file_of(cast, made)
    # Rounded down it would be fewer than were seen.
    men = {"seen": "37", "at_least": "37", "estimate": "refused", "interval": "refused"}
    assert of_group(told, "m") == men
    assert told["groups_added_up", "", "estimate"] == "refused"
    assert told["all_together", "", "estimate"] == "174"


def test_with_covariates_the_range_leaves_beside_the_limit_that_needs_none(cast):
    roles = OF_LISTS | {"S": ColumnRole.COVARIATE, "C": ColumnRole.UNUSED_LIST}
    made = estimated_of_table(cast, by_sex(people(["f", "m"], times=3)), roles, learner="logistic")
    agreed_to(cast, made)
    told, figures = told_in_file_of(cast, made), made.parsed["figures"]
    assert told["all_people", "", "seen"] == str(figures["n"])
    assert told["all_people", "", "at_least"] == str(rounding.down(figures["at_least"]))
    ends = f"{round(figures['low'])} – {round(figures['high'])}"
    assert told["with_covariates", "", "interval"] == ends

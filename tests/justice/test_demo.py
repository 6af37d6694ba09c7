"""The trial of the demonstration, from the arrest to what is in her hands."""

from fanal.justice import demo
from fanal.justice.queries.records import proceedings_in
from tests.justice.scene import scene, today


def test_one_trial_in_two_countries_from_the_arrest_to_compensation_in_her_hands(cast):
    here = scene(cast)
    demo.play(cast, today())
    trial, entry = proceedings_in(here.case, here.ring)[2:]
    assert [step.row.coded["step"] for step in trial.steps][:3] == ["arrest", "filed", "charged"]
    (baht,) = trial.balances
    assert (baht.ordered, baht.paid, baht.in_her_hands, baht.open) == (
        200_000,
        120_000,
        120_000,
        80_000,
    )
    assert len(trial.untold) == 1
    assert (entry.row.role, entry.row.country) == ("accused", "VN")
    assert trial.hearings[0].hearing.state.was

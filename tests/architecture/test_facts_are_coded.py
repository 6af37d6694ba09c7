"""Each action that saves what is counted keeps its coded facts, by a call that stands in it."""

import ast
import inspect
from importlib import import_module

import pytest

CODE = {
    "code_row", "code_contacts", "code_referral_again", "drafted", "moved", "code_age", "consent_said", "erase_row",
    "code_new_file", "record_move",
}  # fmt: skip
ACTIONS = [
    ("fanal.cases.actions.cases", "open_case"),
    ("fanal.cases.actions.cases", "add_person"),
    ("fanal.cases.actions.cases", "set_kinds"),
    ("fanal.cases.actions.removed_people", "take_off"),
    ("fanal.cases.actions.stages", "record_move"),
    ("fanal.cases.actions.stages", "move"),
    ("fanal.cases.actions.stages", "agree_closure"),
    ("fanal.cases.actions.stages", "reopen"),
    ("fanal.cases.actions.entries", "add_entry"),
    ("fanal.cases.actions.entries", "edit_entry"),
    ("fanal.cases.actions.consents", "record_consent"),
    ("fanal.cases.actions.consents", "choose_partner"),
    ("fanal.cases.actions.consents", "withdraw_consent"),
    ("fanal.cases.actions.operations", "add_to_operation"),
    ("fanal.people.actions.persons", "save_details"),
    ("fanal.people.actions.persons", "_write_first_rows"),
    ("fanal.people.actions.births", "note_ages"),
    ("fanal.identification.actions.recording", "save_circumstances"),
    ("fanal.identification.actions.statements", "add_statement"),
    ("fanal.identification.actions.recording", "keep_finding"),
    ("fanal.intake.actions", "take_signal"),
    ("fanal.intake.actions", "answer_more"),
    ("fanal.intake.actions", "_create_triage"),
    ("fanal.sharing.actions.referrals", "_saved"),
    ("fanal.sharing.actions.referrals", "withdraw"),
    ("fanal.sharing.actions.referrals", "move"),
    ("fanal.sharing.actions.referrals", "_expire_one"),
    ("fanal.sharing.actions.sending", "_written"),
    ("fanal.sharing.actions.recalls", "take_back"),
    ("fanal.funds.actions.asking", "ask"),
    ("fanal.funds.actions.asking", "take_back"),
    ("fanal.funds.actions.asking", "answer"),
    ("fanal.funds.actions.goods_and_figures", "move_goods"),
    ("fanal.funds.actions.moving", "_add_movement"),
    ("fanal.care.actions.asking", "ask"),
    ("fanal.care.actions.asking", "_move_request"),
    ("fanal.services.actions.services", "want"),
    ("fanal.services.actions.services", "change"),
    ("fanal.services.actions.services", "choose"),
    ("fanal.services.actions.services", "keep_step"),
    ("fanal.services.actions.referral_progress", "drafted"),
    ("fanal.services.actions.referral_progress", "_free"),
    ("fanal.shelters.actions.stays", "_append_step"),
    ("fanal.journeys.actions.events", "record_event"),
    ("fanal.prevention.actions.sessions", "cancel"),
    ("fanal.prevention.actions.sessions", "write_up"),
    ("fanal.prevention.actions.sessions", "keep_tests"),
    ("fanal.prevention.actions.observations", "give_advice"),
    ("fanal.prevention.actions.call_backs", "call_back"),
    ("fanal.prevention.actions.call_backs", "_end_where_over"),
    ("fanal.prevention.actions.courses", "ask_earning"),
    ("fanal.prevention.actions.courses", "complete"),
    ("fanal.prevention.actions.scholarships", "begin_scholarship"),
    ("fanal.prevention.actions.scholarships", "suspend"),
    ("fanal.prevention.actions.scholarships", "add_term"),
    ("fanal.prevention.actions.scholarships", "end_scholarship"),
    ("fanal.prevention.actions.scholarships", "look_back"),
    ("fanal.justice.actions.proceedings", "begin"),
    ("fanal.justice.actions.proceedings", "change"),
    ("fanal.justice.actions.recording", "record"),
    ("fanal.reintegration.actions.families", "assess"),
    ("fanal.reintegration.actions.families", "meet"),
    ("fanal.reintegration.actions.families", "second"),
    ("fanal.reintegration.actions.plans", "look_again"),
    ("fanal.reintegration.actions.records", "_note_written"),
    ("fanal.reintegration.actions.records", "add"),
]


def called_in(module, name):
    tree = ast.parse(inspect.getsource(import_module(module)))
    (function,) = (
        one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name
    )
    calls = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
    return {getattr(call, "attr", getattr(call, "id", "")) for call in calls}


@pytest.mark.parametrize(("module", "name"), ACTIONS)
def test_the_action_keeps_its_coded_facts(module, name):
    assert called_in(module, name) & CODE

"""lazarette explain FILE: the documented answer, and one sentence for what is wrong with a file."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from deploy.explain import explain_file, explained, run, timeline
from shared_models.errors import CommandError

CASES = Path(__file__).parent.parent / "data" / "conflict_cases.json"


def entry(
    name: str, parents: str, action: str, payload: dict[str, Any], role: str = "crew", **more: Any
) -> dict[str, Any]:
    return {
        "entry_id": name, "parents": list(parents), "action": action, "actor_role": role, "actor_id": f"{role}1",
        "clock": [ord(name) * 1000, 0], "payload": payload, **more,
    }  # fmt: skip


CREATION = entry(
    "a", "", "create_shopping_list_item", {"part_name": "Pump", "quantity_requested": 4, "source_type": "manual_add"}
)
APPROVAL = entry("b", "a", "approve_shopping_list_item", {"quantity_approved": "4.0"}, "captain")
REJECTION = entry("c", "a", "reject_shopping_list_item", {"rejection_reason": "no"}, "manager")


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "entries.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def the_answer_has_the_documented_form(tmp_path: Path) -> None:
    found = explain_file(written(tmp_path, {"entries": [CREATION, APPROVAL, REJECTION]}))
    assert found == {
        "status": "approved",
        "item": {
            "id": "a", "part_name": "Pump", "quantity_requested": "4", "source_type": "manual_add",
            "status": "approved",
            "is_candidate_part": True, "created_by": "crew1", "created_at": "1970-01-01T00:01:37.000Z",
            "updated_at": "1970-01-01T00:01:38.000Z", "updated_by": "captain1", "quantity_approved": "4",
            "approved_by": "captain1", "approved_at": "1970-01-01T00:01:38.000Z", "deleted": False,
        },
        "verdicts": [
            {"entry_id": "a", "verdict": "applied", "rule": None, "by": None, "fields": []},
            {"entry_id": "b", "verdict": "applied", "rule": None, "by": None, "fields": []},
            {"entry_id": "c", "verdict": "superseded", "rule": "higher_authority", "by": "b", "fields": []},
        ],
    }  # fmt: skip


def the_verdicts_come_in_the_order_of_the_input_and_a_repeated_entry_has_one_each_time(tmp_path: Path) -> None:
    found = explain_file(written(tmp_path, {"entries": [REJECTION, APPROVAL, CREATION, APPROVAL]}))
    assert [verdict["entry_id"] for verdict in found["verdicts"]] == ["c", "b", "a", "b"]
    assert found["verdicts"][1] == found["verdicts"][3]


def a_file_with_cases_gives_results(tmp_path: Path) -> None:
    one, two = {"entries": [CREATION], "name": "x"}, {"entries": [CREATION, APPROVAL], "expect": {}}
    found = explain_file(written(tmp_path, {"cases": [one, two]}))
    assert [result["status"] for result in found["results"]] == ["candidate", "approved"]
    assert found.keys() == {"results"}
    assert explain_file(written(tmp_path, {"cases": []})) == {"results": []}


def a_whole_journal_entry_and_fields_of_a_newer_version_are_taken(tmp_path: Path) -> None:
    whole = CREATION | {"node_id": "n", "epoch": "ff", "seq": 1, "seen": 0, "hash": "x", "mood": "good", "ruling": None}
    whole["payload"] = CREATION["payload"] | {"colour": "red", "deleted_at": "now", "price": 1.5, "unit": None}
    found = explain_file(written(tmp_path, {"entries": [whole]}))
    assert found["item"]["deleted"] is False
    assert not {"colour", "price", "unit"} & found["item"].keys()


def a_ruling_on_an_entry_stands_for_the_shores(tmp_path: Path) -> None:
    ruled = APPROVAL | {"ruling": "role_not_held"}
    found = explain_file(written(tmp_path, {"entries": [CREATION, ruled]}))
    assert found["status"] == "candidate"
    assert found["verdicts"][1] == {
        "entry_id": "b", "verdict": "rejected", "rule": "role_not_held", "by": None, "fields": [],
    }  # fmt: skip


def a_mark_of_utf_8_and_numbers_as_numbers_are_read(tmp_path: Path) -> None:
    priced = CREATION | {"payload": CREATION["payload"] | {"estimated_unit_price": 0.1, "quantity_requested": 2.50}}
    path = written(tmp_path, "\ufeff" + json.dumps({"entries": [priced]}))
    item = explain_file(path)["item"]
    assert (item["estimated_unit_price"], item["quantity_requested"]) == ("0.1", "2.5")


BAD_FILES = [
    ("not json", "{", "is not JSON"),
    ("a number no decimal has", '{"entries": [NaN]}', "cannot be read"),
    ("a number without end", '{"entries": [' + "9" * 5000 + "]}", "cannot be read"),
    ("a nesting without end", "[" * 100_000, "cannot be read"),
    ("no object", "[]", '"entries"'),
    ("cases that are no list", '{"cases": 3}', '"cases"'),
    ("no entries", "{}", "entries is missing"),
    ("entries that are no list", {"entries": {}}, "entries is missing"),
    ("no entry at all", {"entries": []}, "no create_shopping_list_item"),
    ("no creation", {"entries": [APPROVAL | {"parents": []}]}, "no create_shopping_list_item"),
    ("an unknown parent", {"entries": [CREATION, APPROVAL | {"parents": ["q"]}]}, "entries[1] (b) names an unknown"),
    ("its own parent", {"entries": [CREATION, APPROVAL | {"parents": ["b"]}]}, "'b' is its own ancestor"),
    ("a cycle", {"entries": [CREATION, APPROVAL | {"parents": ["c"]}, REJECTION | {"parents": ["b"]}]}, "a cycle"),
    ("an entry that is none", {"entries": [CREATION, 3]}, "entries[1] must be an object"),
    ("no id", {"entries": [{**CREATION, "entry_id": 5}]}, "entries[0].entry_id"),
    ("a long id", {"entries": [{**CREATION, "entry_id": "x" * 201}]}, "entries[0].entry_id"),
    ("no parents", {"entries": [CREATION, APPROVAL | {"parents": None}]}, "entries[1] (b): parents"),
    ("a parent of no text", {"entries": [CREATION, APPROVAL | {"parents": [["a"]]}]}, "entries[1] (b): a parent"),
    ("an unknown action", {"entries": [CREATION, APPROVAL | {"action": "dance"}]}, "entries[1] (b): action 'dance'"),
    ("an action of no text", {"entries": [CREATION, APPROVAL | {"action": ["x"]}]}, "entries[1] (b): action"),
    ("a view", {"entries": [CREATION, APPROVAL | {"action": "view_shopping_list_history"}]}, "entries[1] (b): action"),
    (
        "an unknown role",
        {"entries": [CREATION, APPROVAL | {"actor_role": "cook"}]},
        "entries[1] (b): actor_role 'cook'",
    ),
    ("no actor", {"entries": [CREATION, APPROVAL | {"actor_id": ""}]}, "entries[1] (b): actor_id"),
    ("no payload", {"entries": [CREATION, APPROVAL | {"payload": []}]}, "entries[1] (b): payload"),
    ("a missing field", {"entries": [CREATION, APPROVAL | {"payload": {}}]}, "quantity_approved is required"),
    ("a bad quantity", {"entries": [CREATION, APPROVAL | {"payload": {"quantity_approved": "1e3"}}]}, "(b): quantity_"),
    ("no clock", {"entries": [CREATION, APPROVAL | {"clock": None}]}, "entries[1] (b): clock"),
    ("a clock of one", {"entries": [CREATION, APPROVAL | {"clock": [1]}]}, "entries[1] (b): clock"),
    ("a clock below nought", {"entries": [CREATION, APPROVAL | {"clock": [-1, 0]}]}, "entries[1] (b): clock"),
    ("a clock beyond all years", {"entries": [CREATION, APPROVAL | {"clock": [10**16, 0]}]}, "entries[1] (b): clock"),
    ("a clock in fractions", {"entries": [CREATION, APPROVAL | {"clock": [1.5, 0]}]}, "entries[1] (b): clock"),
    ("an unknown ruling", {"entries": [CREATION, APPROVAL | {"ruling": "agreed"}]}, "entries[1] (b): ruling 'agreed'"),
    ("other content", {"entries": [CREATION, APPROVAL, REJECTION | {"entry_id": "b"}]}, "entries[2] has the id 'b'"),
    ("another ruling", {"entries": [CREATION, APPROVAL, APPROVAL | {"ruling": "role_not_held"}]}, "entries[2] has the"),
    ("two items", {"entries": [CREATION | {"item_id": "a"}, APPROVAL | {"item_id": "z"}]}, "2 items"),
    ("a bad case", {"cases": [{"entries": [CREATION]}, {"entries": [APPROVAL]}]}, "cases[1].entries[0] (b)"),
    ("a case that is none", {"cases": [3]}, "cases[0].entries is missing"),
]


@pytest.mark.parametrize(("content", "sentence"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES])
@pytest.mark.parametrize("wants_json", [True, False])
def a_bad_file_is_one_sentence_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: object, sentence: str, wants_json: bool
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(CommandError) as caught:
        explain_file(path)
    assert sentence in caught.value.message
    assert run(str(path), wants_json) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == caught.value.message + "\n"
    assert caught.value.message.endswith(".")


def a_file_that_is_not_there_or_no_text_is_one_sentence_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("absent.json", "binary", "."):
        assert run(str(tmp_path / name), True) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
    with pytest.raises(CommandError):
        explain_file("a\0b")


def a_good_file_prints_json_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, {"entries": [CREATION, APPROVAL]})
    assert run(str(path), True) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == explain_file(path)
    assert captured.err == ""


def the_timeline_says_who_did_what_and_what_became_of_it() -> None:
    console = Console(width=200, file=io.StringIO(), color_system=None)
    found = explained({"entries": [REJECTION, CREATION, APPROVAL]}, "")
    console.print(timeline(found, lambda name: {"captain1": "Ann [b]Lee[/b]"}.get(name, name)))
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert text.startswith("Pump: approved\nrequested 4, approved 4")
    assert "Ann [b]Lee[/b] (captain)" in text
    assert "superseded, by the captain's approval b: the other had the higher rank" in text
    lines = [line for line in text.splitlines() if "1970-" in line]
    assert [line.split()[0] for line in lines] == ["a", "b", "c"]


def every_case_has_a_timeline(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(CASES), False) == 0
    assert capsys.readouterr().out.count("Outcome") == len(json.loads(CASES.read_text("utf-8"))["cases"])


def a_long_history_is_explained() -> None:
    parents, entries = "a", [CREATION]
    for number in range(1500):
        payload = {"unit": f"u{number}"}
        entries.append(CREATION | {"entry_id": f"e{number}", "parents": [parents], "payload": payload})
        entries[-1] = entries[-1] | {"action": "update_shopping_list_item"}
        parents = f"e{number}"
    assert explained({"entries": entries}, "").resolution.item["unit"] == "u1499"

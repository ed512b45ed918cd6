"""The laws of the merge (sync.md §2) over generated histories of replicas that are often apart.

LAZARETTE_LAW_EXAMPLES asks for another number of examples of each law, and then for new ones every time.
"""

import os
import random
from collections import Counter
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shared_models.actions import allowed
from shared_models.clock import Clock
from shared_models.item import created
from shared_models.resolve import Outcome, Rule, Verdict, advance, resolve
from shared_models.roles import RANK, Role, is_hod
from shared_models.states import CREATIONS, GOODS, ORDERED, PAIRS, Action, Status
from shared_models.steps import journey
from shared_models.values import canonical
from tests.property.histories import Deed, History, further_deed, histories, history_of, may, resolved

ASKED = os.environ.get("LAZARETTE_LAW_EXAMPLES")
law = settings(
    deadline=None,
    max_examples=int(ASKED or 500),
    derandomize=ASKED is None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


def counts(history: History, deed: Deed) -> bool:
    """Whether its role may act so and no ruling sets it aside."""
    return allowed(Action(deed.action), Role(deed.actor_role)) and not history.ruled_out(deed)


@law
@given(histories(), SEEDS)
def the_same_entries_in_any_order_give_the_same_result(history: History, seed: int) -> None:
    shuffled = list(history.deeds)
    random.Random(seed).shuffle(shuffled)
    assert resolve(shuffled, history.rulings) == history.resolved()


@law
@given(histories(), SEEDS)
def an_entry_that_comes_twice_counts_once(history: History, seed: int) -> None:
    rnd = random.Random(seed)
    repeated = [*history.deeds, *rnd.choices(history.deeds, k=3)]
    rnd.shuffle(repeated)
    assert resolve(repeated, history.rulings) == history.resolved()


@law
@given(histories(), SEEDS)
def a_legal_act_that_has_seen_everything_simply_applies_and_changes_no_earlier_verdict(
    history: History, seed: int
) -> None:
    before = history.resolved()
    deed = further_deed(history, seed)
    assume(deed is not None)
    assert deed is not None
    after = resolved([*history.deeds, deed], history.rulings)
    assert after.outcomes == {**before.outcomes, deed.entry_id: Outcome()}


@law
@given(histories(), SEEDS)
def the_constant_time_path_of_an_act_that_has_seen_all_heads_equals_the_full_resolve(
    history: History, seed: int
) -> None:
    before = history.resolved()
    deed = further_deed(history, seed, lambda deed: deed.action != Action.CANCEL)
    assume(deed is not None)
    assert deed is not None
    advanced = advance(before.item, deed)
    assert advanced is not None
    columns, step = advanced
    after = resolved([*history.deeds, deed], history.rulings)
    assert columns == after.item
    assert after.steps == [*before.steps, *([step] if step else [])]


@law
@given(histories(max_moves=1), st.lists(SEEDS, min_size=1, max_size=8))
def the_constant_time_path_chained_equals_the_full_resolve(first: History, seeds: list[int]) -> None:
    deeds = first.deeds[:1]
    columns, steps = created(deeds[0]), resolved(deeds).steps
    for number, seed in enumerate(seeds):
        deed = further_deed(History(deeds), seed, lambda deed: deed.action != Action.CANCEL)
        if deed is None:
            break
        deed = Deed(f"n{number}", *[getattr(deed, name) for name in list(Deed.__dataclass_fields__)[1:]])
        deeds = [*deeds, deed]
        advanced = advance(columns, deed)
        assert advanced is not None
        columns, step = advanced
        steps = [*steps, *([step] if step else [])]
    full = resolved(deeds)
    assert (columns, steps) == (full.item, full.steps)


def has_approval(deed: Deed) -> bool:
    """Whether it approves, or brings an approval from an older list."""
    return deed.action == Action.APPROVE or (
        deed.action == Action.ADOPT and "approved" in [state["status"] for state in deed.payload["states"]]
    )


@law
@given(histories())
def no_order_with_an_approval_behind_it_is_lost(history: History) -> None:
    outcomes = history.resolved().outcomes
    for deed in history.deeds:
        if deed.action == Action.ORDER and counts(history, deed):
            before = [history.by_id[name] for name in history.ancestors[deed.entry_id]]
            if any(has_approval(other) for other in before):
                assert outcomes[deed.entry_id].verdict is Verdict.APPLIED


@law
@given(histories())
def no_goods_of_a_standing_order_are_lost(history: History) -> None:
    resolution = history.resolved()
    applied = {name for name, outcome in resolution.outcomes.items() if outcome.verdict is Verdict.APPLIED}
    for deed in history.deeds:
        if deed.action in GOODS and counts(history, deed):
            before = [history.by_id[name].action for name in history.ancestors[deed.entry_id] & applied]
            has_order = Action.ORDER in before or "quantity_ordered" in history.deeds[0].payload
            if has_order and Action.CANCEL not in before:
                assert deed.entry_id in applied
    for column, actions in (
        ("quantity_received", (Action.RECEIVE, Action.CORRECT)),
        ("quantity_installed", (Action.INSTALL,)),
    ):
        goods = [deed for deed in history.deeds if deed.action in actions and deed.entry_id in applied]
        total = sum((Decimal(deed.payload["quantity"]) for deed in goods), Decimal())
        total += Decimal(history.deeds[0].payload.get(column, "0"))  # what an older list tells of
        assert resolution.item.get(column, "0") == canonical(total)


@law
@given(histories())
def no_deletion_undoes_a_higher_ranks_approval_that_it_never_saw(history: History) -> None:
    outcomes = history.resolved().outcomes
    deletions = [deed for deed in history.deeds if deed.action == Action.DELETE and counts(history, deed)]
    approvals = [deed for deed in history.deeds if deed.action == Action.APPROVE and counts(history, deed)]
    for deletion in deletions:
        carriers = [deletion, *history.descendants(deletion)]
        rank = max(RANK[Role(deed.actor_role)] for deed in carriers)
        for approval in approvals:
            if history.concurrent(deletion, approval) and RANK[Role(approval.actor_role)] > rank:
                assert outcomes[approval.entry_id].by != deletion.entry_id
                took_effect = outcomes[approval.entry_id] == Outcome()
                assert not (took_effect and outcomes[deletion.entry_id] == Outcome())


@law
@given(histories(max_moves=5), st.booleans())
def no_deletion_made_while_a_captain_approved_has_its_way(history: History, early: bool) -> None:
    item, heads = history.resolved().item, history.heads()
    deletion_saw = (history.deeds[0].entry_id,) if early else heads
    captain, officer = Role.CAPTAIN.value, Role.CHIEF_OFFICER.value
    approval = Deed("yy", heads, Action.APPROVE.value, {"quantity_approved": "3"}, captain, captain, Clock(9000, 0))
    deletion = Deed("zz", deletion_saw, Action.DELETE.value, {}, officer, officer, Clock(1, 0))
    assume(may(approval, item, frozenset()))
    outcomes = resolved([*history.deeds, deletion, approval], history.rulings).outcomes
    assert outcomes["yy"] == Outcome()
    assert outcomes["zz"].verdict is Verdict.SUPERSEDED


@law
@given(histories(min_moves=3))
def a_crew_update_on_which_no_head_built_changes_no_concurrent_heads_outcome_when_taken_away(
    history: History,
) -> None:
    before = history.resolved().outcomes
    for update in history.deeds:
        if update.action != Action.UPDATE or update.actor_role != Role.CREW:
            continue
        if any(is_hod(Role(deed.actor_role)) for deed in history.descendants(update)):
            continue
        after = history.without(update).resolved().outcomes
        for deed in history.deeds:
            if is_hod(Role(deed.actor_role)) and history.concurrent(update, deed):
                assert after[deed.entry_id] == before[deed.entry_id]


@law
@given(histories())
def the_journey_goes_by_legal_transitions_only_and_ends_at_the_items_status(history: History) -> None:
    resolution = history.resolved()
    run = journey(resolution.steps)
    previous: Status | None = None
    for step, _ in run:
        assert step.before is previous
        assert step.after is Status.CANDIDATE if previous is None else (previous, step.after) in PAIRS
        previous = step.after
    assert previous == resolution.item["status"]
    numbers: dict[str, list[int]] = {}
    for step, number in run:
        numbers.setdefault(step.entry_id, []).append(number)
    assert all(found == list(range(len(found))) for found in numbers.values())


@law
@given(histories(), SEEDS)
def an_entry_whose_parents_have_not_come_waits_and_disturbs_nobody(history: History, seed: int) -> None:
    missing = random.Random(seed).choice(history.deeds[1:] or history.deeds)
    assume(missing.action not in CREATIONS)
    gone = {missing.entry_id, *(deed.entry_id for deed in history.descendants(missing))}
    arrived = [deed for deed in history.deeds if deed is not missing]
    rest = [deed for deed in history.deeds if deed.entry_id not in gone]
    assert resolve(arrived, history.rulings) == resolve(rest, history.rulings)


@law
@given(histories())
def every_entry_has_one_outcome_and_every_conflict_names_an_entry_of_the_item(history: History) -> None:
    outcomes = history.resolved().outcomes
    assert outcomes.keys() == history.by_id.keys()
    for name, outcome in outcomes.items():
        assert outcome.by is None or (outcome.by in history.by_id and outcome.by != name)
        assert (outcome.verdict is Verdict.REJECTED) == history.ruled_out(history.by_id[name])
        assert outcome.verdict is Verdict.APPLIED or outcome.rule is not None
        assert bool(outcome.fields) == (outcome.rule is Rule.FIELD_TAKEN or outcome.verdict is Verdict.PARTLY)


@law
@given(histories(), SEEDS)
def an_entry_that_is_ruled_out_and_built_upon_by_nobody_might_as_well_not_be_there(history: History, seed: int) -> None:
    leaf = history.by_id[random.Random(seed).choice(history.heads())]
    assume(leaf.action not in CREATIONS)
    ruled = resolved(history.deeds, {**history.rulings, leaf.entry_id: Rule.ROLE_NOT_HELD})
    rest = history.without(leaf).resolved()
    assert ruled.outcomes == {**rest.outcomes, leaf.entry_id: Outcome(Verdict.REJECTED, Rule.ROLE_NOT_HELD)}
    assert (ruled.item, ruled.steps) == (rest.item, rest.steps)


@law
@given(histories())
def the_quantity_ordered_is_shown_exactly_while_an_order_stands(history: History) -> None:
    item = history.resolved().item
    assert ("quantity_ordered" in item) == (item["status"] in ORDERED)


def the_generated_histories_meet_every_rule_and_every_status() -> None:
    rules: Counter[Rule | None] = Counter()
    statuses: Counter[str] = Counter()
    for seed in range(400):
        rnd = random.Random(seed)
        resolution = history_of(seed, [rnd.getrandbits(32) for _ in range(10)]).resolved()
        rules.update(outcome.rule for outcome in resolution.outcomes.values())
        statuses.update([resolution.item["status"]])
    assert rules.keys() == {*Rule, None}
    assert statuses.keys() == set(Status)

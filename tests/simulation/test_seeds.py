"""Seeds, each a yacht's life under faults; those that once showed a defect, by number. `./dev simulate` runs more."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from deploy.simulate.faults import Faults
from deploy.simulate.run import Simulation
from deploy.simulate.shore import SimulatedShore

BATCHES, SEEDS_IN_A_BATCH = 25, 5

EASIER: dict[str, Any] = {"branches": 1, "cloned_with_waiting": False}
"""As the seeds were run that were kept before a node could be copied twice, with entries waiting in its outbox."""


async def runs(
    shore: SimulatedShore, template: Path, folder: Path, seed: int, steps: int = 14, faults: Faults | None = None,
    **setting: Any,
) -> None:  # fmt: skip
    """Run a seed; it fails with its trace."""
    where = folder / f"seed-{seed}"
    result = await Simulation(seed, shore, template, where, faults or Faults(), steps, **setting).run()
    shutil.rmtree(where)
    if result.violations:
        pytest.fail(result.shown(), pytrace=False)


@pytest.mark.parametrize("batch", range(BATCHES))
async def test_both_sides_agree_whatever_breaks_and_nothing_is_lost(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path, batch: int
) -> None:
    for seed in range(batch * SEEDS_IN_A_BATCH, (batch + 1) * SEEDS_IN_A_BATCH):
        await runs(simulated, migrated_file, yachts_folder, seed)


async def test_an_own_entry_that_came_ashore_with_a_lost_reply_can_be_read_when_the_shore_has_built_on_it(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path
) -> None:
    await runs(simulated, migrated_file, yachts_folder, 3, 24, **EASIER)


async def test_what_a_copy_recorded_since_its_new_epoch_follows_what_is_recorded_again(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path
) -> None:
    await runs(simulated, migrated_file, yachts_folder, 54, **EASIER)


@pytest.mark.parametrize("seed", [2, 10, 11])
async def test_a_link_that_breaks_while_the_two_look_for_where_they_part_is_a_broken_link(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path, seed: int
) -> None:
    faults = Faults.none(shore_restored=0.3, reply_lost=0.3, request_lost=0.2, reply_cut=0.2)
    await runs(simulated, migrated_file, yachts_folder, seed, faults=faults)


async def test_places_of_what_came_ahead_are_given_up_with_the_feed_they_were_in(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path
) -> None:
    faults = Faults.none(shore_restored=0.3, reply_lost=0.3, request_lost=0.2, reply_cut=0.2)
    await runs(simulated, migrated_file, yachts_folder, 39, faults=faults)


async def test_what_was_stored_before_a_refusal_is_asked_about_and_not_sent_again(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path
) -> None:
    await runs(simulated, migrated_file, yachts_folder, 3101, **EASIER)


@pytest.mark.parametrize("seed", [3000, 3044, 3056])
async def test_what_waited_in_a_node_that_was_copied_twice_counts_once(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path, seed: int
) -> None:
    await runs(simulated, migrated_file, yachts_folder, seed)


async def test_two_copies_whose_numbers_are_one_apart_are_seen_before_it_is_called_quiet(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path
) -> None:
    await runs(simulated, migrated_file, yachts_folder, 7043)

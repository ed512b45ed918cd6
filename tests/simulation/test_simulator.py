"""The simulator itself: the same seed tells the same story, and every planted defect is found by its invariant."""

from pathlib import Path

import pytest

from deploy.simulate import invariants, run
from deploy.simulate.chance import Chance
from deploy.simulate.defects import DEFECTS, Defect, defect, in_place
from deploy.simulate.faults import EXCHANGE, LINK, STEP, Faults
from deploy.simulate.run import Result, Simulation
from deploy.simulate.shore import SimulatedShore
from shared_models.host import wall_ms

SEEDS_TO_FIND = 12
EVERYTHING = Faults(**dict.fromkeys((*LINK, *EXCHANGE), 0.12), **dict.fromkeys(STEP, 0.06))


async def told(shore: SimulatedShore, template: Path, folder: Path, seed: int) -> Result:
    return await Simulation(seed, shore, template, folder, EVERYTHING).run()


@pytest.mark.parametrize("seed", [11, 12])
async def the_same_seed_makes_the_same_choices_and_the_same_messages(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path, seed: int
) -> None:
    one = await told(simulated, migrated_file, yachts_folder / "one", seed)
    other = await told(simulated, migrated_file, yachts_folder / "other", seed)
    assert one.trace == other.trace
    assert one.wire == other.wire
    assert one.exchanges > 3


async def what_the_product_draws_for_itself_would_be_seen(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path
) -> None:
    def drifting(vessel: run.Vessel) -> int:
        return wall_ms()

    one = await told(simulated, migrated_file, yachts_folder / "one", 11)
    with in_place(run.Vessel, "clock_ms", drifting):
        other = await told(simulated, migrated_file, yachts_folder / "other", 11)
    assert one.wire != other.wire


@pytest.mark.parametrize("planted", DEFECTS, ids=lambda planted: planted.name)
async def every_planted_defect_is_found_by_its_invariant(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path, planted: Defect
) -> None:
    found = set[str]()
    for seed in range(SEEDS_TO_FIND):
        simulation = planted.run(seed, simulated, migrated_file, yachts_folder / f"seed-{seed}")
        with planted.planted(simulation):
            found |= {violation.invariant for violation in (await simulation.run()).violations}
        if planted.invariant in found:
            return
    pytest.fail(f"{planted.name} was not found by {planted.invariant!r} in {SEEDS_TO_FIND} seeds; found: {found}")


def every_invariant_has_a_planted_defect() -> None:
    assert {planted.invariant for planted in DEFECTS} == set(invariants.NAMES)
    assert len({planted.name for planted in DEFECTS}) == len(DEFECTS)


async def every_fault_strikes_when_it_is_likely(
    simulated: SimulatedShore, migrated_file: Path, yachts_folder: Path
) -> None:
    left = {*LINK, *EXCHANGE, *STEP}
    for seed in range(15):
        result = await told(simulated, migrated_file, yachts_folder / f"seed-{seed}", seed)
        left -= result.faults.keys()
        if not left:
            return
    pytest.fail(f"{sorted(left)} never struck")


def a_failure_shows_the_seed_and_how_it_came_to_that() -> None:
    result = Result(7, [invariants.Violation("equal", "position: 3 ashore, 2 on node1")], ["2025-06-01 node1 act 0"])
    assert result.shown().splitlines() == [
        "seed 7",
        "  equal: position: 3 ashore, 2 on node1",
        "2025-06-01 node1 act 0",
    ]


def test_faults_are_given_by_name_and_what_is_not_named_does_not_happen() -> None:
    assert Faults.parsed("reply_lost=0.5,cloned=1") == Faults.none(reply_lost=0.5, cloned=1.0)
    with pytest.raises(ValueError, match="no fault rain"):
        Faults.parsed("rain=1")
    with pytest.raises(ValueError, match="no defect rain"):
        defect("rain")


def a_source_of_chance_is_the_seeds_alone() -> None:
    assert [Chance(3).uuid(), Chance(3).happens(0.5)] == [Chance(3).uuid(), Chance(3).happens(0.5)]
    assert Chance(3).uuid() != Chance(4).uuid()

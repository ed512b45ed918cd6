"""A node that asks after thousands of entries of an epoch that is over is answered over any link."""

import shutil

import pytest
import sqlalchemy as sa

from cloud_sync import sync
from shared_models import store
from shared_models.host import wall_ms
from shared_models.roles import Role
from shared_models.states import Action
from tests.simulation import test_parting
from tests.simulation.test_parting import Direct, Yacht, copied, lamp

yacht = test_parting.yacht
WAITING = 1_200


@pytest.mark.parametrize("by_file", [False, True])
async def a_restored_node_with_more_waiting_than_one_connection_answers_for_comes_right(
    yacht: Yacht, by_file: bool
) -> None:
    engine, crew = await yacht.node("node"), yacht.people[Role.CREW]
    assert (await engine.exchange()).outcome == "ok"

    async def many(tx: object, name: str, count: int) -> None:
        for _ in range(count):
            await store.act(tx, crew, Action.CREATE, lamp(name), None, wall_ms())  # type: ignore[arg-type]

    await engine.database.write(lambda tx: many(tx, "Ashore", WAITING), yacht.yacht_id)
    old = copied(engine, yacht.directory / "old.db")
    assert (await engine.exchange()).outcome == "ok"
    await engine.database.close()
    yacht.nodes.clear()
    for file in (yacht.directory / "node").glob("node.db*"):
        file.unlink()
    shutil.copy(old, yacht.directory / "node" / "node.db")
    engine = await yacht.opened("node")
    await engine.database.write(lambda tx: many(tx, "Not ashore", 40), yacht.yacht_id)
    if by_file:
        assert (await engine.exchange(1)).outcome == "stale"
        for _ in range(2):
            await engine.imported(await sync.by_file(yacht.shore, await engine.exported(), wall_ms()))
    else:
        link = engine.transport
        assert isinstance(link, Direct)
        link.cut_after_bytes = link.cut_up_after_bytes = 4_000
        outcomes = [(await engine.exchange()).outcome]
        while outcomes[-1] != "ok" and len(outcomes) < 40:
            outcomes.append((await engine.exchange()).outcome)
        assert outcomes[-1] == "ok", outcomes
        link.cut_after_bytes = link.cut_up_after_bytes = None
    await yacht.agree(engine)
    async with engine.database.reading() as tx:
        names = [row["part_name"] for row in await tx.rows(sa.text("select part_name from pms_shopping_list_items"))]
    counted = [sum(name.startswith(word) for name in names) for word in ("Ashore", "Not ashore")]
    assert counted == [WAITING, 40]

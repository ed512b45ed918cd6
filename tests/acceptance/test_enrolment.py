"""A node's life ashore: enrolled, revoked, enrolled again, with keys that change; over real HTTP and Postgres."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa

from cloud_sync import admin
from cloud_sync.app import Shore, running_shore
from cloud_sync.nodes import hash_of_code
from cloud_sync.settings import ShoreSettings
from cloud_sync.tables import Node as NodeRow
from deploy.servers import serving
from edge_node.app import Node, running_node
from edge_node.enrol import enrol, invitation_of, invited_by, rotate_key
from edge_node.keys import NodeKeys
from edge_node.persist import OUTBOX, STATE
from edge_node.settings import NodeSettings
from shared_models.entries import moment
from shared_models.errors import CommandError
from shared_models.host import wall_ms
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.tables import Audit, Entry, Notice, OutcomeRow, UserRole, table_of
from shared_models.tokens import public_bytes, rotation_message
from tests.conftest import open_folder

NODES, AUDIT, ENTRIES = table_of(NodeRow), table_of(Audit), table_of(Entry)


@dataclass
class Yacht:
    """One yacht ashore, and the folder of its node."""

    shore: Shore
    url: str
    yacht_id: str
    captain: Actor
    folder: Path

    async def code(self, lifetime_s: int = 600) -> str:
        """A fresh code for the yacht."""
        code = secrets.token_hex(5).upper()
        async with admin.administering(self.shore.owner_url) as connection:
            until = moment(wall_ms() + 1000 * lifetime_s)
            await admin.add_enrolment_code(connection, self.yacht_id, hash_of_code(code), until)
        return code

    async def enrol(self, code: str | None = None, url: str | None = None) -> str:
        yacht_id, _ = await enrol(self.folder, url or self.url, code or await self.code(), wall_ms())
        return yacht_id

    async def rows(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
        """The yacht's rows ashore."""
        async with admin.administering(self.shore.owner_url) as connection:
            found = await connection.execute(sa.select(table).where(table.c.yacht_id == self.yacht_id, *where))
            return [dict(row) for row in found.mappings()]

    async def audited(self, action: str) -> list[dict[str, Any]]:
        return await self.rows(AUDIT, AUDIT.c.action == action)

    async def node_id(self) -> str:
        async with self.node() as node:
            return str((await self.state(node))["node_id"])

    async def revoke(self) -> None:
        node_id = await self.node_id()
        async with admin.administering(self.shore.owner_url) as connection:
            await admin.revoke_node(connection, self.yacht_id, node_id)

    @asynccontextmanager
    async def node(self, url: str | None = None) -> AsyncIterator[Node]:
        settings = NodeSettings(
            data_dir=self.folder, shopping_list_v1_enabled=True, manual_sync=True, shore_url=url or self.url
        )
        async with running_node(settings) as node:
            yield node

    @staticmethod
    async def state(node: Node) -> Any:
        async with node.database.reading() as tx:
            return (await tx.rows(sa.select(STATE)))[0]

    async def request(self, node: Node, name: str) -> None:
        wanted = {"part_name": name, "quantity_requested": "1", "source_type": "manual_add"}
        await node.backend.act(self.captain, Action.CREATE, wanted, None)

    async def names(self) -> list[str]:
        """What was asked for, as the shore's journal has it."""
        return sorted(row["payload"]["part_name"] for row in await self.rows(ENTRIES))


@pytest_asyncio.fixture(scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Shore, str]]:
    directory = open_folder(tmp_path_factory, "shore")
    settings = ShoreSettings(data_dir=directory, database_url=None, shopping_list_v1_enabled=True)
    async with running_shore(settings) as shore, serving(shore.app, "127.0.0.1", 0, settings) as url:
        yield shore, url


async def new_yacht(running: tuple[Shore, str], folder: Path) -> Yacht:
    shore, url = running
    async with admin.administering(shore.owner_url) as connection:
        yacht_id = await admin.add_yacht(connection, f"Yacht {secrets.token_hex(4)}")
        user_id = await admin.add_user(connection, yacht_id, "Ruben", [Role.CAPTAIN], None)
    return Yacht(
        shore, url, yacht_id, Actor(user_id, "Ruben", yacht_id, Role.CAPTAIN, frozenset({Role.CAPTAIN})), folder
    )


@pytest_asyncio.fixture
async def yacht(running: tuple[Shore, str], tmp_path: Path) -> Yacht:
    return await new_yacht(running, tmp_path / "node")


@asynccontextmanager
async def losing_the_answer(url: str) -> AsyncIterator[str]:
    """A way to the shore on which every request arrives and no answer comes back."""
    target = httpx.URL(url)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        (length,) = [int(line[16:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        there_reader, there = await asyncio.open_connection(target.host, target.port)
        there.write(head + await reader.readexactly(length))
        await there_reader.read(65_536)
        there.close()
        writer.close()

    server = await asyncio.start_server(carry, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def a_revoked_node_is_refused_says_so_and_is_counted_ashore(yacht: Yacht) -> None:
    await yacht.enrol()
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
        await yacht.revoke()
        for _ in range(3):
            assert (await node.backend.engine.exchange()).outcome == "refused"
        status = await node.backend.sync_status(yacht.captain)
    assert status["last_exchange"]["outcome"] == "refused"
    assert [row["refused_attempts"] for row in await yacht.rows(NODES)] == [3]
    assert len(await yacht.audited("revoked_node_refused")) == 1
    (revoked,) = [row for row in await yacht.audited("node_changed") if "revoked_at" in row["new_values"]]
    assert revoked["entity_type"] == "node"
    assert [row["kind"] for row in await yacht.rows(table_of(Notice))] == ["node_revoked"]


async def a_revoked_nodes_unsent_entries_come_ashore_after_it_enrols_again(yacht: Yacht) -> None:
    await yacht.enrol()
    async with yacht.node() as node:
        await yacht.request(node, "sent before")
        assert (await node.backend.engine.exchange()).outcome == "ok"
        await yacht.revoke()
        await yacht.request(node, "made while revoked")
        assert (await node.backend.engine.exchange()).outcome == "refused"
        before = await yacht.state(node)
        with pytest.raises(CommandError, match="running"):
            await yacht.enrol()
    (old,) = await yacht.rows(NODES)
    assert await yacht.enrol() == yacht.yacht_id
    (new,) = await yacht.rows(NODES)
    assert new["public_key"] != old["public_key"]
    assert (new["revoked_at"], new["enrolled_at"]) == (None, old["enrolled_at"])
    async with yacht.node() as node:
        after = await yacht.state(node)
        assert (after["node_id"], after["position"]) == (before["node_id"], before["position"])
        assert after["epoch"] != before["epoch"]
        await yacht.request(node, "made afterwards")
        assert (await node.backend.engine.exchange()).outcome == "ok"
        async with node.database.reading() as tx:
            assert not await tx.rows(sa.select(OUTBOX))
    assert await yacht.names() == ["made afterwards", "made while revoked", "sent before"]
    told = await yacht.audited("node_changed")
    assert {"public_key": "changed"}.items() <= told[-1]["new_values"].items()


async def a_folder_is_no_other_yachts_whatever_the_code(
    yacht: Yacht, running: tuple[Shore, str], tmp_path: Path
) -> None:
    other = await new_yacht(running, tmp_path / "other")
    await yacht.enrol()
    code = await other.code()
    with pytest.raises(CommandError, match="another yacht"):
        await yacht.enrol(code)
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
    assert await other.enrol(code) == other.yacht_id


async def a_code_whose_answer_was_lost_is_used_and_the_next_one_makes_no_second_node(yacht: Yacht) -> None:
    code = await yacht.code()
    async with losing_the_answer(yacht.url) as way:
        with pytest.raises(CommandError, match="answer was lost"):
            await yacht.enrol(code, way)
    with pytest.raises(CommandError, match="used"):
        await yacht.enrol(code)
    await yacht.enrol()
    assert len(await yacht.rows(NODES)) == 1
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"


async def an_enrolment_anew_that_is_cut_off_leaves_a_node_that_speaks(yacht: Yacht) -> None:
    await yacht.enrol()
    await yacht.revoke()
    async with losing_the_answer(yacht.url) as way:
        with pytest.raises(CommandError, match="answer was lost"):
            await yacht.enrol(await yacht.code(), way)
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
    assert not (yacht.folder / "node.key.new").exists()
    with pytest.raises(CommandError):
        await yacht.enrol("0000000000")
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
    await yacht.enrol()


async def a_key_is_changed_while_the_node_runs(yacht: Yacht) -> None:
    await yacht.enrol()
    (old,) = await yacht.rows(NODES)
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
        await rotate_key(yacht.folder, old["node_id"], yacht.url)
        await yacht.request(node, "after the change")
        assert (await node.backend.engine.exchange()).outcome == "ok"
    (new,) = await yacht.rows(NODES)
    assert new["public_key"] == public_bytes(NodeKeys(yacht.folder).current()) != old["public_key"]
    assert await yacht.names() == ["after the change"]
    assert len(await yacht.audited("node_changed")) == 1


@pytest.mark.parametrize("ended_by", ["the next exchange", "the same command"])
async def a_change_of_key_whose_answer_was_lost_is_ended_by(yacht: Yacht, ended_by: str) -> None:
    await yacht.enrol()
    node_id = await yacht.node_id()
    async with losing_the_answer(yacht.url) as way:
        with pytest.raises(CommandError, match="answer was lost"):
            await rotate_key(yacht.folder, node_id, way)
    assert (yacht.folder / "node.key.new").exists()
    if ended_by == "the same command":
        await rotate_key(yacht.folder, node_id, yacht.url)
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
    assert not (yacht.folder / "node.key.new").exists()
    (row,) = await yacht.rows(NODES)
    assert row["public_key"] == public_bytes(NodeKeys(yacht.folder).current())


async def a_change_of_key_that_never_arrived_hinders_nothing(yacht: Yacht) -> None:
    await yacht.enrol()
    node_id = await yacht.node_id()
    with pytest.raises(CommandError, match="does not answer"):
        await rotate_key(yacht.folder, node_id, "http://127.0.0.1:1")
    async with yacht.node() as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
    await yacht.revoke()
    with pytest.raises(CommandError, match="revoked"):
        await rotate_key(yacht.folder, node_id, yacht.url)
    assert len(await yacht.audited("revoked_node_refused")) == 1


def rotation(folder: Path, node_id: str) -> dict[str, str]:
    """What the node sends to change its key."""
    old, new = NodeKeys(folder).current(), NodeKeys(folder).waiting()
    message = rotation_message(node_id, public_bytes(old), public_bytes(new))
    return {
        "node_id": node_id, "old_key": public_bytes(old).hex(), "new_key": public_bytes(new).hex(),
        "old_signature": old.sign(message).hex(), "new_signature": new.sign(message).hex(),
    }  # fmt: skip


async def a_replayed_request_changes_nothing(yacht: Yacht) -> None:
    code = await yacht.code()
    await yacht.enrol(code)
    node_id = await yacht.node_id()
    first = rotation(yacht.folder, node_id)
    await rotate_key(yacht.folder, node_id, yacht.url)
    second = rotation(yacht.folder, node_id)
    await rotate_key(yacht.folder, node_id, yacht.url)
    before = await yacht.rows(NODES), len(await yacht.rows(AUDIT))
    again = {"code": code, "node_id": node_id, "public_key": first["old_key"]}
    async with httpx.AsyncClient(base_url=yacht.url, trust_env=False) as client:
        statuses = [
            (await client.post(f"/v1/nodes/{what}", json=body)).status_code
            for what, body in (("rotate", first), ("rotate", second), ("rotate", first), ("enrol", again))
        ]
        for name in ("old_signature", "new_signature"):
            forged = await client.post("/v1/nodes/rotate", json={**second, name: "00" * 64})
            assert forged.status_code == 401
        nonsense = await client.post("/v1/nodes/rotate", json={**second, "old_key": "zz", "node_id": node_id})
        assert nonsense.status_code == 400
    assert statuses == [401, 200, 401, 404]
    assert await yacht.rows(NODES) == before[0]
    # that the used code was tried again is told
    assert len(await yacht.rows(AUDIT)) == before[1] + 1
    assert len(await yacht.audited("enrolment_refused")) == 1


async def a_wrong_a_used_and_an_expired_code_cannot_be_told_apart(yacht: Yacht) -> None:
    used, expired = await yacht.code(), await yacht.code(-1)
    await yacht.enrol(used)
    key = "ab" * 32
    async with httpx.AsyncClient(base_url=yacht.url, trust_env=False) as client:
        answers = []
        for code in (used, expired, "0123456789", "", "é", used, expired):
            body = {"code": code, "node_id": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "public_key": key}
            answers.append(await client.post("/v1/nodes/enrol", json=body))
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert len(await yacht.audited("enrolment_refused")) == 2
    for row in await yacht.rows(AUDIT):
        assert hash_of_code(used) not in str(row)


async def what_was_done_while_a_role_was_away_is_judged_so_when_it_is_back(yacht: Yacht) -> None:
    await yacht.enrol()
    roles = table_of(UserRole)
    its = sa.and_(roles.c.yacht_id == yacht.yacht_id, roles.c.role == Role.CAPTAIN.value)
    async with yacht.node() as node:
        await yacht.request(node, "before it ended")
        async with admin.administering(yacht.shore.owner_url) as connection:
            await admin.end_role(connection, yacht.yacht_id, yacht.captain.user_id, Role.CAPTAIN)
        async with admin.administering(yacht.shore.owner_url) as connection:
            await connection.execute(roles.update().where(its).values(is_active=True))
        assert (await node.backend.engine.exchange()).outcome == "ok"
        async with node.database.reading() as tx:
            on_board = await tx.rows(sa.select(roles).where(its).order_by(roles.c.valid_from))
    ended, given_back = sorted(await yacht.rows(roles), key=lambda row: str(row["valid_from"]))
    assert ended["valid_from"] < ended["valid_until"] < given_back["valid_from"]
    assert (ended["is_active"], given_back["is_active"], given_back["valid_until"]) == (False, True, None)
    assert [row["valid_from"] for row in on_board] == [ended["valid_from"], given_back["valid_from"]]
    (outcome,) = await yacht.rows(table_of(OutcomeRow))
    assert outcome["rule"] == "role_in_doubt"


def an_invitation_is_the_shores_address_and_the_code() -> None:
    assert invited_by(f" {invitation_of('https://shore.example/', '1A2B3C')}\n") == ("https://shore.example", "1A2B3C")
    for text in ("", "1A2B3C", "https://shore.example", "https://shore.example#", "ftp://shore.example#1A"):
        with pytest.raises(CommandError, match="invitation"):
            invited_by(text)

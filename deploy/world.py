"""A whole small world: the shore on embedded Postgres, and yachts with their nodes, all real and in one process."""

import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cloud_sync.admin import add_enrolment_code, add_user, add_yacht, administering
from cloud_sync.app import Shore, running_shore
from cloud_sync.nodes import hash_of_code
from cloud_sync.people import yacht_pepper
from cloud_sync.settings import ShoreSettings
from deploy.servers import serving
from edge_node.app import Node, running_node
from edge_node.enrol import DATABASE, enrol
from edge_node.settings import NodeSettings
from shared_models.entries import moment
from shared_models.host import wall_ms
from shared_models.roles import Role
from shared_models.tokens import hash_pin

_YACHTS = ("Aurora", "Borealis", "Calypso", "Dorado", "Esperance", "Fulmar", "Gannet", "Halcyon")
_FIRST = {
    Role.CREW: "Mia", Role.CHIEF_OFFICER: "Jonas", Role.CHIEF_ENGINEER: "Elena", Role.CAPTAIN: "Ruben",
    Role.MANAGER: "Clara",
}  # fmt: skip
_ON_BOARD = tuple(role for role in Role if role is not Role.MANAGER)
_CLIENT = "the world's maker"
_TOKEN_LIFETIME_S = 30 * 24 * 3600


@dataclass
class YachtWorld:
    """One yacht of the world."""

    described: dict[str, Any]
    node: Node


@dataclass
class World:
    """What runs, and what is printed of it."""

    shore: Shore
    shore_url: str
    manager_token: str
    yachts: list[YachtWorld]

    def described(self) -> dict[str, Any]:
        """The line of JSON that `lazarette world` prints."""
        return {
            "shore": {
                "url": self.shore_url, "database_url": self.shore.owner_url, "app_database_url": self.shore.app_url,
            },
            "manager_token": self.manager_token,
            "yachts": [yacht.described for yacht in self.yachts],
        }  # fmt: skip


async def _people(shore: Shore, directory: Path, count: int) -> dict[str, Any]:
    """Yachts and people, made on the first run and kept in the folder for the next ones."""
    file = directory / "world.json"
    known: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {"yachts": []}
    async with administering(shore.owner_url) as connection:
        for index in range(len(known["yachts"]), count):
            name = _YACHTS[index] if index < len(_YACHTS) else f"Yacht {index + 1}"
            yacht_id = await add_yacht(connection, name)
            pepper = yacht_pepper(shore.backend.people.pepper_key, yacht_id)
            users = {}
            for role in Role:
                pin = f"{secrets.randbelow(10**6):06d}"
                person = f"{_FIRST[role]} of {name}"
                user_id = await add_user(connection, yacht_id, person, [role], hash_pin(pin, pepper))
                users[role.value] = {"name": person, "pin": pin, "user_id": user_id}
            fleet = known.setdefault("fleet", {"name": "Vera of the fleet", "pin": f"{secrets.randbelow(10**6):06d}"})
            fleet["user_id"] = await add_user(
                connection,
                yacht_id,
                fleet["name"],
                [Role.MANAGER],
                hash_pin(fleet["pin"], pepper),
                user_id=fleet.get("user_id"),
            )
            known["yachts"].append({"yacht_id": yacht_id, "name": name, "users": users})
    file.touch(mode=0o600)
    file.write_text(json.dumps(known))
    return known


async def _enrolled(shore: Shore, shore_url: str, yacht_id: str, settings: NodeSettings) -> None:
    """Enrol the yacht's node over HTTP, and let it fetch the roster."""
    if (settings.data_dir / DATABASE).exists():
        return
    code = secrets.token_hex(4).upper()
    async with administering(shore.owner_url) as connection:
        await add_enrolment_code(connection, yacht_id, hash_of_code(code), moment(wall_ms() + 600_000))
    await enrol(settings.data_dir, shore_url, code, wall_ms(), settings.key())
    first = settings.model_copy(update={"shore_url": shore_url, "manual_sync": True})
    async with running_node(first) as node:
        await node.backend.engine.exchange()


@asynccontextmanager
async def running_world(
    directory: Path,
    yachts: int = 2,
    shore_port: int = 0,
    node_port: int = 0,
    node_shore_url: Callable[[int, str], str] = lambda _, url: url,
    manual_sync: bool = False,
) -> AsyncIterator[World]:
    """Start everything. `node_shore_url(index, shore's url)`: what a node calls instead of the shore itself."""
    directory.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        shore_settings = ShoreSettings(
            data_dir=directory / "shore", port=shore_port, database_url=None, shopping_list_v1_enabled=True
        )
        shore = await stack.enter_async_context(running_shore(shore_settings))
        shore_url = await stack.enter_async_context(serving(shore.app, "127.0.0.1", shore_port, shore_settings))
        known = await _people(shore, directory, yachts)
        running = []
        for index, yacht in enumerate(known["yachts"][:yachts]):
            settings = NodeSettings(
                data_dir=directory / f"node-{index + 1}", shopping_list_v1_enabled=True, manual_sync=manual_sync,
                shore_url=node_shore_url(index, shore_url), sync_interval_s=30, sync_jitter_s=3,
            )  # fmt: skip
            await _enrolled(shore, shore_url, yacht["yacht_id"], settings)
            node = await stack.enter_async_context(running_node(settings))
            port = node_port + index if node_port else 0
            url = await stack.enter_async_context(serving(node.app, "127.0.0.1", port, settings))
            users = yacht["users"]

            on_board, ashore = node.backend.people, shore.backend.people
            described = {
                "yacht_id": yacht["yacht_id"], "name": yacht["name"], "node_url": url,
                "data_dir": str(settings.data_dir),
                "tokens": {
                    role.value: await on_board.token(
                        users[role.value]["user_id"], _CLIENT, lifetime_s=_TOKEN_LIFETIME_S
                    )
                    for role in _ON_BOARD
                },
                "shore_tokens": {
                    role.value: await ashore.token(
                        users[role.value]["user_id"], _CLIENT, None, lifetime_s=_TOKEN_LIFETIME_S
                    )
                    for role in Role
                },
                "users": users,
            }  # fmt: skip
            running.append(YachtWorld(described, node))
        manager = await shore.backend.people.token(
            known["fleet"]["user_id"], _CLIENT, None, lifetime_s=_TOKEN_LIFETIME_S
        )
        yield World(shore, shore_url, manager, running)

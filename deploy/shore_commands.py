"""`lazarette shore …`: serve it, and what its owner does: yachts, people, fleets, nodes."""

import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import segno
import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from cloud_sync.admin import (
    add_enrolment_code,
    add_fleet,
    add_test_yacht,
    add_user,
    add_yacht,
    administering,
    end_role,
    end_sessions,
    find_yacht,
    nodes_of,
    revoke_node,
    roster_of,
    set_pin,
    set_stale_after,
)
from cloud_sync.app import owners_database, pepper_key, running_shore
from cloud_sync.health import Health
from cloud_sync.nodes import hash_of_code
from cloud_sync.people import yacht_pepper
from cloud_sync.settings import ShoreSettings
from deploy import exchange_commands, rollout_commands, takeover_commands
from deploy.servers import serving, until_stopped
from deploy.terminal import DatabaseUrl, DataDir, err, out, run, settings_of
from deploy.watched import watched
from edge_node.enrol import invitation_of
from shared_models.entries import moment
from shared_models.errors import CommandError
from shared_models.health import EVERY_MIN, FIRST_MIN, TELL_EVERY_MIN
from shared_models.host import is_loopback, wall_ms
from shared_models.logs import log_to_stderr
from shared_models.roles import Role
from shared_models.tokens import hash_pin
from shared_models.tracing import traced
from shared_models.values import identifier

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The shore: every yacht's data, and one view of the fleet."
)
yacht_app = typer.Typer(no_args_is_help=True, help="The yachts.")
fleet_app = typer.Typer(no_args_is_help=True, help="The fleets.")
node_app = typer.Typer(no_args_is_help=True, help="The yachts' nodes.")
user_app = typer.Typer(no_args_is_help=True, help="The people.")
app.add_typer(yacht_app, name="yacht")
app.add_typer(user_app, name="user")
app.add_typer(fleet_app, name="fleet")
app.add_typer(node_app, name="node")
app.command("rollout")(rollout_commands.rollout_command)
app.command("report")(rollout_commands.report_command)
app.add_typer(takeover_commands.app)


def shore_settings(data_dir: Path | None, database_url: str | None, **more: Any) -> ShoreSettings:
    """The shore's settings, with what was given on the command line."""
    return settings_of(ShoreSettings, data_dir=data_dir, database_url=database_url, **more)


@app.command("serve")
def shore_serve(
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
) -> None:
    """Serve the shore until stopped; on more than loopback only behind a proxy that speaks TLS."""

    async def work() -> None:
        settings = shore_settings(data_dir, database_url, host=host, port=port)
        log_to_stderr(settings)
        if not (is_loopback(settings.host) or settings.behind_tls_proxy):
            raise CommandError(
                f"The shore speaks plain HTTP, and {settings.host} can be reached from elsewhere; put a proxy with TLS "
                "before it and set LAZARETTE_SHORE_BEHIND_TLS_PROXY=true."
            )
        async with AsyncExitStack() as stack:
            stack.enter_context(traced(settings.otlp_endpoint, "lazarette-shore"))
            shore = await stack.enter_async_context(running_shore(settings))
            url = await stack.enter_async_context(serving(shore.app, settings.host, settings.port, settings))
            err.print(f"The shore answers at {url}")
            health = Health(shore.backend, shore.owner_url, url, settings.stale_after_s, wall_ms)
            shore.clock.every(EVERY_MIN, FIRST_MIN, health.run)
            if settings.alert_url is not None:
                shore.clock.every(TELL_EVERY_MIN, FIRST_MIN, health.tell, settings.alert_url.get_secret_value())
            async with watched():
                await until_stopped()

    run(work())


@asynccontextmanager
async def _owning(
    data_dir: Path | None, database_url: str | None
) -> AsyncIterator[tuple[AsyncConnection, ShoreSettings]]:
    """One transaction as the owner of a shore that exists, and its settings."""
    settings = shore_settings(data_dir, database_url)
    async with owners_database(settings) as owner_url, administering(owner_url) as connection:
        yield connection, settings


@asynccontextmanager
async def _shore_made(settings: ShoreSettings) -> AsyncIterator[str]:
    """The owner's URL of the shore, which is made if this is the first command of all."""
    if settings.database_url is None and (settings.data_dir / "postgres").exists():
        async with owners_database(settings) as owner_url:
            yield owner_url
    else:
        async with running_shore(settings) as shore:
            yield shore.owner_url


@yacht_app.command("add")
def yacht_add(
    name: str,
    test: Annotated[bool, typer.Option("--test", help="The yacht on which the health worker acts.")] = False,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Register a yacht; prints its id."""

    async def work() -> None:
        settings = shore_settings(data_dir, database_url)
        async with _shore_made(settings) as owner_url, administering(owner_url) as connection:
            out.print(await (add_test_yacht if test else add_yacht)(connection, name))

    run(work())


@yacht_app.command("stale-after")
def yacht_stale_after(
    yacht: str,
    hours: Annotated[float, typer.Argument(min=0, max=87_600, help="0: as LAZARETTE_SHORE_STALE_AFTER_S says.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Say after how many hours without an exchange there is an alert for a yacht."""

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, _):
            yacht_id = await find_yacht(connection, yacht)
            await set_stale_after(connection, yacht_id, round(hours * 3600) or None)

    run(work())


@user_app.command("add")
def user_add(
    name: str,
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    role: Annotated[list[Role], typer.Option(help="A role; may be given several times.")],
    pin: Annotated[str | None, typer.Option(help="Their PIN; without it one is made and printed.")] = None,
    user_id: Annotated[str | None, typer.Option(help="The id of someone who is on another yacht already.")] = None,
    valid_from: Annotated[datetime | None, typer.Option(help="From when the roles are theirs (UTC); else now.")] = None,
    valid_until: Annotated[datetime | None, typer.Option(help="Until when (UTC); else for good.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Put a person on a yacht's roster; prints their id and PIN."""
    chosen = _pin(pin)
    bounds = (valid_from, valid_until)
    since, until = (None if at is None else moment(int(at.replace(tzinfo=UTC).timestamp() * 1000)) for at in bounds)

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, settings):
            yacht_id = await find_yacht(connection, yacht)
            hashed = hash_pin(chosen, yacht_pepper(pepper_key(settings), yacht_id))
            added = await add_user(connection, yacht_id, name, role, hashed, since, until, user_id)
            out.print(f"{added} PIN {chosen}")

    run(work())


def _pin(given: str | None) -> str:
    """The PIN that was given, or one that is made. Raises CommandError if it is none."""
    if given is None:
        return f"{secrets.randbelow(10**6):06d}"
    if not (given.isascii() and given.isdigit() and 4 <= len(given) <= 12):
        raise CommandError("A PIN has 4 to 12 digits.")
    return given


@user_app.command("list")
def user_list(
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """The yacht's roster: id, name, role, from when and until when."""

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, _):
            for row in await roster_of(connection, await find_yacht(connection, yacht)):
                out.print("  ".join(row), soft_wrap=True, markup=False)

    run(work())


@user_app.command("pin")
def user_pin(
    user_id: str,
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    pin: Annotated[str | None, typer.Option(help="Their new PIN; without it one is made and printed.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Reset somebody's PIN on a yacht; their sign-ins end, on board at the node's next exchange."""
    chosen = _pin(pin)

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, settings):
            yacht_id = await find_yacht(connection, yacht)
            hashed = hash_pin(chosen, yacht_pepper(pepper_key(settings), yacht_id))
            await set_pin(connection, yacht_id, identifier(user_id, "USER_ID"), hashed)
            out.print(f"PIN {chosen}")

    run(work())


@user_app.command("sign-out")
def user_sign_out(user_id: str, data_dir: DataDir = None, database_url: DatabaseUrl = None) -> None:
    """End all of somebody's sign-ins ashore; those on board end with `user pin` or `user end`."""

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, _):
            ended = await end_sessions(connection, identifier(user_id, "USER_ID"))
            out.print(f"{ended} sign-ins ended")

    run(work())


@user_app.command("end")
def user_end(
    user_id: str,
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    role: Annotated[list[Role], typer.Option(help="A role; may be given several times.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Take roles away from now on; the node learns it at its next exchange."""

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, _):
            yacht_id = await find_yacht(connection, yacht)
            for one in role:
                await end_role(connection, yacht_id, identifier(user_id, "USER_ID"), one)

    run(work())


@fleet_app.command("add")
def fleet_add(
    name: str,
    yacht: Annotated[list[str], typer.Option(help="A yacht's name or id; may be given several times.")],
    manager: Annotated[list[str], typer.Option(help="The id of a person who sees these yachts ashore.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """A fleet of yachts and who sees them ashore; prints its id."""

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, _):
            yachts = [await find_yacht(connection, one) for one in yacht]
            out.print(await add_fleet(connection, name, yachts, [identifier(one, "--manager") for one in manager]))

    run(work())


@app.command("enrol")
def shore_enrol(yacht: str, data_dir: DataDir = None, database_url: DatabaseUrl = None) -> None:
    """Print a one-time code, and its QR code, with which the yacht's node enrols."""

    async def work() -> None:
        code = secrets.token_hex(5).upper()
        async with _owning(data_dir, database_url) as (connection, settings):
            yacht_id = await find_yacht(connection, yacht)
            expires_ms = wall_ms() + settings.enrolment_lifetime_s * 1000
            await add_enrolment_code(connection, yacht_id, hash_of_code(code), moment(expires_ms))
        out.print(code)
        text = code if settings.public_url is None else invitation_of(settings.public_url, code)
        if text != code:
            out.print(text, soft_wrap=True)
        segno.make(text).terminal(out=sys.stdout, compact=True)

    run(work())


@node_app.command("list")
def node_list(yacht: str, data_dir: DataDir = None, database_url: DatabaseUrl = None) -> None:
    """Print the yacht's nodes: id, since when, and whether one was revoked."""

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, _):
            for node in await nodes_of(connection, await find_yacht(connection, yacht)):
                line = f"{node['node_id']} enrolled {node['enrolled_at']}"
                if node["revoked_at"] is not None:
                    line += f", revoked {node['revoked_at']}"
                if node["refused_attempts"]:
                    line += f", refused {node['refused_attempts']} times, last {node['refused_at']}"
                out.print(line, highlight=False, soft_wrap=True)

    run(work())


@node_app.command("revoke")
def node_revoke(
    node_id: str,
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Refuse a node from now on; with a new code it can enrol again, and then nothing it recorded is lost."""

    async def work() -> None:
        async with _owning(data_dir, database_url) as (connection, _):
            yacht_id = await find_yacht(connection, yacht)
            await revoke_node(connection, yacht_id, identifier(node_id, "NODE_ID"))

    run(work())


@app.command("exchange")
def shore_exchange(
    file: Path,
    reply: Annotated[Path, typer.Option(help="Where the answer for the node is written.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Take in a file that a node exported, and write the answer."""
    run(exchange_commands.answer_file(shore_settings(data_dir, database_url), file, reply))
    err.print(f"Bring {reply} to the yacht: lazarette sync --import {reply}")

"""`lazarette node …`: enrol it, serve it, and the key of its database."""

import sys
from pathlib import Path
from typing import Annotated, Any

import httpx
import segno
import sqlalchemy as sa
import typer

from deploy.node_serving import serving_node, trust_of
from deploy.servers import until_stopped
from deploy.terminal import DataDir, err, out, run, settings_of
from deploy.watched import watched
from edge_node.app import running_node
from edge_node.encryption import make_key_file, prove, read_key
from edge_node.enrol import DATABASE, enrol, invited_by, rotate_key
from edge_node.persist import STATE
from edge_node.rekey import change_key
from edge_node.settings import NodeSettings
from shared_models.errors import CommandError
from shared_models.host import is_loopback, wall_ms
from shared_models.logs import log_to_stderr
from shared_models.tracing import traced

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The node on a yacht.")


def node_settings(data_dir: Path | None, **more: Any) -> NodeSettings:
    """The node's settings, with what was given on the command line."""
    return settings_of(NodeSettings, data_dir=data_dir, **more)


@app.command("serve")
def node_serve(
    data_dir: DataDir = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
) -> None:
    """Serve the node until stopped: over TLS, unless it listens on loopback alone."""

    async def work() -> None:
        settings = node_settings(data_dir, host=host, port=port)
        log_to_stderr(settings)
        with traced(settings.otlp_endpoint, "lazarette-node"):
            async with running_node(settings) as node, serving_node(node.app, settings) as told:
                for line in told:
                    err.print(line, markup=False, soft_wrap=True)
                async with watched(node.answers):
                    await until_stopped()

    run(work())


@app.command("enrol")
def node_enrol(
    shore: Annotated[str | None, typer.Option(help="The shore's URL.")] = None,
    code: Annotated[str | None, typer.Option(help="The one-time code.")] = None,
    invitation: Annotated[str | None, typer.Option(help="Both at once: the text of the shore's QR code.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Make this node the yacht's that the code is for; its database is encrypted if a key is set.

    A node that is the yacht's already becomes it again, with a new key and all that it holds.
    """
    if invitation is not None and shore is None and code is None:
        shore, code = invited_by(invitation)
    elif invitation is not None or shore is None or code is None:
        raise CommandError("Give either --shore and --code, or --invitation.")
    settings = node_settings(data_dir)
    try:
        address = httpx.URL(shore)
    except httpx.InvalidURL as error:
        raise CommandError(f"{shore} is no URL: {error}.") from error
    if address.scheme == "http" and not (is_loopback(address.host) or settings.plain_http):
        raise CommandError(
            f"{shore} is plain HTTP: the code and what the shore answers could be read on the way; give its https URL, "
            "or set LAZARETTE_NODE_PLAIN_HTTP=true."
        )
    yacht_id, sealed_code = run(enrol(settings.data_dir, shore, code, wall_ms(), settings.key()))
    out.print(f"Enrolled for yacht {yacht_id}.")
    out.print(f"For the captain's sealed envelope: {sealed_code}")
    err.print("Write it down now; it is kept nowhere. It sets a captain's PIN once, when that is forgotten at sea.")


@app.command("trust")
def node_trust(data_dir: DataDir = None) -> None:
    """Show where a tablet is brought to trust the node's certificate, and the fingerprint to compare."""
    trust = trust_of(node_settings(data_dir))
    if trust is None:
        raise CommandError(
            "There is nothing to trust: the node serves plain HTTP or a certificate from elsewhere, or "
            "LAZARETTE_NODE_TRUST_PORT is 0."
        )
    for line in (
        f"On the tablet, open {trust.url}", f"SHA-256 {trust.authority.fingerprint()}",
        f"SHA-1   {trust.authority.fingerprint('sha1')}",
    ):  # fmt: skip
        out.print(line, markup=False, soft_wrap=True)
    segno.make(trust.url, micro=False).terminal(out=sys.stdout, compact=True)


@app.command("rotate-key")
def node_rotate_key(data_dir: DataDir = None) -> None:
    """Give the node a new key for its exchanges, also while it serves."""

    async def work() -> None:
        settings = node_settings(data_dir, manual_sync=True)
        async with running_node(settings) as node, node.database.reading() as tx:
            state = (await tx.rows(sa.select(STATE)))[0]
            await rotate_key(settings.data_dir, state["node_id"], settings.shore_url or state["shore_url"])

    run(work())
    out.print("The node has a new key.")


@app.command("key")
def node_key(
    data_dir: DataDir = None,
    make: Annotated[
        Path | None, typer.Option("--make", metavar="FILE", help="Only write a new random key to this new file.")
    ] = None,
    new_key_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Encrypt the database with the key in this file.")
    ] = None,
    remove: Annotated[bool, typer.Option(help="Write the database without encryption.")] = False,
    yes: Annotated[bool, typer.Option(help="Do not ask before --remove.")] = False,
) -> None:
    """Encrypt a stopped node's database, change its key, or take it away; else say whether it is encrypted.

    The key that it has now comes from the settings, the new one from a file; none from the command line.
    """
    if sum((make is not None, new_key_file is not None, remove)) > 1:
        raise CommandError("Give one of --make, --new-key-file and --remove.")
    if make is not None:
        make_key_file(make)
        out.print(f"{make} holds a new key. Keep a copy where the yacht is not: without it the data cannot be read.")
        return
    settings = node_settings(data_dir)
    key, path = settings.key(), settings.data_dir / DATABASE
    if new_key_file is not None:
        change_key(settings.data_dir, key, read_key(new_key_file))
        out.print(f"{path} is encrypted; from now on set LAZARETTE_NODE_DATABASE_KEY_FILE={new_key_file.absolute()}")
    elif remove:
        if not (yes or typer.confirm(f"Everything in {path} will be readable to whoever has the disk. Go on?")):
            raise CommandError("The key was not taken away.")
        change_key(settings.data_dir, key, None)
        out.print(f"{path} is not encrypted any more; take LAZARETTE_NODE_DATABASE_KEY_FILE out of the settings.")
    else:
        if not path.exists():
            raise CommandError(f"There is no node in {settings.data_dir}.")
        prove(path, key)
        out.print(f"{path} is encrypted, and the key opens it." if key else f"{path} is not encrypted.")

"""A node served over HTTP: TLS with a certificate that is renewed while it runs, and the page to trust it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from deploy.servers import serving
from edge_node.certificate import Certificate
from edge_node.settings import NodeSettings
from edge_node.trust import Trust, trust_app
from shared_models.errors import CommandError
from shared_models.host import wall_ms

log = logging.getLogger("lazarette.node")

_LOOK_EVERY_S = 3600.0
_PLAIN = "The node is served WITHOUT encryption: whoever is on the network can read PINs and tokens."


def trust_of(settings: NodeSettings) -> Trust | None:
    """What tablets must trust: the node's own authority; none if it serves plain HTTP or a certificate was brought.

    Raises CommandError.
    """
    certificate = settings.certificate()
    if certificate is None or certificate.brought is not None or not settings.trust_port:
        return None
    return Trust(certificate.authority(), tuple(certificate.covered()), settings.port, settings.trust_port)


@asynccontextmanager
async def serving_node(
    app: FastAPI, settings: NodeSettings, now_ms: Callable[[], int] = wall_ms
) -> AsyncIterator[list[str]]:
    """What to tell about the node while it is served. Raises CommandError."""
    certificate, trust = settings.certificate(), trust_of(settings)
    async with AsyncExitStack() as stack:
        if certificate is None:
            url = await stack.enter_async_context(serving(app, settings.host, settings.port, settings))
            if settings.is_plain:
                log.warning(_PLAIN)
            yield [f"The node answers at {url}"]
            return
        certificate.renew(now_ms())
        url = await stack.enter_async_context(serving(app, settings.host, settings.port, settings, certificate.context))
        told = [f"The node answers at {url}"]
        if trust is not None:
            await stack.enter_async_context(serving(trust_app(trust), settings.host, trust.trust_port, settings))
            told += [f"Tablets trust it by {trust.url}", f"SHA-256 {trust.authority.fingerprint()}"]
        renewing = asyncio.create_task(_renewing(certificate, now_ms))
        try:
            yield told
        finally:
            renewing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await renewing


async def _renewing(certificate: Certificate, now_ms: Callable[[], int]) -> None:
    """Before it ends, when the machine is called otherwise, and when a file that was brought has changed."""
    while True:
        await asyncio.sleep(_LOOK_EVERY_S)
        try:
            certificate.renew(now_ms())
        except (CommandError, OSError) as error:
            log.error("The certificate was not renewed: %s", error)  # noqa: TRY400  a sentence; the old one is shown

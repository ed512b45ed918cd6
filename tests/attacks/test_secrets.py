"""No PIN, token, code, key or password comes into an answer that is not for it, or into a log."""

import logging
import secrets
import traceback
from uuid import uuid4

import pytest
import sqlalchemy as sa

from cloud_sync.admin import administering
from cloud_sync.database import ShoreDatabase
from cloud_sync.settings import ShoreSettings
from shared_models.errors import CommandError
from tests.acceptance.conftest import Side, Tried

CLIENTS = {"httpx", "httpcore.http11", "httpcore.connection", "asyncio"}
"""This test's own client writes down what it asks."""


def secrets_of(tried: Tried) -> set[str]:
    """All that nobody else may read, as text."""
    found = {tried.fleet.token}
    shore = tried.world.shore
    for url in (shore.owner_url, shore.app_url):
        found.add(sa.make_url(url).password or "?")
    found.add(shore.database.seal_key.hex())
    for yacht in tried.world.yachts:
        found |= {*yacht.described["tokens"].values(), *yacht.described["shore_tokens"].values()}
        found |= {person["pin"] for person in yacht.described["users"].values()}
    return found


async def no_secret_comes_into_a_log_or_into_an_answer(
    tried: Tried, side: Side, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    person = tried.world.yachts[0].described["users"]["chief_engineer"]
    pin, code, wrong = person["pin"], secrets.token_hex(8).upper(), f"{secrets.randbelow(10**9):09d}"
    token = f"{side.tokens['crew'][:-20]}{'x' * 20}"
    answers = [
        await side.client.post("/v1/auth/token", json={"name": person["name"], "pin": wrong}),
        await side.client.post("/v1/auth/token", json={"name": f"Nobody {uuid4()}", "pin": wrong}),
        await side.client.post("/v1/auth/token", content=f'{{"name": "x", "pin": "{wrong}"'.encode()),
        await side.client.post("/v1/auth/token", json={"name": "\0", "pin": wrong, "more": wrong}),
        await side.client.get("/v1/shopping-list/items", headers={"authorization": f"Bearer {token}"}),
        await side.client.get(f"/v1/shopping-list/items?token={token}&q=%00"),
        await side.crew.post("/v1/auth/pin", {"pin": wrong, "new_pin": wrong}),
        await tried.shores[0].client.post(
            "/v1/nodes/enrol", json={"code": code, "node_id": str(uuid4()), "public_key": "00" * 32}
        ),
        await tried.shores[0].client.post("/v1/sync", content=b"\0" * 100),
    ]
    assert all(400 <= answer.status_code < 500 for answer in answers)
    right = await side.client.post("/v1/auth/token", json={"name": person["name"], "pin": pin})
    assert right.status_code == 200
    answers += [await side.captain.get(path) for path in ("/v1/sync/status", "/v1/actions/health", "/openapi.json")]
    answers.append(await side.captain.get("/v1/shopping-list/items"))
    hidden = secrets_of(tried) | {code, wrong, token, right.json()["access_token"]}
    told = "\n".join([answer.text + str(answer.headers) for answer in answers])
    written = "\n".join(
        record.getMessage() + (record.exc_text or "") for record in caplog.records if record.name not in CLIENTS
    )
    written += "".join(capfd.readouterr())
    for one in hidden:
        assert one not in told, "an answer tells a secret"
        assert one not in written, "a log tells a secret"
    assert "argon2" not in told + written


async def no_secret_is_in_what_a_database_error_says(tried: Tried) -> None:
    shore = tried.world.shore
    parameter, password = secrets.token_hex(16), sa.make_url(shore.app_url).password or "?"
    told = []
    failing = sa.text("select 1 / (length(cast(:secret as text)) - 32)")
    for owner in (True, False):
        try:
            if owner:
                async with administering(shore.owner_url) as connection:
                    await connection.execute(failing, {"secret": parameter})
            else:
                async with shore.database.transaction(None, None) as tx:
                    await tx.rows(failing, {"secret": parameter})
        except sa.exc.DBAPIError:
            told.append(traceback.format_exc())
    try:
        async with tried.world.yachts[0].node.database.reading() as tx:
            await tx.rows(sa.text("select missing from nowhere where x = :secret"), {"secret": parameter})
    except sa.exc.DBAPIError:
        told.append(traceback.format_exc())
    assert len(told) == 3
    gone = ShoreDatabase(str(shore.app_url).replace(password, "another-" + parameter), b"k" * 32)
    with pytest.raises(Exception) as refused:
        async with gone.transaction(None, None):
            pass
    await gone.close()
    told.append("".join(traceback.format_exception(refused.value)))
    assert parameter not in "".join(told) and password not in "".join(told)


@pytest.mark.parametrize("url", ["postgresql://u:pw@h:s3cr3t/d", "s3cr3t", "://s3cr3t@"])
def an_address_that_is_none_is_not_quoted(url: str) -> None:
    with pytest.raises(CommandError) as told:
        ShoreDatabase(url, b"k" * 32)
    assert "s3cr3t" not in "".join(traceback.format_exception(told.value))


def a_setting_that_is_wrong_does_not_tell_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAZARETTE_SHORE_DATABASE_URL", "postgresql://u:s3cr3t@h/d")
    monkeypatch.setenv("LAZARETTE_SHORE_PORT", "s3cr3t")
    with pytest.raises(ValueError) as told:
        ShoreSettings()
    assert "s3cr3t" not in str(told.value)
    monkeypatch.setenv("LAZARETTE_SHORE_PORT", "1")
    assert "s3cr3t" not in repr(ShoreSettings())

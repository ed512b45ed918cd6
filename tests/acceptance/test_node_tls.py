"""TLS on the node, over real sockets: what it shows, who is led where, and plain HTTP on loopback alone."""

import asyncio
import plistlib
import re
import socket
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from deploy.node_serving import serving_node
from deploy.servers import serving
from edge_node import certificate as product
from edge_node.app import running_node
from edge_node.certificate import Certificate, authority, leaf_file, names_here, names_of
from edge_node.enrol import become
from edge_node.settings import NodeSettings
from edge_node.trust import Trust, trust_app
from shared_models.errors import CommandError
from shared_models.host import wall_ms
from shared_models.limits import Limits
from shared_models.roles import Actor, Role

DAY_MS = 24 * 3600 * 1000
NAMES = "node.aurora.local, 127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def settings(tmp_path: Path) -> NodeSettings:
    await become(tmp_path, "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000003",
                 "http://127.0.0.1:1", 1_800_000_000_000, bytes(32))  # fmt: skip
    return NodeSettings(data_dir=tmp_path, manual_sync=True, tls_names=NAMES, port=free_port(), trust_port=free_port(),
                        shopping_list_v1_enabled=True)  # fmt: skip


@pytest.fixture
async def told(settings: NodeSettings) -> AsyncIterator[list[str]]:
    async with running_node(settings) as node, serving_node(node.app, settings) as lines:
        yield lines


def trusting(folder: Path) -> ssl.SSLContext:
    """A client that trusts the node's authority and nobody else, strictly."""
    pem = (folder / "authority.pem").read_text()
    context = ssl.create_default_context(cadata=pem[pem.index("-----BEGIN CERTIFICATE") :])
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


async def shown(port: int, context: ssl.SSLContext, name: str = "127.0.0.1") -> x509.Certificate:
    """The certificate that a handshake shows."""
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=name)
    der = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    return x509.load_der_x509_certificate(der)


async def a_client_that_trusts_the_authority_is_served_and_another_is_not(
    settings: NodeSettings, told: list[str]
) -> None:
    url = f"https://127.0.0.1:{settings.port}"
    assert told[0] == f"The node answers at {url}"
    context = trusting(settings.data_dir / "tls")
    async with httpx.AsyncClient(verify=context, trust_env=False) as client:
        assert (await client.get(f"{url}/v1/actions/health")).status_code == 200
    async with httpx.AsyncClient(trust_env=False) as stranger:
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await stranger.get(url)
    for name in ("node.aurora.local", "localhost"):
        await shown(settings.port, context, name)
    with pytest.raises(ssl.SSLCertVerificationError):
        await shown(settings.port, context, "aurora.example")


async def no_tls_older_than_1_2_is_spoken(settings: NodeSettings, told: list[str]) -> None:
    assert told
    context = trusting(settings.data_dir / "tls")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    assert await shown(settings.port, context)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError):
        await shown(settings.port, context)


async def the_leaf_is_as_tablets_ask(settings: NodeSettings, told: list[str]) -> None:
    assert told
    leaf = await shown(settings.port, trusting(settings.data_dir / "tls"))
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    named = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.DNSName) == ["node.aurora.local", "localhost"]
    assert [str(one) for one in named.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]
    for file in (settings.data_dir / "tls").iterdir():
        assert file.stat().st_mode & 0o077 == 0


async def the_page_leads_a_tablet_to_trust_and_all_else_to_https(settings: NodeSettings, told: list[str]) -> None:
    plain, signer = f"http://127.0.0.1:{settings.trust_port}", authority(settings.data_dir / "tls", [])
    assert told[2] == f"SHA-256 {signer.fingerprint()}"
    async with httpx.AsyncClient(trust_env=False) as tablet:
        page = await tablet.get(f"{plain}/trust")
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
        for words in (signer.fingerprint(), signer.fingerprint("sha1"), "<svg", "iPad", "Android", "Windows"):
            assert words in page.text
        for words in ("<script", " style=", "onclick", "src="):
            assert words not in page.text
        file = await tablet.get(f"{plain}/trust/certificate")
        assert file.headers["content-type"] == "application/x-x509-ca-cert"
        assert x509.load_der_x509_certificate(file.content) == signer.certificate
        profile = await tablet.get(f"{plain}/trust/profile")
        assert profile.headers["content-type"] == "application/x-apple-aspen-config"
        (root,) = plistlib.loads(profile.content)["PayloadContent"]
        assert (root["PayloadType"], root["PayloadContent"]) == ("com.apple.security.root", signer.der)
        moved = await tablet.get(f"{plain}/v1/items?status=candidate")
        assert moved.status_code == 307
        assert moved.headers["location"] == f"https://127.0.0.1:{settings.port}/v1/items?status=candidate"
        for host in ("evil.example", "evil.example:1", "[", "", "[::1", "a]b", "a:b:c", "[zz]", "a:99999999999", "@b"):
            moved = await tablet.get(f"{plain}//evil.example/", headers={"host": host})
            assert moved.status_code == 307, host
            assert re.match(rf"https://(node\.aurora\.local|127\.0\.0\.1):{settings.port}/", moved.headers["location"])
        assert (await tablet.post(f"{plain}/v1/auth/token", json={"pin": "4711"})).status_code == 403


async def a_certificate_is_renewed_while_the_node_serves(tmp_path: Path) -> None:
    certificate, now_ms = Certificate(tmp_path, "127.0.0.1", NAMES), wall_ms()
    certificate.renew(now_ms - 365 * DAY_MS)
    app = trust_app(Trust(certificate.authority(), tuple(certificate.covered()), 1, 2))
    async with serving(app, "127.0.0.1", 0, Limits(), certificate.context) as url:
        port, context = int(url.rsplit(":", 1)[1]), trusting(tmp_path)
        first = await shown(port, context)
        certificate.renew(now_ms)
        second = await shown(port, context)
        certificate.renew(now_ms + DAY_MS)
        assert (await shown(port, context)) == second
        assert first != second
        certificate.names = "node.aurora.local,10.0.0.7"
        certificate.renew(now_ms)
        named = (await shown(port, context)).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert "10.0.0.7" in map(str, named.get_values_for_type(x509.IPAddress))


def a_clock_that_was_wrong_costs_a_leaf_and_never_the_authority(tmp_path: Path) -> None:
    names = names_of(NAMES)
    for now_ms in (0, 946_684_800_000, 2_500_000_000_000, wall_ms()):
        signer = authority(tmp_path, names)
        before = signer.fingerprint()
        leaf = x509.load_pem_x509_certificate(leaf_file(tmp_path, signer, names, now_ms).read_bytes())
        assert leaf.not_valid_before_utc.timestamp() * 1000 <= now_ms < leaf.not_valid_after_utc.timestamp() * 1000
    assert authority(tmp_path, names).fingerprint() == before


async def the_authoritys_key_cannot_pass_for_a_site_on_the_internet(tmp_path: Path) -> None:
    signer, names = authority(tmp_path, names_of(NAMES)), names_of("bank.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(leaf_file(tmp_path, signer, names, wall_ms()))
    async with serving(trust_app(Trust(signer, ("a.local",), 1, 2)), "127.0.0.1", 0, Limits(), context) as url:
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
            await shown(int(url.rsplit(":", 1)[1]), trusting(tmp_path), "bank.example")


def a_name_that_the_authority_does_not_vouch_for_is_told(tmp_path: Path) -> None:
    Certificate(tmp_path, "127.0.0.1", NAMES).renew(wall_ms())
    Certificate(tmp_path, "127.0.0.1", "another.local,192.168.1.7,fd00::1").renew(wall_ms())
    with pytest.raises(CommandError, match=r"does not vouch for node\.example; remove .* trust anew"):
        Certificate(tmp_path, "127.0.0.1", "node.example").renew(wall_ms())
    Certificate(tmp_path / "own", "127.0.0.1", "node.example,203.0.113.7").renew(wall_ms())


def what_is_no_name_is_told() -> None:
    for text in ("a b", "a..b", "https://a", "-a", "a/b", "*.local"):
        with pytest.raises(CommandError, match="neither a host name nor an address"):
            names_of(text)


def a_machine_of_any_name_has_a_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("aurora", "my_node", "node.aurora.example", "Ünode", ""):
        monkeypatch.setattr(product.socket, "gethostname", lambda name=name: name)
        names_here("0.0.0.0")
        Certificate(tmp_path, "0.0.0.0").renew(wall_ms())


def a_damaged_authority_is_told_and_a_damaged_leaf_is_made_again(tmp_path: Path) -> None:
    certificate = Certificate(tmp_path, "127.0.0.1", NAMES)
    certificate.renew(wall_ms())
    (tmp_path / "served.pem").write_bytes(b"torn")
    certificate.renew(wall_ms())
    (tmp_path / "authority.pem").write_bytes(b"torn")
    with pytest.raises(CommandError, match="is damaged; remove it"):
        certificate.renew(wall_ms())


async def a_certificate_from_elsewhere_is_served_and_renewed_from_its_files(
    settings: NodeSettings, tmp_path: Path
) -> None:
    signer = authority(tmp_path / "elsewhere", names_of("node.example,127.0.0.1"))
    file = leaf_file(tmp_path / "elsewhere", signer, names_of("node.example,127.0.0.1"), wall_ms())
    brought = settings.model_copy(update={"tls_names": "", "tls_certificate_file": file, "tls_key_file": file})
    async with running_node(brought) as node, serving_node(node.app, brought) as lines:
        assert lines == [f"The node answers at https://127.0.0.1:{brought.port}"]
        leaf = await shown(brought.port, trusting(tmp_path / "elsewhere"), "node.example")
        assert leaf.issuer == signer.certificate.subject
    for update, why in (
        ({"tls_key_file": None}, "go together"),
        ({"tls_certificate_file": tmp_path / "none.pem"}, "cannot be used: No such file"),
        ({"tls_key_file": tmp_path / "elsewhere" / "authority.pem"}, "cannot be used"),
    ):
        wrong = brought.model_copy(update=update)
        with pytest.raises(CommandError, match=why):
            async with running_node(brought) as node, serving_node(node.app, wrong):
                pass


async def a_node_speaks_plain_http_on_loopback_alone_unless_a_setting_says_otherwise(
    settings: NodeSettings, caplog: pytest.LogCaptureFixture
) -> None:
    for host, plain, scheme, warned in (
        ("127.0.0.1", False, "http", False), ("::1", False, "http", False), ("localhost", False, "http", False),
        ("0.0.0.0", False, "https", False), ("0.0.0.0", True, "http", True), ("127.0.0.1", True, "http", False),
    ):  # fmt: skip
        caplog.clear()
        chosen = settings.model_copy(update={"tls_names": "", "host": host, "plain_http": plain})
        async with running_node(chosen) as node, serving_node(node.app, chosen) as lines:
            assert lines[0].startswith(f"The node answers at {scheme}://"), (host, plain)
            somebody = Actor("u", "Ruben", "y", Role.CAPTAIN)
            assert (await node.backend.sync_status(somebody))["plain_http"] == warned, (host, plain)
        assert ("WITHOUT encryption" in caplog.text) == warned, (host, plain)


def a_key_of_another_kind_is_a_damaged_authority(tmp_path: Path) -> None:
    signer = authority(tmp_path, names_of(NAMES))
    (tmp_path / "authority.pem").write_bytes(signer.certificate.public_bytes(product.Encoding.PEM))
    with pytest.raises(CommandError, match="damaged"):
        authority(tmp_path, names_of(NAMES))
    assert isinstance(signer.certificate.signature_hash_algorithm, hashes.SHA256)
    assert isinstance(signer.certificate.public_key(), ec.EllipticCurvePublicKey)

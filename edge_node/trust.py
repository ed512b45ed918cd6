"""The page from which a tablet is brought to trust the node's certificate, over plain HTTP; all else is sent to HTTPS.

Plain, for a tablet that does not trust the node yet would show a warning instead. What it fetches is public; whether
it is the node's own, people see by comparing the fingerprint with the one that `lazarette node trust` prints.
"""

import base64
import hashlib
import plistlib
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import jinja2
import segno
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from edge_node.certificate import Authority, Name

_PAGES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("pages")), autoescape=True, undefined=jinja2.StrictUndefined
)


def url_host(name: Name) -> str:
    """A name as it stands in a URL."""
    return f"[{name}]" if ":" in str(name) else str(name)


@dataclass(frozen=True)
class Trust:
    """What a tablet needs to know. `names`: those in the leaf, the best known first."""

    authority: Authority
    names: tuple[Name, ...]
    port: int
    trust_port: int

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{url_host(self.names[0])}:{self.trust_port}/trust"

    @property
    def node_url(self) -> str:
        """Where the node answers."""
        return f"https://{url_host(self.names[0])}:{self.port}"

    def secure(self, request: Request) -> str:
        """The same address over HTTPS, by the name that was called, if it is one of the node's."""
        called = request.url.hostname or ""
        known = {str(name) for name in self.names}
        host = (f"[{called}]" if ":" in called else called) if called in known else url_host(self.names[0])
        return str(request.url.replace(scheme="https", netloc=f"{host}:{self.port}"))

    def profile(self) -> bytes:
        """An Apple configuration profile with the certificate."""
        name = f"{self.authority.certificate.subject.rfc4514_string()}"
        der = self.authority.der
        ids = [str(uuid5(NAMESPACE_URL, f"{part}:{self.authority.fingerprint()}")).upper() for part in ("all", "root")]
        common = {"PayloadVersion": 1, "PayloadDisplayName": f"Lazarette on {self.names[0]}"}
        payload = common | {
            "PayloadType": "com.apple.security.root", "PayloadIdentifier": f"lazarette.{ids[1]}",
            "PayloadUUID": ids[1], "PayloadContent": der, "PayloadCertificateFileName": "lazarette.crt",
            "PayloadDescription": name,
        }  # fmt: skip
        return plistlib.dumps(common | {
            "PayloadType": "Configuration", "PayloadIdentifier": f"lazarette.{ids[0]}", "PayloadUUID": ids[0],
            "PayloadContent": [payload],
            "PayloadDescription": "Lets this device trust the Lazarette node on board.",
        })  # fmt: skip

    def page(self) -> tuple[str, str]:
        """The page, and the content security policy that allows its style and nothing else."""
        style = (Path(__file__).with_name("pages") / "trust.css").read_text("utf-8")
        allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        page = _PAGES.get_template("trust.html").render(
            style=style, url=self.url, node_url=self.node_url, sha256=self.authority.fingerprint(),
            sha1=self.authority.fingerprint("sha1"), name=self.names[0],
            code=segno.make(self.url, micro=False).svg_inline(scale=5, border=2),
        )  # fmt: skip
        return page, (
            f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )


def trust_app(trust: Trust) -> Starlette:
    """The plain application: the page, the certificate, and the way to HTTPS."""
    page, policy = trust.page()
    headers = {
        "content-security-policy": policy, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
        "cache-control": "no-store",
    }  # fmt: skip

    async def shown(_: Request) -> Response:
        return HTMLResponse(page, headers=headers)

    async def certificate(_: Request) -> Response:
        return _file(trust.authority.der, "application/x-x509-ca-cert", "lazarette.crt")

    async def profile(_: Request) -> Response:
        return _file(trust.profile(), "application/x-apple-aspen-config", "lazarette.mobileconfig")

    def _file(content: bytes, kind: str, name: str) -> Response:
        return Response(content, media_type=kind, headers=headers | {
            "content-disposition": f'attachment; filename="{name}"',
        })  # fmt: skip

    async def elsewhere(request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):  # what was sent here was sent in the clear; it is not repeated
            return PlainTextResponse(f"Only {trust.node_url} takes this.\n", 403, headers)
        return RedirectResponse(trust.secure(request), 307, headers)

    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    return Starlette(routes=[
        Route("/trust", shown), Route("/trust/certificate", certificate), Route("/trust/profile", profile),
        Route("/{rest:path}", elsewhere, methods=methods),
    ])  # fmt: skip

"""Pages away from the yacht's network: the worker that a tablet keeps, and the page for what it cannot show."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request, Response

from shared_models.gate import PAGE_POLICY
from shared_models.host import VERSION
from shared_models.pages.site import Site, static_address

_WORKER = (Path(__file__).parent / "worker.js").read_text("utf-8")
_FILES = (
    "app.css",
    "app.js",
    "away.js",
    "drafts.js",
    "icon.svg",
    "vendor/htmx-2.0.11.min.js",
    "vendor/pico-2.1.1.min.css",
)


@dataclass(frozen=True)
class AwayPages:
    """The worker and its page."""

    site: Site

    def add(self) -> None:
        """Serve them."""
        self.site.add_open("/worker.js", self.worker)
        self.site.add_open("/away", self.away)

    async def worker(self, _: Request) -> Response:
        """The worker's text, which changes with the files that it keeps: browsers then fetch them anew."""
        files = json.dumps([static_address(name) for name in _FILES])
        version = hashlib.sha256(f"{VERSION}{files}".encode()).hexdigest()[:12]
        text = f'const VERSION = "{version}", FILES = {files};\n{_WORKER}'
        headers = {
            "cache-control": "no-cache",
            "content-security-policy": PAGE_POLICY,
        }  # the worker's own fetches obey it
        return Response(text, media_type="text/javascript", headers=headers)

    async def away(self, request: Request) -> Response:
        """What a tablet shows out of reach where it has nothing else."""
        return self.site.open_page(request, "away.html")

"""Logs: a line for people on a terminal, a line of JSON elsewhere; each with the id of the request it belongs to.

What a line says beside its sentence is in `extra={"said": {…}}`: ids, codes and figures. No PIN, no token, and nothing
that a person wrote.
"""

import logging
import sys
from contextvars import ContextVar
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from pydantic import AfterValidator, BaseModel, Field, SecretStr

from shared_models.entries import moment
from shared_models.host import is_loopback

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered."""


def _safely(url: SecretStr) -> SecretStr:
    """An address to which words about a yacht may go."""
    parts = urlsplit(url.get_secret_value())
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))):
        raise ValueError("it must begin with https, or be http on this machine")
    return url


class Watching(BaseModel):
    """How a service lets itself be watched; part of each side's settings."""

    log_format: Literal["auto", "text", "json"] = Field(
        "auto", description="Lines for people or of JSON; auto: for people on a terminal, else JSON"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="From which level on; DEBUG: every request"
    )
    metrics_token: SecretStr | None = Field(
        None, min_length=16, description="The bearer token of /metrics; without one there is no /metrics"
    )
    otlp_endpoint: str | None = Field(
        None,
        pattern="^https?://[^#?]+$",
        validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="Where spans go, by OTLP over HTTP; needs the extra `otel`",
    )
    alert_url: Annotated[SecretStr, AfterValidator(_safely)] | None = Field(
        None, description="Where a new alert, and that it is over, is posted as JSON: https, or http on loopback"
    )


class JsonLines(logging.Formatter):
    """One object a line: `at`, `level`, `logger`, `message`, `request_id`, what is said besides, and any traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": moment(int(record.created * 1000)),
            "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage(),
        }  # fmt: skip
        if (request_id := REQUEST_ID.get()) is not None:
            line["request_id"] = request_id
        line |= getattr(record, "said", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line, enc_hook=str).decode()


class TextLines(logging.Formatter):
    """Time, level, sentence, and what is said besides as name=value."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line without a traceback."""
        said = {**getattr(record, "said", {}), "request_id": REQUEST_ID.get()}
        pairs = " ".join(f"{name}={value}" for name, value in said.items() if value is not None)
        return f"{super().formatMessage(record)} {pairs}".rstrip()


def log_to_stderr(watching: Watching) -> None:
    """Send this process's logs to standard error as the settings say; may be repeated."""
    is_json = watching.log_format == "json" or (watching.log_format == "auto" and not sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if is_json else TextLines())
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("lazarette").setLevel(watching.log_level)

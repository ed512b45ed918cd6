"""The node's settings, from the environment or a .env file. docs/settings.md has them in one table."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from edge_node.certificate import Certificate
from edge_node.encryption import DatabaseKey, read_key
from shared_models.backups import Backups, BackupSettings
from shared_models.errors import CommandError
from shared_models.host import is_loopback
from shared_models.limits import Limits
from shared_models.logs import Watching


class NodeSettings(BaseSettings, Limits, Watching, BackupSettings):
    """Each one is LAZARETTE_NODE_… in the environment, but for the feature's switch."""

    model_config = SettingsConfigDict(
        env_prefix="LAZARETTE_NODE_",
        env_file=".env",
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(Path("data/node"), description="Where the node keeps its database and its key")
    database_key: SecretStr | None = Field(
        None, description="The key of the database: 64 hexadecimal digits, or a passphrase of 12 characters or more"
    )
    database_key_file: Path | None = Field(None, description="A file with that key, readable by its owner alone")
    host: str = Field("127.0.0.1", description="The address it listens on")
    port: int = Field(8100, ge=0, le=65_535, description="The port it listens on")
    plain_http: bool = Field(
        False, description="Allow what is not loopback without TLS: serving there, and enrolling at a shore there"
    )
    tls_names: str = Field(
        "", description="Host names and addresses of the node, between commas; else what the machine is called"
    )
    tls_certificate_file: Path | None = Field(
        None, description="A certificate from elsewhere, with its chain, instead of the node's own"
    )
    tls_key_file: Path | None = Field(None, description="Its private key")
    trust_port: int = Field(
        8180,
        ge=0,
        le=65_535,
        description="Where tablets are brought to trust the node's own certificate, over plain HTTP; 0: nowhere",
    )
    shore_url: str | None = Field(None, description="Where the shore answers; enrolment sets it")
    shopping_list_v1_enabled: bool = Field(
        False, validation_alias="SHOPPING_LIST_V1_ENABLED", description="The feature's switch"
    )
    sync_interval_s: float = Field(300, description="How often it calls the shore")
    sync_jitter_s: float = Field(30, description="By how much the calls are spread")
    sync_timeout_s: float = Field(60, description="How long one exchange may take")
    sync_wanted_bytes: int = Field(0, description="How much may come back in one exchange; 0: as the shore likes")
    sync_budget_exchange_bytes: int | None = Field(
        None, description="At most so many bytes, both ways together, in one exchange"
    )
    sync_budget_day_bytes: int | None = Field(
        None, description="At most so many bytes, both ways together, in a day (UTC)"
    )
    sync_link: Literal["metered", "unmetered"] = Field(
        "metered", description="Metered: a connection is kept for an hour, as making one costs bytes; else a minute"
    )
    manual_sync: bool = Field(False, description="No schedule; only POST /v1/sync/now")
    stale_after_s: int = Field(
        86_400, ge=0, description="After so long without an exchange there is an alert on board; 0: never"
    )
    token_lifetime_s: int = Field(12 * 3600, description="How long a sign-in lasts")
    sign_in_names: bool = Field(
        False, description="The sign-in lists everybody's name to pick, for whoever reaches the page"
    )
    session_idle_s: int = Field(1800, description="After so long without use a sign-in locks; 0: never")

    def key(self) -> DatabaseKey | None:
        """The key of the database, if it is to be encrypted. Raises CommandError."""
        if self.database_key is not None and self.database_key_file is not None:
            raise CommandError("Give LAZARETTE_NODE_DATABASE_KEY or LAZARETTE_NODE_DATABASE_KEY_FILE, not both.")
        if self.database_key_file is not None:
            return read_key(self.database_key_file)
        return None if self.database_key is None else DatabaseKey(self.database_key.get_secret_value())

    def certificate(self) -> Certificate | None:
        """What the node shows over TLS: on every address but loopback, and there if names or a certificate are set.

        None: it serves plain HTTP. Raises CommandError.
        """
        files = (self.tls_certificate_file, self.tls_key_file)
        if files.count(None) == 1:
            raise CommandError("LAZARETTE_NODE_TLS_CERTIFICATE_FILE and LAZARETTE_NODE_TLS_KEY_FILE go together.")
        if self.plain_http:
            return None
        brought = (files[0], files[1]) if files[0] is not None and files[1] is not None else None
        if brought is None and not self.tls_names and is_loopback(self.host):
            return None
        return Certificate(self.data_dir / "tls", self.host, self.tls_names, brought)

    @property
    def backups(self) -> Backups:
        """Those that are made by the clock."""
        return Backups.of(self, self.data_dir, ".db")

    @property
    def is_plain(self) -> bool:
        """Whether whoever is on the network can read what is said to the node."""
        return self.plain_http and not is_loopback(self.host)

    @property
    def connection_kept_s(self) -> float:
        """How long an idle connection to the shore is kept."""
        return 3600.0 if self.sync_link == "metered" else 60.0

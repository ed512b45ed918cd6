"""The shore's settings, from the environment or a .env file. docs/settings.md has them in one table."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from cloud_sync.outside import Algorithm
from shared_models.backups import Backups, BackupSettings
from shared_models.limits import Limits
from shared_models.logs import Watching


class ShoreSettings(BaseSettings, Limits, Watching, BackupSettings):
    """Each one is LAZARETTE_SHORE_… in the environment, but for the feature's switch."""

    model_config = SettingsConfigDict(
        env_prefix="LAZARETTE_SHORE_",
        env_file=".env",
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(Path("data/shore"), description="Where the shore keeps its keys and the embedded Postgres")
    host: str = Field("127.0.0.1", description="The address it listens on")
    port: int = Field(8000, ge=0, le=65_535, description="The port it listens on")
    behind_tls_proxy: bool = Field(
        False, description="A proxy that speaks TLS stands before it: it may listen on more than loopback"
    )
    public_url: str | None = Field(
        None, pattern="^https?://[^#?]+$", description="The address that yachts call, for the QR code of an enrolment"
    )
    database_url: str | None = Field(
        None, repr=False, description="The owner's URL of a Postgres ≥ 15; without it, an embedded one"
    )
    replica_url: str | None = Field(
        None, repr=False, description="The address of a streaming replica, where the fleet's pages are read; any login"
    )
    distributed: bool = Field(False, description="That Postgres was spread over several machines by deploy/citus.sql")
    shopping_list_v1_enabled: bool = Field(
        False, validation_alias="SHOPPING_LIST_V1_ENABLED", description="The feature's switch"
    )
    token_lifetime_s: int = Field(3600, description="How long a sign-in lasts")
    session_idle_s: int = Field(1800, description="After so long without use a sign-in locks; 0: never")
    enrolment_lifetime_s: int = Field(3600, description="How long an enrolment code is good")
    stale_after_s: int = Field(
        86_400,
        ge=1,
        description="After so long without an exchange, pages say that a yacht's picture is old, and there is an alert",
    )
    outside_issuer: str | None = Field(None, description="An issuer whose tokens are taken too, as `iss` names it")
    outside_audience: str = Field("authenticated", description="The `aud` of its tokens")
    outside_algorithm: Algorithm = Field("ES256", description="The one algorithm of its tokens: or HS256, RS256, EdDSA")
    outside_secret: SecretStr | None = Field(None, description="HS256: the secret, 32 bytes or more")
    outside_keys: str | None = Field(None, description="Else its keys (JWKS): a file or an https URL")
    outside_user_claim: str = Field("sub", description="The claim with the person's id, as in the roster")

    @property
    def backups(self) -> Backups:
        """Those that are made by the clock."""
        return Backups.of(self, self.data_dir, ".zip")

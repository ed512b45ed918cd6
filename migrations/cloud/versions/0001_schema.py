"""The first schema, with its guards."""

from pathlib import Path

from alembic import op

from migrations.run import run_frozen

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything."""
    connection = op.get_bind()
    run_frozen(connection, Path(__file__).with_suffix(".sql"))
    for verb in ("enable", "force"):
        connection.exec_driver_sql(f"alter table public.alembic_version {verb} row level security")


def downgrade() -> None:
    """Never: a journal is not thrown away."""
    raise RuntimeError("There is no way back: restore a backup instead.")

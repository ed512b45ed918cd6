"""The first schema."""

from pathlib import Path

from alembic import op

from migrations.run import run_frozen

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything."""
    run_frozen(op.get_bind(), Path(__file__).with_suffix(".sql"))


def downgrade() -> None:
    """Never: a journal is not thrown away."""
    raise RuntimeError("There is no way back: restore a backup instead.")

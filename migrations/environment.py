"""What the two Alembic environments share: they run on the connection they are given, else on `sqlalchemy.url`."""

import sqlalchemy as sa
from alembic import context


def run() -> None:
    """Run the migrations. Called by env.py."""
    connection: sa.Connection | None = context.config.attributes.get("connection")
    if connection is not None:
        _run_on(connection)
        return
    engine = sa.create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    if engine.dialect.name == "sqlite":
        # or a migration that fails half way leaves half its tables
        sa.event.listen(engine, "connect", _manual_transactions)
        sa.event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as own:
        _run_on(own)


def _manual_transactions(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]


def _run_on(connection: sa.Connection) -> None:
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()

"""The Alembic environment of the node."""

from migrations import environment

environment.run()

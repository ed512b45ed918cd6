"""The Alembic environment of the shore."""

from migrations import environment

environment.run()

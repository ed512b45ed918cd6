"""SQLAlchemy's engines of this process: one dialect and one store of compiled statements for every file it opens.

Compiling a statement costs more than running it, and an engine made for itself would compile all of them again.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as sqlcipher

_COMPILED_STATEMENTS = 500
_URL = sa.make_url("sqlite://")


def _initialized() -> sa.Dialect:
    """The dialect, having seen a connection of the driver."""
    engine = sa.create_engine(_URL, module=sqlcipher, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return connection.dialect


_DIALECT = _initialized()
_COMPILED: LRUCache[Any, Any] = LRUCache(_COMPILED_STATEMENTS)


def engine_of(creator: Callable[[], Any], pool: type[sa.Pool] = sa.StaticPool, **options: Any) -> sa.Engine:
    """An engine on the driver's connections that `creator` opens. `options`: the pool's."""
    return sa.Engine(
        pool(creator, dialect=_DIALECT, **options), _DIALECT, _URL, hide_parameters=True,
        execution_options={"compiled_cache": _COMPILED},
    )  # fmt: skip

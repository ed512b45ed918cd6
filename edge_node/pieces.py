"""What comes down in pieces, kept until it is whole: one thing at a time, and so never more than that may be long."""

import sqlalchemy as sa

from edge_node.database import ReadTransaction, WriteTransaction
from edge_node.tables import ReplyPiece
from shared_models.exchange import mark_of
from shared_models.reply_frames import ReplyGroup
from shared_models.tables import table_of

_PIECES = table_of(ReplyPiece)


async def held(tx: ReadTransaction | WriteTransaction, yacht_id: str) -> tuple[bytes, int] | None:
    """The mark of what is here in part and how many bytes of it; None: nothing is."""
    size = sa.func.sum(sa.func.length(_PIECES.c.part)).label("size")
    rows = await tx.rows(sa.select(_PIECES.c.mark, size).where(_PIECES.c.yacht_id == yacht_id).group_by(_PIECES.c.mark))
    return (rows[0]["mark"], rows[0]["size"]) if rows else None


async def completed(tx: WriteTransaction, group: ReplyGroup) -> ReplyGroup:
    """The group with what its piece completes; as it came if it completes nothing.

    What is here in part goes when it is whole, or when the shore sends something else. Raises BadMessage.
    """
    piece = group.reply.piece
    before = await held(tx, tx.yacht_id)
    if before is not None and (piece is None or before[0] != piece.mark):
        await _drop(tx)
        before = None
    if piece is None or piece.at != (before[1] if before else 0):
        return group
    await tx.rows(_PIECES.insert().values(yacht_id=tx.yacht_id, at=piece.at, mark=piece.mark, part=piece.part))
    if piece.end < piece.total:
        return group
    rows = await tx.rows(sa.select(_PIECES.c.part).where(_PIECES.c.yacht_id == tx.yacht_id).order_by(_PIECES.c.at))
    await _drop(tx)
    whole = b"".join(row["part"] for row in rows)
    return group.completed(whole) if mark_of(whole) == piece.mark else group


async def _drop(tx: WriteTransaction) -> None:
    await tx.rows(_PIECES.delete().where(_PIECES.c.yacht_id == tx.yacht_id))

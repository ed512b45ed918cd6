"""The shore's side of the exchange (sync.md §3): who calls, what they bring, what they lack.

The tenant comes from the node's key. Each signed group of a request is stored in a transaction of its own as it
arrives, so that a connection that breaks loses nothing that was whole.
"""

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cloud_sync.damage import Damaged, mend
from cloud_sync.database import PostgresTransaction, ShoreDatabase
from cloud_sync.intake import FEED, Intake, Node
from cloud_sync.replies import Replies
from cloud_sync.tables import NodeEpoch, YachtFeed
from shared_models.errors import Unauthorized, ValidationFailed
from shared_models.exchange import (
    LARGEST_WHOLE_BYTES,
    PROBE_BYTES,
    SHORTEST_DIGEST_BYTES,
    BadMessage,
    Piece,
    Receipt,
    Reply,
    Request,
    decode_request,
    encode_reply,
    mark_of,
    pieces_of,
)
from shared_models.journal import notice_row
from shared_models.reply_frames import ReplyWriter
from shared_models.request_frames import Group, RequestReader
from shared_models.tables import table_of
from shared_models.tokens import verifier
from shared_models.tracing import called

_FEEDS, _EPOCHS = table_of(YachtFeed), table_of(NodeEpoch)
_MARK_BYTES = 8
_LEVEL = 9
"""Of zstd: the shore answers many yachts."""
_USUAL_REPLY_BYTES = 256_000
_LARGEST_FILE_BYTES = 20_000_000
_RECEIPT_BYTES, _MOST_RECEIPTS = 12, 250
"""About what a receipt of one entry takes, and how many go in a group at most: of an epoch that is over there may be
thousands."""
_PIECE_BYTES = 1_000
"""A cut loses the piece that it falls into."""
_STRANGER = "This node is not enrolled here, or its signature does not fit."
"""The same for both: nobody learns which nodes there are."""


@dataclass(frozen=True)
class Signer:
    """A node and its key, looked up once for an exchange."""

    node: Node
    key: Ed25519PublicKey
    is_revoked: bool

    @classmethod
    async def of(cls, database: ShoreDatabase, node_id: str) -> "Signer":
        """Raises Unauthorized if the node was never enrolled."""
        row = await database.node_key(node_id)
        if row is None:
            raise Unauthorized(_STRANGER)
        yacht_id, public_key, is_revoked = row
        return cls(Node(node_id, yacht_id), verifier(public_key), is_revoked)

    async def admit(self, database: ShoreDatabase, signature: bytes, digest: bytes) -> None:
        """Raises Unauthorized if the node's key did not sign the digest, or was revoked, which is audited."""
        try:
            self.key.verify(signature, digest)
        except (InvalidSignature, ValueError) as error:
            raise Unauthorized(_STRANGER) from error
        if self.is_revoked:
            await database.node_was_refused(self.node.node_id)
            raise Unauthorized("This node was revoked; enrol it again.")


class Conversation:
    """One exchange with one node, a transaction for each group."""

    def __init__(self, database: ShoreDatabase, node: Node, request: Request, mark: bytes, now_ms: int) -> None:
        self.database, self.node, self.request, self.now_ms = database, node, request, now_ms
        self.mark, self.receipts = mark[:_MARK_BYTES], list[Receipt]()
        self.refused: Reply | None = None
        """What is answered at once to a node that is stale or holds another history."""
        self.lacks: list[int] | None = None
        self.held: tuple[bytes, int] | None = None
        self.has_begun = False
        self.taking: Intake | None = None
        self.is_over = called(request.node_id, request.epoch, request.number)

    def intake(self, tx: PostgresTransaction) -> Intake:
        """What takes entries in, within a transaction."""
        if self.taking is None:
            self.taking = Intake(tx, self.node, self.request, self.now_ms, self.database.seal_key)
        else:
            self.taking = replace(self.taking, tx=tx)
        return self.taking

    async def begin(self, tx: PostgresTransaction) -> None:
        """Where the two sides stand to each other, before anything is taken in."""
        self.has_begun = True
        request, yacht_id = self.request, self.node.yacht_id
        await tx.recorder()
        number = 0 if request.by_file else request.number
        spoke = await tx.epoch_spoke(self.node.node_id, request.epoch, number, self.mark)
        late = not request.by_file and 0 < number <= spoke.number and (number < spoke.number or spoke.mark != self.mark)
        intake = self.intake(tx)
        await intake.read_again()
        matches = await self._same_digest(tx, request.position, request.digest)
        self.receipts += await intake.asked()
        if spoke.is_frozen or late or not matches:
            self.refused = replace(
                await self._nothing_yet(tx), digest_matches=matches, stale=spoke.is_frozen or late,
                agreed=await self._agreed(tx),
            )  # fmt: skip
        else:
            self.lacks, self.held = await intake.lacks(), spoke.held
            if request.hours:
                await tx.board_noted(request.hours)
            if spoke.number == -1 and await self._has_spoken(tx):
                text = "The yacht's node goes on under a new epoch: it was restored, or a copy of it is at work."
                await tx.write(notices=[notice_row(yacht_id, "node_epoch", text, self.now_ms)])

    async def _has_spoken(self, tx: PostgresTransaction) -> bool:
        """Whether the node spoke with another epoch before."""
        of = sa.and_(_EPOCHS.c.yacht_id == self.node.yacht_id, _EPOCHS.c.node_id == self.node.node_id)
        return bool(await tx.rows(sa.select(_EPOCHS.c.epoch).where(of, _EPOCHS.c.epoch != self.request.epoch).limit(1)))

    async def _same_digest(self, tx: PostgresTransaction, position: int, digest: bytes) -> bool:
        if position == 0:
            return True
        where = sa.and_(FEED.c.yacht_id == self.node.yacht_id, FEED.c.position == position)
        rows = await tx.rows(sa.select(FEED.c.digest).where(where))
        return bool(rows) and len(digest) >= SHORTEST_DIGEST_BYTES and rows[0]["digest"].startswith(digest)

    async def _agreed(self, tx: PostgresTransaction) -> int:
        """Of the positions that the node asks about, the last at which both hold the same."""
        asked = dict(self.request.probes)
        where = sa.and_(FEED.c.yacht_id == self.node.yacht_id, FEED.c.position.in_(list(asked)))
        rows = await tx.rows(sa.select(FEED.c.position, FEED.c.digest).where(where))
        return max((r["position"] for r in rows if r["digest"][:PROBE_BYTES] == asked[r["position"]]), default=0)

    async def take(self, group: Group) -> None:
        """Take in a signed group."""
        async with self.database.transaction(None, self.node.yacht_id) as tx:
            if not self.has_begun:
                await self.begin(tx)
            if self.refused is None:
                intake = self.intake(tx)
                for one in (group, *await self._completed(tx, group)):
                    self.receipts += await intake.take(one)
                await self._mind(intake)

    async def _completed(self, tx: PostgresTransaction, group: Group) -> list[Group]:
        """Keep the pieces that a group carries; what they complete, as groups."""
        found = []
        for piece in group.pieces:
            held, whole = await tx.keep_piece(self.node.node_id, self.request.epoch, piece)
            is_whole = whole is not None and mark_of(whole) == piece.mark
            self.held = None if is_whole else (piece.mark, held if whole is None else 0)
            found += [group.completed(whole)] if whole is not None and is_whole else []
        return found

    async def take_json(self) -> None:
        """Take in what a JSON request brings."""
        async with self.database.transaction(None, self.node.yacht_id) as tx:
            await self.begin(tx)
            if self.refused is None and self.request.entries:
                intake = self.intake(tx)
                self.receipts += await intake.take_json(self.request.entries)
                await self._mind(intake)

    async def _mind(self, intake: Intake) -> None:
        if intake.is_copy:
            self.refused = replace(await self._nothing_yet(intake.tx), stale=True)

    async def _nothing_yet(self, tx: PostgresTransaction) -> Reply:
        """An answer that gives the node nothing of the feed."""
        feed = (await tx.rows(sa.select(_FEEDS).where(_FEEDS.c.yacht_id == self.node.yacht_id)))[0]
        request = self.request
        return Reply(
            feed["generation"], (), (), request.position, request.digest, b"", feed["position"],
            server_time_ms=self.now_ms, reference_version=request.reference_version,
        )  # fmt: skip

    async def replies(self, whole_of: Callable[[Reply], bytes] | None = None) -> AsyncIterator[tuple[Reply, bool]]:
        """The answer's groups, each with whether it is the last that there is.

        `whole_of`: what a group would be; if the first is larger than the node's link carries, it brings one entry,
        and that in pieces if it is too large by itself.
        """
        if self.refused is not None:
            async with self.database.transaction(None, self.node.yacht_id) as tx:
                await self._done(tx, self.refused)
            yield self.refused, True  # without receipts: the node takes nothing of it
            return
        making = Replies(self.node, self.request, self.database.seal_key, self.now_ms)
        wanted = self.request.wanted_bytes
        first: dict[str, Any] = {"receipts": self.receipts, "lacks": self.lacks, "held": self.held}
        at_once = min(_MOST_RECEIPTS, max(1, wanted // _RECEIPT_BYTES)) if wanted else _MOST_RECEIPTS
        while whole_of is not None and len(first["receipts"]) > at_once:
            async with self.database.transaction(None, self.node.yacht_id) as tx:
                reply = await self._nothing_yet(tx)
            left = {"receipts": first["receipts"][at_once:]}
            first["receipts"] = first["receipts"][:at_once]
            yield replace(reply, receipts_follow=True, more=True, **first), False
            first = left
        has_mended = False
        while True:
            stood = copy(making)
            try:
                async with self.database.transaction(None, self.node.yacht_id) as tx:
                    reply = await making.next(tx)
                    pieces = list[Piece]()
                    if first and whole_of is not None and 0 < wanted < len(whole_of(reply)):
                        making = Replies(self.node, self.request, self.database.seal_key, self.now_ms, is_single=True)
                        reply = await making.next(tx)
                        pieces = self._in_pieces(whole_of(reply))
                    await self._done(tx, reply)
            except Damaged:
                if has_mended:
                    raise
                making, has_mended = stood, True
                await mend(self.database, self.node.yacht_id, lambda: self.now_ms)
                continue
            for piece in pieces:
                more = reply.more or piece.end < piece.total
                yield replace(reply, piece=piece, more=more, **first), piece is pieces[-1]
                first = {}
            if pieces:
                return
            yield replace(reply, **first), not reply.more
            first = {}
            if not reply.more:
                return

    def _in_pieces(self, whole: bytes) -> list[Piece]:
        """The next pieces of a group that the node's link does not carry, as much as it wants; none if it does."""
        wanted = self.request.wanted_bytes
        if not wanted < len(whole) <= LARGEST_WHOLE_BYTES:
            return []
        return pieces_of(whole, self.request.piece, min(wanted, _PIECE_BYTES))[: -(-wanted // _PIECE_BYTES)]

    async def _done(self, tx: PostgresTransaction, reply: Reply) -> None:
        left = max(0, self.request.backlog - sum(receipt.count for receipt in self.receipts))
        await tx.exchange_done(reply.position, left, reply.digest_matches and not reply.stale)


async def exchange(database: ShoreDatabase, pieces: AsyncIterator[bytes], now_ms: int) -> AsyncIterator[bytes]:
    """Answer one exchange in the compact form; everything before the first piece of the answer may raise.

    Raises ValidationFailed for what is no request, Unauthorized for a node that is not ours.
    """
    reader, signer, talk = RequestReader(), None, None
    with ExitStack() as over:
        try:
            async for piece in pieces:
                for group in reader.feed(piece):
                    signer = signer or await Signer.of(database, group.request.node_id)
                    await signer.admit(database, group.signature, group.digest)
                    group.open()
                    if talk is None:
                        talk = Conversation(database, signer.node, group.request, group.signature, now_ms)
                        over.callback(talk.is_over)
                    await talk.take(group)
        except BadMessage as error:
            raise ValidationFailed(f"This is no sync request: {error}.") from error
        if talk is None:
            raise ValidationFailed("This is no sync request: it is not signed.")
        writer, wanted = ReplyWriter(talk.request, reader.last_signature, _LEVEL), talk.request.wanted_bytes
        sent = 0
        wanted = _LARGEST_FILE_BYTES if talk.request.by_file else wanted
        async for reply, is_all in talk.replies(writer.whole):
            is_last = is_all or sent >= (wanted or _USUAL_REPLY_BYTES)
            group_bytes = writer.group(reply, is_last)
            sent += len(group_bytes)
            yield group_bytes
            if is_last:
                return


async def by_file(database: ShoreDatabase, data: bytes, now_ms: int) -> bytes:
    """Answer a request that came as a file; the answer is a file too. Raises as `exchange` does."""

    async def whole() -> AsyncIterator[bytes]:
        yield data

    return b"".join([piece async for piece in exchange(database, whole(), now_ms)])


async def exchange_json(database: ShoreDatabase, node_id: str, signature: str, body: bytes, now_ms: int) -> bytes:
    """Answer one exchange in JSON: one request, one reply."""
    try:
        proof = bytes.fromhex(signature)
    except ValueError as error:
        raise Unauthorized("The node's signature does not fit.") from error
    signer = await Signer.of(database, node_id)
    await signer.admit(database, proof, hashlib.sha256(body).digest())
    with ExitStack() as over:
        try:
            request = decode_request(body)
            if request.node_id != node_id:
                raise Unauthorized("The request speaks for another node.")
            talk = Conversation(database, signer.node, request, proof, now_ms)
            over.callback(talk.is_over)
            await talk.take_json()
        except BadMessage as error:
            raise ValidationFailed(f"This is no sync request: {error}.") from error
        reply, _ = await anext(talk.replies())
    return encode_reply(reply)


async def begin_generation(database: ShoreDatabase, yacht_id: str, now_ms: int, draw: Callable[[], str]) -> str:
    """After this shore was restored: a new generation of the yacht's feed, whose nodes then bring back what is lost."""
    generation = draw()
    async with database.transaction(None, yacht_id) as tx:
        await tx.recorder()
        await tx.new_generation(generation, draw())
        text = "The shore was restored from a backup; the yacht's node brings back what the backup does not hold."
        await tx.write(notices=[notice_row(yacht_id, "shore_restored", text, now_ms)])
    return generation

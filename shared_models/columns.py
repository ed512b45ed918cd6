"""A batch of history entries as columns, and the dictionary they are compressed with (sync.md, Wire). Pure.

    batch = msgpack [names, count, numbers, authors, seqs, ids, wall, counters, seen, shapes, shape, kinds, payload,
            item kinds, items, odd items, builds, parents, actors, roles, assurance, extra]

The forms of the columns are in `column_forms`, what both sides know of actions and words in `column_tables`. `shapes`
are the combinations of action and fields that occur; `payload` has a column for each field of each action. Left out
is what can be derived: hash, yacht, the ids of (node, epoch, seq), the item that a creation makes, a parent that is
the item's entry before in the batch or else its creation, a role that its holder had before in the batch.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import msgspec
import zstandard

from shared_models import column_forms as forms
from shared_models import column_tables as tables
from shared_models.clock import Clock
from shared_models.column_forms import MAX_ENTRIES
from shared_models.entries import RULING, HistoryEntry

DICTIONARY_ID = 1_279_350_321
"""Of `wire-1.dict`; another dictionary gets another one."""
_MAX_PARENTS = 4 * MAX_ENTRIES
_MAX_CHARACTERS = 128_000_000
"""Of all texts of a batch, repeated ones counted as often as they occur."""
_ENTRY_FIELDS = frozenset(HistoryEntry.__dataclass_fields__) - {"extra"}
_KNOWN_FIELDS = 32
"""More than any action has in the tables."""

_LONGEST_WORD = 50
_READERS: dict[int, Callable[[Any, int], Sequence[Any]]] = {
    tables.GENERIC: forms.read_generic, tables.TEXT: forms.read_texts, tables.NUMBER: forms.read_decimals,
    tables.DAY: forms.read_days, tables.MENTION: forms.read_mentions, tables.WHOLE: forms.read_numbers,
}  # fmt: skip
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Any]).decode


@cache
def dictionary() -> zstandard.ZstdCompressionDict:
    """What both sides know beforehand of how batches look: `data/wire-1.dict`, made by `deploy.train`."""
    return zstandard.ZstdCompressionDict(files("shared_models").joinpath("data/wire-1.dict").read_bytes())


def pack(
    entries: Sequence[HistoryEntry], numbers: Sequence[int], number_of: Mapping[str, int], people: Mapping[str, int],
    own: tuple[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Entries of one yacht as bytes, not compressed, in their order.

    `numbers`: theirs, no two alike: positions in the feed, or -seq. `number_of`: those of entries that both sides
    hold. `people`: those of users known to both. `own`: node_id and epoch that the reader knows; if all entries have
    that author, it is left out. Raises ValueError for what cannot be packed: lone surrogates, keys that are no text,
    more than `MAX_ENTRIES`.
    """
    if len(entries) > MAX_ENTRIES or len(numbers) != len(entries) or len(set(numbers)) != len(numbers):
        raise ValueError("each entry has one number")
    known = {**number_of, **{entry.entry_id: number for entry, number in zip(entries, numbers, strict=True)}}
    words = tables.Words()
    try:
        columns = [
            len(entries), forms.steps(numbers), *_who_and_when(entries, numbers, own),
            *_payloads(entries, known, words), *_links(entries, known), *_actors(entries, people, words),
        ]  # fmt: skip
        return _encode([list(words.names), *columns])
    except (OverflowError, RecursionError, TypeError) as error:
        raise ValueError("the entries cannot be packed") from error


def _who_and_when(
    entries: Sequence[HistoryEntry], numbers: Sequence[int], own: tuple[str, str] | None
) -> Iterable[Any]:
    """authors, seqs, ids, wall, counters, seen."""
    pairs = [(entry.node_id, entry.epoch) for entry in entries]
    authors = {pair: code for code, pair in enumerate(dict.fromkeys(pairs))}
    forms.bounded([text for pair in authors for text in pair], len(entries))
    column = [authors[pair] for pair in pairs]
    epochs = [epoch for _, epoch in authors]
    shown = [forms.identifiers([node for node, _ in authors]), _epochs(epochs), forms.numbers(column)]
    yield None if [*authors] == [own] else shown
    seqs = [entry.seq for entry in entries]
    follows = all(seq == -number for seq, number in zip(seqs, numbers, strict=True))
    yield None if follows else forms.runs(column, seqs)
    derived = forms.derived_ids(pairs, seqs)
    given = [at for at, (entry, usual) in enumerate(zip(entries, derived, strict=True)) if entry.entry_id != usual]
    ids = [entries[at].entry_id for at in given]
    forms.bounded([one for one in ids if len(one) != 36], len(entries))
    yield [forms.gaps(given), forms.identifiers(ids)] if given else None
    yield forms.steps([entry.clock.wall_ms for entry in entries])
    yield forms.numbers([entry.clock.counter for entry in entries])
    yield forms.steps([entry.seen for entry in entries])


def _epochs(epochs: Sequence[str]) -> list[Any]:
    return [bytes.fromhex(epoch) if forms.EPOCH.fullmatch(epoch) else epoch for epoch in epochs]


def _shape(action: str, payload: Mapping[str, Any], words: tables.Words) -> tuple[int, ...]:
    """The action's code, a bit for each known field, and the codes of the names of others."""
    bits, mask, others = tables.BITS.get(action, {}), 0, []
    for name in payload:
        if not isinstance(name, str):
            raise TypeError("the names of a payload's fields are text")
        if (bit := bits.get(name)) is None:
            others.append(words.code(name, {}))
        else:
            mask |= bit
    return (words.code(action, tables.ACTIONS), mask, *sorted(others))


def _payloads(entries: Sequence[HistoryEntry], known: Mapping[str, int], words: tables.Words) -> Iterable[Any]:
    """shapes, shape, kinds, payload."""
    codes: dict[tuple[int, ...], int] = {}
    shape: list[int] = []
    fields: dict[tuple[str, str], list[Any]] = {}
    seen: dict[tuple[str, ...], tuple[int, list[tuple[str, list[Any]]]]] = {}
    for entry in entries:
        key = (entry.action, *entry.payload)
        if key not in seen:
            code = codes.setdefault(_shape(entry.action, entry.payload, words), len(codes))
            seen[key] = code, [(name, fields.setdefault((entry.action, name), [])) for name in entry.payload]
        code, columns_of = seen[key]
        shape.append(code)
        for name, values in columns_of:
            values.append(entry.payload[name])
    yield list(codes)
    yield forms.numbers(shape)
    kinds, columns = bytearray(), []
    shown = {code: name for name, code in words.names.items()}
    for key in dict.fromkeys(pair for one in codes for pair in tables.fields_of(one, shown)):
        kind, column = _column(key[1], fields[key], known, words)
        kinds.append(kind)
        columns.append(column)
    yield bytes(kinds)
    yield columns


def _column(name: str, values: list[Any], known: Mapping[str, int], words: tables.Words) -> tuple[int, Any]:
    """The kind and the form of one field's values; `tables.GENERIC` where they are not as the tables say."""
    kind = tables.KIND.get(name, tables.TEXT)
    types = set(map(type, values))
    if kind == tables.WHOLE and types == {int}:
        return kind, forms.numbers(values)
    if kind in (tables.GENERIC, tables.WHOLE) or not all(issubclass(one, str) for one in types):
        return tables.GENERIC, forms.generic(values)
    column = None
    if kind == tables.NUMBER:
        column = forms.decimals(values)
    elif kind == tables.DAY:
        column = forms.days(values)
    elif kind == tables.MENTION and max(map(len, values)) < _LONGEST_WORD:
        column = forms.mentions(values, known)
    elif kind == tables.CHOICE and max(map(len, values)) < _LONGEST_WORD:
        column = words.column(name, values)
    return (tables.TEXT, forms.texts(values)) if column is None else (kind, column)


def _links(entries: Sequence[HistoryEntry], known: Mapping[str, int]) -> Iterable[Any]:
    """item kinds, items, odd items, parent kinds, parents."""
    kinds: list[int] = []
    others: list[Any] = []
    odd: list[Any] = []
    builds: list[int] = []
    parents: list[str] = []
    last: dict[str, str] = {}
    for entry in entries:
        item_id: Any = entry.item_id
        kind = tables.NO_ITEM if item_id is None else tables.ITSELF if item_id == entry.entry_id else tables.OTHER
        if item_id is not None and not isinstance(item_id, str):
            kind = tables.ODD
            odd.append(item_id)
        elif kind == tables.OTHER:
            others.append(item_id)
        kinds.append(tables.AS_USUAL if kind == tables.usual_item(entry.action) else kind)
        if entry.parents == tables.usual_parents(entry.entry_id, item_id, entry.action, last):
            builds.append(0)
        else:
            builds.append(1 + len(entry.parents))
            parents.extend(entry.parents)
        if isinstance(item_id, str) and entry.action != RULING:
            last[item_id] = entry.entry_id
    yield forms.numbers(kinds)
    yield forms.mentions(others, known)
    yield forms.generic(odd)
    if len(parents) > _MAX_PARENTS:
        raise ValueError("the entries have too many parents")
    yield forms.numbers(builds)
    yield forms.mentions(parents, known)


def _actors(entries: Sequence[HistoryEntry], people: Mapping[str, int], words: tables.Words) -> Iterable[Any]:
    """actors, roles, assurance, extra."""
    yield forms.mentions([entry.actor_id for entry in entries], people)
    held: dict[str, str] = {}
    roles = []
    for entry in entries:
        same = held.get(entry.actor_id) == entry.actor_role
        roles.append(0 if same else 1 + words.code(entry.actor_role, tables.CODES["role"]))
        held[entry.actor_id] = entry.actor_role
    yield forms.numbers(roles)
    yield words.column("assurance", [entry.assurance for entry in entries])
    given = [at for at, entry in enumerate(entries) if entry.extra]
    yield [forms.gaps(given), len(given), forms.generic([dict(entries[at].extra) for at in given])] if given else None
    forms.bounded(list(words.names), len(entries))


class Packed:
    """A batch that was read; its entries still name others, and people, by their numbers."""

    count: int
    needed: frozenset[int]
    """The numbers of entries that are mentioned and are not in the batch: what `entries` wants `ids` for."""
    needed_people: frozenset[int]

    def __init__(self, columns: list[Any], size: int, yacht_id: str, own: tuple[str, str] | None) -> None:
        (names, self.count, numbers, authors, seqs, ids, wall, counters, seen, shapes, shape, kinds, payload,
         item_kinds, items, odd, builds, parents, actors, roles, assurance, extra) = columns  # fmt: skip
        count = self.count
        if type(count) is not int or not 0 <= count <= MAX_ENTRIES:
            raise ValueError("the count is not of its form")
        if not all(isinstance(name, str) for name in names):
            raise ValueError("a name is text")
        forms.bounded(names, count)
        self._names = dict(enumerate(names, tables.FIRST_NAME))
        self._yacht_id = yacht_id
        self._numbers = forms.read_steps(numbers, count)
        self._read_authors(authors, seqs, ids, own)
        self._wall, self._seen = forms.read_steps(wall, count), forms.read_steps(seen, count)
        self._counters = forms.read_numbers(counters, count)
        self._read_payloads(shapes, forms.read_codes(shape, count), kinds, payload, size)
        usual = (tables.usual_item(action) for action in self._actions)
        read = zip(forms.read_codes(item_kinds, count), usual, strict=True)
        self._item_kinds = [kind or by_action for kind, by_action in read]
        self._items = forms.read_mentions(items, self._item_kinds.count(tables.OTHER))
        self._odd = forms.read_generic(odd, self._item_kinds.count(tables.ODD))
        self._builds = forms.read_codes(builds, count)
        named = sum(build - 1 for build in self._builds if build)
        if named > _MAX_PARENTS:
            raise ValueError("the entries have too many parents")
        self._parents = forms.read_mentions(parents, named)
        self._actors = forms.read_mentions(actors, count)
        self._role_codes = forms.read_codes(roles, count)
        self._roles = {code: self._word("role", code - 1) for code in {*self._role_codes} if code}
        self._assurance = self._words("assurance", assurance, count)
        self._read_extra(extra)
        columns_of_mentions = (values for kind, values in self._columns.values() if kind == tables.MENTION)
        mentioned = [*self._items, *self._parents, *(value for values in columns_of_mentions for value in values)]
        self.needed = frozenset(v for v in mentioned if isinstance(v, int)) - frozenset(self._numbers)
        self.needed_people = frozenset(actor for actor in self._actors if isinstance(actor, int))

    def _word(self, kind: str, code: int) -> str:
        return self._names[code] if code >= tables.FIRST_NAME else tables.WORDS[kind][code]

    def _words(self, kind: str, raw: Any, count: int) -> list[str]:
        codes = forms.read_codes(raw, count)
        shown = {code: self._word(kind, code) for code in {*codes}}
        return [shown[code] for code in codes]

    def _read_authors(self, authors: Any, seqs: Any, ids: Any, own: tuple[str, str] | None) -> None:
        count = self.count
        if authors is None:
            if own is None:
                raise ValueError("the author is not known")
            pairs, column = [own], [0] * count
        else:
            nodes = forms.read_identifiers(authors[0])
            epochs = [epoch.hex() if isinstance(epoch, bytes) else epoch for epoch in authors[1]]
            if not all(isinstance(epoch, str) for epoch in epochs):
                raise ValueError("an epoch is text")
            pairs, column = list(zip(nodes, epochs, strict=True)), forms.read_codes(authors[2], count)
            forms.bounded([text for pair in pairs for text in pair], count)
        self._authors = [pairs[code] for code in column]
        if seqs is None:
            self._seqs = [-number for number in self._numbers]
        else:
            self._seqs = forms.read_runs(column, seqs)
        given = forms.read_identifiers(ids[1]) if ids else []
        forms.bounded([one for one in given if len(one) != 36], self.count)
        self._given = dict(zip(forms.read_gaps(ids[0], len(given), count), given, strict=True)) if ids else {}

    def _read_payloads(self, shapes: Any, shape: list[int], kinds: bytes, payload: list[Any], size: int) -> None:
        fields = [tables.fields_of(one, self._names) for one in shapes]
        self._shapes = [(fields[code], self._action(shapes[code][0])) for code in shape]
        self._actions = [action for _, action in self._shapes]
        many: Counter[tuple[str, str]] = Counter()
        for code, times in Counter(shape).items():
            many.update(dict.fromkeys(fields[code], times))
        if many.total() > _KNOWN_FIELDS * self.count + size:
            raise ValueError("more fields than bytes")
        columns = list(dict.fromkeys(pair for found in fields for pair in found))
        self._columns = {
            pair: (kind, self._read_column(pair[1], kind, raw, many[pair]))
            for pair, kind, raw in zip(columns, kinds, payload, strict=True)
        }
        texts = (values for kind, values in self._columns.values() if kind == tables.TEXT)
        if sum(sum(map(len, values)) for values in texts) > _MAX_CHARACTERS:
            raise ValueError("the texts are too long")

    def _action(self, code: int) -> str:
        return self._names[code] if code >= tables.FIRST_NAME else tables.ACTION_FIELDS[code][0]

    def _read_column(self, name: str, kind: int, raw: Any, count: int) -> Sequence[Any]:
        if kind == tables.CHOICE:
            return self._words(name, raw, count)
        return _READERS[kind](raw, count)

    def _read_extra(self, extra: Any) -> None:
        self._extra: dict[int, dict[str, Any]] = {}
        if extra is None:
            return
        gaps, many, raw = extra
        if type(many) is not int or not 0 <= many <= self.count:
            raise ValueError("a count is not of its form")
        values = forms.read_generic(raw, many)
        if not all(isinstance(value, dict) and not value.keys() & _ENTRY_FIELDS for value in values):
            raise ValueError("the fields of a newer version are not of their form")
        self._extra = dict(zip(forms.read_gaps(gaps, many, self.count), values, strict=True))

    def entries(self, ids: Mapping[int, str], people: Mapping[int, str]) -> list[HistoryEntry]:
        """The entries, in the order in which they were packed.

        `ids`: the entry ids of the numbers in `needed`; `people`: the users of those in `needed_people`. Raises
        ValueError if one is missing.
        """
        try:
            return self._entries(ids, people)
        except (LookupError, StopIteration, RecursionError) as error:
            raise ValueError("an entry or a person that is mentioned is not known") from error

    def _entries(self, ids: Mapping[int, str], people: Mapping[int, str]) -> list[HistoryEntry]:
        entry_ids = forms.derived_ids(self._authors, self._seqs)
        for at, given in self._given.items():
            entry_ids[at] = given
        known = {**{number: ids[number] for number in self.needed}, **dict(zip(self._numbers, entry_ids, strict=True))}

        def resolved(values: Iterable[Any]) -> Iterator[str]:
            return iter([value if isinstance(value, str) else known[value] for value in values])

        items, odd, parents = resolved(self._items), iter(self._odd), resolved(self._parents)
        columns = {
            pair: resolved(column) if kind == tables.MENTION else iter(column)
            for pair, (kind, column) in self._columns.items()
        }
        last: dict[str, str] = {}
        held: dict[str, str] = {}
        made = []
        for at, entry_id in enumerate(entry_ids):
            (fields, action), kind, builds, actor = (
                self._shapes[at],
                self._item_kinds[at],
                self._builds[at],
                self._actors[at],
            )
            item_id = (
                entry_id
                if kind == tables.ITSELF
                else next(items)
                if kind == tables.OTHER
                else next(odd)
                if kind == tables.ODD
                else None
            )
            actor_id = actor if isinstance(actor, str) else people[actor]
            if code := self._role_codes[at]:
                held[actor_id] = self._roles[code]
            node_id, epoch = self._authors[at]
            made.append(HistoryEntry(
                entry_id, self._yacht_id, item_id, node_id, epoch, self._seqs[at],
                tuple(islice(parents, builds - 1)) if builds else tables.usual_parents(entry_id, item_id, action, last),
                self._seen[at], action, {pair[1]: next(columns[pair]) for pair in fields}, actor_id, held[actor_id],
                Clock(self._wall[at], self._counters[at]), self._assurance[at], self._extra.get(at, {}),
            ))  # fmt: skip
            if isinstance(item_id, str) and action != RULING:
                last[item_id] = entry_id
        return made


def unpack(data: bytes, yacht_id: str, own: tuple[str, str] | None) -> Packed:
    """The batch of `pack`, of that yacht. Raises ValueError, whatever the bytes are."""
    try:
        return Packed(_decode(data), len(data), yacht_id, own)
    except (msgspec.DecodeError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("the entries cannot be read") from error

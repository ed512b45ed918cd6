"""What a few words may mean: which actions, items and parts they fit, best first. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process, utils

from shared_models.actions import ActionSpec

FITS_FROM = 60
"""Of 100: below this the words have little to do with it."""
MOST = 20


@dataclass(frozen=True)
class Candidate:
    """Something that a query may mean. `words`: what it is found by."""

    kind: str  # action, item or part
    id: str
    label: str
    words: tuple[str, ...]
    score: float = 0.0

    def described(self) -> dict[str, object]:
        """As the suggestions endpoint shows it."""
        return {"kind": self.kind, "id": self.id, "label": self.label, "score": round(self.score, 1)}


def of_action(spec: ActionSpec) -> Candidate:
    """An action, found by its label, its name, its domain and its keywords."""
    names = (spec.label, spec.action.replace("_", " "), spec.domain.replace("_", " "), *spec.keywords)
    return Candidate("action", spec.action.value, spec.label, names)


def score(query: str, words: Iterable[str]) -> float:
    """How well a query fits, 0 to 100: the best of the names; a short one must be in it as a whole word."""
    asked = utils.default_process(query)
    if not asked:
        return 0.0
    tokens = set(asked.split())
    best = 0.0
    for raw in words:
        name = utils.default_process(raw)
        if not name:
            continue
        if " " not in name:
            found = max(fuzz.ratio(name, token) for token in tokens)
            # One keyword among several words says less than a whole query that is the keyword.
            best = max(best, (found if found >= 80 else 0.0) * (1.0 if len(tokens) == 1 else 0.9))
        elif tokens <= set(name.split()):
            best = max(best, 70.0 + 30.0 * len(asked) / len(name))
        else:
            best = max(best, fuzz.token_sort_ratio(asked, name), 0.9 * fuzz.token_set_ratio(asked, name))
        if len(asked) >= 3 and asked in name:
            best = max(best, 65.0 + 35.0 * len(asked) / len(name))
    return min(best, 100.0)


def about(query: str, specs: Iterable[ActionSpec]) -> str:
    """What "approve impeller" is about: the words that are no action's own; all of them if that leaves none."""
    own = {word for spec in specs for word in spec.keywords}
    return " ".join(word for word in query.split() if word.casefold() not in own) or query


def ranked(query: str, among: Iterable[Candidate], of: str | None = None, most: int = MOST) -> list[Candidate]:
    """Those that fit, best first; at equal score actions before items before parts, then by label and id.

    `of`: what items and parts are found by, if it is less than the query.
    """
    scored = [
        Candidate(one.kind, one.id, one.label, one.words, points)
        for one in among
        if (points := score(query if one.kind == "action" else of or query, one.words)) >= FITS_FROM
    ]
    return sorted(scored, key=lambda one: (-one.score, one.kind, one.label, one.id))[:most]


def nearest(query: str, among: Sequence[Candidate], most: int = MOST) -> list[Candidate]:
    """Those whose words are nearest to what someone types, mistyped letters and all; quick over a whole catalogue."""
    asked = utils.default_process(query)
    words = [utils.default_process(" ".join(one.words)) for one in among]
    found = process.extract(asked, words, scorer=fuzz.WRatio, limit=most, score_cutoff=FITS_FROM) if asked else []
    return [replace(among[at], score=points) for _, points, at in found]


def ambiguous(fits: Sequence[Candidate]) -> list[Candidate]:
    """What to choose from: all that fit if there are several, or the one that no action stands for."""
    return list(fits) if len(fits) > 1 or any(one.kind != "action" for one in fits) else []


def prefixes(query: str) -> list[str]:
    """The beginnings of a query's words, by which a database finds what is worth ranking."""
    return sorted({token[:3] for token in utils.default_process(query).split() if len(token) > 1})[:8]

"""Whether a statement says which yacht it is about, for every table that is spread by yacht; by Postgres' parser."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pglast
from pglast import ast
from pglast.enums import A_Expr_Kind, BoolExprType
from pglast.visitors import Visitor

YACHT = "yacht_id"
_SENT = re.compile(r"public\.\w+_sent\[\]")
_EQUAL = (A_Expr_Kind.AEXPR_OP, A_Expr_Kind.AEXPR_OP_ANY, A_Expr_Kind.AEXPR_IN)


@dataclass
class _Scope:
    """One SELECT, UPDATE or DELETE: the tables in it by alias, and what is compared."""

    tables: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    conditions: list[Any] = field(default_factory=list)


def _reached(node: Any, scope: _Scope, together: Collection[str]) -> None:
    if isinstance(node, ast.RangeVar):
        alias = node.alias.aliasname if node.alias else node.relname
        if node.relname in together and node.schemaname in ("public", None):
            scope.tables[alias] = node.relname
        else:
            scope.others.add(alias)
    elif isinstance(node, ast.JoinExpr):
        _reached(node.larg, scope, together)
        _reached(node.rarg, scope, together)
        if node.usingClause and any(name.sval == YACHT for name in node.usingClause):
            scope.others.add("using")
        scope.conditions += _all_of(node.quals)
    elif node is not None and node.alias:
        scope.others.add(node.alias.aliasname)


def _all_of(condition: Any) -> Iterator[Any]:
    if isinstance(condition, ast.BoolExpr) and condition.boolop == BoolExprType.AND_EXPR:
        for one in condition.args:
            yield from _all_of(one)
    elif condition is not None:
        yield condition


def _yacht_of(node: Any, scope: _Scope) -> str | None:
    """The alias whose yacht a node is, of a table that is spread."""
    if not isinstance(node, ast.ColumnRef) or getattr(node.fields[-1], "sval", None) != YACHT:
        return None
    alias = node.fields[-2].sval if len(node.fields) > 1 else None
    if alias is None and len(scope.tables) == 1:
        return next(iter(scope.tables))
    return next((known for known in scope.tables if alias in (known, scope.tables[known])), None)


def _unbound(scope: _Scope) -> set[str]:
    """The tables of which no yacht is said, neither their own nor by way of another's."""
    bound: set[str] = set()
    same: list[tuple[str, str]] = []
    for one in scope.conditions:
        if isinstance(one, ast.A_Expr) and one.kind in _EQUAL and one.name[-1].sval == "=":
            sides = [_yacht_of(one.lexpr, scope), _yacht_of(one.rexpr, scope)]
            named = [side for side in sides if side is not None]
            if len(named) == 2:
                same.append((named[0], named[1]))
            else:
                bound.update(named)
    for _ in same:
        for left, right in same:
            if {left, right} & bound:
                bound |= {left, right}
    return {table for alias, table in scope.tables.items() if alias not in bound}


class _Reading(Visitor):  # type: ignore[misc]
    def __init__(self, together: Collection[str]) -> None:
        super().__init__()
        self.together = together
        self.astray: set[str] = set()

    def _judge(self, sources: Any, where: Any, relation: Any = None) -> None:
        scope = _Scope()
        for source in (*(sources or ()), *((relation,) if relation is not None else ())):
            _reached(source, scope, self.together)
        scope.conditions += _all_of(where)
        self.astray |= _unbound(scope)

    def visit_SelectStmt(self, _: Any, node: Any) -> None:
        self._judge(node.fromClause, node.whereClause)

    def visit_UpdateStmt(self, _: Any, node: Any) -> None:
        self._judge(node.fromClause, node.whereClause, node.relation)

    def visit_DeleteStmt(self, _: Any, node: Any) -> None:
        self._judge(node.usingClause, node.whereClause, node.relation)

    def visit_InsertStmt(self, _: Any, node: Any) -> None:
        if node.relation.relname in self.together and YACHT not in {one.name for one in node.cols or ()}:
            self.astray.add(node.relation.relname)


def without_yacht(statement: str, together: Collection[str]) -> set[str]:
    """The tables in `together` that a statement reaches without saying which yacht."""
    reading = _Reading(together)
    reading(pglast.parse_sql(statement))
    return reading.astray


def _expressions(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "PLpgSQL_expr" in node:
            yield node["PLpgSQL_expr"]
        for one in node.values():
            yield from _expressions(one)
    elif isinstance(node, list):
        for one in node:
            yield from _expressions(one)


def _as_statement(expression: dict[str, Any]) -> str:
    text: str = expression["query"]
    if expression["parseMode"] == 0:
        return text
    return f"select {text.split(':=', 1)[1] if expression['parseMode'] > 2 else text}"


def statements_of(function: str) -> list[str]:
    """The statements in the text of a CREATE FUNCTION."""
    options = {one.defname: one.arg for one in pglast.parse_sql(function)[0].stmt.options}
    if options["language"].sval == "sql":
        return [options["as"][0].sval]
    # the parser asks no database, so it knows no type of ours
    return [_as_statement(one) for one in _expressions(pglast.parse_plpgsql(_SENT.sub("text[]", function)))]

"""The long-term store: langgraph's `BaseStore` over the server. See PROTOCOL.md, section Store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from langgraph.store.base import (
    BaseStore,
    GetOp,
    Item,
    ListNamespacesOp,
    PutOp,
    SearchItem,
    SearchOp,
)

from .embed import Index
from .encode import Unspeakable, dumps, dumps_strictly, loads
from .wire import Wire


def _check_names(labels: Iterable[str], key: str | None = None) -> None:
    """Refuses what not every database keeps in names, and what the encoder replaces, which could make two names one."""
    for what, text in [*(("Namespace labels", label) for label in labels), ("Keys", key or "")]:
        if "\0" in text:
            raise ValueError(f"{what} cannot contain the character NUL (U+0000): {text!r}")
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise ValueError(f"{what} cannot contain half of a surrogate pair: {text!r}")


def _encode_op(op: Any) -> dict[str, Any]:
    if isinstance(op, (GetOp, PutOp)):
        _check_names(op.namespace, str(op.key))
    elif isinstance(op, SearchOp):
        _check_names(op.namespace_prefix)
    if isinstance(op, GetOp):
        return {
            "op": "get",
            "namespace": op.namespace,
            "key": str(op.key),
            "refresh_ttl": getattr(op, "refresh_ttl", True),
        }
    if isinstance(op, PutOp):
        return {
            "op": "put",
            "namespace": op.namespace,
            "key": str(op.key),
            "value": Value(op.value, str(op.key)),
            "index": op.index,
            "ttl": getattr(op, "ttl", None),
        }
    if isinstance(op, SearchOp):
        return {
            "op": "search",
            "prefix": op.namespace_prefix,
            "filter": op.filter,
            "limit": op.limit,
            "offset": op.offset,
            "query": op.query,
            "refresh_ttl": getattr(op, "refresh_ttl", True),
        }
    if isinstance(op, ListNamespacesOp):
        return {
            "op": "namespaces",
            "conditions": [{"match": c.match_type, "path": c.path} for c in op.match_conditions or ()],
            "max_depth": op.max_depth,
            "limit": op.limit,
            "offset": op.offset,
        }
    raise ValueError(f"unknown store operation {type(op).__name__}")


class Value:
    """A value to put: as the graph gave it, and as it is stored."""

    def __init__(self, value: Any, key: str) -> None:
        try:
            self.json = dumps_strictly(value)
        except Unspeakable as e:
            raise ValueError(f"the value of {key!r} cannot be stored: {e}") from e
        self.deletes = value is None

    def stored(self) -> Any:
        return loads(self.json)


def _body(encoded: list[dict[str, Any]]) -> bytes:
    """The operations as JSON. Each member is encoded by itself: what one of them has in it changes no other."""

    def member(name: str, part: Any) -> bytes:
        return dumps(name) + b":" + (part.json if isinstance(part, Value) else dumps(part))

    written = (b",".join(member(name, part) for name, part in op.items()) for op in encoded)
    return b"[" + b",".join(b"{" + op + b"}" for op in written) + b"]"


def _decode_item(kind: type, item: dict[str, Any]) -> Any:
    fields = {
        "namespace": tuple(item["namespace"]),
        "key": item["key"],
        "value": item["value"],
        "created_at": item["created_at"],
        "updated_at": item["updated_at"],
    }
    if kind is SearchItem:
        fields["score"] = item.get("score")
    return _parsed(kind, fields)


def _parsed(kind: type, fields: dict[str, Any]) -> Any:
    for name in ("created_at", "updated_at"):
        text = fields[name]
        # Python 3.10 does not read the letter.
        fields[name] = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
    return kind(**fields)


def _decode_result(op: Any, result: Any) -> Any:
    if isinstance(op, GetOp):
        return None if result is None else _decode_item(Item, result)
    if isinstance(op, SearchOp):
        return [_decode_item(SearchItem, item) for item in result]
    if isinstance(op, ListNamespacesOp):
        return [tuple(namespace) for namespace in result]
    return None


def _put_texts(index: Index, op: dict[str, Any]) -> list[str]:
    value = op["value"]
    return [] if value.deletes or op["index"] is False else index.texts(value.stored(), op["index"])


def _texts(index: Index, encoded: list[dict[str, Any]]) -> tuple[list[list[str]], list[str], list[str]]:
    """The texts of each operation, all texts of items, and all queries."""
    per_op: list[list[str]] = []
    queries: dict[str, None] = {}
    for op in encoded:
        per_op.append(_put_texts(index, op) if op["op"] == "put" else [])
        if op["op"] == "search" and op["query"]:
            queries[op["query"]] = None
    return per_op, list(dict.fromkeys(text for texts in per_op for text in texts)), list(queries)


def _fill(encoded: list[dict[str, Any]], per_op: list[list[str]], documents: dict, queries: dict) -> None:
    for op, texts in zip(encoded, per_op, strict=True):
        if op["op"] == "put" and not op["value"].deletes:
            op["vectors"] = [documents[text] for text in texts]
        elif op["op"] == "search" and op["query"]:
            op["vector"] = queries[op["query"]]


class ServerStore(BaseStore):
    """Keeps items in the server. One instance serves the whole process."""

    supports_ttl = True

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.index: Index | None = None

    def configure(self, settings: dict[str, Any], root: str, bases: list[str]) -> None:
        """Takes over what a `load` frame says of the store."""
        self.ttl_config = settings.get("ttl")
        if settings.get("index"):
            self.index = Index(settings["index"], root, bases)

    def batch(self, ops: Iterable[Any]) -> list[Any]:
        ops = list(ops)
        encoded = [_encode_op(op) for op in ops]
        if self.index is not None:
            per_op, texts, queries = _texts(self.index, encoded)
            found = self.index.embed_blocking(texts, queries) if texts or queries else ({}, {})
            _fill(encoded, per_op, *found)
        _, parts = self.wire.request_blocking({"op": "store", "r": None}, [_body(encoded)])
        return [_decode_result(op, result) for op, result in zip(ops, loads(parts[0]), strict=True)]

    async def abatch(self, ops: Iterable[Any]) -> list[Any]:
        ops = list(ops)
        encoded = [_encode_op(op) for op in ops]
        if self.index is not None:
            per_op, texts, queries = _texts(self.index, encoded)
            found = await self.index.embed(texts, queries) if texts or queries else ({}, {})
            _fill(encoded, per_op, *found)
        _, parts = await self.wire.request({"op": "store", "r": None}, [_body(encoded)])
        return [_decode_result(op, result) for op, result in zip(ops, loads(parts[0]), strict=True)]

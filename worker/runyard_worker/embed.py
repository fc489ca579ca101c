"""Semantic search: vectors of items and queries, made by whatever `store.index` of `langgraph.json` names."""

from __future__ import annotations

import asyncio
import importlib.util
import inspect
import math
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from langchain_core.embeddings import Embeddings
from langgraph.store.base import ensure_embeddings, get_text_at_path, tokenize_path

from .encode import dumps, error_text, loads
from .loading import import_variable, split_path

Vector = list[float]


class EmbeddingError(ValueError):
    """Something has no vectors. The text says why."""


def load_embeddings(embed: str, root: str, bases: list[str]) -> Embeddings:
    """What `./file.py:function`, `package.module:function` or `provider:model` names, as an object of langchain's."""
    source, variable = split_path(embed)
    module = embed.partition(":")[0]
    if source.endswith(".py") or "/" in source or "." in module or _has(module, variable):
        found = import_variable(embed, root, bases)
        if inspect.isclass(found):
            found = found()
        if not isinstance(found, Embeddings) and not callable(found):
            raise TypeError(f"'{embed}' is neither a function nor an object of langchain's class Embeddings")
        return ensure_embeddings(found)
    return ensure_embeddings(embed)


def _has(module: str, variable: str) -> bool:
    """Whether a module of this name has the variable; providers are called like modules, but models not like variables."""
    if not variable.isidentifier() or importlib.util.find_spec(module) is None:
        return False
    return hasattr(importlib.import_module(module), variable)


class Index:
    """Makes vectors. What cannot be loaded is told by each attempt to use it: graphs that need no vectors work."""

    def __init__(self, settings: dict[str, Any], root: str, bases: list[str]) -> None:
        self.dims: int = settings["dims"]
        self.fields = settings["fields"]
        self.embeddings: Embeddings | None = None
        self.fault = ""
        try:
            self.embeddings = load_embeddings(settings["embed"], root, bases)
        except BaseException as e:
            # Also an `exit()` in the user's module.
            self.fault = f"failed to load store.index.embed '{settings['embed']}': {type(e).__name__}: {error_text(e)}"
            print(self.fault, file=sys.stderr, flush=True)

    def texts(self, value: Any, index: Any) -> list[str]:
        """What of a stored value is embedded: the texts at its own paths, or at those of the configuration."""
        if index is False or value is None:
            return []
        found: dict[str, None] = {}
        for path in self.fields if index is None else index:
            tokens = path if path == "$" else tokenize_path(path)
            try:
                texts = get_text_at_path(value, tokens)
            except (ValueError, RecursionError):
                # The library cannot write what is there, such as an integer of thousands of digits. Only this is not
                # found by meaning.
                continue
            found.update((text, None) for text in texts if text.strip())
        return list(found)

    def _usable(self) -> Embeddings:
        if self.embeddings is None:
            raise EmbeddingError(self.fault)
        return self.embeddings

    def _vector(self, numbers: Any) -> Vector:
        vector = [float(number) for number in numbers]
        if len(vector) != self.dims:
            raise EmbeddingError(
                f"the embedding gave {len(vector)} numbers, but store.index.dims is {self.dims}; "
                "correct dims in langgraph.json"
            )
        if not all(map(math.isfinite, vector)):
            raise EmbeddingError("the embedding gave a number that is not finite")
        return vector

    def _vectors(self, texts: list[str], rows: Any) -> dict[str, Vector]:
        rows = list(rows)
        if len(rows) != len(texts):
            raise EmbeddingError(f"the embedding gave {len(rows)} vectors for {len(texts)} texts")
        return dict(zip(texts, map(self._vector, rows), strict=True))

    async def embed(self, texts: list[str], queries: list[str]) -> tuple[dict[str, Vector], dict[str, Vector]]:
        """The vectors of texts and of queries. Raises what the user's code raises."""
        embeddings = self._usable()
        documents = self._vectors(texts, await embeddings.aembed_documents(texts)) if texts else {}
        found = await asyncio.gather(*(embeddings.aembed_query(query) for query in queries))
        return documents, self._vectors(queries, found)

    def embed_blocking(self, texts: list[str], queries: list[str]) -> tuple[dict[str, Vector], dict[str, Vector]]:
        """`embed` for synchronous code."""
        embeddings = self._usable()
        if hasattr(embeddings, "afunc") and not hasattr(embeddings, "func"):
            # An asynchronous function, for which the library has no way from here.
            return _run_elsewhere(lambda: self.embed(texts, queries))
        documents = self._vectors(texts, embeddings.embed_documents(texts)) if texts else {}
        return documents, self._vectors(queries, [embeddings.embed_query(query) for query in queries])

    async def answer(self, body: bytes) -> bytes:
        """Answers the call `store.embed`."""
        arguments = loads(body)
        items = [self.texts(item["value"], item["index"]) for item in arguments["items"]]
        queries = list(dict.fromkeys(arguments["queries"]))
        try:
            documents, found = await self.embed(list(dict.fromkeys(t for texts in items for t in texts)), queries)
        except EmbeddingError:
            raise
        except Exception as e:
            raise EmbeddingError(f"failed to embed: {type(e).__name__}: {error_text(e)}") from e
        return dumps(
            {
                "items": [[documents[text] for text in texts] for texts in items],
                "queries": [found[query] for query in arguments["queries"]],
            }
        )


def _run_elsewhere(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Runs a coroutine to its end in a loop of its own: this thread's may be the one that waits here."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome[:] = [True, asyncio.run(work())]
        except BaseException as e:
            outcome[:] = [False, e]

    thread = threading.Thread(target=run, name="runyard-embed")
    thread.start()
    thread.join()
    good, result = outcome
    if good:
        return result
    raise result

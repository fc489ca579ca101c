"""`langgraph_sdk.cache`: a cache of values of JSON for graphs, in the memory of the worker.

Workers do not share it: a value that another worker has cached is a miss. It is bounded, and what was used last stays.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from .encode import dumps, loads
from .logs import LOG

TTL_MAX_SECS = 86_400.0
BYTES_MAX = 64 << 20
_UNSET: Any = object()


class Cache:
    """Values by key, each until its time is over."""

    def __init__(self) -> None:
        self.entries: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self.bytes = 0

    def get(self, key: str) -> Any | None:
        entry = self.entries.get(key)
        if entry is None:
            return None
        ends, data = entry
        if time.monotonic() >= ends:
            self.remove(key)
            return None
        self.entries.move_to_end(key)
        return loads(data)

    def set(self, key: str, value: Any, ttl: timedelta | None) -> None:
        seconds = ttl.total_seconds() if ttl else TTL_MAX_SECS
        data = dumps(value)
        self.remove(key)
        self.entries[key] = (time.monotonic() + min(seconds, TTL_MAX_SECS), data)
        self.bytes += len(key) + len(data)
        while self.bytes > BYTES_MAX:
            self.remove(next(iter(self.entries)))

    def remove(self, key: str) -> None:
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.bytes -= len(key) + len(entry[1])


CACHE = Cache()
# Loads under way in the background, by key.
REFRESHING: dict[str, asyncio.Task] = {}


async def cache_get(key: str) -> Any | None:
    return CACHE.get(key)


async def cache_set(key: str, value: Any, ttl: timedelta | None = None) -> None:
    CACHE.set(key, value, ttl)


def install() -> None:
    """Gives the SDK's module what it otherwise takes from the reference server."""
    # That server may be installed too. Its configuration is not set up here, and importing it fails in many ways.
    # `None` lets imports fail, which the type of the table does not tell.
    sys.modules["langgraph_api"] = None  # type: ignore[assignment]
    try:
        from langgraph_sdk import cache as sdk
    except ImportError:
        # An SDK from before it.
        return
    finally:
        del sys.modules["langgraph_api"]

    class Result(sdk.SWRResult):
        """A value and how it was come by."""

        def __init__(self, value: Any, status: str, store: Callable[..., Awaitable[Any]]) -> None:
            self.value = value
            self.status = status
            self._store = store

        async def mutate(self, value: Any = _UNSET) -> Any:
            self.value = await self._store(value)
            return self.value

    async def swr(
        key: str,
        loader: Callable[[], Awaitable[Any]],
        *,
        fresh_for: timedelta,
        max_age: timedelta,
        model: Any = None,
    ) -> Result:
        def decoded(value: Any) -> Any:
            return value if model is None else model.model_validate(value)

        async def store(value: Any = _UNSET) -> Any:
            if value is _UNSET:
                value = await loader()
            plain = value.model_dump(mode="json") if model is not None and hasattr(value, "model_dump") else value
            CACHE.set(key, {"value": plain, "stored": time.time()}, max_age)
            return value

        async def refresh() -> None:
            try:
                await store()
            except Exception as e:
                LOG.warning("failed to refresh the cached value %r: %s: %s", key, type(e).__name__, e)

        kept = CACHE.get(key)
        if kept is None:
            return Result(await store(), "miss", store)
        if time.time() - kept["stored"] < fresh_for.total_seconds():
            return Result(decoded(kept["value"]), "fresh", store)
        if key not in REFRESHING:
            REFRESHING[key] = asyncio.get_running_loop().create_task(refresh())
            REFRESHING[key].add_done_callback(lambda _: REFRESHING.pop(key, None))
        return Result(decoded(kept["value"]), "stale", store)

    sdk._cache_get, sdk._cache_set, sdk._api_swr = cache_get, cache_set, swr

"""A graph that does with the store whatever its input says, and embeddings that need no model."""

import re
import zlib
from typing import Any

from langchain_core.embeddings import Embeddings
from langgraph.config import get_store
from langgraph.graph import START, StateGraph
from typing_extensions import TypedDict

DIMS = 64


def embed(texts: list[str]) -> list[list[float]]:
    """A bag of words, hashed: texts with words in common are near to each other."""
    vectors = []
    for text in texts:
        if "unspeakable" in text:
            raise ValueError("there are no words for this")
        vector = [0.0] * DIMS
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % DIMS] += 1.0
        vectors.append(vector)
    return vectors


async def aembed(texts: list[str]) -> list[list[float]]:
    return embed(texts)


def reverse(texts: list[str]) -> list[list[float]]:
    """Another model: the same words elsewhere."""
    return [vector[::-1] for vector in embed(texts)]


def fewer(texts: list[str]) -> list[list[float]]:
    """Not as many numbers as were promised, and no number among them when the text is odd."""
    pairs = zip(texts, embed(texts), strict=True)
    return [[*vector[:-1], float("nan")] if "odd" in text else vector[:-1] for text, vector in pairs]


class Model(Embeddings):
    """An object as langchain's integrations make them."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return embed(texts)

    def embed_query(self, text: str) -> list[float]:
        return embed([text])[0]


model = Model()


class State(TypedDict, total=False):
    # Whether the synchronous or the asynchronous methods are called.
    sync: bool
    # Method, positional and named arguments.
    ops: list[tuple[str, list, dict]]
    out: list[Any]


def nested(depth: int) -> Any:
    """A list in a list in a list."""
    value: Any = "innermost"
    for _ in range(depth):
        value = [value]
    return value


CYCLE: list = []
CYCLE.append(CYCLE)
# Values that no input can carry; `{"odd": name}` as the value of a put stands for one of them.
ODD = {
    "string": "only text",
    "list": ["a", 1],
    "number": 7.5,
    "false": False,
    "huge": {"text": "one two three", "n": 10**400, "m": -(2**70) - 1},
    "digits": {"n": 7**9000, "text": "x"},
    "deep": {"list": nested(400)},
    "half": "k\ud800",
    "object": object(),
    "nan": float("nan"),
    "cycle": CYCLE,
    "bottomless": nested(600),
}


def given(argument: Any) -> Any:
    if isinstance(argument, list):
        return tuple(argument)
    if isinstance(argument, dict) and list(argument) == ["odd"]:
        return ODD[argument["odd"]]
    return argument


def shown(result: Any) -> Any:
    if isinstance(result, list):
        return [shown(one) for one in result]
    return result.dict() if hasattr(result, "dict") else result


async def act(state: State):
    store, out = get_store(), []
    for method, arguments, named in state["ops"]:
        arguments = [given(one) for one in arguments]
        named = {name: tuple(one) if name in ("prefix", "suffix") else one for name, one in named.items()}
        try:
            if state.get("sync"):
                result = getattr(store, method)(*arguments, **named)
            else:
                result = await getattr(store, "a" + method)(*arguments, **named)
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        out.append(shown(result))
    return {"out": out}


memory = StateGraph(State).add_node("act", act).add_edge(START, "act").compile()

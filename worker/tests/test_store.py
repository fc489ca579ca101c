"""What the worker's store tells the server: times to live, and vectors for search by meaning."""

import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tests/fixtures/store"
GRAPHS = {"memory": "./graphs.py:memory"}


def with_index(embed="./graphs.py:embed", fields=("text",), dims=64):
    index = {"embed": embed, "dims": dims, "fields": list(fields)}
    return {"ttl": {"refresh_on_read": True, "default_ttl": None}, "index": index}


def act(server, ops, sync=False):
    """What the graph's operations give, and what of them reached the server."""
    before = len(server.ops)
    run = server.run("memory", {"ops": ops, "sync": sync}).wait()
    return run.values["out"], server.ops[before:]


def marks(vector):
    """How many words a vector of the test's embedding counts."""
    return sum(vector)


@pytest.mark.parametrize("sync", [False, True])
@pytest.mark.parametrize("embed", ["embed", "aembed", "model", "Model"])
def test_puts_and_searches_bring_their_vectors(own, embed, sync):
    server = own(graphs=GRAPHS, root=str(ROOT), store=with_index(f"./graphs.py:{embed}"))
    value = {"text": "three little words", "list": [{"t": "one"}, {"t": "one"}, {"t": " "}, {"u": "none"}], "n": 5}
    _, ops = act(
        server,
        [
            ["put", [["n"], "default", value], {}],
            ["put", [["n"], "paths", value], {"index": ["list[*].t", "n", "missing"]}],
            ["put", [["n"], "whole", value], {"index": ["$"]}],
            ["put", [["n"], "off", value], {"index": False}],
            ["put", [["n"], "mute", {"a": 1}], {}],
            ["delete", [["n"], "mute"], {}],
            ["search", [["n"]], {"query": "two words"}],
            ["search", [["n"]], {}],
        ],
        sync,
    )
    puts = {op["key"]: [marks(vector) for vector in op["vectors"]] for op in ops if op["op"] == "put" and op["value"]}
    # The same text counts once, and one of blanks not at all; the whole value is one text.
    assert puts == {"default": [3], "paths": [1, 1], "whole": [puts["whole"][0]], "off": [], "mute": []}
    assert puts["whole"][0] > 8
    deleted, query, plain = ops[-3:]
    assert "vectors" not in deleted and "vector" not in plain
    assert marks(query["vector"]) == 2 and query["query"] == "two words"


def test_without_an_index_nothing_is_embedded(own):
    server = own(graphs=GRAPHS, root=str(ROOT))
    _, ops = act(server, [["put", [["n"], "k", {"text": "a"}], {}], ["search", [["n"]], {"query": "a"}]])
    assert not any("vectors" in op or "vector" in op for op in ops)
    header, _ = server.ask("store.embed", items=[], queries=[])
    assert (header["t"], header["kind"]) == ("exc", "not_found")


@pytest.mark.parametrize("sync", [False, True])
@pytest.mark.parametrize("index", [False, True])
def test_values_are_sent_as_they_are(own, sync, index):
    server = own(graphs=GRAPHS, root=str(ROOT), store=with_index() if index else None)
    names = ["string", "list", "number", "false", "huge", "digits", "deep"]
    ops = [["put", [["n"], name, {"odd": name}], {}] for name in names]
    out, seen = act(server, [*ops, ["put", [["n"], "beside", {"text": "one two", "n": 1}], {}]], sync)
    assert out == [None] * len(out)
    values = {op["key"]: op["value"] for op in seen}
    assert [values[name] for name in names[:4]] == ["only text", ["a", 1], 7.5, False]
    assert values["huge"] == {"text": "one two three", "n": 10**400, "m": -(2**70) - 1}
    assert values["digits"] == {"n": 7**9000, "text": "x"} and values["beside"] == {"text": "one two", "n": 1}
    depth, at = 0, values["deep"]["list"]
    while isinstance(at, list):
        at, depth = at[0], depth + 1
    assert (depth, at) == (400, "innermost")
    if index:
        marked = {op["key"]: [marks(vector) for vector in op["vectors"]] for op in seen}
        assert marked == {**{name: [] for name in names}, "huge": [3], "digits": [1], "beside": [2]}


@pytest.mark.parametrize("sync", [False, True])
def test_what_the_library_cannot_write_is_not_embedded_and_everything_else_is(own, sync):
    server = own(graphs=GRAPHS, root=str(ROOT), store=with_index(fields=("n", "$", "text")))
    _, ops = act(server, [["put", [["n"], "k", {"odd": "digits"}], {}]], sync)
    assert [marks(vector) for vector in ops[0]["vectors"]] == [1]
    items = [{"value": {"n": 7**9000, "text": "one two"}, "index": None}]
    found = server.call("store.embed", items=items, queries=[])
    assert [[marks(vector) for vector in vectors] for vectors in found["items"]] == [[2]]


@pytest.mark.parametrize("sync", [False, True])
def test_what_json_cannot_say_is_refused_and_deletes_nothing(own, sync):
    server = own(graphs=GRAPHS, root=str(ROOT))
    puts = [["put", [["n"], name, {"odd": name}], {}] for name in ("object", "nan", "cycle", "bottomless")]
    out, ops = act(server, puts, sync)
    assert out == [
        "ValueError: the value of 'object' cannot be stored: JSON has nothing for the type object",
        "ValueError: the value of 'nan' cannot be stored: JSON has nothing for the type float",
        "ValueError: the value of 'cycle' cannot be stored: it contains itself",
        "ValueError: the value of 'bottomless' cannot be stored: it is nested deeper than 500 levels",
    ]
    assert ops == []


def test_the_server_has_vectors_made(own):
    server = own(graphs=GRAPHS, root=str(ROOT), store=with_index())
    items = [
        {"value": {"text": "a b"}, "index": None},
        {"value": {"text": "a b", "u": "c"}, "index": ["u", "text"]},
        {"value": {"text": "a b"}, "index": False},
    ]
    found = server.call("store.embed", items=items, queries=["a", "d e", "a"])
    assert [[marks(vector) for vector in vectors] for vectors in found["items"]] == [[2], [1, 2], []]
    assert [marks(vector) for vector in found["queries"]] == [1, 2, 1]
    assert found["items"][0][0] == found["items"][1][1]
    unspeakable = {"value": {"text": "unspeakable"}, "index": None}
    for bad in ({"items": [unspeakable], "queries": []}, {"items": [], "queries": ["unspeakable"]}):
        header, _ = server.ask("store.embed", **bad)
        assert header["kind"] == "invalid"
        assert header["error"]["message"] == "failed to embed: ValueError: there are no words for this"


@pytest.mark.parametrize(
    ("embed", "text", "message"),
    [
        ("./graphs.py:fewer", "x", "gave 63 numbers, but store.index.dims is 64"),
        ("./graphs.py:fewer", "odd", "not finite"),
        ("./graphs.py:gone", "x", "there is no 'gone'"),
        ("./gone.py:embed", "x", "no such file"),
        ("./graphs.py:DIMS", "x", "neither a function nor an object"),
        ("nobody:some-model-3", "x", "nobody"),
    ],
)
def test_a_wrong_embedding_says_so_wherever_it_is_used(own, embed, text, message):
    server = own(graphs=GRAPHS, root=str(ROOT), store=with_index(embed))
    header, _ = server.ask("store.embed", items=[{"value": {"text": text}, "index": None}], queries=[])
    assert header["t"] == "exc" and message in header["error"]["message"], header
    ops = [["put", [["n"], "k", {"text": text}], {}], ["put", [["n"], "k", {"text": text}], {"index": False}]]
    for sync in (False, True):
        out, seen = act(server, ops, sync)
        assert message in out[0] and out[1] is None
        assert len(seen) == 1, "what cannot be embedded does not reach the server"


def test_a_provider_is_asked_for_its_model(own, tmp_path):
    package = tmp_path / "langchain"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "embeddings.py").write_text(
        "from langchain_core.embeddings import Embeddings\n"
        "class Model(Embeddings):\n"
        "    def embed_documents(self, texts):\n"
        "        return [self.embed_query(text) for text in texts]\n"
        "    def embed_query(self, text):\n"
        "        return [float(len(text))] * 8\n"
        "def init_embeddings(model):\n"
        "    if model != 'openai:text-embedding-3-small':\n"
        "        raise ImportError('Please install it with `pip install -U langchain-other`')\n"
        "    return Model()\n"
    )
    # Found before the langchain that is installed.
    env = {"PYTHONPATH": str(tmp_path)}
    store = with_index("openai:text-embedding-3-small", dims=8)
    server = own(graphs={}, root=str(tmp_path), store=store, env=env)
    found = server.call("store.embed", items=[{"value": {"text": "a"}, "index": None}], queries=["a"])
    assert len(found["queries"][0]) == 8 and found["items"] == [found["queries"]]
    server = own(graphs={}, root=str(tmp_path), store=with_index("other:model", dims=8), env=env)
    header, _ = server.ask("store.embed", items=[], queries=["a"])
    assert "pip install -U langchain-other" in header["error"]["message"]
    (package / "__init__.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'langchain'\", name='langchain')\n"
    )
    server = own(graphs={}, root=str(tmp_path), store=store, env=env)
    header, _ = server.ask("store.embed", items=[], queries=["a"])
    assert "Could not load embeddings" in header["error"]["message"]


def test_times_to_live_are_those_of_the_configuration(own):
    store = {"ttl": {"refresh_on_read": False, "default_ttl": 2.5}, "index": None}
    server = own(graphs=GRAPHS, root=str(ROOT), store=store)
    _, ops = act(
        server,
        [
            ["put", [["n"], "a", {}], {}],
            ["put", [["n"], "b", {}], {"ttl": 7}],
            ["put", [["n"], "c", {}], {"ttl": None}],
            ["get", [["n"], "a"], {}],
            ["get", [["n"], "a"], {"refresh_ttl": True}],
            ["search", [["n"]], {}],
        ],
    )
    assert [op["ttl"] for op in ops[:3]] == [2.5, 7, None]
    assert [op["refresh_ttl"] for op in ops[3:]] == [False, True, False]


@pytest.mark.parametrize("sync", [False, True])
def test_names_with_nul_are_refused_before_they_are_sent(own, sync):
    server = own(graphs=GRAPHS, root=str(ROOT))
    out, ops = act(
        server,
        [
            ["put", [["n"], "k\0", {"text": "a"}], {}],
            ["get", [["n"], "k\0"], {}],
            ["put", [["n", "\0"], "k", {"text": "a"}], {}],
            ["search", [["\0"]], {}],
            ["put", [["n"], {"odd": "half"}, {"text": "a"}], {}],
            ["put", [["n"], "k", {"text": "a\0b"}], {}],
        ],
        sync,
    )
    assert out[0] == out[1] == "ValueError: Keys cannot contain the character NUL (U+0000): 'k\\x00'"
    assert all("Namespace labels cannot contain" in told for told in out[2:4]), out
    assert out[4] == "ValueError: Keys cannot contain half of a surrogate pair: 'k\\ud800'"
    assert [op["value"] for op in ops] == [{"text": "a\0b"}], "values are kept"

"""Graphs by their paths, and what is said about those that cannot be loaded."""

import os
import subprocess
import sys
import textwrap

from server import PROGRAM

HEAD = """
from typing_extensions import TypedDict
from langgraph.graph import StateGraph, START
class State(TypedDict, total=False):
    x: int
    from_: str
def build(name=__name__):
    g = StateGraph(State)
    g.add_node("n", lambda s: {"from_": name})
    g.add_edge(START, "n")
    return g
graph = build().compile()
"""


def write(root, files):
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(textwrap.dedent(text))


def test_paths(own, tmp_path):
    write(
        tmp_path,
        {
            "top.py": HEAD,
            # Called like a module of the standard library.
            "colorsys.py": HEAD + "\nassert not hasattr(__builtins__, 'nothing')\n",
            "src/agent/graph.py": "from agent.parts import graph\n",
            "src/agent/parts.py": HEAD,
            "pkg/__init__.py": "",
            "pkg/inner/__init__.py": "",
            "pkg/inner/rel.py": "from .other import build\ngraph = build()\n",
            "pkg/inner/other.py": HEAD,
            "class_like.py": HEAD + "\nclass Holder:\n    graph = graph\n",
            "loops.py": "import asyncio\n" + HEAD + "\nasync def f():\n    return 1\nassert asyncio.run(f()) == 1\n",
        },
    )
    graphs = {
        "top": "./top.py:graph",
        "std": "./colorsys.py:graph",
        "src": "./src/agent/graph.py:graph",
        "rel": "./pkg/inner/rel.py:graph",
        "module": "pkg.inner.other:graph",
        "factory": "./top.py:build",
        "attribute": "./class_like.py:Holder.graph",
        "loops": "./loops.py:graph",
    }
    server = own(graphs, root=str(tmp_path), dependencies=["./src", "."])
    assert {k: v.get("error") for k, v in server.loaded.items()} == dict.fromkeys(graphs)
    came = {k: server.run(k, {"x": 1}).wait().values["from_"] for k in graphs if k != "factory"}
    assert came == {
        "top": "top",
        "std": came["std"],
        "src": "agent.parts",
        "rel": "pkg.inner.other",
        "module": "pkg.inner.other",
        "attribute": "class_like",
        "loops": "loops",
    }
    assert came["std"] != "colorsys"


SHADOWING = [
    "random",
    "types",
    "json",
    "typing",
    "logging",
    "socket",
    "asyncio",
    "abc",
    "copy",
    "functools",
    "pathlib",
    "inspect",
    "langgraph",
    "langgraph_api",
    "langchain_core",
    "httpx",
    "pydantic",
    "runyard_worker",
    "wire",
    "calls",
    "store",
]


def test_files_named_like_other_modules_harm_nobody(own, tmp_path):
    write(
        tmp_path,
        {f"{name}.py": f"raise RuntimeError('{name} of the project was imported')\n" for name in SHADOWING}
        | {"agent.py": "import json, random\n" + HEAD + "assert random.random() < 1 and json.loads('1') == 1\n"},
    )
    server = own({"agent": "./agent.py:graph"}, root=str(tmp_path), dependencies=["."])
    assert server.loaded["agent"].get("error") is None
    assert server.run("agent", {"x": 1}).wait().values["from_"] == "agent"


def test_graph_files_may_be_named_like_other_modules(own, tmp_path):
    names = ["random", "types", "json", "typing", "langgraph", "langchain_core", "runyard_worker", "wire"]
    write(tmp_path, {f"{name}.py": HEAD for name in names})
    server = own({name: f"./{name}.py:graph" for name in names}, root=str(tmp_path), dependencies=["."])
    assert {k: v.get("error") for k, v in server.loaded.items()} == dict.fromkeys(names)
    for name in names:
        assert server.run(name, {"x": 1}).wait().end["status"] == "success", name


def test_graph_files_of_equal_names_stay_apart(own, tmp_path):
    files = ["a/agent.py", "b/agent.py", "c/agent.py", "d-e/agent.py", "d_e/agent.py"]
    write(tmp_path, {file: HEAD.replace("name=__name__", f"name='{file}'") for file in files})
    graphs = {file: f"./{file}:graph" for file in files}
    server = own(graphs, root=str(tmp_path), dependencies=[os.path.dirname(file) for file in files])
    assert {k: server.run(k, {"x": 1}).wait().values["from_"] for k in graphs} == {k: k for k in graphs}


def test_failures(own, tmp_path):
    write(
        tmp_path,
        {
            "good.py": HEAD,
            "syntax.py": "x = 1\ndef f(:\n    pass\n",
            "raises.py": "def f():\n    raise KeyError('deep')\n\n\nf()\n",
            "missing.py": "import os\nimport not_there_at_all\n",
            "indirect.py": "\nimport raises\n",
            "unset.py": "import os\nkey = os.environ['RUNYARD_TEST_NOT_SET']\n",
            "leaves.py": "import sys\nsys.exit(4)\n",
            "thing.py": "thing = 5\ndef takes(a, b):\n    pass\n",
        },
    )
    graphs = {
        "good": "./good.py:graph",
        "syntax": "./syntax.py:graph",
        "raises": "./raises.py:graph",
        "missing": "./missing.py:graph",
        "indirect": "./indirect.py:graph",
        "unset": "./unset.py:graph",
        "leaves": "./leaves.py:graph",
        "absent": "./absent.py:graph",
        "variable": "./good.py:grpah",
        "thing": "./thing.py:thing",
        "takes": "./thing.py:takes",
        "path": "./good.py",
        "module": "no.such:graph",
    }
    server = own(graphs, root=str(tmp_path))
    root = os.path.realpath(tmp_path)
    errors = {k: v["error"] for k, v in server.loaded.items() if not v["ok"]}

    def place(name):
        error = errors[name]
        return error["error"], error["file"] and os.path.relpath(error["file"], root), error["line"]

    assert set(errors) == set(graphs) - {"good"}
    assert place("syntax") == ("SyntaxError", "syntax.py", 2)
    assert place("raises") == ("KeyError", "raises.py", 2)
    assert place("missing") == ("ModuleNotFoundError", "missing.py", 2)
    assert errors["missing"]["message"].startswith("No module named 'not_there_at_all'; install it")
    assert place("indirect") == ("KeyError", "raises.py", 2)
    assert place("unset") == ("KeyError", "unset.py", 2)
    assert "not set; add it to the env of langgraph.json" in errors["unset"]["message"]
    assert "not set" not in errors["raises"]["message"]
    assert place("leaves") == ("SystemExit", "leaves.py", 2)
    assert place("absent") == ("FileNotFoundError", None, None)
    assert errors["absent"]["message"].endswith("absent.py; create it, or correct the path in langgraph.json")
    assert errors["variable"]["message"] == "there is no 'grpah' in ./good.py; graphs in there: graph"
    assert (
        errors["thing"]["message"]
        == "./thing.py:thing is of type int, not a graph; it has to be a compiled graph or a StateGraph"
    )
    assert "takes the config, a ServerRuntime, both, or nothing; this one takes (a, b)" in errors["takes"]["message"]
    assert "not of the form" in errors["path"]["message"]
    assert errors["module"]["error"] == "ModuleNotFoundError"
    text = errors["raises"]["traceback"]
    assert text.startswith("Traceback (most recent call last):\n")
    assert text.endswith("KeyError: 'deep'\n")
    assert "runyard_worker" not in text
    assert server.run("good", {"x": 1}).wait().end["status"] == "success"
    assert server.run("syntax", {"x": 1}).wait().end["status"] == "error"


def test_state_types_of_a_file_come_back(own, tmp_path):
    write(
        tmp_path,
        {
            "agent.py": HEAD
            + """
import dataclasses
@dataclasses.dataclass
class Point:
    x: int
class Holds(TypedDict, total=False):
    p: Point
    ok: bool
def make(s):
    return {"p": Point(3)} if "p" not in s else {"ok": isinstance(s["p"], Point)}
h = StateGraph(Holds)
h.add_node("make", make)
h.add_edge(START, "make")
holder = h.compile()
"""
        },
    )
    server = own({"holder": "./agent.py:holder"}, root=str(tmp_path))
    run = server.run("holder", {}).wait()
    assert run.values == {"p": {"x": 3}}
    server.kill()
    server.start()
    again = server.run("holder", {}, thread_id=run.thread_id).wait()
    assert again.values == {"p": {"x": 3}, "ok": True}


def test_without_langgraph():
    # -S leaves out everything that is installed.
    out = subprocess.run(
        [sys.executable, "-S", PROGRAM],
        env={},
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert out.returncode == 1
    assert out.stderr.strip() == f"langgraph is not installed for {sys.executable}"

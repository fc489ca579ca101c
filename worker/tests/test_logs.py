"""Failures name their place, and log records arrive with level, logger and run."""

import json
import os
import socket
import tempfile
import threading
from pathlib import Path

import pytest
from test_loading import write

APP = """
import logging, sys, warnings
from typing_extensions import TypedDict
from langgraph.graph import StateGraph, START
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr{force})
log = logging.getLogger("my.app")
class State(TypedDict, total=False):
    x: str
def helper(s):
    return s["x"]["nope"]
def fails(s):
    helper(s)
def speaks(s):
    log.info("hello %s", s["x"])
    log.debug("hidden")
    warnings.warn("old")
    try:
        helper(s)
    except TypeError:
        log.exception("caught")
    return {{"x": "done"}}
def floods(s):
    for i in range(5000):
        log.info("line %d", i)
    log.error("the end")
    return {{"x": "done"}}
def make(name, node):
    g = StateGraph(State)
    g.add_node(name, node)
    g.add_edge(START, name)
    return g.compile()
fails_graph = make("outer", make("inner", fails))
speaks_graph = make("speaks", speaks)
floods_graph = make("floods", floods)
def factory(config):
    return {{}}["missing"]
"""
GRAPHS = {
    "fails": "./app.py:fails_graph",
    "speaks": "./app.py:speaks_graph",
    "floods": "./app.py:floods_graph",
    "factory": "./app.py:factory",
}


class Sink:
    """Takes a worker's records."""

    def __init__(self):
        self.path = os.path.join(tempfile.mkdtemp(prefix="runyard-log-"), "log")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()
        self.records = []
        self.more = threading.Condition()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.read, args=(connection,), daemon=True).start()

    def read(self, connection):
        for line in connection.makefile("rb"):
            with self.more:
                self.records.append(json.loads(line))
                self.more.notify_all()

    def wait(self, found):
        with self.more:
            assert self.more.wait_for(lambda: any(found(r) for r in self.records), timeout=20), self.records[-5:]
            return next(r for r in self.records if found(r))


@pytest.fixture
def sink():
    return Sink()


def project(tmp_path, force=""):
    write(str(tmp_path), {"app.py": APP.format(force=force)})
    return str(tmp_path)


def line_of(root, text):
    lines = Path(root, "app.py").read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_failure_names_node_and_the_projects_line(own, tmp_path):
    root = project(tmp_path)
    server = own(GRAPHS, root=root)
    run = server.run("fails", {"x": "a"}).wait()
    assert run.end["error"] == {"error": "TypeError", "message": "string indices must be integers, not 'str'"}
    failure = run.part("has_failure")
    place = (failure["node"], failure["file"], failure["line"])
    assert place == ("outer:inner", os.path.join(root, "app.py"), line_of(root, '["nope"]'))
    assert 'in helper\n    return s["x"]["nope"]' in failure["traceback"]
    assert "runyard_worker" not in failure["traceback"]
    run = server.run("factory", {"x": "a"}).wait()
    failure = run.part("has_failure")
    assert (failure["node"], failure["line"]) == (None, line_of(root, '["missing"]'))


@pytest.mark.parametrize("force", ["", ", force=True"])
def test_records_keep_level_logger_and_run_and_come_once(own, tmp_path, sink, force):
    server = own(GRAPHS, root=project(tmp_path, force), env={"RUNYARD_LOG_SOCKET": sink.path})
    run = server.run("speaks", {"x": "you"}).wait()
    assert run.values == {"x": "done"}
    caught = sink.wait(lambda r: r["message"].startswith("caught"))
    assert caught["level"] == "error" and caught["message"].endswith("must be integers, not 'str'")
    hello = [r for r in sink.records if r["message"] == "hello you"]
    assert [(r["level"], r["logger"]) for r in hello] == [("info", "my.app")]
    assert hello[0]["run_id"] == caught["run_id"] and hello[0]["thread_id"]
    warned = [r for r in sink.records if r["logger"] == "py.warnings"]
    assert [(r["level"], "UserWarning: old" in r["message"]) for r in warned] == [("warning", True)]
    assert not any("hidden" in r["message"] for r in sink.records)
    server.stop()
    assert not any("hello" in line for line in server.errors)


def test_a_flood_is_cut_and_errors_still_arrive(own, tmp_path, sink):
    server = own(GRAPHS, root=project(tmp_path), env={"RUNYARD_LOG_SOCKET": sink.path})
    assert server.run("floods", {"x": "a"}).wait().values == {"x": "done"}
    sink.wait(lambda r: r["message"] == "the end")
    dropped = sink.wait(lambda r: "were dropped" in r["message"])
    lines = [r for r in sink.records if r["message"].startswith("line ")]
    told = sum(int(r["message"].split()[0]) for r in sink.records if "were dropped" in r["message"])
    assert dropped["level"] == "warning" and 1000 <= len(lines) < 5000
    assert len(lines) + told <= 5000


def test_a_factory_that_fails_a_call_is_logged_and_a_clients_mistake_is_not(own, tmp_path, sink):
    root = project(tmp_path)
    server = own(GRAPHS, root=root, env={"RUNYARD_LOG_SOCKET": sink.path})
    header, _ = server.ask("graph.schemas", graph_id="factory", config={})
    line = line_of(root, chr(34) + "missing" + chr(34))
    assert (header["t"], header["file"], header["line"]) == ("exc", os.path.join(root, "app.py"), line)
    record = sink.wait(lambda r: r["level"] == "error")
    place = f"{os.path.join(root, 'app.py')}:{line_of(root, chr(34) + 'missing' + chr(34))}"
    assert f"making the schemas of graph 'factory' failed at {place}: KeyError: 'missing'" in record["message"]


def test_import_errors_name_the_project_not_the_library(own, tmp_path):
    write(
        str(tmp_path),
        {
            "env.py": "import os\nKEY = os.environ['RUNYARD_NOT_THERE']\n",
            "empty.py": "from langgraph.graph import StateGraph\n\ngraph = StateGraph(dict).compile()\n",
            "module.py": "import not_installed_anywhere\n",
            "deep.py": "import env\n",
        },
    )
    server = own({name: f"./{name}.py:graph" for name in ("env", "empty", "module", "deep")}, root=str(tmp_path))
    errors = {name: server.loaded[name]["error"] for name in ("env", "empty", "module", "deep")}
    places = {name: (os.path.basename(e["file"]), e["line"]) for name, e in errors.items()}
    assert places == {"env": ("env.py", 2), "empty": ("empty.py", 3), "module": ("module.py", 1), "deep": ("env.py", 2)}
    assert "dependencies of langgraph.json" in errors["module"]["message"]

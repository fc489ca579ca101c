"""The project's `Auth` object: how it is loaded, what its handlers are called with, and what their answers become."""

import json
import os
import sys
import textwrap

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from runyard_worker.auth import InvalidFilter, normal_filter, user_json
from runyard_worker.request import make_request
from runyard_worker.user import User

HEAD = """
import asyncio, dataclasses, threading, time
from langgraph_sdk import Auth
auth = Auth()
"""
GRAPHS = """
from typing import Any
from langgraph.graph import StateGraph
from typing_extensions import TypedDict
class State(TypedDict, total=False):
    out: Any
def node(state, config):
    configurable = config["configurable"]
    user = configurable.get("langgraph_auth_user")
    runtime = configurable["__pregel_runtime"].server_info.user
    if isinstance(user, dict) or user is None:
        return {"out": {"plain": user, "runtime": runtime, "user_id": configurable.get("user_id")}}
    return {"out": {
        "identity": [user.identity, user["identity"], runtime.identity],
        "same": user is runtime,
        "org": [user.org.name, user["org"]["name"], user.get("nope", 3)],
        "names": list(user),
        "permissions": configurable["langgraph_auth_permissions"],
        "user_id": configurable["user_id"],
    }}
graph = StateGraph(State).add_node(node).set_entry_point("node").compile()
"""
ALICE = {"identity": "alice", "is_authenticated": True, "display_name": "alice", "permissions": []}
REQUEST = {
    "method": "POST",
    "path": "/threads/a%20b/runs",
    "query": "x=1&x=2&y=",
    "headers": [["host", "here:1"], ["authorization", "Bearer t"], ["x-odd", "\xe9"], ["cookie", "a=1; b=2"]],
    "path_params": {"thread_id": "a b"},
    "body": '{"input": 5}',
    "client": ["127.0.0.1", 5],
}


def project(tmp_path, code, graphs=GRAPHS):
    (tmp_path / "auth.py").write_text(HEAD + textwrap.dedent(code))
    (tmp_path / "graphs.py").write_text(graphs)
    return {
        "root": str(tmp_path),
        "graphs": {"g": "./graphs.py:graph"},
        "auth": {"path": "./auth.py:auth", "timeout_ms": 5000},
    }


def authenticate(server, **changes):
    return server.call("auth.authenticate", **{**REQUEST, **changes})


def authorize(server, resource, action, value, user=None):
    return server.call("auth.authorize", resource=resource, action=action, value=value, user=user or ALICE)


ACCEPT = """
@auth.authenticate
async def authenticate(authorization: str):
    return "alice"
"""


# Loading.


@pytest.mark.parametrize(
    ("code", "error", "text"),
    [
        ("auth = 5", "AuthLoadError", "of type int"),
        ("auth = Auth", "AuthLoadError", "of type type"),
        ("", "AuthLoadError", "no authenticate handler"),
        ("del auth", "GraphLoadError", "no 'auth' in ./auth.py"),
        ("raise RuntimeError('at import')", "RuntimeError", "at import"),
        ("exit(3)", "SystemExit", "3"),
        ("import nothing_of_this_name", "ModuleNotFoundError", "nothing_of_this_name"),
        ("@auth.authenticate\nasync def f(foo, authorization): ...", "AuthLoadError", "nobody can fill: foo;"),
        ("@auth.authenticate\nasync def f(*args, **kwargs): ...", "AuthLoadError", "*args, **kwargs;"),
        ("@auth.authenticate\nasync def f(headers, /): ...", "AuthLoadError", "headers"),
        ("@auth.on\ndef f(ctx, value): ...", "ValueError", "must be an async function"),
    ],
)
def test_what_cannot_be_used_is_told_at_the_start_and_lets_nobody_in(own, tmp_path, code, error, text):
    server = own(**project(tmp_path, code))
    assert not server.auth["ok"]
    assert server.auth["error"]["error"] == error
    assert text in server.auth["error"]["message"]
    assert server.loaded["g"]["ok"], "the graphs are not concerned"
    header, _ = server.ask("auth.authenticate", **REQUEST)
    assert (header["t"], header["kind"]) == ("exc", "not_found")


def test_a_missing_file_is_told(own, tmp_path):
    made = project(tmp_path, ACCEPT)
    server = own(**{**made, "auth": {"path": "./nowhere.py:auth", "timeout_ms": 5000}})
    assert server.auth["error"]["error"] == "FileNotFoundError"
    assert "nowhere.py" in server.auth["error"]["message"]


def test_without_a_section_nothing_is_loaded(own, tmp_path):
    server = own(**{**project(tmp_path, ACCEPT), "auth": None})
    assert server.auth is None
    header, _ = server.ask("auth.authenticate", **REQUEST)
    assert (header["t"], header["kind"]) == ("exc", "not_found")


# Who makes a request.

ECHO = """
@auth.authenticate
{kind}def authenticate({parameters}):
    seen = dict(locals())
    seen.pop("request", None)
    def shown(value):
        if hasattr(value, "items"):
            return [[repr(k), shown(v)] for k, v in value.items()]
        return repr(value)
    return {{"identity": "e", "seen": {{k: shown(v) for k, v in seen.items()}}}}
"""


@pytest.mark.parametrize("kind", ["", "async "])
@pytest.mark.parametrize(
    ("parameter", "seen"),
    [
        ("authorization: str | None", "'Bearer t'"),
        ("method", "'POST'"),
        ("path", "'/threads/a b/runs'"),
        ("path_params", [["'thread_id'", "'a b'"]]),
        ("query_params", [["'x'", "'2'"], ["'y'", "''"]]),
        ("*, body", [["'input'", "5"]]),
        (
            "headers",
            [
                ["b'host'", "b'here:1'"],
                ["b'authorization'", "b'Bearer t'"],
                ["b'x-odd'", r"b'\xe9'"],
                ["b'cookie'", "b'a=1; b=2'"],
            ],
        ),
        ("other=7", "7"),
    ],
)
def test_a_handler_gets_what_it_asks_for(own, tmp_path, kind, parameter, seen):
    server = own(**project(tmp_path, ECHO.format(kind=kind, parameters=parameter)))
    name = parameter.removeprefix("*, ").partition(":")[0].partition("=")[0]
    assert server.auth == {"t": "auth", "ok": True, "needs_body": name == "body"}
    assert authenticate(server)["user"]["seen"] == {name: seen}


def test_what_is_not_there_is_none(own, tmp_path):
    server = own(**project(tmp_path, ECHO.format(kind="async ", parameters="authorization, body")))
    for body in (None, "", "no json"):
        seen = authenticate(server, headers=[], body=body)["user"]["seen"]
        assert seen == {"authorization": "None", "body": "None"}


def test_the_request_is_an_object(own, tmp_path):
    code = """
    @auth.authenticate
    async def authenticate(request):
        return {"identity": request.method, "seen": [
            request.headers["Authorization"], request.headers.get("x-none"), request.url.path, str(request.url),
            request.query_params["x"], request.query_params.getlist("x"), request.path_params, request.cookies,
            await request.json(), (await request.body()).decode(), request.client.host]}
    """
    server = own(**project(tmp_path, code))
    assert server.auth["needs_body"]
    path = "/threads/a b/runs"
    user = authenticate(server)["user"]
    assert user["identity"] == "POST"
    assert user["seen"] == [
        "Bearer t",
        None,
        path,
        f"http://here:1{path}?x=1&x=2&y=",
        "2",
        ["1", "2"],
        {"thread_id": "a b"},
        {"a": "1", "b": "2"},
        {"input": 5},
        '{"input": 5}',
        "127.0.0.1",
    ]


def test_a_request_without_a_host_and_a_client():
    headers = [(b"a", b"1"), (b"a", b"2")]
    request = make_request({**REQUEST, "query": "", "client": None}, headers, b"")
    assert request.client is None
    assert request.headers["a"] == "1"
    assert request.headers.getlist("A") == ["1", "2"]
    assert list(request.headers.keys()).count("a") >= 1


def test_synchronous_handlers_do_not_hold_up_the_loop(own, tmp_path):
    code = """
    there, go = threading.Event(), threading.Event()
    @auth.authenticate
    def authenticate(path):
        if path == "/wait":
            there.set()
            go.wait()
        else:
            there.wait()
            go.set()
        return threading.current_thread().name
    """
    server = own(**project(tmp_path, code))
    answers = []
    import threading

    waiting = threading.Thread(target=lambda: answers.append(authenticate(server, path="/wait")))
    waiting.start()
    assert authenticate(server, path="/go")["user"]["identity"].startswith("runyard")
    waiting.join(20)
    assert answers[0]["user"]["identity"].startswith("runyard")


class Plain:
    def __init__(self, **members):
        self.__dict__.update(members)


class Slots:
    __slots__ = ("identity",)
    permissions = ("p",)


def slots():
    made = Slots()
    made.identity = "s"
    return made


@pytest.mark.parametrize(
    ("found", "user"),
    [
        ("alice", ALICE),
        ({"identity": "alice"}, ALICE),
        ({"identity": 5}, {"identity": "5", "is_authenticated": True, "display_name": "5", "permissions": []}),
        (
            {
                "org": {"a": 1},
                "permissions": ("p", "q"),
                "is_authenticated": False,
                "identity": "b",
                "display_name": "B",
            },
            {
                "identity": "b",
                "is_authenticated": False,
                "display_name": "B",
                "permissions": ["p", "q"],
                "org": {"a": 1},
            },
        ),
        (Plain(identity="alice", _hidden=1), ALICE),
        (Plain(identity="alice", colour="red", display_name=None), {**ALICE, "colour": "red"}),
        (slots(), {"identity": "s", "is_authenticated": True, "display_name": "s", "permissions": ["p"]}),
    ],
)
def test_every_form_of_user(found, user):
    made = user_json(found)
    assert made == user
    assert list(made)[:4] == ["identity", "is_authenticated", "display_name", "permissions"]


@pytest.mark.parametrize(
    "found",
    ["", None, 7, True, [], {}, {"display_name": "x"}, {"identity": None}, {"identity": ""}, Plain(), Plain(name="x")],
)
def test_what_is_no_user_is_refused(found):
    with pytest.raises(ValueError, match="returned no user"):
        user_json(found)


def test_permissions_are_a_list():
    with pytest.raises(ValueError, match="permissions"):
        user_json({"identity": "a", "permissions": "admin"})


RAISES = """
class Odd(Exception):
    def __str__(self):
        raise RuntimeError("odd")
class StarletteLike(Exception):
    pass
StarletteLike.__name__ = "HTTPException"
def raise_(what):
    if what == "value": raise ValueError("bad token")
    if what == "json": import json; json.loads("{")
    if what == "assert": assert False, "must hold"
    if what == "key": raise KeyError("secret")
    if what == "odd": raise Odd
    if what == "exit": raise SystemExit(0)
    if what == "cancel": raise asyncio.CancelledError
    if what == "timeout": raise TimeoutError("of its own")
    if what == "default": raise Auth.exceptions.HTTPException()
    if what == "foreign":
        error = StarletteLike(); error.status_code = 422; error.detail = {"a": 1}; error.headers = None
        raise error
    if what.startswith("http"):
        raise Auth.exceptions.HTTPException(status_code=int(what[4:]), detail="d", headers={"X-A": "b"})
@auth.authenticate
async def authenticate(path):
    raise_(path)
    return "alice"
@auth.on
async def on(ctx, value):
    raise_(value["what"])
"""
REFUSALS = [
    ("value", 400, "bad token", []),
    ("json", 400, "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)", []),
    ("key", 500, "Internal Server Error", []),
    ("odd", 500, "Internal Server Error", []),
    ("exit", 500, "Internal Server Error", []),
    ("cancel", 500, "Internal Server Error", []),
    ("timeout", 500, "Internal Server Error", []),
    ("default", 401, "Unauthorized", []),
    ("http403", 403, "d", [["X-A", "b"]]),
    ("http418", 418, "d", [["X-A", "b"]]),
    ("http503", 503, "d", [["X-A", "b"]]),
    ("http200", 500, "Internal Server Error", []),
    ("http302", 500, "Internal Server Error", []),
    ("foreign", 422, {"a": 1}, []),
]


@pytest.fixture(scope="module")
def raising(tmp_path_factory):
    from server import Server

    server = Server(**project(tmp_path_factory.mktemp("raising"), RAISES))
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("what", "status", "detail", "headers"), [*REFUSALS, ("assert", 500, "Internal Server Error", [])]
)
def test_an_exception_lets_nobody_in(raising, what, status, detail, headers):
    answer = authenticate(raising, path=what)
    assert answer == {"refused": {"status": status, "detail": detail, "headers": headers}}
    assert authenticate(raising, path="fine") == {"user": ALICE}


@pytest.mark.parametrize(("what", "status", "detail", "headers"), [*REFUSALS, ("assert", 403, "must hold", [])])
def test_an_exception_allows_nothing(raising, what, status, detail, headers):
    answer = authorize(raising, "threads", "read", {"what": what})
    assert answer == {"refused": {"status": status, "detail": detail, "headers": headers}}
    assert authorize(raising, "threads", "read", {"what": "fine"}) == {"allowed": {"filter": None}}


def test_arguments_that_are_none_allow_nothing(raising):
    for method in ("auth.authorize", "auth.unknown"):
        header, _ = raising.ask(method)
        assert header["t"] == "exc"
    assert raising.call("auth.authenticate")["refused"]["status"] == 500
    assert "refused" in authorize(raising, "threads", "read", None)
    assert "refused" in authorize(raising, "threads", "read", {}, user={"no": "identity"})


def test_a_slow_handler_is_stopped(own, tmp_path):
    code = """
    @auth.authenticate
    async def authenticate(path):
        try:
            await asyncio.Event().wait()
        finally:
            print("stopped", flush=True)
    @auth.on
    async def on(ctx, value):
        await asyncio.Event().wait()
    """
    made = project(tmp_path, code)
    server = own(**{**made, "auth": {**made["auth"], "timeout_ms": 50}})
    answer = authenticate(server)["refused"]
    assert answer["status"] == 503
    assert answer["detail"] == "the authenticate handler did not answer within 0.05 seconds"
    server.line("stopped")
    answer = authorize(server, "threads", "read", {})["refused"]
    assert answer["status"] == 503
    assert answer["detail"] == "the handler for threads.read did not answer within 0.05 seconds"


# What a user may do.

LEVELS = (
    ACCEPT
    + """
@auth.on
async def everything(ctx, value):
    return {"level": "all"}
@auth.on.threads
async def threads(ctx, value):
    return {"level": "threads"}
@auth.on.threads.create
async def create(ctx, value):
    return {"level": "threads.create"}
@auth.on(actions=["search", "create"])
async def search(ctx, value):
    return {"level": "*.search"}
@auth.on.store(actions="put")
async def put(ctx, value):
    return {"level": "store.put"}
"""
)


def test_the_most_specific_handler_is_called(own, tmp_path):
    server = own(**project(tmp_path, LEVELS))
    for resource, action, level in [
        ("threads", "create", "threads.create"),
        ("threads", "search", "threads"),
        ("threads", "create_run", "threads"),
        ("assistants", "search", "*.search"),
        ("assistants", "read", "all"),
        ("crons", "create", "*.search"),
        ("store", "put", "store.put"),
        ("store", "get", "all"),
    ]:
        allowed = authorize(server, resource, action, {})["allowed"]
        assert allowed == {"filter": {"eq": {"key": "level", "value": level}}}, (resource, action)


def test_without_a_handler_everything_is_allowed(own, tmp_path):
    code = ACCEPT + "@auth.on.threads.read\nasync def read(ctx, value):\n    return False\n"
    server = own(**project(tmp_path, code))
    assert authorize(server, "threads", "create", {"a": 1}) == {"allowed": {"filter": None}}
    refused = {"status": 403, "detail": "Forbidden", "headers": []}
    assert authorize(server, "threads", "read", {}) == {"refused": refused}


VALUES = (
    ACCEPT
    + """
@auth.on
async def on(ctx, value):
    change = value.pop("change", "")
    exec(change, {"value": value, "ctx": ctx, "Auth": Auth})
    if "result" in value:
        return eval(value.pop("result"))
"""
)
THREAD = "11111111-2222-4333-8444-555555555555"


def test_changes_of_the_value_are_answered(own, tmp_path):
    server = own(**project(tmp_path, VALUES.replace('value.pop("change", "")', 'value.get("change", "")')))

    def changed(resource, change, **members):
        value = {"change": change, **members}
        allowed = authorize(server, resource, "create", value)["allowed"]
        assert allowed["filter"] is None
        return {k: v for k, v in allowed["value"].items() if k != "change"} if "value" in allowed else None

    assert changed("threads", "", thread_id=THREAD, metadata={"b": 1, "a": 2}) is None
    assert changed("threads", "value['metadata'] = dict(value['metadata'])", metadata={"a": 1}) is None
    owner = "value.setdefault('metadata', {})['owner'] = ctx.user.identity"
    assert changed("threads", owner) == {"metadata": {"owner": "alice"}}
    assert changed("threads", "value['seen'] = type(value['thread_id']).__name__", thread_id=THREAD) == {
        "thread_id": THREAD,
        "seen": "UUID",
    }
    scope = "value['namespace'] = (ctx.user.identity, *value['namespace'])"
    assert changed("store", scope, namespace=["a"]) == {"namespace": ["alice", "a"]}
    assert changed("store", "value['seen'] = repr(value['namespace'])", namespace=["a"])["seen"] == "('a',)"
    end = "value['seen'] = value['end_time'].year"
    assert changed("crons", end, end_time="2026-01-02T03:04:05Z")["seen"] == 2026
    nested = {"config": {"configurable": {"langgraph_auth_user": {**ALICE, "org": {"x": 1}}}}}
    user = "value['seen'] = value['kwargs']['config']['configurable']['langgraph_auth_user'].org.x"
    found = changed("threads", user, kwargs=nested)
    assert (found["seen"], found["kwargs"]) == (1, nested)
    context = "value['seen'] = [ctx.resource, ctx.action, ctx.permissions, isinstance(ctx.user, Auth.types.BaseUser)]"
    assert changed("threads", context)["seen"] == ["threads", "create", [], True]


def test_results_that_are_none_of_the_documented_refuse(own, tmp_path):
    server = own(**project(tmp_path, VALUES))
    for result in ("5", "0", "''", "'x'", "[]", "['a']", "object()", "{'a': {'$ne': 1}}", "{5: 1}"):
        refused = authorize(server, "threads", "read", {"result": result})["refused"]
        assert refused["status"] == 500 and refused["detail"].startswith("an auth handler returned"), result
    for result in ("None", "True", "{}"):
        allowed = authorize(server, "threads", "read", {"result": result})["allowed"]
        assert allowed["filter"] is None, result
    assert "refused" in authorize(server, "threads", "read", {"change": "value['me'] = value"})


def eq(key, value):
    return {"eq": {"key": key, "value": value}}


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        (None, None),
        (True, None),
        ({}, None),
        ({"owner": "a"}, eq("owner", "a")),
        ({"owner": {"$eq": "a"}}, eq("owner", "a")),
        ({"owner": None}, eq("owner", None)),
        ({"n": 1, "m": [1]}, {"all": [eq("n", 1), eq("m", [1])]}),
        ({"tags": {"$contains": "a"}}, {"contains": {"key": "tags", "values": ["a"]}}),
        ({"tags": {"$contains": ["a", "b"]}}, {"contains": {"key": "tags", "values": ["a", "b"]}}),
        ({"tags": {"$contains": ("a",)}}, {"contains": {"key": "tags", "values": ["a"]}}),
        ({"$or": [{"a": 1}, {"b": 2}]}, {"any": [eq("a", 1), eq("b", 2)]}),
        (
            {"$or": [{"$and": [{"a": 1}, {"b": 2}]}, {"c": 3, "d": 4}], "e": 5},
            {
                "all": [
                    {"any": [{"all": [eq("a", 1), eq("b", 2)]}, {"all": [eq("c", 3), eq("d", 4)]}]},
                    eq("e", 5),
                ]
            },
        ),
    ],
)
def test_filters_have_one_form(returned, expected):
    assert json.loads(json.dumps(normal_filter(returned))) == expected


@pytest.mark.parametrize(
    "returned",
    [
        False,
        1,
        "x",
        [],
        {1: "a"},
        {"$not": {"a": 1}},
        {"$eq": 1},
        {"a": {"$ne": 1}},
        {"a": {"b": 1}},
        {"a": {}},
        {"a": {"$eq": 1, "$contains": 1}},
        {"a": {"$or": ["x", "y"]}},
        {"a": object()},
        {"a": float("nan")},
        {"a": {"$contains": [object()]}},
        {"$or": []},
        {"$or": [{"a": 1}]},
        {"$or": {"a": 1}},
        {"$and": [{"a": 1}, {}]},
        {"$or": [{"a": 1}, {"$or": [{}]}]},
        {"$or": ["a", "b"]},
    ],
)
def test_what_is_no_filter_is_refused(returned):
    with pytest.raises(InvalidFilter, match="auth handler returned"):
        normal_filter(returned)


# The user in graphs.

BOB = {**ALICE, "identity": "bob", "permissions": ["p"], "org": {"name": "acme", "token": "s3cret"}}
CONFIGURABLE = {"langgraph_auth_user": BOB, "langgraph_auth_user_id": "bob", "langgraph_auth_permissions": ["p"]}


def test_graphs_see_the_user(own, tmp_path):
    server = own(**project(tmp_path, ACCEPT))
    config = {"configurable": dict(CONFIGURABLE)}
    run = server.run("g", {}, config=config, stream_mode=["values", "debug", "events"]).wait()
    assert run.values["out"] == {
        "identity": ["bob", "bob", "bob"],
        "same": True,
        "org": ["acme", "acme", 3],
        "names": list(BOB),
        "permissions": ["p"],
        "user_id": "bob",
    }
    leaks = [event for event in run.events if "s3cret" in json.dumps(event)]
    assert leaks == [], "members of the user stay in the run"
    kept = [metadata for _, metadata, _ in server.checkpoints[run.thread_id, ""].values()]
    for metadata in kept:
        found = {key: value for key, value in json.loads(metadata).items() if "user" in key}
        assert found == {"langgraph_auth_user_id": "bob", "user_id": "bob"}
    state = server.state(run, graph_id="g")
    assert "s3cret" not in json.dumps(state)


def test_a_user_id_of_the_client_stays(own, tmp_path):
    server = own(**project(tmp_path, ACCEPT))
    run = server.run("g", {}, config={"configurable": {**CONFIGURABLE, "user_id": "mine"}}).wait()
    assert run.values["out"]["user_id"] == "mine"


def test_without_authentication_nobody_is_a_user(own, tmp_path):
    server = own(**{**project(tmp_path, ACCEPT), "auth": None})
    run = server.run("g", {}, config={"configurable": dict(CONFIGURABLE)}).wait()
    assert run.values["out"] == {"plain": BOB, "runtime": None, "user_id": None}


FACTORY = """
from langgraph.graph import StateGraph
from langgraph_sdk.runtime import ServerRuntime
from typing_extensions import TypedDict
class State(TypedDict, total=False):
    x: str
def graph(runtime: ServerRuntime):
    user = runtime.ensure_user()
    print(f"{runtime.access_context} {user.identity} {user.org.name}", flush=True)
    return StateGraph(State).add_node("n", lambda state: {"x": user.identity}).set_entry_point("n").compile()
"""


def test_factories_see_the_user_for_every_access(own, tmp_path):
    server = own(**project(tmp_path, ACCEPT, graphs=FACTORY))
    run = server.run("g", {}, config={"configurable": dict(CONFIGURABLE)}).wait()
    assert run.values == {"x": "bob"}
    server.line("threads.create_run bob acme")
    server.call("graph.schemas", graph_id="g", config={"configurable": dict(CONFIGURABLE)})
    server.line("assistants.read bob acme")
    at = {"thread_id": run.thread_id, **CONFIGURABLE}
    server.call("state.get", graph_id="g", config={"configurable": at}, subgraphs=False)
    server.line("threads.read bob acme")
    server.call("state.update", graph_id="g", config={"configurable": at}, values={"x": "y"}, as_node="n")
    server.line("threads.update bob acme")
    header, _ = server.ask("graph.schemas", graph_id="g", config={})
    assert header["error"]["error"] == "PermissionError"


def test_a_user_can_be_copied_and_shows_no_secrets():
    import copy
    import pickle

    user = User({**BOB})
    for made in (copy.copy(user), copy.deepcopy(user), pickle.loads(pickle.dumps(user))):
        assert made.org.name == "acme" and made.keys() == BOB.keys()
    assert repr(user) == "User(identity='bob')"
    assert user.model_dump() == user.dict() == dict(user) == BOB
    assert len(user) == 5 and "org" in user and "nope" not in user and bool(user)
    assert list(user.values()) == list(BOB.values()) and list(user.items()) == list(BOB.items())
    user["z"] = 1
    assert user.z == 1 and user.is_authenticated and user.display_name == "alice"
    for missing in ("nope", "_private", "__deepcopy__x"):
        with pytest.raises(AttributeError):
            getattr(user, missing)
    with pytest.raises(AttributeError):
        print(user.org.nope)
    with pytest.raises(KeyError):
        user["nope"]

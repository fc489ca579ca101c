"""Drives a project the way its users would, over HTTP, and writes down everything that came back.

Ids, times and versions are replaced by placeholders, so that transcripts of two servers can be compared.
"""

import json
import re

import httpx

TIMEOUT_SECS = 60
MODES = ["values", "updates", "messages", "messages-tuple", "custom", "tasks", "checkpoints", "debug", "events"]

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?")
LONG_ID = re.compile(r"\b[0-9a-f]{32}\b")
# Their values are the server's own.
OPAQUE = {
    "langgraph_version",
    "langgraph_api_version",
    "langgraph_api_url",
    "langgraph_host",
    "langgraph_plan",
    "langgraph_request_id",
    "x-request-id",
    "user-agent",
    "lc_versions",
    "ls_integration",
}

HUMAN = {"messages": [{"role": "user", "content": "bees", "id": "question"}]}


def email(subject):
    return {"email": {"subject": subject, "author": "ada@example.com"}, "messages": [HUMAN["messages"][0]]}


def answer(kind, args=None):
    return {"resume": [{"type": kind, "args": args}]}


# Of each project: its graph, the turns of a thread, and whether every turn is streamed in every mode.
PROJECTS = {
    "react_agent": {
        "graph": "agent",
        "turns": [{"input": HUMAN, "context": {"user_name": "Ada", "units": "fahrenheit"}}],
        "also": [
            {"input": HUMAN},
            {"input": HUMAN, "interrupt_before": ["tools"]},
            {"input": HUMAN, "config": {"configurable": {"units": "fahrenheit"}, "tags": ["mine"]}},
        ],
    },
    "memory_agent": {
        "graph": "memory",
        "turns": [
            {
                "input": {"messages": [{"role": "user", "content": text, "id": f"say-{i}"}]},
                "context": {"user_id": "ada"},
            }
            for i, text in enumerate(["my cat is old", "i drink tea", "which drink"])
        ],
        "also": [{"input": HUMAN}, {"input": HUMAN, "context": {"user_id": "bob", "limit": 1}}],
        "store": ["memories"],
    },
    "supervisor": {"graph": "team", "turns": [{"input": HUMAN}], "also": []},
    "deep_agent": {"graph": "deep", "turns": [{"input": HUMAN}], "also": [{"input": HUMAN, "durability": "exit"}]},
    "email_assistant": {
        "graph": "email",
        "turns": [{"input": email("hello")}, {"command": answer("accept")}],
        "also": [{"input": email("an offer")}],
        "resumes": [answer("edit", {"to": "bob@example.com"}), answer("ignore"), answer("response", "be kind")],
    },
}


def normal(value, key=None):
    """The value with placeholders."""
    if isinstance(value, dict):
        return {normal_text(k): normal(v, k) for k, v in sorted(value.items())}
    if isinstance(value, list):
        return [normal(v) for v in value]
    if key in OPAQUE:
        return "<own>"
    if isinstance(value, str):
        return normal_text(value)
    if isinstance(value, float) and key == "score":
        return round(value, 4)
    return value


def normal_text(text):
    return LONG_ID.sub("<id>", TIME.sub("<time>", UUID.sub("<uuid>", text)))


class Driver:
    """A conversation with one server."""

    def __init__(self, url, project):
        self.http = httpx.Client(base_url=url, timeout=TIMEOUT_SECS)
        self.project = PROJECTS[project]
        self.graph = self.project["graph"]
        self.transcript = {}

    def ask(self, method, path, body=None):
        response = self.http.request(method, path, json=body)
        try:
            data = response.json()
        except ValueError:
            data = response.text
        return response.status_code, data

    def note(self, name, answered):
        status, data = answered
        self.transcript[name] = {"status": status, "body": normal(data)}
        return data

    def thread(self):
        return self.ask("POST", "/threads", {})[1]["thread_id"]

    def stream(self, path, body):
        events = []
        with self.http.stream("POST", path, json=body) as response:
            name, data = None, []
            for line in response.iter_lines():
                if line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:"):
                    data.append(line[5:].strip())
                elif not line and name is not None:
                    text = "\n".join(data)
                    events.append({"event": normal_text(name), "data": normal(json.loads(text) if text else None)})
                    name, data = None, []
        return response.status_code, events

    def run(self, thread, turn, **options):
        body = {"assistant_id": self.graph, **turn, **options}
        return self.stream(f"/threads/{thread}/runs/stream", body)

    def look(self, name, thread):
        """Everything that the server knows about a thread."""
        self.note(f"{name} state", self.ask("GET", f"/threads/{thread}/state?subgraphs=true"))
        self.note(f"{name} history", self.ask("POST", f"/threads/{thread}/history", {"limit": 50}))
        self.note(f"{name} thread", self.ask("GET", f"/threads/{thread}"))
        self.note(f"{name} runs", self.ask("GET", f"/threads/{thread}/runs"))

    def drive(self):
        found = self.ask("POST", "/assistants/search", {"graph_id": self.graph})
        assistant = self.note("assistant", (found[0], found[1][0]))["assistant_id"]
        for part in ("graph", "graph?xray=true", "schemas", "subgraphs?recurse=true"):
            self.note(part, self.ask("GET", f"/assistants/{assistant}/{part}"))
        shapes = [(mode, [mode], False) for mode in MODES]
        shapes += [("all", MODES[:-1], False), ("all with subgraphs", MODES[:-1], True), ("plain", None, False)]
        for name, modes, subgraphs in shapes:
            thread = self.thread()
            options = (
                {"stream_subgraphs": subgraphs}
                if modes is None
                else {"stream_mode": modes, "stream_subgraphs": subgraphs}
            )
            for number, turn in enumerate(self.project["turns"]):
                status, events = self.run(thread, turn, **options)
                self.transcript[f"stream {name} {number}"] = {"status": status, "body": events}
            if name in ("values", "all with subgraphs"):
                self.look(name, thread)
        for number, turn in enumerate(self.project["also"]):
            thread = self.thread()
            self.note(
                f"wait {number}", self.ask("POST", f"/threads/{thread}/runs/wait", {"assistant_id": self.graph, **turn})
            )
            self.look(f"wait {number}", thread)
        for number, command in enumerate(self.project.get("resumes", [])):
            thread = self.thread()
            first = {"assistant_id": self.graph, **self.project["turns"][0]}
            self.note(f"asked {number}", self.ask("POST", f"/threads/{thread}/runs/wait", first))
            self.look(f"asked {number}", thread)
            resumed = {"assistant_id": self.graph, "command": command}
            self.note(f"resumed {number}", self.ask("POST", f"/threads/{thread}/runs/wait", resumed))
            self.look(f"resumed {number}", thread)
        self.edit()
        if "store" in self.project:
            search = {"namespace_prefix": self.project["store"], "query": "drink", "limit": 10}
            self.note("store", self.ask("POST", "/store/items/search", search))
            self.note("namespaces", self.ask("POST", "/store/namespaces", {"prefix": self.project["store"]}))
        return self.transcript

    def edit(self):
        """Updates a state, forks a thread, and goes on from an earlier checkpoint."""
        thread = self.thread()
        self.ask("POST", f"/threads/{thread}/runs/wait", {"assistant_id": self.graph, **self.project["turns"][0]})
        update = {"values": {"messages": [{"role": "user", "content": "and honey", "id": "more"}]}}
        self.note("update", self.ask("POST", f"/threads/{thread}/state", update))
        history = self.ask("POST", f"/threads/{thread}/history", {"limit": 50})[1]
        body = {"assistant_id": self.graph, "input": None, "checkpoint": history[-2]["checkpoint"]}
        self.note("replay", self.ask("POST", f"/threads/{thread}/runs/wait", body))
        self.note("copy", self.ask("POST", f"/threads/{thread}/copy"))
        self.look("edited", thread)


def drive(url, project):
    """The transcript of a project on the server at `url`."""
    return Driver(url, project).drive()

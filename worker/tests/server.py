"""A server for tests: the other side of PROTOCOL.md, in memory, on a real socket, with the real worker process."""

import json
import os
import queue
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
APP = os.path.join(HERE, "app")
PROGRAM = os.path.join(os.path.dirname(HERE), "runyard_worker", "__main__.py")
TIMEOUT_SECS = 20
ASSISTANT_ID = "11111111-2222-3333-4444-555555555555"
HEADER_MAX_BYTES = 1 << 20
LENGTHS = struct.Struct(">II")
# The server takes integers of any length. The worker is a process of its own, which keeps Python's limit.
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


class Run:
    """What came back of one execution."""

    def __init__(self):
        self.events = []
        self.end = None
        self.started = threading.Event()
        self.parts = []
        self.queue = queue.Queue()

    def wait(self):
        """Until the `end` frame."""
        while self.end is None:
            self.next()
        return self

    def next(self):
        header, parts = self.queue.get(timeout=TIMEOUT_SECS)
        if header["t"] == "ev":
            event = (header["e"], json.loads(parts[0]))
            self.events.append(event)
            return event
        self.end, self.parts = header, parts
        return None

    def part(self, name):
        """The JSON of one of the parts of `end`, None when it is not there."""
        at = 0
        for flag in ("has_values", "has_interrupts", "has_output", "has_failure"):
            if self.end.get(flag):
                if flag == name:
                    return json.loads(self.parts[at])
                at += 1
        return None

    @property
    def values(self):
        return self.part("has_values")

    def of(self, name):
        return [data for event, data in self.events if event == name]

    def names(self):
        return [event for event, _ in self.events]


class Server:
    """Starts a worker and serves it. Threads, checkpoints and items outlive a worker that is killed."""

    def __init__(self, graphs=None, root=APP, dependencies=(), env=None, store=None, auth=None):
        self.root = root
        if graphs is None:
            with open(os.path.join(APP, "langgraph.json")) as file:
                graphs = json.load(file)["graphs"]
        self.graphs = [{"id": k, "path": v} for k, v in graphs.items()]
        self.dependencies = list(dependencies)
        self.settings = {"store": store} if store else {}
        if auth is not None:
            self.settings["auth"] = auth
        self.auth = None
        self.env = env or {}
        self.directory = tempfile.mkdtemp(prefix="runyard-worker-")
        self.checkpoints = {}
        self.blobs = {}
        self.writes = {}
        self.items = {}
        self.ops = []
        self.requests = []
        self.runs = {}
        self.calls = {}
        self.pongs = queue.Queue()
        self.loaded = {}
        self.number = 0
        self.refuse = None
        self.start()

    # The process.

    def start(self):
        path = os.path.join(self.directory, f"{uuid.uuid4().hex[:8]}.sock")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen(1)
        listener.settimeout(TIMEOUT_SECS)
        env = {
            **os.environ,
            "RUNYARD_SOCKET": path,
            "RUNYARD_WORKER_ID": "7",
            "RUNYARD_WORKER_TOKEN": "secret",
            "LANGSMITH_TRACING": "false",
            **self.env,
        }
        self.process = subprocess.Popen(
            [sys.executable, PROGRAM], cwd=self.root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines = queue.Queue()
        self.errors = []
        self.listen(self.process.stdout, self.lines.put)
        self.listen(self.process.stderr, self.errors.append)
        self.sock, _ = listener.accept()
        listener.close()
        self.lock = threading.Lock()
        self.ready = threading.Event()
        self.gone = threading.Event()
        self.protocol_error = None
        self.hello = self.read()[0]
        load = {"t": "load", "root": self.root, "graphs": self.graphs, "dependencies": self.dependencies}
        self.send({**load, **self.settings})
        threading.Thread(target=self.serve, daemon=True).start()
        assert self.ready.wait(TIMEOUT_SECS), self.errors

    @staticmethod
    def listen(pipe, put):
        def pump():
            for line in pipe:
                put(line.rstrip("\n"))

        threading.Thread(target=pump, daemon=True).start()

    def line(self, wanted):
        """Until the worker printed this line."""
        while self.lines.get(timeout=TIMEOUT_SECS) != wanted:
            pass

    def kill(self):
        self.process.kill()
        self.process.wait(TIMEOUT_SECS)
        self.gone.wait(TIMEOUT_SECS)
        self.sock.close()

    def stop(self):
        self.sock.shutdown(socket.SHUT_RDWR)
        self.process.wait(TIMEOUT_SECS)

    # Frames.

    def send(self, header, parts=()):
        if len(parts) > 1:
            header = {**header, "parts": [len(p) for p in parts]}
        head = json.dumps(header).encode()
        body = b"".join(parts)
        if len(head) > HEADER_MAX_BYTES:
            body = head + body
            head = json.dumps({"t": "long", "head": len(head)}).encode()
        with self.lock if hasattr(self, "lock") else threading.Lock():
            self.sock.sendall(LENGTHS.pack(len(head), len(body)) + head + body)

    def exactly(self, size):
        data = bytearray()
        while len(data) < size:
            more = self.sock.recv(size - len(data))
            if not more:
                raise EOFError
            data += more
        return bytes(data)

    def read(self):
        head, body = LENGTHS.unpack(self.exactly(8))
        assert head <= HEADER_MAX_BYTES
        header = json.loads(self.exactly(head))
        body = self.exactly(body)
        if header["t"] == "long":
            at = header["head"]
            header, body = json.loads(body[:at]), body[at:]
        if "parts" in header:
            parts = []
            at = 0
            for size in header["parts"]:
                parts.append(body[at : at + size])
                at += size
        else:
            parts = [body] if body else []
        return header, parts

    def serve(self):
        try:
            while True:
                header, parts = self.read()
                kind = header["t"]
                if kind == "graph":
                    self.loaded[header["id"]] = header
                elif kind == "auth":
                    self.auth = header
                elif kind == "ready":
                    self.ready.set()
                elif kind == "started":
                    assert not self.runs[header["r"]].started.is_set(), "it starts once"
                    self.runs[header["r"]].started.set()
                elif kind == "pong":
                    self.pongs.put(header["id"])
                elif kind in ("ev", "end"):
                    if kind == "ev":
                        assert self.runs[header["r"]].started.is_set(), "nothing happens before the start"
                    self.runs[header["r"]].queue.put((header, parts))
                elif kind in ("ret", "exc"):
                    self.calls[header["id"]].put((header, parts))
                elif kind == "protocol_error":
                    self.protocol_error = header["message"]
                elif kind == "req":
                    self.request(header, parts)
                else:
                    raise AssertionError(f"unknown frame {header}")
        except (EOFError, OSError):
            self.gone.set()

    # What the worker asks.

    def request(self, header, parts):
        self.requests.append(header)
        op = header["op"]
        if self.refuse == op:
            if header["id"] is not None:
                error = {"error": "StorageError", "message": "disk full"}
                self.send({"t": "err", "id": header["id"], "error": error})
            return
        answer, out = getattr(self, op.replace(".", "_"))(header, parts)
        if header["id"] is not None:
            self.send({"t": "ok", "id": header["id"], **answer}, out)

    def cp_put(self, h, parts):
        for channel, blob in zip(h["channels"], parts[2:], strict=True):
            self.blobs[h["thread_id"], h["ns"], channel["name"], channel["version"]] = (channel["type"], blob)
        self.checkpoints.setdefault((h["thread_id"], h["ns"]), {})[h["checkpoint_id"]] = (h, parts[0], parts[1])
        return {}, []

    def cp_writes(self, h, parts):
        writes = self.writes.setdefault((h["thread_id"], h["ns"], h["checkpoint_id"]), {})
        for entry, blob in zip(h["writes"], parts, strict=True):
            key = (h["task_id"], entry["idx"])
            if h["replace"] or key not in writes:
                writes[key] = (entry, h["path"], blob)
        return {}, []

    def tuple(self, thread_id, ns, checkpoint_id):
        kept = self.checkpoints.get((thread_id, ns), {})
        checkpoint_id = checkpoint_id or max(kept, default=None)
        if checkpoint_id not in kept:
            return None, []
        h, metadata, blob = kept[checkpoint_id]
        parts = [metadata, blob]
        channels = []
        for name, version in h["versions"].items():
            kind, value = self.blobs[thread_id, ns, name, version]
            channels.append({"name": name, "version": version, "type": kind})
            parts.append(value)
        writes = []
        for (task_id, idx), (entry, path, value) in self.writes.get((thread_id, ns, checkpoint_id), {}).items():
            writes.append(
                {"task_id": task_id, "idx": idx, "channel": entry["channel"], "type": entry["type"], "path": path}
            )
            parts.append(value)
        head = {
            "thread_id": thread_id,
            "checkpoint_ns": ns,
            "checkpoint_id": checkpoint_id,
            "parent_id": h["parent_id"],
            "type": h["type"],
            "channels": channels,
            "writes": writes,
        }
        return head, parts

    def cp_get(self, h, _):
        head, parts = self.tuple(h["thread_id"], h["ns"], h["checkpoint_id"])
        return {"found": head is not None, "tuple": head}, parts

    def cp_list(self, h, _):
        heads, out = [], []
        for (thread_id, ns), kept in self.checkpoints.items():
            if thread_id != h["thread_id"] or (h["ns"] is not None and ns != h["ns"]):
                continue
            for checkpoint_id in sorted(kept, reverse=True):
                metadata = json.loads(kept[checkpoint_id][1])
                if h["before"] and checkpoint_id >= h["before"]:
                    continue
                if any(metadata.get(k) != v for k, v in (h["filter"] or {}).items()):
                    continue
                if h["limit"] is not None and len(heads) >= h["limit"]:
                    break
                head, parts = self.tuple(thread_id, ns, checkpoint_id)
                heads.append(head)
                out += parts
        return {"tuples": heads}, out

    def cp_delete_thread(self, h, _):
        for key in [k for k in self.checkpoints if k[0] == h["thread_id"]]:
            del self.checkpoints[key]
        return {}, []

    def store(self, h, parts):
        results = []
        for op in json.loads(parts[0]):
            self.ops.append(op)
            results.append(getattr(self, "store_" + op["op"])(op))
        return {}, [json.dumps(results).encode()]

    def store_get(self, op):
        return self.items.get((tuple(op["namespace"]), op["key"]))

    def store_put(self, op):
        key = (tuple(op["namespace"]), op["key"])
        if op["value"] is None:
            self.items.pop(key, None)
        else:
            time = "2026-01-02T03:04:05.000006+00:00"
            self.items[key] = {
                **{k: op[k] for k in ("namespace", "key", "value")},
                "created_at": time,
                "updated_at": time,
            }

    def store_search(self, op):
        prefix = tuple(op["prefix"])
        return [
            {**item, "score": None}
            for (namespace, _), item in self.items.items()
            if namespace[: len(prefix)] == prefix
            and all(item["value"].get(k) == v for k, v in (op["filter"] or {}).items())
        ]

    def store_namespaces(self, op):
        return [list(n) for n in sorted({namespace for namespace, _ in self.items})]

    # What the server asks.

    def run(self, graph_id, input=None, *, thread_id=None, resume=False, checkpointer=True, tuple=True, **kwargs):
        """Starts a run; `kwargs` as in the run object."""
        self.number += 1
        r = self.number
        run = Run()
        self.runs[r] = run
        run.r = r
        run.thread_id = thread_id or str(uuid.uuid4())
        run.run_id = kwargs.pop("run_id", None) or str(uuid.uuid4())
        head, parts = None, []
        config = kwargs.setdefault("config", {})
        if checkpointer and tuple:
            wanted = None if resume else config.get("configurable", {}).get("checkpoint_id")
            head, parts = self.tuple(run.thread_id, "", wanted)
        config.setdefault("metadata", {"created_by": "system", "langgraph_host": "here"})
        # As the server completes it: its own ids win.
        config["configurable"] = {
            **config.get("configurable", {}),
            "run_id": run.run_id,
            "thread_id": run.thread_id,
            "graph_id": graph_id,
            "assistant_id": ASSISTANT_ID,
        }
        body = json.dumps({"input": input, "stream_mode": ["values"], "subgraphs": False, **kwargs}).encode()
        header = {
            "t": "run",
            "r": r,
            "run_id": run.run_id,
            "thread_id": run.thread_id,
            "assistant_id": ASSISTANT_ID,
            "graph_id": graph_id,
            "attempt": 1,
            "checkpointer": checkpointer,
            "resume": resume,
        }
        if tuple:
            header["tuple"] = head
        self.send(header, [body, *parts])
        return run

    def cancel(self, run, action="interrupt"):
        self.send({"t": "cancel", "r": run.r, "action": action})

    def withdraw(self, run):
        self.send({"t": "withdraw", "r": run.r})

    def ask(self, method, /, **arguments):
        """The header and the decoded body of the answer."""
        self.number += 1
        answers = queue.Queue()
        self.calls[self.number] = answers
        header = {"t": "call", "id": self.number, "method": method}
        self.send(header, [json.dumps(arguments).encode()])
        body = b""
        while True:
            header, parts = answers.get(timeout=TIMEOUT_SECS)
            body += b"".join(parts)
            if not header.get("more"):
                return header, json.loads(body) if header["t"] == "ret" else None

    def call(self, method, /, **arguments):
        header, body = self.ask(method, **arguments)
        assert header["t"] == "ret", header
        return body

    def state(self, run, **arguments):
        config = {"configurable": {"thread_id": run.thread_id}}
        return self.call("state.get", config=config, **{"subgraphs": False, **arguments})

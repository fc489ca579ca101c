#!/usr/bin/env python3
"""Starts one of the servers of this API with the reference graphs, and stops it again.

    serve.py runyard                      until Ctrl-C, on a free port; the address is printed
    serve.py aegra --port 8123
    serve.py js -- some-command {url}     while the command runs; its exit status is this one's
    serve.py langgraph --prepare          only prepares what the server needs

What a server needs is installed once, under target/conformance-env; see README.md. Every start has a temporary folder of its own.
"""

from __future__ import annotations

import abc
import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GRAPHS = ROOT / "conformance/graphs"
ENVIRONMENTS = ROOT / "target/conformance-env"

# The versions that the committed results are of.
LANGGRAPH = ["langgraph-cli[inmem]==0.4.40", "langgraph-api==0.16.7"]
AEGRA = ["aegra-cli==0.11.0", "aegra-api==0.11.0"]
JS = ["@langchain/langgraph-cli@1.5.1"]

# How many runs the servers take at once that are told so. A run that one check leaves behind, because it cannot be cancelled, must not hold up
# the others.
JOBS = "100"
START_TIMEOUT_SECS = 180
STOP_TIMEOUT_SECS = 5


class Server(abc.ABC):
    """A server that can be prepared and started."""

    #: What is asked to see whether it is up.
    health = "/ok"

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self.folder = folder

    @classmethod  # noqa: B027 - most servers need nothing installed
    def prepare(cls) -> None:
        """Installs what the server needs, unless it is there."""

    @abc.abstractmethod
    def command(self) -> list[str]:
        """What starts it, in `folder`."""

    def environment(self) -> dict[str, str]:
        """What is added to its environment."""
        return {}

    def close(self) -> None:  # noqa: B027 - most servers leave nothing there
        """Removes what the server left outside of its folder."""

    def copy(self, *names: str) -> None:
        for name in names:
            shutil.copy(GRAPHS / name, self.folder)


class Runyard(Server):
    """Runyard with the reference graphs in Rust."""

    def program(self) -> Path:
        return runyard().with_name("reference-graphs")

    def command(self) -> list[str]:
        return [str(self.program()), "serve", "--port", str(self.port), "--data-dir", str(self.folder / "data")]

    def environment(self) -> dict[str, str]:
        webhooks = json.loads((GRAPHS / "langgraph.json").read_text()).get("webhooks", {})
        return {"LANGGRAPH_WEBHOOKS": json.dumps(webhooks)}


class RunyardPython(Runyard):
    """Runyard with the Python graphs."""

    @classmethod
    def prepare(cls) -> None:
        if "RUNYARD_TEST_PYTHON" not in os.environ:
            virtual_environment("runyard", ["langgraph>=1.0,<2"])

    def program(self) -> Path:
        return runyard()

    def command(self) -> list[str]:
        self.copy("conformance_graphs.py", "langgraph.json", "pyproject.toml")
        python = os.environ.get("RUNYARD_TEST_PYTHON") or str(ENVIRONMENTS / "runyard/bin/python")
        return [*super().command(), "--config", "langgraph.json", "--python", python, "--workers", "2"]


class LangGraph(Server):
    """The reference, `langgraph dev`."""

    @classmethod
    def prepare(cls) -> None:
        virtual_environment("langgraph", LANGGRAPH, at_least=(3, 11))

    def command(self) -> list[str]:
        self.copy("conformance_graphs.py", "langgraph.json", "pyproject.toml")
        program = str(ENVIRONMENTS / "langgraph/bin/langgraph")
        options = ["--no-browser", "--no-reload", "--n-jobs-per-worker", JOBS, "--host", "127.0.0.1"]
        return [program, "dev", *options, "--port", str(self.port)]

    def environment(self) -> dict[str, str]:
        return {"LANGSMITH_TRACING": "false", "LANGGRAPH_CLI_NO_ANALYTICS": "1"}


class Aegra(Server):
    """Aegra, with a database of its own and with Redis as in its production set-up."""

    health = "/health"

    @classmethod
    def prepare(cls) -> None:
        virtual_environment("aegra", AEGRA, at_least=(3, 12))

    def __init__(self, port: int, folder: Path) -> None:
        super().__init__(port, folder)
        self.name = f"conformance_{uuid.uuid4().hex[:12]}"
        # As these are named for Runyard's own tests: any database of the server, and any Redis.
        base = os.environ.get("DATABASE_URI", "postgresql://postgres@127.0.0.1:5432/postgres")
        self.admin = base
        self.database = base.rsplit("/", 1)[0] + "/" + self.name
        self.redis = os.environ.get("REDIS_URI", "redis://127.0.0.1:6379/0")

    def python(self, code: str) -> None:
        subprocess.run([str(ENVIRONMENTS / "aegra/bin/python"), "-c", code], check=True)

    def sql(self, statement: str) -> None:
        self.python(f"import psycopg; psycopg.connect({self.admin!r}, autocommit=True).execute({statement!r})")

    def command(self) -> list[str]:
        self.sql(f'CREATE DATABASE "{self.name}"')
        self.copy("conformance_graphs.py", "aegra.json", "pyproject.toml")
        program = str(ENVIRONMENTS / "aegra/bin/aegra")
        return [program, "serve", "--host", "127.0.0.1", "--port", str(self.port), "--config", "aegra.json"]

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database,
            "AEGRA_CONFIG": "aegra.json",
            "PORT": str(self.port),
            "REDIS_BROKER_ENABLED": "true",
            "N_JOBS_PER_WORKER": JOBS,
            "REDIS_URL": self.redis,
            "REDIS_CHANNEL_PREFIX": f"{self.name}:run:",
            "WORKER_QUEUE_KEY": f"{self.name}:jobs",
            # What it can do beyond its defaults.
            "ENABLE_PROMETHEUS_METRICS": "true",
            "CRON_ALLOW_SECONDS_SCHEDULE": "true",
            "CRON_POLL_INTERVAL_SECONDS": "5",
            "LOG_LEVEL": "WARNING",
        }

    def close(self) -> None:
        self.sql(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        keys = f"redis.scan_iter({self.name + ':*'!r})"
        self.python(
            f"from redis import Redis; redis = Redis.from_url({self.redis!r}); [redis.delete(k) for k in {keys}]"
        )


class Js(Server):
    """The JavaScript server with the TypeScript graphs."""

    @classmethod
    def prepare(cls) -> None:
        folder = ENVIRONMENTS / "js"
        package = json.loads((GRAPHS / "js/package.json").read_text())
        stamp = json.dumps([JS, package])
        if is_stamped(folder, stamp):
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(GRAPHS / "js/package.json", folder)
        npm = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--prefix", str(folder)]
        run([*npm, *JS], cwd=folder)
        write_stamp(folder, stamp)

    def command(self) -> list[str]:
        self.copy("js/graphs.ts", "js/langgraph.json", "js/package.json")
        (self.folder / "node_modules").symlink_to(ENVIRONMENTS / "js/node_modules")
        program = str(ENVIRONMENTS / "js/node_modules/.bin/langgraphjs")
        return [
            program,
            "dev",
            "--no-browser",
            "--n-jobs-per-worker",
            JOBS,
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]

    def environment(self) -> dict[str, str]:
        return {"LANGSMITH_TRACING": "false", "LANGGRAPH_CLI_NO_ANALYTICS": "1"}


SERVERS: dict[str, type[Server]] = {
    "runyard": Runyard,
    "runyard-python": RunyardPython,
    "langgraph": LangGraph,
    "aegra": Aegra,
    "js": Js,
}


def runyard() -> Path:
    """The binary: `RUNYARD_BIN`, or the newest that cargo has built."""
    if os.environ.get("RUNYARD_BIN"):
        return Path(os.environ["RUNYARD_BIN"])
    built = [path for kind in ("debug", "release") if (path := ROOT / "target" / kind / "runyard").exists()]
    if not built:
        sys.exit("there is no runyard binary: run `cargo build`, or name one in RUNYARD_BIN")
    return max(built, key=lambda path: path.stat().st_mtime)


def virtual_environment(name: str, packages: list[str], at_least: tuple[int, int] = (3, 10)) -> None:
    folder = ENVIRONMENTS / name
    stamp = json.dumps(packages)
    if is_stamped(folder, stamp):
        return
    run([interpreter(at_least), "-m", "venv", "--clear", str(folder)])
    pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, *packages])
    write_stamp(folder, stamp)


def interpreter(at_least: tuple[int, int]) -> str:
    """A Python of that version or newer: `PYTHON`, this one, or one of the usual names."""
    names = [os.environ.get("PYTHON"), sys.executable, *(f"python3.{minor}" for minor in range(at_least[1], 15))]
    code = f"import sys; sys.exit(sys.version_info < {at_least})"
    for name in filter(None, names):
        with contextlib.suppress(OSError):
            if subprocess.run([name, "-c", code], capture_output=True).returncode == 0:
                return name
    sys.exit(f"this server needs Python {at_least[0]}.{at_least[1]} or newer; name one in PYTHON")


def is_stamped(folder: Path, text: str) -> bool:
    stamp = folder.with_name(folder.name + ".stamp")
    return stamp.exists() and stamp.read_text() == text


def write_stamp(folder: Path, text: str) -> None:
    folder.with_name(folder.name + ".stamp").write_text(text)


def run(command: list[str], **options) -> None:
    print("+", " ".join(command), file=sys.stderr, flush=True)
    subprocess.run(command, check=True, stdout=sys.stderr, **options)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_up(process: subprocess.Popen, url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECS
    while True:
        with (
            contextlib.suppress(OSError, urllib.error.URLError),
            urllib.request.urlopen(url, timeout=5) as answer,
        ):
            if answer.status == 200:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            what = f"stopped with {process.returncode}" if process.poll() is not None else "did not answer in time"
            sys.exit(f"{log.read_text(errors='replace')[-4000:]}\nthe server {what}; its last lines are above")
        time.sleep(0.1)


def warm_up(url: str) -> None:
    """Waits for a first run: some servers answer before their graphs are imported, and no check is to pay for that."""
    body = json.dumps({"assistant_id": "echo", "input": {"messages": []}}).encode()
    request = urllib.request.Request(url + "/runs/wait", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=START_TIMEOUT_SECS) as answer:
        answer.read()


def stop(process: subprocess.Popen) -> None:
    """Asks, waits, and then kills the server with everything that it has started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_TIMEOUT_SECS)
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def interrupted(*_) -> None:
    raise KeyboardInterrupt


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", choices=SERVERS)
    parser.add_argument("--port", type=int, help="where it listens; a free port without")
    parser.add_argument("--log", type=Path, help="keeps what the server writes there")
    parser.add_argument("--prepare", action="store_true", help="only installs what the server needs")
    arguments = sys.argv[1:]
    split = arguments.index("--") if "--" in arguments else len(arguments)
    options, command = parser.parse_args(arguments[:split]), arguments[split + 1 :]
    kind = SERVERS[options.server]
    kind.prepare()
    if options.prepare:
        return 0
    signal.signal(signal.SIGTERM, interrupted)
    with tempfile.TemporaryDirectory(prefix="conformance-") as temporary:
        folder = Path(temporary) / "app"
        folder.mkdir()
        server = kind(options.port or free_port(), folder)
        log = options.log or Path(temporary) / "log"
        process = None
        try:
            environment = {**os.environ, **server.environment()}
            with log.open("wb") as output:
                process = subprocess.Popen(
                    server.command(),
                    cwd=folder,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            url = f"http://127.0.0.1:{server.port}"
            wait_until_up(process, url + server.health, log)
            warm_up(url)
            if command:
                return subprocess.run([word.replace("{url}", url) for word in command]).returncode
            print(url, flush=True)
            return process.wait()
        except KeyboardInterrupt:
            return 130
        finally:
            if process:
                stop(process)
            server.close()


if __name__ == "__main__":
    sys.exit(main())

"""Servers for a project: Runyard, and the reference (`langgraph dev`)."""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import httpx

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE_SECS = 90


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def _serving(command, folder, prefix_env=()):
    env = {**os.environ, "LANGSMITH_TRACING": "false", "LANGGRAPH_CLI_NO_ANALYTICS": "1", **dict(prefix_env)}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        url = f"http://127.0.0.1:{command[command.index('--port') + 1]}"
        try:
            deadline = time.monotonic() + PATIENCE_SECS
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if httpx.get(f"{url}/ok", timeout=5).status_code == 200:
                        break
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(f"the server did not start:\n{log.read().decode(errors='replace')[-4000:]}")
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE_SECS)
            finally:
                process.kill()


@contextlib.contextmanager
def runyard(project):
    """Runyard (`RUNYARD_BIN`) with the interpreter that runs this."""
    with tempfile.TemporaryDirectory(prefix="runyard-projects-") as data:
        binary = os.path.abspath(os.environ["RUNYARD_BIN"])
        command = [binary, "serve", "--port", str(free_port()), "--data-dir", data, "--workers", "1"]
        with _serving([*command, "--python", sys.executable], HERE / project) as url:
            yield url


@contextlib.contextmanager
def reference(project):
    """`langgraph dev` beside the interpreter that runs this, on a copy of the project: it writes into its folder."""
    with tempfile.TemporaryDirectory(prefix="reference-projects-") as copies:
        for name in (project, "shared"):
            shutil.copytree(HERE / name, pathlib.Path(copies) / name)
        example = pathlib.Path(copies) / project / ".env.example"
        if example.exists():
            shutil.copy(example, example.with_name(".env"))
        langgraph = os.path.join(os.path.dirname(sys.executable), "langgraph")
        command = [langgraph, "dev", "--no-browser", "--no-reload", "--port", str(free_port())]
        path = [("PATH", f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}")]
        with _serving(command, pathlib.Path(copies) / project, path) as url:
            yield url

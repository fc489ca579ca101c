"""Runs Schemathesis against the real server with the reference graphs: requests made from the document, right ones and wrong ones.

Fails on an answer of 5xx, a status that the document does not have, and a body or header that is not of its schema (schemathesis.toml). Everything is
made from one seed.
Further arguments go to Schemathesis: `--max-time 600 --max-examples 200` looks longer, `--include-operation-id create_run` at one operation.
"""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

from server import Server  # noqa: E402

SEED = 20261127
# Bounds for CI. The budget counts for phases that would go on for ever; the others end by their number of examples.
MAX_TIME_SECS = 75
MAX_EXAMPLES = 12
# Longer than any run of the reference graphs that these requests can start; what never ends is not asked for (hooks.py).
REQUEST_TIMEOUT_SECS = 20


def main(arguments):
    server = Server()
    try:
        command = [
            *[sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")],
            *["run", f"{server.url}/openapi.json"],
            *["--seed", str(SEED), "--max-examples", str(MAX_EXAMPLES), "--max-time", str(MAX_TIME_SECS)],
            # One worker: Python 3.11 sometimes fails to compile in two threads ("AST constructor recursion depth mismatch").
            *["--request-timeout", str(REQUEST_TIMEOUT_SECS), "--workers", "1"],
            # The stream of a thread ends with the server.
            *["--exclude-operation-id", "join_thread_stream"],
            *["--no-shrink", "--warnings", "off", "--continue-on-failure", "--suppress-health-check", "all"],
            *arguments,
        ]
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
        code = subprocess.run(command, env=environment, cwd=server.folder.name).returncode
        print(f"schema: {'ok' if code == 0 else 'FAILED'}")
        return code
    finally:
        server.stop()


sys.exit(main(sys.argv[1:]))

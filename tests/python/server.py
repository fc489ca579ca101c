"""The real server as a child process."""

import os
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIG = ROOT / "worker/tests/app/langgraph.json"
APP_CONFIG = pathlib.Path(__file__).resolve().parent / "app/langgraph.json"
PATIENCE_SECS = 60


class Server:
    """A server on a free port, with a data folder of its own. Without a configuration it has the reference graphs in Rust."""

    def __init__(self, config=None):
        binary = os.environ.get("RUNYARD_BIN")
        if not binary or not os.path.exists(binary):
            raise RuntimeError(
                f"there is no server to test (RUNYARD_BIN={binary}): run `cargo xtask test python`, "
                "or build it and set RUNYARD_BIN=target/debug/runyard"
            )
        self.folder = tempfile.TemporaryDirectory(prefix="runyard-sdk-")
        command = [os.path.abspath(binary), "serve", "--port", "0", "--data-dir", self.folder.name, "--workers", "2"]
        if not config:
            command[0] = os.path.join(os.path.dirname(command[0]), "reference-graphs")
        else:
            command += ["--config", str(config), "--python", sys.executable]
        env = {k: v for k, v in os.environ.items() if k not in ("PORT", "LOG_LEVEL")}
        # A failed test may leave a run behind that never ends.
        env["BG_JOB_SHUTDOWN_GRACE_PERIOD_SECS"] = "1"
        # The folder has no configuration.
        self.process = subprocess.Popen(
            command, cwd=self.folder.name, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        found = queue.Queue()
        threading.Thread(target=self._listen, args=(found,), daemon=True).start()
        self.url = found.get(timeout=PATIENCE_SECS)
        if self.url is None:
            raise RuntimeError(f"the server ended with {self.process.wait()} before it listened")

    def _listen(self, found):
        for line in self.process.stdout:
            at = line.find("http://")
            if at >= 0:
                found.put(line[at:].split()[0])
        found.put(None)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE_SECS)
        finally:
            self.process.kill()
            self.folder.cleanup()

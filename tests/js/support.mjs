// The real server as a child process, and the official client, which lives outside of the sources.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const modules = process.env.RUNYARD_TEST_JS ?? join(root, "target/test-env/js");
const require = createRequire(join(modules, "package.json"));

export const { Client } = require("@langchain/langgraph-sdk");
export const { RemoteGraph } = require("@langchain/langgraph/remote");
export const { Command } = require("@langchain/langgraph");

// Longer than any test: a run that sleeps so long only ends by being cancelled.
export const FOREVER_SECS = 3600;

// Starts a server: on the Python graphs of worker/tests/app, or on the reference graphs in Rust.
export async function serve(kind) {
  const binary = process.env.RUNYARD_BIN;
  if (!binary || !existsSync(binary)) {
    throw new Error(`there is no server to test (RUNYARD_BIN=${binary}): run cargo xtask test js`);
  }
  const folder = mkdtempSync(join(tmpdir(), "runyard-js-"));
  const args = ["serve", "--port", "0", "--data-dir", folder, "--workers", "1"];
  if (kind === "python") {
    const python = process.env.RUNYARD_TEST_PYTHON ?? join(root, "target/test-env/venv/bin/python");
    args.push("--config", join(root, "worker/tests/app/langgraph.json"), "--python", python);
  }
  const { PORT, LOG_LEVEL, ...rest } = process.env;
  // A failed test may leave a run behind that never ends.
  const env = { ...rest, BG_JOB_SHUTDOWN_GRACE_PERIOD_SECS: "1" };
  const program = kind === "python" ? binary : join(dirname(binary), "reference-graphs");
  const child = spawn(resolve(program), args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => child.once("exit", done));
  const url = await new Promise((found, failed) => {
    ended.then((code) => failed(new Error(`the server ended with ${code} before it listened`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = line.match(/http:\/\/\S+/);
      if (url) found(url[0]);
    });
  });
  return {
    url,
    client: new Client({ apiUrl: url, apiKey: null }),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

export const events = (parts) => parts.map((part) => part.event);
export const named = (parts, event) => parts.filter((part) => part.event === event).map((part) => part.data);

// A run that has started and sleeps until it is cancelled.
export async function sleeping(client, threadId) {
  const run = await client.runs.create(threadId, "sleeper", { input: { s: FOREVER_SECS }, streamResumable: true });
  for await (const part of client.runs.joinStream(threadId, run.run_id, { lastEventId: "-1" })) {
    if (part.event === "values") return run.run_id;
  }
  throw new Error("the run ended without values");
}

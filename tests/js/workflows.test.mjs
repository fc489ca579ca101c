// The conformance suite's workflows, seen by a tool that is not ours: they are valid Arazzo, and another runner gets the same from them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { serve } from "./support.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const modules = process.env.RUNYARD_TEST_JS ?? join(root, "target/test-env/js");
const folder = join(root, "conformance/workflows");
const areas = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = areas.flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => join(name, file)));

// Workflows of runs/create.yaml that need nothing the other runner lacks: extensions, and queries that compare with the whole answer.
const PLAIN = [
  "accepted-run", "runs-to-success", "assistant-by-uuid", "unknown-thread-404", "if-not-exists-create", "if-not-exists-keeps",
  "bad-thread-id-422", "unknown-assistant-404", "bad-strategy-422", "bad-stream-mode-422", "unknown-members-ignored",
];

// Runs Redocly in the workflows' folder, which has its configuration, and without its calls home.
function redocly(...args) {
  const cli = join(modules, "node_modules/@redocly/cli/bin/cli.js");
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", CI: "true", NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: "utf8", env });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  return stdout + stderr;
}

describe("workflows", () => {
  test("are valid Arazzo", () => {
    assert.ok(files.length > 20, "the workflows were not found");
    redocly("lint", ...files);
  });

  test("pass in another runner", async () => {
    const server = await serve("native");
    try {
      const workflows = PLAIN.flatMap((name) => ["--workflow", name]);
      // Our runner makes up inputs that have no default.
      const inputs = ["--input", JSON.stringify({ thread: randomUUID() })];
      const output = redocly("respect", "runs/create.yaml", "--server", `api=${server.url}`, ...workflows, ...inputs);
      assert.match(output, new RegExp(`Workflows: ${PLAIN.length} passed, ${PLAIN.length} total`));
    } finally {
      await server.stop();
    }
  });
});

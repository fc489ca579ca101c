// The official JavaScript client against the real server, with graphs of both kinds.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { Command, FOREVER_SECS, RemoteGraph, collect, events, named, serve, sleeping } from "./support.mjs";

const ABSENT = "00000000-0000-0000-0000-000000000001";

// A refused call rejects with an error that has the status.
const refused = (status) => (error) => {
  assert.equal(error.status, status, error);
  return true;
};

for (const kind of ["python", "native"]) {
  describe(`${kind} graphs`, () => {
    let server, client;
    before(async () => {
      server = await serve(kind);
      client = server.client;
    });
    after(() => server?.stop());

    const thread = async () => (await client.threads.create()).thread_id;

    test("a thread is created, read, found and deleted", async () => {
      const threadId = randomUUID();
      const made = await client.threads.create({ threadId, metadata: { mark: threadId } });
      assert.equal(made.thread_id, threadId);
      assert.equal(made.status, "idle");
      assert.deepEqual(await client.threads.get(threadId), made);
      await assert.rejects(client.threads.create({ threadId }), refused(409));
      assert.deepEqual(await client.threads.create({ threadId, ifExists: "do_nothing" }), made);
      const found = await client.threads.search({ metadata: { mark: threadId } });
      assert.deepEqual(found.map((t) => t.thread_id), [threadId]);
      await client.threads.delete(threadId);
      await assert.rejects(client.threads.get(threadId), refused(404));
    });

    test("items of the store are put, read, searched, listed and deleted", async () => {
      const root = randomUUID();
      await client.store.putItem([root, "a"], "k1", { n: 1, tags: ["x", null] }, { index: false, ttl: 60 });
      const item = await client.store.getItem([root, "a"], "k1", { refreshTtl: true });
      assert.deepEqual(item.namespace, [root, "a"]);
      assert.deepEqual(item.value, { n: 1, tags: ["x", null] });
      await client.store.putItem([root, "a"], "k1", { n: 2 });
      assert.equal((await client.store.getItem([root, "a"], "k1")).createdAt, item.createdAt);
      await client.store.putItem([root, "b", "deep"], "k2", { n: 3 }, { ttl: null, index: ["n"] });
      const found = async (options) => (await client.store.searchItems([root], options)).items.map((one) => one.key);
      assert.deepEqual(await found({ query: "anything" }), ["k1", "k2"]);
      assert.deepEqual(await found({ filter: { n: { $gt: 2 } } }), ["k2"]);
      assert.deepEqual(await found({ limit: 1, offset: 1, refreshTtl: false }), ["k2"]);
      const { namespaces } = await client.store.listNamespaces({ prefix: [root], maxDepth: 2 });
      assert.deepEqual(namespaces, [[root, "a"], [root, "b"]]);
      await client.store.deleteItem([root, "a"], "k1");
      assert.equal(await client.store.getItem([root, "a"], "k1"), null);
      await assert.rejects(client.store.putItem([root, ""], "k", {}), refused(422));
    });

    test("a thread is changed, counted and copied", async () => {
      const mark = randomUUID();
      const threadId = (await client.threads.create({ metadata: { mark }, ttl: 60 })).thread_id;
      const patched = await client.threads.update(threadId, { metadata: { more: 1 }, ttl: 30 });
      assert.deepEqual(patched.metadata, { mark, more: 1 });
      await client.runs.wait(threadId, "interrupter", { input: { q: "ok?" } });
      const copy = (await client.threads.copy(threadId)).thread_id;
      assert.equal(await client.threads.count({ metadata: { mark } }), 2);
      assert.equal(await client.threads.count({ metadata: { mark }, values: { q: "ok?" }, status: "interrupted" }), 2);
      await client.runs.wait(copy, "interrupter", { command: { resume: "yes" } });
      assert.equal((await client.threads.getState(copy)).values.answer, "yes");
      assert.deepEqual((await client.threads.getState(threadId)).next, ["ask"]);
      const history = await client.threads.getHistory(copy);
      const before = { configurable: { checkpoint_id: history[1].checkpoint.checkpoint_id } };
      assert.deepEqual(await client.threads.getHistory(copy, { before }), history.slice(2));
      await client.threads.delete(threadId);
      assert.equal((await client.threads.getState(copy)).values.answer, "yes");
      await assert.rejects(client.threads.copy(threadId), refused(404));
    });

    test("a background run is created, joined and read", async () => {
      const threadId = await thread();
      const told = [];
      const run = await client.runs.create(threadId, "echo", {
        input: { messages: ["hi"] },
        metadata: { why: "test" },
        onRunCreated: (ids) => told.push(ids),
      });
      assert.equal(run.status, "pending");
      assert.equal(run.metadata.why, "test");
      assert.deepEqual(told, [{ run_id: run.run_id, thread_id: threadId }]);
      assert.deepEqual(await client.runs.join(threadId, run.run_id), { messages: ["hi", "echo"], counter: 1 });
      assert.equal((await client.runs.get(threadId, run.run_id)).status, "success");
      const state = await client.threads.getState(threadId);
      assert.deepEqual(state.values, { messages: ["hi", "echo"], counter: 1 });
      assert.deepEqual(state.next, []);
    });

    test("wait answers the values, and a failure rejects", async () => {
      const threadId = await thread();
      const values = await client.runs.wait(threadId, "steps", { input: { n: 3 } });
      assert.deepEqual(values, { n: 3, i: 3 });
      await assert.rejects(client.runs.wait(threadId, "failer", { input: { msg: "bad" } }), /ValueError: bad/);
      assert.deepEqual(await client.runs.wait(null, "steps", { input: { n: 1 } }), { n: 1, i: 1 });
    });

    test("an assistant is made, found, changed, gone back to and deleted", async () => {
      const metadata = { mark: randomUUID() };
      const made = await client.assistants.create({
        graphId: "echo",
        config: { configurable: { a: 1 }, tags: ["t"] },
        metadata,
        name: "One",
        description: "d",
      });
      const id = made.assistant_id;
      assert.deepEqual([made.version, made.context, made.description], [1, { a: 1 }, "d"]);
      assert.deepEqual(await client.assistants.get(id), made);
      await assert.rejects(client.assistants.create({ graphId: "echo", assistantId: id }), refused(409));
      assert.deepEqual(await client.assistants.create({ graphId: "echo", assistantId: id, ifExists: "do_nothing" }), made);
      assert.deepEqual(await client.assistants.search({ metadata, name: "ON", graphId: "echo" }), [made]);
      const page = await client.assistants.search({ metadata, select: ["name"], includePagination: true });
      assert.deepEqual(page, { assistants: [{ name: "One" }], next: null });
      assert.equal(await client.assistants.count({ metadata }), 1);
      assert.equal(await client.assistants.count({ metadata, graphId: "steps" }), 0);

      const changed = await client.assistants.update(id, { name: "Two", context: { b: 2 }, metadata: { more: true } });
      assert.deepEqual([changed.version, changed.metadata, changed.context], [2, { ...metadata, more: true }, { b: 2 }]);
      const versions = await client.assistants.getVersions(id);
      assert.deepEqual(versions.map((v) => [v.version, v.name]), [[2, "Two"], [1, "One"]]);
      assert.equal((await client.assistants.getVersions(id, { metadata: { more: true } })).length, 1);
      const back = await client.assistants.setLatest(id, 1);
      assert.deepEqual([back.version, back.name, back.context], [1, "One", { a: 1 }]);
      await assert.rejects(client.assistants.setLatest(id, 9), refused(404));

      const threadId = await thread();
      await client.runs.wait(threadId, id, { input: { messages: [] } });
      await client.assistants.delete(id, { deleteThreads: true });
      await assert.rejects(client.assistants.get(id), refused(404));
      await assert.rejects(client.threads.get(threadId), refused(404));
    });

    test("a graph is drawn and has schemas", async () => {
      const { assistant_id: id } = await client.assistants.create({ graphId: "steps" });
      const drawing = await client.assistants.getGraph(id);
      assert.deepEqual(drawing.nodes.map((node) => node.id), ["__start__", "step", "__end__"]);
      assert.deepEqual(await client.assistants.getGraph("steps", { xray: true }), drawing);
      assert.deepEqual(await client.assistants.getGraph("steps", { xray: 2 }), drawing);
      const schemas = await client.assistants.getSchemas(id);
      assert.equal(schemas.graph_id, "steps");
      assert.equal(schemas.state_schema.properties.n.type, "integer");
      assert.deepEqual(await client.assistants.getSubgraphs(id, { recurse: true }), {});
      assert.deepEqual(await client.assistants.getSubgraphs(id, { namespace: "child" }), {});
      await client.assistants.delete(id);
    });

    if (kind === "python") {
      test("graphs inside of graphs are drawn and have schemas", async () => {
        const { assistant_id: id } = await client.assistants.create({ graphId: "subgraph" });
        const deep = await client.assistants.getGraph(id, { xray: true });
        assert.deepEqual(deep.nodes.map((node) => node.id), ["__start__", "outer", "__end__", "child:inner"]);
        const inside = await client.assistants.getSubgraphs(id);
        assert.deepEqual(Object.keys(inside), ["child"]);
        assert.deepEqual(await client.assistants.getSubgraphs(id, { namespace: "child" }), inside);
        await client.assistants.delete(id);
      });
    }

    test("runs are listed with limit, offset, status and select", async () => {
      const threadId = await thread();
      const ids = [];
      for (let n = 0; n < 3; n++) {
        ids.unshift((await client.runs.create(threadId, "echo", { input: { messages: [] } })).run_id);
      }
      await client.runs.join(threadId, ids[0]);
      const listed = async (options) => (await client.runs.list(threadId, options)).map((run) => run.run_id);
      assert.deepEqual(await listed(), ids);
      assert.deepEqual(await listed({ limit: 1, offset: 1 }), [ids[1]]);
      assert.deepEqual(await listed({ status: "success" }), ids);
      assert.deepEqual(await listed({ status: "error" }), []);
      const picked = await client.runs.list(threadId, { select: ["run_id", "status"], limit: 1 });
      assert.deepEqual(picked, [{ run_id: ids[0], status: "success" }]);
      await client.runs.delete(threadId, ids[0]);
      assert.deepEqual(await listed(), ids.slice(1));
    });

    const chat = { messages: [{ role: "user", content: "hi" }] };
    const modes = {
      values: ["steps", { n: 1 }, (parts) => {
        assert.deepEqual(events(parts), ["metadata", "values", "values"]);
        assert.deepEqual(named(parts, "values"), [{ n: 1 }, { n: 1, i: 1 }]);
      }],
      updates: ["steps", { n: 2 }, (parts) => {
        assert.deepEqual(events(parts), ["metadata", "updates", "updates"]);
        assert.deepEqual(named(parts, "updates"), [{ step: { i: 1 } }, { step: { i: 2 } }]);
      }],
      "messages-tuple": ["chat", chat, (parts) => {
        const text = named(parts, "messages").map(([chunk]) => chunk.content).join("");
        assert.equal(text, "hello from fake model");
      }],
      messages: ["chat", chat, (parts) => {
        assert.equal(named(parts, "messages/metadata").length, 1);
        assert.equal(named(parts, "messages/partial").at(-1)[0].content, "hello from fake model");
      }],
      custom: ["tokens", { m: 2 }, (parts) => {
        assert.deepEqual(named(parts, "custom"), [{ i: 0, token: "tok0 " }, { i: 1, token: "tok1 " }]);
      }],
      tasks: ["steps", { n: 1 }, (parts) => {
        const [start, end] = named(parts, "tasks");
        assert.equal(start.name, "step");
        assert.equal(end.id, start.id);
        assert.deepEqual(end.result, { i: 1 });
      }],
      checkpoints: ["steps", { n: 1 }, (parts) => {
        assert.deepEqual(named(parts, "checkpoints").map((c) => c.metadata.step), [-1, 0, 1]);
      }],
      debug: ["steps", { n: 1 }, (parts) => {
        const types = named(parts, "debug").map((d) => d.type);
        assert.deepEqual(types, ["checkpoint", "checkpoint", "task", "task_result", "checkpoint"]);
      }],
      events: ["steps", { n: 1 }, (parts) => {
        const seen = named(parts, "events");
        assert.equal(seen[0].event, "on_chain_start");
        assert.equal(seen.at(-1).event, "on_chain_end");
      }],
    };
    for (const [streamMode, [graph, input, check]] of Object.entries(modes)) {
      test(`streams ${streamMode}`, async () => {
        const parts = await collect(client.runs.stream(await thread(), graph, { input, streamMode }));
        assert.equal(parts[0].event, "metadata");
        check(parts);
      });
    }

    test("several modes come in one stream, without a thread too", async () => {
      const given = { input: { n: 1 }, streamMode: ["values", "updates"] };
      const parts = await collect(client.runs.stream(null, "steps", given));
      assert.deepEqual(events(parts), ["metadata", "values", "updates", "values"]);
    });

    test("a failure is the last event", async () => {
      const parts = await collect(client.runs.stream(await thread(), "failer", { input: { msg: "bad" } }));
      assert.deepEqual(parts.at(-1).data, { error: "ValueError", message: "bad" });
      assert.equal(parts.at(-1).event, "error");
    });

    test("joinStream goes on from any event", async () => {
      const threadId = await thread();
      const options = { input: { n: 3 }, streamMode: ["values", "updates"], streamResumable: true };
      const parts = await collect(client.runs.stream(threadId, "steps", options));
      assert.equal(new Set(parts.map((part) => part.id)).size, parts.length);
      const runId = parts[0].data.run_id;
      const from = (lastEventId, more) => collect(client.runs.joinStream(threadId, runId, { lastEventId, ...more }));
      assert.deepEqual(await from("-1"), parts);
      for (let at = 0; at < parts.length; at++) {
        assert.deepEqual(await from(parts[at].id), parts.slice(at + 1));
      }
      const both = await from("-1", { streamMode: ["updates", "values"] });
      assert.deepEqual(named(both, "updates"), named(parts, "updates"));
      assert.deepEqual(named(both, "values"), named(parts, "values"));
      assert.deepEqual(named(await from("-1", { streamMode: "updates" }), "values"), []);
    });

    test("a cancel waits for the end, or does not", async () => {
      const threadId = await thread();
      for (const wait of [true, false]) {
        const runId = await sleeping(client, threadId);
        await client.runs.cancel(threadId, runId, wait);
        await client.runs.join(threadId, runId);
        assert.equal((await client.runs.get(threadId, runId)).status, "interrupted");
      }
      const runId = await sleeping(client, threadId);
      await client.runs.cancel(threadId, runId, true, "rollback");
      await assert.rejects(client.runs.get(threadId, runId), refused(404));
      assert.equal((await client.runs.wait(threadId, "sleeper", { input: { s: 0 } })).slept, true);
    });

    test("a reader that goes away cancels when it said so", async () => {
      const threadId = await thread();
      const stop = new AbortController();
      const stream = client.runs.stream(threadId, "sleeper", {
        input: { s: FOREVER_SECS },
        onDisconnect: "cancel",
        signal: stop.signal,
      });
      const first = (await stream.next()).value;
      assert.equal((await stream.next()).value.event, "values");
      const next = stream.next();
      stop.abort();
      await next.catch(() => {});
      await client.runs.join(threadId, first.data.run_id);
      assert.equal((await client.runs.get(threadId, first.data.run_id)).status, "interrupted");
    });

    test("a second run is refused, or takes the place of the first", async () => {
      const threadId = await thread();
      const runId = await sleeping(client, threadId);
      const next = (multitaskStrategy) => client.runs.wait(threadId, "sleeper", { input: { s: 0 }, multitaskStrategy });
      await assert.rejects(next("reject"), refused(409));
      assert.equal((await next("interrupt")).slept, true);
      assert.equal((await client.runs.get(threadId, runId)).status, "interrupted");
    });

    test("a question is answered by value and by id", async () => {
      const threadId = await thread();
      const ask = () => client.runs.wait(threadId, "interrupter", { input: { q: "?" } });
      const [question] = (await ask()).__interrupt__;
      assert.deepEqual(question.value, { question: "?" });
      assert.equal((await client.threads.get(threadId)).status, "interrupted");
      assert.deepEqual((await client.threads.getState(threadId)).next, ["ask"]);
      const answered = await client.runs.wait(threadId, "interrupter", { command: { resume: "A" } });
      assert.deepEqual(answered, { q: "?", answer: "A", done: true });
      const [again] = (await ask()).__interrupt__;
      const byId = await client.runs.wait(threadId, "interrupter", { command: { resume: { [again.id]: "B" } } });
      assert.equal(byId.answer, "B");
    });

    test("a person looks back, edits, and goes on from an old checkpoint", async () => {
      const threadId = await thread();
      await client.runs.wait(threadId, "interrupter", { input: { q: "ok?" } });
      await client.runs.wait(threadId, "interrupter", { command: { resume: "yes" } });
      const history = await client.threads.getHistory(threadId);
      assert.deepEqual(history.map((state) => state.metadata.step), [2, 1, 0, -1]);
      const asked = await client.threads.getState(threadId, history[2].checkpoint.checkpoint_id);
      assert.deepEqual(asked.next, ["ask"]);
      const { checkpoint: first } = history[3];
      const fork = await client.threads.updateState(threadId, { values: { q: "really?" }, checkpoint: first });
      const options = { input: null, checkpointId: fork.checkpoint.checkpoint_id };
      const [question] = (await client.runs.wait(threadId, "interrupter", options)).__interrupt__;
      assert.deepEqual(question.value, { question: "really?" });
      const answered = await client.runs.wait(threadId, "interrupter", { command: { resume: "no" } });
      assert.deepEqual(answered, { q: "really?", answer: "no", done: true });
      await client.threads.updateState(threadId, { values: { done: false }, asNode: "finish" });
      assert.equal((await client.threads.getState(threadId)).values.done, false);
    });

    test("a breakpoint stops, and no input goes on", async () => {
      const threadId = await thread();
      const stopped = await client.runs.wait(threadId, "steps", { input: { n: 2 }, interruptAfter: ["step"] });
      assert.deepEqual(stopped, { n: 2, i: 1 });
      assert.deepEqual(await client.runs.wait(threadId, "steps", { input: null }), { n: 2, i: 2 });
    });

    test("crons are created, found, changed, run and deleted", async () => {
      const threadId = await thread();
      const schedule = "0 5 * * *";
      const cron = await client.crons.create("echo", { schedule, onRunCompleted: "keep", enabled: false, metadata: { a: 1 } });
      assert.equal(cron.on_run_completed, "keep");
      assert.equal(cron.enabled, false);
      const [found] = await client.crons.search({ enabled: false, sortBy: "created_at", sortOrder: "desc", limit: 1 });
      assert.deepEqual(found, cron);
      const changed = await client.crons.update(cron.cron_id, { schedule: "1 2 * * *", metadata: { b: 2 }, endTime: "2099-01-01T00:00:00Z" });
      assert.deepEqual([changed.schedule, changed.metadata], ["1 2 * * *", { a: 1, b: 2 }]);
      assert.equal(Date.parse(changed.end_time), Date.UTC(2099, 0, 1));
      await assert.rejects(client.crons.update(cron.cron_id, {}), refused(400));
      await client.crons.delete(cron.cron_id);
      await assert.rejects(client.crons.delete(cron.cron_id), refused(404));
      await assert.rejects(client.crons.create("echo", { schedule: "zzz" }), refused(422));

      const stream = client.threads.joinStream(threadId, { streamMode: ["lifecycle"] });
      const input = { messages: ["tick"] };
      const every = await client.crons.createForThread(threadId, "echo", { schedule: "* * * * * *", input });
      assert.deepEqual(await client.crons.search({ threadId, select: ["cron_id"] }), [{ cron_id: every.cron_id }]);
      assert.equal(await client.crons.count({ threadId }), 1);
      for await (const part of stream) {
        if (part.data?.status === "run_done") break;
      }
      await client.crons.delete(every.cron_id);
      const [run] = (await client.runs.list(threadId, { limit: 100 })).reverse();
      assert.equal(run.metadata.cron_id, every.cron_id);
      assert.equal(await client.crons.count({ threadId }), 0);
    });

    test("assistants are found and read", async () => {
      const [found] = await client.assistants.search({ graphId: "echo" });
      assert.equal(found.name, "echo");
      assert.deepEqual(await client.assistants.get(found.assistant_id), found);
      const page = await client.assistants.search({ limit: 2, includePagination: true });
      assert.equal(page.assistants.length, 2);
      assert.equal(page.next, "2");
    });

    test("mistakes have their status", async () => {
      const threadId = await thread();
      const input = {};
      await assert.rejects(client.threads.get(ABSENT), refused(404));
      await assert.rejects(client.threads.get("zzz"), refused(422));
      await assert.rejects(client.runs.get(threadId, ABSENT), refused(404));
      await assert.rejects(client.runs.join(threadId, ABSENT), refused(404));
      await assert.rejects(client.runs.cancel(threadId, ABSENT), refused(404));
      await assert.rejects(client.runs.create(ABSENT, "echo", { input }), refused(404));
      await assert.rejects(client.runs.create(threadId, "nope", { input }), refused(422));
      await assert.rejects(collect(client.runs.stream(threadId, "nope", { input })), refused(422));
      await assert.rejects(client.runs.create(threadId, "echo", { input, multitaskStrategy: "zzz" }), refused(422));
      await assert.rejects(client.runs.list(threadId, { select: ["zzz"] }), refused(422));
      await assert.rejects(client.runs.wait(null, "interrupter", { command: { resume: 1 } }), refused(400));
    });

    test("RemoteGraph invokes, streams and resumes", async () => {
      const remote = (graphId) => new RemoteGraph({ graphId, url: server.url });
      assert.deepEqual(await remote("steps").invoke({ n: 2 }), { n: 2, i: 2 });
      const updates = await collect(await remote("steps").stream({ n: 1 }, { streamMode: "updates" }));
      assert.deepEqual(updates, [{ step: { i: 1 } }]);
      const config = { configurable: { thread_id: await thread() } };
      await assert.rejects(remote("interrupter").invoke({ q: "?" }, config), { name: "GraphInterrupt" });
      const answered = await remote("interrupter").invoke(new Command({ resume: "A" }), config);
      assert.deepEqual(answered, { q: "?", answer: "A", done: true });
    });
  });
}

// The reference graphs of the conformance suite for the JavaScript server. ../README.md says what each does.

import { BaseMessage } from "@langchain/core/messages";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { Annotation, END, interrupt, messagesStateReducer, START, StateGraph } from "@langchain/langgraph";
import type { LangGraphRunnableConfig } from "@langchain/langgraph";

const list = () =>
  Annotation<any[]>({ reducer: (left, right) => left.concat(right), default: () => [] });
const messages = () =>
  Annotation<BaseMessage[]>({ reducer: messagesStateReducer, default: () => [] });

/** Waits, and gives up when the run is cancelled. */
const pause = (seconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason ?? new Error("Abort"));
    };
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });

// echo

const EchoState = Annotation.Root({ messages: list(), counter: Annotation<number> });

export const echo = new StateGraph(EchoState)
  .addNode("echo", (state) => ({ counter: (state.counter ?? 0) + 1, messages: ["echo"] }))
  .addEdge(START, "echo")
  .addEdge("echo", END)
  .compile();

// steps

const StepsState = Annotation.Root({ n: Annotation<number>, i: Annotation<number> });

export const steps = new StateGraph(StepsState)
  .addNode("step", (state) => ({ i: (state.i ?? 0) + 1 }))
  .addEdge(START, "step")
  .addConditionalEdges("step", (state) => (state.i < state.n ? "step" : END), ["step", END])
  .compile();

// tokens

/** Says its one text in pieces: a word or the space between two. */
class FakeModel extends FakeListChatModel {
  constructor(text: string, private readonly delay: number) {
    super({ responses: [text] });
  }

  async *_streamResponseChunks(_messages: BaseMessage[], _options: this["ParsedCallOptions"], runManager?: any) {
    for (const piece of this.responses[0].split(/( )/)) {
      if (this.delay > 0) await pause(this.delay);
      const chunk = this._createResponseChunk(piece);
      yield chunk;
      await runManager?.handleLLMNewToken(piece, undefined, undefined, undefined, undefined, { chunk });
    }
  }
}

async function say(text: string, before: BaseMessage[], config: LangGraphRunnableConfig, delay = 0) {
  let whole: any;
  for await (const chunk of await new FakeModel(text, delay).stream(before, config)) {
    whole = whole === undefined ? chunk : whole.concat(chunk);
  }
  return whole;
}

const TokensState = Annotation.Root({
  m: Annotation<number>,
  mode: Annotation<string>,
  delay: Annotation<number>,
  messages: messages(),
});

export const tokens = new StateGraph(TokensState)
  .addNode("gen", async (state, config: LangGraphRunnableConfig) => {
    const { m = 0, delay = 0 } = state;
    if (state.mode === "chat") {
      const text = Array.from({ length: Math.ceil(m / 2) }, (_, i) => `t${i}`).join(" ");
      return { messages: [await say(text, state.messages, config, delay)] };
    }
    for (let i = 0; i < m; i++) {
      config.writer?.({ i, token: `tok${i} ` });
      if (delay > 0) await pause(delay, config.signal);
    }
    return { messages: [] };
  })
  .addEdge(START, "gen")
  .addEdge("gen", END)
  .compile();

// chat

const ChatState = Annotation.Root({ messages: messages() });

export const chat = new StateGraph(ChatState)
  .addNode("model", async (state, config: LangGraphRunnableConfig) => ({
    messages: [await say("hello from fake model", state.messages, config)],
  }))
  .addEdge(START, "model")
  .addEdge("model", END)
  .compile();

// sleeper and stuck

const SleepState = Annotation.Root({ s: Annotation<number>, slept: Annotation<boolean> });

export const sleeper = new StateGraph(SleepState)
  .addNode("sleep", async (state, config: LangGraphRunnableConfig) => {
    await pause(state.s ?? 0, config.signal);
    return { slept: true };
  })
  .addEdge(START, "sleep")
  .addEdge("sleep", END)
  .compile();

export const stuck = new StateGraph(SleepState)
  .addNode("block", async (state) => {
    await pause(state.s ?? 0);
    return { slept: true };
  })
  .addEdge(START, "block")
  .addEdge("block", END)
  .compile();

// interrupter

const AskState = Annotation.Root({ q: Annotation<string>, answer: Annotation<any>, done: Annotation<boolean> });

export const interrupter = new StateGraph(AskState)
  .addNode("ask", (state) => ({ answer: interrupt({ question: state.q ?? null }) }))
  .addNode("finish", () => ({ done: true }))
  .addEdge(START, "ask")
  .addEdge("ask", "finish")
  .addEdge("finish", END)
  .compile();

// parallel

const ParallelState = Annotation.Root({ ask: Annotation<boolean>, answers: list(), done: Annotation<boolean> });

const side = (name: string) => (state: typeof ParallelState.State) => ({
  answers: [state.ask ? interrupt({ side: name }) : name],
});

export const parallel = new StateGraph(ParallelState)
  .addNode("left", side("left"))
  .addNode("right", side("right"))
  .addNode("join", () => ({ done: true }))
  .addEdge(START, "left")
  .addEdge(START, "right")
  .addEdge(["left", "right"], "join")
  .addEdge("join", END)
  .compile();

// failer

const FailState = Annotation.Root({ msg: Annotation<string>, partial: Annotation<string> });

export const failer = new StateGraph(FailState)
  .addNode("ok", () => ({ partial: "before-failure" }))
  .addNode("boom", (state): Partial<typeof FailState.State> => {
    const error = new Error(state.msg ?? "kaboom");
    error.name = "ValueError";
    throw error;
  })
  .addEdge(START, "ok")
  .addEdge("ok", "boom")
  .compile();

// subgraph

const SubState = Annotation.Root({ x: Annotation<number>, ask: Annotation<boolean>, trace: list() });

const child = new StateGraph(SubState)
  .addNode("inner", (state, config: LangGraphRunnableConfig) => {
    config.writer?.({ from: "inner" });
    if (state.ask) interrupt({ from: "inner" });
    return { x: state.x + 1, trace: ["inner"] };
  })
  .addEdge(START, "inner")
  .addEdge("inner", END)
  .compile();

export const subgraph = new StateGraph(SubState)
  .addNode("outer", (state) => ({ x: state.x + 10, trace: ["outer"] }))
  .addNode("child", child)
  .addEdge(START, "outer")
  .addEdge("outer", "child")
  .addEdge("child", END)
  .compile();

// store

const NAMESPACE = ["conformance"];
const StoreState = Annotation.Root({ key: Annotation<string>, value: Annotation<any>, found: Annotation<any> });

export const store = new StateGraph(StoreState)
  .addNode("put", async (state, config: LangGraphRunnableConfig) => {
    if (state.value != null) await config.store?.put(NAMESPACE, state.key, { value: state.value });
    return {};
  })
  .addNode("get", async (state, config: LangGraphRunnableConfig) => {
    const item = await config.store?.get(NAMESPACE, state.key);
    return { found: item?.value.value ?? null };
  })
  .addEdge(START, "put")
  .addEdge("put", "get")
  .addEdge("get", END)
  .compile();

// context

const Context = Annotation.Root({ who: Annotation<string | undefined> });
const ContextState = Annotation.Root({ note: Annotation<any>, seen: Annotation<Record<string, any>> });

export const context = new StateGraph(ContextState, Context)
  .addNode("look", (_state, config: LangGraphRunnableConfig<any>) => {
    const configurable: Record<string, any> = config.configurable ?? {};
    return {
      seen: {
        who: (config as any).context?.who ?? null,
        configurable: configurable.who ?? null,
        user_id: configurable.user_id ?? null,
        thread_id: configurable.thread_id ?? null,
        run_id: configurable.run_id ?? null,
        assistant_id: configurable.assistant_id ?? null,
        graph_id: configurable.graph_id ?? null,
        tags: config.tags?.length ? config.tags : null,
        metadata: config.metadata?.note ?? null,
      },
    };
  })
  .addEdge(START, "look")
  .addEdge("look", END)
  .compile();

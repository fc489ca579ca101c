"""Measures servers of this API side by side, on the same graphs (bench/graphs), in one run.

    python bench/bench.py runyard=http://127.0.0.1:8001 peer=http://127.0.0.1:8002

Each figure is measured in turn on every server (A B A B ...), so that a change of the machine's speed meets all of them alike. The
first server is compared with each other one by ratios: above 1 means that the first one is better.
"""

import argparse
import asyncio
import json
import statistics
import time

import httpx


class Server:
    def __init__(self, name, url):
        self.name = name
        self.http = httpx.AsyncClient(base_url=url, timeout=60, limits=httpx.Limits(max_connections=200))

    async def thread(self):
        return (await self.http.post("/threads", json={})).raise_for_status().json()["thread_id"]

    async def wait(self, thread, graph, given):
        body = {"assistant_id": graph, "input": given}
        (await self.http.post(f"/threads/{thread}/runs/wait", json=body)).raise_for_status()

    async def stream(self, thread, graph, given, mode):
        """Seconds to the first event, to the first event of the graph, and to the end; and the number of events."""
        body = {"assistant_id": graph, "input": given, "stream_mode": mode}
        began = time.perf_counter()
        first = of_graph = None
        events = 0
        async with self.http.stream("POST", f"/threads/{thread}/runs/stream", json=body) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                if line.startswith("event:"):
                    now = time.perf_counter() - began
                    events += 1
                    first = first or now
                    if of_graph is None and "metadata" not in line:
                        of_graph = now
        return first, of_graph, time.perf_counter() - began, events


async def idle_latency(server, pause):
    """One run on an idle server: to its first event, to the graph's first event, to the end. Milliseconds."""
    thread = await server.thread()
    await asyncio.sleep(pause)
    first, of_graph, end, _ = await server.stream(thread, "echo", {"n": 1}, "values")
    return {"first event": first * 1e3, "graph's first event": of_graph * 1e3, "run of one step": end * 1e3}


async def step_cost(server, steps):
    """Milliseconds per superstep, with a checkpoint each."""
    thread = await server.thread()
    began = time.perf_counter()
    await server.wait(thread, "steps", {"n": steps, "i": 0})
    return {f"superstep (of {steps})": (time.perf_counter() - began) * 1e3 / steps}


async def token_cost(server, tokens):
    """Microseconds per streamed event."""
    thread = await server.thread()
    _, of_graph, end, events = await server.stream(thread, "tokens", {"n": tokens}, "custom")
    assert events == tokens + 1, f"{server.name}: {events} events of {tokens + 1}"
    return {f"event (of {tokens})": (end - of_graph) * 1e6 / tokens}


async def throughput(server, runs, at_once):
    """Runs per second, each on a thread of its own, so many at once."""
    threads = [await server.thread() for _ in range(at_once)]
    left = iter(range(runs))

    async def client(thread):
        for _ in left:
            await server.wait(thread, "echo", {"n": 1})

    began = time.perf_counter()
    await asyncio.gather(*(client(thread) for thread in threads))
    return {f"runs per second ({at_once} at once)": runs / (time.perf_counter() - began)}


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("servers", nargs="+", metavar="NAME=URL")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print every sample as JSON")
    args = parser.parse_args()
    servers = [Server(*text.split("=", 1)) for text in args.servers]
    samples = {}
    for number in range(args.rounds + 1):
        for server in servers:
            found = {}
            found |= await idle_latency(server, 0.05)
            found |= await step_cost(server, 20)
            found |= await token_cost(server, 500)
            if number % 5 == 0:
                found |= await throughput(server, 100, 16)
            # The first round warms up.
            for name, value in found.items() if number else ():
                samples.setdefault(name, {}).setdefault(server.name, []).append(value)
    if args.json:
        print(json.dumps(samples))
        return
    ours, *peers = servers
    print(
        f"{'median of ' + str(args.rounds) + ' rounds':34}"
        + "".join(f"{s.name:>12}" for s in servers)
        + "".join(f"{'vs ' + p.name:>14}" for p in peers)
    )
    for name, by_server in samples.items():
        medians = {server: statistics.median(values) for server, values in by_server.items()}
        row = f"{name:34}" + "".join(f"{medians[s.name]:12.2f}" for s in servers)
        for peer in peers:
            pairs = zip(by_server[ours.name], by_server[peer.name], strict=True)
            better = (lambda a, b: a / b) if "per second" in name else (lambda a, b: b / a)
            row += f"{statistics.median(better(a, b) for a, b in pairs):13.1f}x"
        print(row)


asyncio.run(main())

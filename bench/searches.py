"""Measures searches for threads over HTTP, with 10,000, 100,000 and 1,000,000 threads in the database.

    python bench/searches.py target/release/runyard [sizes...]

For each size it lets the server make an empty database, fills it by SQL (a create per thread over HTTP would take an hour), starts the server on it,
and asks each question many times, each time for something else where there is something else to ask for. The table has medians in
milliseconds; in brackets, how much that is of the first size's.

A thread has the metadata of an application (graph, assistant, customer, plan in a nested object, ...), values of about half a kilobyte and a status.
Threads were created evenly over a year; most were last changed within a day, some weeks later.
"""

import json
import pathlib
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

import httpx

YEAR_US = 365 * 24 * 3600 * 1_000_000
START_US = 1_764_000_000_000_000
ASKED = 41
SEPARATOR = "\x1f"


def thread(n, of, chance):
    """The columns, metadata, values and status of the n-th of `of` threads."""
    created = START_US + YEAR_US * n // of
    updated = created + int(
        chance.expovariate(1 / 3_600_000_000) if chance.random() < 0.9 else chance.random() * 30 * 86_400e6
    )
    metadata = {
        "graph_id": "approval" if n % 10 == 0 else "agent",
        "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca",
        "customer": f"c{n // 10}",
        "tenant": n * 7919 % 1000,
        "archived": n < of // 20,
        "account": {"plan": ("free", "team", "enterprise")[n % 3], "region": f"r{n * 31 % 500}"},
    }
    values = {"topic": f"t{n * 104729 % 1000}", "rating": n % 7, "messages": [{"role": "user", "content": "x" * 400}]}
    status = "interrupted" if n % 50 == 0 else "error" if n % 100 == 1 else "idle"
    return created, updated, metadata, values, status


def label(value):
    if isinstance(value, str):
        return '"' + value
    return json.dumps(value)


def labels(metadata, values):
    for name, value in metadata.items():
        if isinstance(value, dict):
            yield from ((0, name + SEPARATOR + inner, label(value)) for inner, value in value.items())
        else:
            yield 0, name, label(value)
    for name, value in values.items():
        if not isinstance(value, list):
            yield 1, name, label(value)


def fill(database, count):
    chance = random.Random(1)
    db = sqlite3.connect(database)
    db.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -1000000;")
    db.execute("DROP INDEX thread_labels_by_thread")
    threads, kept, found = [], [], []

    def flush():
        db.executemany(
            "INSERT INTO threads"
            " (seq, history, thread_id, created_at, updated_at, state_updated_at, metadata, config, status, interrupts)"
            " VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, '{}', ?7, '{}')",
            threads,
        )
        db.executemany("INSERT INTO thread_values (thread_id, bytes) VALUES (?, ?)", kept)
        threads.clear()
        kept.clear()

    for n in range(count):
        created, updated, metadata, values, status = thread(n, count, chance)
        thread_id = (created // 1000).to_bytes(6, "big") + b"\x70\x00\x80\x00" + n.to_bytes(6, "big")
        threads.append((n + 1, thread_id, created, updated, updated, json.dumps(metadata), status))
        kept.append((thread_id, json.dumps(values).encode()))
        found.extend((*label, updated >> 32, n + 1) for label in labels(metadata, values))
        if len(threads) == 20_000:
            flush()
    flush()
    # In the order of the index, which is many times faster.
    found.sort()
    db.executemany("INSERT INTO thread_labels (source, name, value, bucket, seq) VALUES (?, ?, ?, ?, ?)", found)
    db.execute("CREATE INDEX thread_labels_by_thread ON thread_labels (seq, source)")
    db.execute("UPDATE numbers SET last = ? WHERE kind IN ('thread', 'history')", (count,))
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


def questions(count):
    """Name, path, and a function of a number that makes the body."""
    some = lambda n, of: n * 7919 % of  # noqa: E731
    page = {"limit": 10}
    search = {
        "newest": lambda n: {},
        "oldest": lambda n: {"sort_order": "asc"},
        "by creation": lambda n: {"sort_by": "created_at"},
        "offset 1,000": lambda n: {"offset": 1000},
        "offset 9,990": lambda n: {"offset": 9_990},
        "ids (10)": lambda n: {"ids": [thread_id(some(n * 10 + k, count), count) for k in range(10)]},
        "status, 2 %": lambda n: {"status": "interrupted"},
        "status, 97 %": lambda n: {"status": "idle"},
        "label of 10 threads": lambda n: {"metadata": {"customer": f"c{some(n, count // 10)}"}},
        "label of 0.1 %": lambda n: {"metadata": {"tenant": some(n, 1000)}},
        "label of 90 %": lambda n: {"metadata": {"graph_id": "agent"}},
        "label of the oldest 5 %": lambda n: {"metadata": {"archived": True}},
        "the same, offset 300": lambda n: {"metadata": {"archived": True}, "offset": 300},
        "the same by creation": lambda n: {"metadata": {"archived": True}, "sort_by": "created_at"},
        "two labels, 90 % and 0.1 %": lambda n: {"metadata": {"graph_id": "agent", "tenant": some(n, 1000)}},
        "two labels, no thread": lambda n: {"metadata": {"customer": "c0", "archived": False}},
        "nested label of 33 %": lambda n: {"metadata": {"account": {"plan": "team"}}},
        "nested label of 0.2 %": lambda n: {"metadata": {"account": {"region": f"r{some(n, 500)}"}}},
        "label and status": lambda n: {"metadata": {"tenant": some(n, 1000)}, "status": "idle"},
        "values, 0.1 %": lambda n: {"values": {"topic": f"t{some(n, 1000)}"}},
        "values, 14 %": lambda n: {"values": {"rating": n % 7}},
        "values and metadata": lambda n: {"values": {"rating": n % 7}, "metadata": {"tenant": some(n, 1000)}},
        "nothing has it": lambda n: {"metadata": {"customer": f"nobody {n}"}},
    }
    for name, body in search.items():
        yield name, "/threads/search", lambda n, body=body: page | body(n)
    counts = {
        "count all": lambda n: {},
        "count status, 2 %": lambda n: {"status": "interrupted"},
        "count label of 10 threads": search["label of 10 threads"],
        "count label of 0.1 %": search["label of 0.1 %"],
        "count label of 90 %": search["label of 90 %"],
        "count two labels, 90 % and 33 %": lambda n: {"metadata": {"graph_id": "agent", "account": {"plan": "team"}}},
    }
    for name, body in counts.items():
        yield name, "/threads/count", body


def thread_id(n, of):
    created = START_US + YEAR_US * n // of
    return str(uuid.UUID(bytes=(created // 1000).to_bytes(6, "big") + b"\x70\x00\x80\x00" + n.to_bytes(6, "big")))


def serve(binary, folder):
    command = [binary, "serve", "--port", "0", "--data-dir", str(folder), "--log-level", "error"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        if "http://" in line:
            return server, line[line.index("http://") :].split()[0]
    raise RuntimeError("the server did not start")


def measure(binary, count):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        server, _ = serve(binary, folder)
        server.terminate()
        server.wait()
        began = time.perf_counter()
        fill(folder / "runyard.db", count)
        size = (folder / "runyard.db").stat().st_size
        print(
            f"{count:,} threads: {size / 1e6:,.0f} MB, filled in {time.perf_counter() - began:.0f} s", file=sys.stderr
        )
        server, url = serve(binary, folder)
        figures = {}
        with httpx.Client(base_url=url, timeout=120) as http:
            for name, path, body in questions(count):
                times = []
                # The first few warm up the cache.
                for n in range(-4, ASKED):
                    given = body(n)
                    began = time.perf_counter()
                    http.post(path, json=given).raise_for_status()
                    times.append(time.perf_counter() - began)
                    if sum(times) > 10 and len(times) > 6:
                        break
                figures[name] = statistics.median(times[4:]) * 1e3
        server.terminate()
        server.wait()
        return figures


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    sizes = [int(size) for size in sys.argv[2:]] or [10_000, 100_000, 1_000_000]
    rows = {size: measure(binary, size) for size in sizes}
    print(f"| median ms | {' | '.join(f'{size:,} threads' for size in sizes)} |\n| --- |{' ---: |' * len(sizes)}")
    first = rows[sizes[0]]
    for name, base in first.items():
        cells = [f"{rows[size][name]:.2f} ({rows[size][name] / base:.1f})" for size in sizes]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()

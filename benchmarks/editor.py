#!/usr/bin/env python3
"""How fast the language server is, measured by speaking the protocol to the real process.

    benchmarks/editor.py                        the server that ./tgraph starts
    benchmarks/editor.py --server "java … lsp"  another way to start it
    benchmarks/editor.py --peer "pyright-langserver --stdio" --peer-ext py

A peer is asked for the same on a Python script of as many lines, in the same run, and shown beside it.
Exits with 1 if a bound is missed, unless --report.
"""

import argparse
import json
import os
import pathlib
import queue
import random
import shlex
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

TGRAPH_BLOCK = """## Layer number {i}.
fn layer{i}(x: f64[batch, k], w: f64[k, h], b: f64[h]) -> f64[batch, h] {{
  let z = x @ w + b
  let m = max(z, axis=-1, keepdims=true)
  let s = exp(z - m)
  s / sum(s, axis=-1, keepdims=true)
}}

fn diff{i}(x: f64[n + 1], y: f64[n]) -> f64[n] = (x[1:] - x[:-1]) * y
fn kernel{i}(a: f64[n], b: f64[m], s: f64) -> f64[n, m] =
  for i, j: exp(-0.5 * ((a[i] - b[j]) / s) ** 2)

let x{i} = [[{i}.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
let w{i} = x{i}.T
let y{i} = layer{i}(x{i}, w{i}, [0.5, -0.5])
print(diff{i}([1.0, 4.0, 9.0], y{i}[0]), kernel{i}(x{i}[0], x{i}[1], 2.0).shape)
print(y{i} * 2 + 1, sum(y{i}, axis=0) |> exp |> (v -> v * 2.0))
fn clamp{i}(x: f64) -> f64 = if x > 1.0 {{ 1.0 }} else {{ x }}
"""

PYTHON_BLOCK = """def layer{i}(x: list[list[float]], w: list[list[float]], b: list[float]) -> list[list[float]]:
    z = [[sum(p * q for p, q in zip(row, column)) for column in zip(*w)] for row in x]
    m = [max(row) for row in z]
    s = [[v - k for v in row] for row, k in zip(z, m)]
    return [[v / sum(row) + c for v, c in zip(row, b)] for row in s]


def diff{i}(x: list[float], y: list[float]) -> list[float]:
    return [(b - a) * c for a, b, c in zip(x, x[1:], y)]


x{i} = [[{i}.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
w{i} = [list(c) for c in zip(*x{i})]
y{i} = layer{i}(x{i}, w{i}, [0.5, -0.5])
print(diff{i}([1.0, 4.0, 9.0], y{i}[0]))
print([v * 2 + 1 for v in y{i}[0]])
"""


def script(block, lines):
    one = block.count("\n")
    return "".join(block.format(i=i) for i in range(-(-lines // one)))


class Client:
    """A client that only measures."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.folder = folder
        self.waiting = {}
        self.published = queue.Queue()
        self.seen = {}
        self.last = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        out = self.process.stdout
        while True:
            length = None
            while True:
                line = out.readline()
                if not line:
                    return
                if line == b"\r\n":
                    break
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message = json.loads(out.read(length))
            if "method" in message and "id" in message:
                items = message["params"].get("items", []) if message.get("params") else []
                self.write({"id": message["id"], "result": [None] * len(items) if items else None})
            elif message.get("method") == "textDocument/publishDiagnostics":
                self.published.put((time.perf_counter(), message["params"]))
            elif "id" in message:
                self.waiting.pop(message["id"]).put((time.perf_counter(), message))

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def ask(self, method, params):
        self.last += 1
        answer = self.waiting[self.last] = queue.Queue()
        self.write({"id": self.last, "method": method, "params": params})
        return answer

    def tell(self, method, params):
        self.write({"method": method, "params": params})

    def initialize(self):
        answer = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": pathlib.Path(self.folder).as_uri(),
                "capabilities": {
                    "textDocument": {
                        "publishDiagnostics": {"versionSupport": True},
                        "completion": {"completionItem": {"resolveSupport": {"properties": ["documentation"]}}},
                    }
                },
            },
        )
        result = answer.get(timeout=120)[1]
        self.tell("initialized", {})
        return result["result"]["capabilities"]

    def open(self, uri, language, text):
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def diagnostics(self, uri, version):
        """When those of this version, or of a server that numbers nothing the next ones, came."""
        while (uri, version) not in self.seen:
            at, params = self.published.get(timeout=120)
            self.seen[params["uri"], params.get("version", version)] = at
        return self.seen[uri, version]

    def memory(self):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return float("nan")

    def worked(self):
        """How long the threads that read and answer have computed, in seconds; of our server only, on Linux."""
        seconds = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                if (task / "comm").read_text().strip() in ("analysis", "protocol"):
                    seconds += int((task / "schedstat").read_text().split()[0]) / 1e9
            except OSError:
                continue  # The thread has ended.
        return seconds

    def close(self):
        self.ask("shutdown", None).get(timeout=60)
        self.tell("exit", None)
        return self.process.wait(timeout=60)


def percentile(times, p):
    return sorted(times)[min(len(times) - 1, int(len(times) * p))] * 1000


def measure(command, extension, block, lines, keys, files):
    """The numbers of one server."""
    numbers = {}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "long." + extension)
        text = script(block, lines)
        path.write_text(text)
        uri = path.as_uri()
        small = pathlib.Path(folder, "small." + extension)
        small.write_text(script(block, 20))

        start = time.perf_counter()
        client = Client(command, folder)
        can = client.initialize()
        client.open(small.as_uri(), extension, small.read_text())
        numbers["start to first diagnostics"] = (client.diagnostics(small.as_uri(), 1) - start) * 1000

        start = time.perf_counter()
        client.open(uri, extension, text)
        numbers["open, %d lines" % lines] = (client.diagnostics(uri, 1) - start) * 1000

        rows = text.split("\n")
        random.seed(1)
        version = 1
        strokes, hints, completions = [], [], []
        worked = {"keystroke": [], "completion": []}
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(rows), "character": 0}}
        near = lambda row: {
            "start": {"line": max(0, row - 30), "character": 0},
            "end": {"line": min(len(rows), row + 30), "character": 0},
        }
        for key in range(keys):
            row = random.randrange(len(rows) - 1)
            column = len(rows[row])
            for typed, at in ((" ", column), ("x", column + 1), (None, column)):
                version += 1
                end = {"line": row, "character": column + 2 if typed is None else at}
                change = {"range": {"start": {"line": row, "character": at}, "end": end}, "text": typed or ""}
                before = client.worked()
                start = time.perf_counter()
                client.tell(
                    "textDocument/didChange",
                    {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
                )
                document = {"uri": uri}
                if can.get("inlayHintProvider"):
                    asked = client.ask("textDocument/inlayHint", {"textDocument": document, "range": near(row)})
                done = client.diagnostics(uri, version)
                strokes.append(done - start)
                if can.get("inlayHintProvider"):
                    hints.append(max(done, asked.get(timeout=60)[0]) - start)
                worked["keystroke"].append(client.worked() - before)
                if typed == "x":
                    before = client.worked()
                    start = time.perf_counter()
                    asked = client.ask(
                        "textDocument/completion",
                        {"textDocument": document, "position": {"line": row, "character": column + 2}},
                    )
                    completions.append(asked.get(timeout=60)[0] - start)
                    worked["completion"].append(client.worked() - before)
        # The first strokes are those of a JVM that is still warming up; they count like the others.
        numbers["keystroke to diagnostics, p50"] = percentile(strokes, 0.5)
        numbers["keystroke to diagnostics, p95"] = percentile(strokes, 0.95)
        if hints:
            numbers["keystroke to diagnostics and hints, p95"] = percentile(hints, 0.95)
        numbers["completion, p50"] = percentile(completions, 0.5)
        numbers["completion, p95"] = percentile(completions, 0.95)
        if extension == "tgraph":
            # What does not depend on who else uses the machine.
            for what, times in worked.items():
                numbers[f"computing for a {what}, p50"] = percentile(times, 0.5)
                numbers[f"computing for a {what}, p95"] = percentile(times, 0.95)

        for number in range(files):
            other = pathlib.Path(folder, f"open{number}." + extension)
            other.write_text(script(block, 200))
            client.open(other.as_uri(), extension, other.read_text())
        for number in range(files):
            client.diagnostics(pathlib.Path(folder, f"open{number}." + extension).as_uri(), 1)
        time.sleep(2)
        numbers["memory with %d more files open (MB)" % files] = client.memory()
        numbers["exit status"] = client.close()
    return numbers


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--server", default=f"{ROOT}/tgraph lsp")
    arguments.add_argument("--peer", help="another language server, for Python scripts")
    arguments.add_argument("--lines", type=int, default=2000)
    arguments.add_argument("--keys", type=int, default=100)
    arguments.add_argument("--files", type=int, default=50)
    arguments.add_argument("--report", action="store_true", help="always exit with 0")
    given = arguments.parse_args()
    own = measure(shlex.split(given.server), "tgraph", TGRAPH_BLOCK, given.lines, given.keys, given.files)
    peer = {}
    if given.peer:
        peer = measure(shlex.split(given.peer), "py", PYTHON_BLOCK, given.lines, given.keys, given.files)
    bounds = {
        "start to first diagnostics": 1000,
        "keystroke to diagnostics and hints, p95": 50,
        "completion, p95": 50,
        "memory with %d more files open (MB)" % given.files: 250,
    }
    missed = 0
    print(f"{'':45}{'tgraph':>10}{'bound':>8}" + (f"{'peer':>10}{'ratio':>8}" if peer else ""))
    for name, value in own.items():
        bound = bounds.get(name)
        missed += bound is not None and value > bound
        line = f"{name:45}{value:10.1f}{bound or '':>8}"
        if name in peer:
            line += f"{peer[name]:10.1f}{peer[name] / value if value else 0:8.2f}"
        print(line)
    stroke, opening = own["keystroke to diagnostics, p50"], own["open, %d lines" % given.lines]
    print(f"\nA keystroke takes {stroke / opening:.3f} of what opening the script does.")
    sys.exit(1 if missed and not given.report else 0)


if __name__ == "__main__":
    main()

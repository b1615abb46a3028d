"""The workloads of benchmarks/run, what is aimed at, and the page of what was measured."""

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Workload:
    """`bars` says by whom to divide the time of `native`, and what that should give; `best` is whoever is fastest, and a number alone is
    seconds. `read` and `copied` are the bytes that have to come from memory, and those that come from there and go back as others, `flops` the
    floating-point operations of its products."""

    number: str
    script: str
    text: str
    bars: dict = field(default_factory=dict)
    read: float = 0
    copied: float = 0
    flops: float = 0


WORKLOADS = [
    Workload("1", "exponentials", "`sum(exp(-0.5*x*x))`, 10⁷", {"jax": 0.8, "torch.compile": 0.8}, read=8e7),
    Workload(
        "2",
        "elementwise",
        "`tanh(a*x+b)*sigmoid(c*x) + log1p(exp(-abs(x)))`, 10⁷, kept",
        {"jax": 0.8, "torch.compile": 1.0},
        copied=1.6e8,
    ),
    Workload("2, f32", "elementwise", "the same in `f32`", {"jax": 0.8, "torch.compile": 1.0}, copied=8e7),
    Workload("3", "products", "product 1000³", {"best": 1.1}, flops=2e9),
    Workload("3, f32", "products", "product 2048³, `f32`", {"best": 1.1}, flops=1.72e10),
    Workload("4", "softmax", "softmax over the last axis, 4096², `f32`", {"jax": 0.6, "torch": 1.0}, copied=1.34e8),
    Workload("5", "logistic", "logistic regression, value and gradient, 10⁵ × 50", {"jax": 0.9}, read=8e7),
    Workload("6", "network", "MLP 784-512-512-10, batch 256, `f32`, value and gradient", {"jax": 1.1}, flops=8.0e8),
    Workload("7", "process", "Gaussian process, log marginal likelihood and gradient, n = 1000", {"jax": 1.0, "torch": 1.0}, flops=4.7e9),
    Workload("8", "garch", "GARCH(1,1), log-likelihood and gradient, 10⁵ steps", {"jax": 1.0}),
    Workload("9", "schools", "eight schools, log density and gradient, one call from Java", {"seconds": 0.5e-6}),
    Workload("10", "attention", "attention, 4 × 8 × 1024 × 64, `f32`", {"jax": 0.65, "torch": 1.1}, flops=8.6e9),
    Workload("11", "heat", "heat equation, 5-point stencil, 1024², 100 steps", {"jax": 0.8}),
    Workload("12", "pairs", "sum over pairs of `exp(-d²)`, n = 2000, 3 dimensions", {"jax": 0.9}),
    Workload("13, cold", "", "whole process: the script of 9 from the shell to its result, caches cold", {"jax": 1.0}),
    Workload("13, warm", "", "the same, caches warm", {"jax": 0.8}),
]

LIBRARIES = ["native", "nd4j", "jax", "torch", "torch.compile", "numba", "numpy"]


def time_text(seconds):
    if seconds is None:
        return ""
    if seconds < 1e-6:
        return f"{seconds * 1e9:.0f} ns"
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 0.1 else f"{seconds * 1e3:.0f} ms"


def memory_text(memory):
    return "" if memory is None else f"{memory / 2**20:.0f} MiB"


def processor():
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


class Page:
    def __init__(self, workloads, result):
        self.workloads = workloads
        self.result = result
        self.libraries = [name for name in LIBRARIES if self.of(name, "seconds")]

    def of(self, library, what):
        return self.result["found"].get(library, {}).get(what, {})

    def seconds(self, library, number):
        return self.of(library, "seconds").get(number)

    def ratios(self, workload):
        """For each bar whose rival was measured: its name, what was reached, what is aimed at."""
        mine = self.seconds("native", workload.number)
        others = [self.seconds(name, workload.number) for name in self.libraries if name != "native"]
        for rival, bar in workload.bars.items() if mine else []:
            if rival == "seconds":
                yield time_text(bar), mine / bar, 1.0
                continue
            theirs = min(filter(None, others), default=None) if rival == "best" else self.seconds(rival, workload.number)
            if theirs:
                yield rival, mine / theirs, bar

    def ratio_text(self, workload):
        texts = []
        for rival, ratio, bar in self.ratios(workload):
            mark = "" if ratio <= bar else " **missed**"
            texts.append(f"{ratio:.2f} of {rival} ({bar}){mark}")
        return ", ".join(texts)

    def times(self):
        rows = []
        for w in self.workloads:
            cells = [time_text(self.seconds(name, w.number)) for name in self.libraries]
            rows.append([w.number, w.text, *cells, self.ratio_text(w)])
        return table(["", "workload", *[f"`{name}`" for name in self.libraries], "reached (aimed at)"], rows)

    def preparation(self):
        names = [name for name in self.libraries if self.of(name, "preparation") and name != "numpy"]
        rows = []
        for w in self.workloads:
            if w.number not in self.of("native", "preparation"):
                continue
            cells = [time_text(self.of(name, "preparation").get(w.number)) for name in names]
            memory = [memory_text(self.of(name, "memory").get(w.number)) for name in ("native", "jax")]
            rows.append([w.number, *cells, *memory])
        head = ["", *[f"`{name}`" for name in names], "memory of `native`", "memory of `jax`"]
        return table(head, rows)

    def limits(self):
        """For each bar that was missed, what the machine would allow at best."""
        lines = []
        for w in self.workloads:
            missed = [rival for rival, ratio, bar in self.ratios(w) if ratio > bar]
            if not missed:
                continue
            mine = self.seconds("native", w.number)
            why = f"{time_text(mine)}."
            speeds = self.result["bandwidth"]
            if speeds and w.read:
                why = f"{time_text(mine)}, of which reading {w.read / 1e6:.0f} MB takes {time_text(w.read / speeds['read'])}."
            elif speeds and w.copied:
                why = f"{time_text(mine)}, of which a copy of as many bytes, {w.copied / 1e6:.0f} MB read and written, takes {time_text(w.copied / speeds['copy'])}."
            elif w.flops:
                why = f"{time_text(mine)}, {w.flops / mine / 1e9:.0f} GFLOP/s."
            lines.append(f"- {w.number} beside {' and '.join(missed)}: {why}")
        return lines

    def growth(self):
        lines = []
        for number, sizes in self.result["growth"].items():
            if not sizes:
                continue
            rows = [[size, time_text(t[1]), time_text(t[2]), f"{t[1] / t[2]:.2f}"] for size, t in sizes.items()]
            lines += ["", f"Workload {number}, by its size:", ""]
            lines += table(["size", "1 thread", "2 threads", "ratio"], rows)
        return lines

    def text(self):
        result = self.result
        absent = [name for name in ("jax", "torch", "numba", "numpy") if name not in result["versions"]]
        before, after = result["load"]
        speeds = result["bandwidth"]
        bandwidth = f" On all of them a copy moves {speeds['copy'] / 1e9:.1f} GB/s, and {speeds['read'] / 1e9:.1f} are read." if speeds else ""
        lines = [
            "# Performance",
            "",
            "Made by `benchmarks/run`: tgraph beside what one would otherwise use, in one run on one machine. Medians of several rounds, warm,",
            "in double precision unless said; compilation is not in them. The last column is the time of `native` over that of another, with what is aimed at.",
            "How fast models are sampled is in `docs/sampling-performance.md`; what another machine gave, in `docs/performance-epyc.md`.",
            "",
            f"{processor()}, {os.cpu_count()} processors, {platform.system()}.{bandwidth} Beside: "
            + ", ".join([f"{name} {version}" for name, version in result["versions"].items()] + [f"no {name}" for name in absent])
            + f". It took {result['minutes']:.0f} minutes. The load of the machine was {before:.1f} before and {after:.1f} after; above the number of"
            + " processors, times are long and ratios rough.",
            "",
            *self.times(),
            "",
            "Each starts from the same data. `native` is called by one call that is prepared once, whose results are in the same memory each time. JAX is jitted, PyTorch run as it is and, where it has a C++ compiler, by `torch.compile`, Numba compiled",
            "for one thread. Attention in PyTorch is its fused one. 9 is one call by a `PreparedCall` from Java, measured by JMH, of the others one call from Python. Of",
            "what is empty there is no measurement; on `nd4j`, one operation at a time, loops of many steps take minutes.",
        ]
        hand = self.seconds("by hand", "9")
        if hand:
            lines.append(f"9 by hand in Java takes {time_text(hand)}.")
        limits = self.limits()
        if limits:
            lines += ["", "## What limits those that missed", "", *limits]
        if self.of("native", "preparation"):
            lines += [
                "",
                "## Compilation, and memory",
                "",
                "What `native` takes to compile, with nothing in its cache, and what the first call of the others takes, their compilation in it. The memory",
                "is the most that the process had, the data included; each workload has a process of its own.",
                "",
                *self.preparation(),
            ]
        grown = self.growth()
        if grown:
            lines += ["", "## Growth", *grown]
        return "\n".join(lines) + "\n"


def text(workloads, result):
    return Page(workloads, result).text()

#!/usr/bin/env python3
"""What machine code adds to the first result of a small script, in wall and processor time.

    benchmarks/start.py             # 20 processes of each kind, on an idle machine
    benchmarks/start.py --rounds 5

The script is run by the definitions in Java, by machine code that an earlier process compiled, and by
machine code with an empty cache; one process of each in turn, so that what else the machine does meets
all alike. The difference to the first is what loading LLVM, compiling and the first call take. It fails
where that is above a bound: 0.1 s with the cache, 0.5 s without.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "benchmarks" / "workloads" / "first.tgraph"
KINDS = {
    # As small a script as this `auto` leaves to them; `reference` would start with another compiler of the JVM.
    "definitions": ["--backend", "auto"],
    "cache": ["--backend", "native"],
    "no cache": ["--backend", "native"],
}
BOUNDS = {"cache": 0.1, "no cache": 0.5}


def run(kind, libraries):
    """Wall and processor seconds of a process."""
    environment = dict(os.environ)
    with tempfile.TemporaryDirectory() as empty:
        if kind == "no cache":
            environment["XDG_CACHE_HOME"] = empty
            shared = Path(empty) / "tgraph"
            shared.mkdir()
            for library in libraries:
                (shared / library.name).symlink_to(library)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        command = [ROOT / "tgraph", "run", *KINDS[kind], SCRIPT]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=20)
    rounds = options.parse_args().rounds
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tgraph"
    run("cache", [])  # builds what is missing, unpacks the libraries
    libraries = [folder for folder in cache.iterdir() if not folder.name.startswith("code-")]
    times = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind in KINDS:
            times[kind].append(run(kind, libraries))
    medians = {k: [statistics.median(t[i] for t in all) for i in (0, 1)] for k, all in times.items()}
    print(f"{'':14}{'wall s':>10}{'added':>10}{'cpu s':>10}{'added':>10}")
    missed = False
    for kind, (wall, cpu) in medians.items():
        added, more = wall - medians["definitions"][0], cpu - medians["definitions"][1]
        print(f"{kind:14}{wall:10.3f}{added:10.3f}{cpu:10.3f}{more:10.3f}")
        if added > BOUNDS.get(kind, 0):
            print(f"{kind}: more than {BOUNDS[kind]} s")
            missed = True
    sys.exit(missed)


if __name__ == "__main__":
    main()

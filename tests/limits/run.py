#!/usr/bin/env python3
"""Programs that exhaust memory or are interrupted: the outcome has to be an exception, never a signal or a hang.

    tests/limits/run.py [--binary PATH] [--engines goto,switch] [--filter TEXT] [--address-space GIB] [-j N]

memory/*.py run under `ulimit -v` of 1 GiB (or --address-space) and have to end with status 0 and "on" as the last line they print:
they catch MemoryError (or RecursionError) and go on; tight/*.py do so under 100 MiB. interrupt/*.py never end by themselves: after SIGINT they have to end with KeyboardInterrupt.
"""
import argparse
import concurrent.futures
import os
import pathlib
import resource
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PATIENCE = 120  # seconds for a program to exhaust its memory
GRACE = 20      # seconds from the signal to the end


def limited(bytes):
    resource.setrlimit(resource.RLIMIT_AS, (bytes, bytes))


def exhaust(command, bytes):
    """None, or what went wrong."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE,
                              preexec_fn=lambda: limited(bytes))
    except subprocess.TimeoutExpired:
        return f"did not end within {PATIENCE} s"
    lines = done.stdout.splitlines()
    if done.returncode == 0 and lines and lines[-1] == "on":
        return None
    return f"status {done.returncode}: {(done.stderr.splitlines() or lines or [''])[-1]}"


def interrupt(command):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               preexec_fn=lambda: limited(2 << 30))
    process.stdout.readline()  # it says when it begins
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    try:
        _, errors = process.communicate(timeout=GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return f"was not interrupted within {GRACE} s"
    if process.returncode == -signal.SIGINT and errors.rstrip().endswith("KeyboardInterrupt"):
        return None
    return f"status {process.returncode}: {(errors.splitlines() or [''])[-1]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=ROOT / "build/release/typhon")
    parser.add_argument("--engines", default="switch,goto")
    parser.add_argument("--filter", default="")
    parser.add_argument("--address-space", type=int, default=1, metavar="GIB")
    parser.add_argument("-j", type=int, default=1, metavar="N", help="how many programs at once")
    options = parser.parse_args()
    for name in [name for name in os.environ if name.startswith(("PYTHON", "TYPHON"))]:
        del os.environ[name]
    cases = [(engine, path) for engine in options.engines.split(",") for path in sorted(HERE.glob("*/*.py"))
             if options.filter in f"{path.parent.name}/{path.stem}"]
    if not cases:
        parser.error(f"no program is called {options.filter}")

    def run(case):
        engine, path = case
        command = [str(options.binary), f"--backend={engine}", str(path)]
        if path.parent.name == "interrupt":
            return interrupt(command)
        return exhaust(command, 100 << 20 if path.parent.name == "tight" else options.address_space << 30)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for (engine, path), wrong in zip(cases, pool.map(run, cases)):
            if wrong:
                failed += 1
                print(f"FAILED {engine}:{path.parent.name}/{path.stem}: {wrong}", flush=True)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())

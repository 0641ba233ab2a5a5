#!/usr/bin/env python3
"""Programs that exhaust memory or are interrupted: the outcome has to be an exception, never a signal or a hang.

    tests/limits/run.py [--binary PATH] [--engines goto,switch] [--filter TEXT]

memory/*.py run under `ulimit -v` of 2 GiB and have to end with status 0 and "on" as the last line they print: they catch MemoryError
(or RecursionError) and go on. interrupt/*.py never end by themselves: after SIGINT they have to end with KeyboardInterrupt.
"""
import argparse
import os
import pathlib
import resource
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ADDRESS_SPACE = 1 << 30
PATIENCE = 120  # seconds for a program to exhaust its memory
GRACE = 20      # seconds from the signal to the end


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def exhaust(command):
    """None, or what went wrong."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, preexec_fn=limited)
    except subprocess.TimeoutExpired:
        return f"did not end within {PATIENCE} s"
    lines = done.stdout.splitlines()
    if done.returncode == 0 and lines and lines[-1] == "on":
        return None
    return f"status {done.returncode}: {(done.stderr.splitlines() or lines or [''])[-1]}"


def interrupt(command):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               preexec_fn=limited)
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
    options = parser.parse_args()
    for name in [name for name in os.environ if name.startswith(("PYTHON", "TYPHON"))]:
        del os.environ[name]
    failed = count = 0
    for engine in options.engines.split(","):
        for path in sorted(HERE.glob("*/*.py")):
            name = f"{path.parent.name}/{path.stem}"
            if options.filter not in name:
                continue
            command = [str(options.binary), f"--backend={engine}", str(path)]
            wrong = exhaust(command) if path.parent.name == "memory" else interrupt(command)
            count += 1
            if wrong:
                failed += 1
                print(f"FAILED {engine}:{name}: {wrong}", flush=True)
    print(f"{count - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())

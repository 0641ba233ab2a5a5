#!/usr/bin/env python3
"""Tests of the command line: cases.py says what is run, expected.json holds what CPython 3.12 does.

    tests/cli/run.py [--binary build/release/typhon] [--engines switch,goto] [--filter TEXT]
    tests/cli/run.py --record PYTHON      # with a CPython 3.12: writes expected.json

known_failures.txt beside it lists what differs today, `case reason` a line: the run fails when one of them passes.
"""
import argparse
import concurrent.futures
import fnmatch
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
from cases import CASES  # noqa: E402

EXPECTED = os.path.join(HERE, "expected.json")
KNOWN = os.path.join(HERE, "known_failures.txt")
# Flags and names that belong to one implementation or version, and what stands for them.
NORMALISE = [
    (re.compile(r" at 0x[0-9a-fA-F]+"), " at 0x..."),
    (re.compile(r'File "[^"]*/(lib/python3\.\d+|lib/pypy[^/]*)/'), 'File "LIBRARY/'),
    (re.compile(r'"<frozen (\w+)>"'), r'"LIBRARY/\1.py"'),
    (re.compile(r"\^[CD]"), ""),                        # whether the terminal echoes it depends on line editing
    (re.compile(r"(Try|More information:) [`'].*"), "Try ..."),
]


def environment(case, folder):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TYPHON", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "dumb", "HOME": os.path.join(folder, "home"), **case.env}


def shown(text, binary, folder):
    text = text.replace(folder, "FOLDER").replace(binary, "PYTHON")
    for pattern, replacement in NORMALISE:
        text = pattern.sub(replacement, text)
    return text


def at_terminal(command, typed, folder, env, timeout):
    """What a terminal shows when lines are typed, each as soon as the program has become quiet."""
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, env)
    output = b""
    end = time.monotonic() + timeout

    def drain(quiet):
        nonlocal output
        while time.monotonic() < end:
            if not select.select([master], [], [], quiet)[0]:
                return True
            try:
                data = os.read(master, 65536)
            except OSError:
                return False
            if not data:
                return False
            output += data
        return False

    # The first prompt may take its time.
    alive = bool(select.select([master], [], [], timeout)[0]) and drain(0.5)
    for piece in re.findall(r"[^\n\x03\x04]*[\n\x03\x04]", typed):
        if not alive:
            break
        os.write(master, piece.encode())
        alive = drain(0.6)
    if alive:
        drain(2.0)
    try:
        os.kill(pid, signal.SIGHUP)
    except ProcessLookupError:
        pass
    os.close(master)
    deadline = time.monotonic() + 5
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), output.decode(errors="replace").replace("\r\n", "\n")
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def execute(case, binary, options, timeout):
    with tempfile.TemporaryDirectory(prefix="typhon-cli.") as folder:
        folder = os.path.realpath(folder)
        for name, text in case.files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())
        env = environment(case, folder)
        if case.terminal:
            status, out = at_terminal([binary, *options, *case.args], case.terminal, folder, env, timeout)
            return {"status": status, "out": shown(out, binary, folder), "err": ""}
        if case.shell:
            env["PYTHON"] = " ".join([binary, *options])
            command = ["bash", "-c", case.shell]
        else:
            command = [binary, *options, *case.args]
        try:
            done = subprocess.run(command, input=case.stdin.encode(), capture_output=True, cwd=folder, env=env, timeout=timeout)
        except subprocess.TimeoutExpired:
            return {"status": "timeout", "out": "", "err": ""}
        return {"status": done.returncode, "out": shown(done.stdout.decode(errors="backslashreplace"), binary, folder),
                "err": shown(done.stderr.decode(errors="backslashreplace"), binary, folder)}


def known_failures():
    known = {}
    if os.path.exists(KNOWN):
        with open(KNOWN) as file:
            for line in file:
                name, _, reason = line.strip().partition(" ")
                if name and not name.startswith("#"):
                    known[name] = reason
    return known


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "release", "typhon"))
    parser.add_argument("--engines", default="goto")
    parser.add_argument("--filter", default="*")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("--record", metavar="PYTHON", help="write expected.json with a CPython 3.12")
    options = parser.parse_args()
    # A shell starts what it runs in the background with SIGINT ignored, and programs would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cases = [case for case in CASES if fnmatch.fnmatch(case.name, options.filter) or options.filter in case.name]
    if not cases:
        parser.error(f"no case is called {options.filter}")
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)), "two cases have the same name"
    if options.record:
        with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
            results = list(pool.map(lambda case: execute(case, options.record, [], options.timeout), CASES))
        with open(EXPECTED, "w") as file:
            json.dump({case.name: {key: result[key] for key in case.expect} for case, result in zip(CASES, results)}, file, indent=1)
            file.write("\n")
        print(len(CASES), "cases recorded")
        return 0
    with open(EXPECTED) as file:
        expected = json.load(file)
    known = known_failures()
    binary = os.path.abspath(options.binary)
    failures = expected_failures = 0
    jobs = [(engine, case) for engine in options.engines.split(",") for case in cases]

    def run(job):
        engine, case = job
        # The engine is chosen by the name of a link, so that arguments and sys.flags are the case's own.
        link = os.path.join(links, f"typhon-{engine}")
        return execute(case, link, [], options.timeout)

    with tempfile.TemporaryDirectory(prefix="typhon-cli.") as links, concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for engine in options.engines.split(","):
            os.symlink(binary, os.path.join(links, f"typhon-{engine}"))
        for (engine, case), result in zip(jobs, pool.map(run, jobs)):
            wrong = [key for key in case.expect if result[key] != expected[case.name][key]]
            if wrong and case.name in known:
                expected_failures += 1
            elif wrong:
                failures += 1
                print(f"FAIL {engine}:{case.name}")
                for key in wrong:
                    print(f"  {key}: expected {expected[case.name][key]!r}\n  {' ' * len(key)}  got      {result[key]!r}")
            elif case.name in known:
                failures += 1
                print(f"PASSES UNEXPECTEDLY {engine}:{case.name}: take it out of tests/cli/known_failures.txt")
    print(f"command line: {len(jobs)} cases, {failures} failed, {expected_failures} known failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

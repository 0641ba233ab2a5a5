#!/usr/bin/env python3
"""Runs CPython's own tests (Debian: libpython3.11-testsuite) under a ratchet.

    tests/conformance/run.py [--engines goto] [--groups G1,G2] [--files test_grammar,...] [-j N] [--timeout S] [-q]
    tests/conformance/run.py --update      # rewrite expected.tsv: takes out what passes now, adds what fails (reason: new)
    tests/conformance/run.py --docs        # write docs/conformance.md
    tests/conformance/run.py --against PYTHON   # a CPython 3.12: what fails under it too gets the reason `3.11 only`

A line for each file tells how it went. The time-out is one of processor time, so that a busy machine does not matter; a file that
waits may take five times as long by the clock.

expected.tsv lists, test by test, what fails today and why: `file <tab> test <tab> reason`. A failure that is not listed and a listed
test that passes both fail the run. Test `*` stands for the whole file: it does not load, ends early or takes too long. A file is clean
when nothing of it is listed but tests for CPython alone, and at least 95% of the tests run that CPython runs (files.tsv), besides those that skip
themselves because they are for CPython alone.
"""
import argparse
import collections
import concurrent.futures
import csv
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXPECTED = os.path.join(HERE, "expected.tsv")
DOCS = os.path.join(ROOT, "docs", "conformance.md")
ENOUGH = 0.95
# A listed test that may pass as well: what it sees depends on when the collector runs.
SOMETIMES = "CPython only, sometimes"
# The library's bytecode, for this run only: a compiler that was changed without a change of the format leaves old files behind.
CACHE = tempfile.TemporaryDirectory(prefix="typhon-conformance-cache.")
EXCUSES = ("cpython", "_testcapi", "_testinternalcapi", "must be ttys", "conversion took only")


def test_files():
    with open(os.path.join(HERE, "files.tsv")) as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def read_expected():
    expected = {}
    if os.path.exists(EXPECTED):
        with open(EXPECTED) as file:
            for number, line in enumerate(file, 1):
                if line.startswith("#") or not line.strip():
                    continue
                fields = line.rstrip("\n").split("\t")
                if len(fields) != 3 or not fields[2]:
                    sys.exit(f"{EXPECTED}:{number}: want file, test and reason, separated by tabs")
                expected[fields[0], fields[1]] = fields[2]
    return expected


class Outcome:
    def __init__(self, row):
        self.row = row
        self.name = row["file"]
        self.passed, self.skipped, self.failed = set(), {}, {}
        self.trouble = None         # why the file as a whole did not end well
        self.seconds = 0.0

    @property
    def run(self):
        return len(self.passed) + len(self.failed)

    @property
    def short(self):
        # The tests themselves say which of them are about CPython alone, need a terminal, or have nothing slow to measure.
        excused = sum(any(word in reason.lower() for word in EXCUSES) for reason in self.skipped.values())
        return self.run < ENOUGH * (int(self.row["run"]) - excused)


def run_file(row, command, timeout, arguments=()):
    outcome = Outcome(row)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TYPHON", "LC_", "LANG"))}
    env |= {"LC_ALL": "C.UTF-8", "TZ": "UTC", "XDG_CACHE_HOME": CACHE.name}
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="typhon-conformance.") as folder, tempfile.TemporaryFile() as err:
        limit = int(timeout) + 1
        process = subprocess.Popen([*command, os.path.join(HERE, "worker.py"), "test." + row["file"].replace("/", "."), *arguments], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=err, cwd=folder, env=env, start_new_session=True,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5)))
        try:
            out, _ = process.communicate(timeout=5 * timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, _ = process.communicate()
            outcome.trouble = f"takes more than {5 * timeout:.0f} s"
        if process.returncode == -signal.SIGXCPU:
            outcome.trouble = f"takes more than {timeout:.0f} s of processor time"
        err.seek(0)
        complaints = err.read().decode(errors="replace").strip().splitlines()
    outcome.seconds = time.monotonic() - started
    done, current = False, None
    for line in out.decode(errors="replace").splitlines():
        at = line.find("@@ ")
        if at < 0:
            continue
        kind, _, rest = line[at + 3:].partition("\t")
        name, _, detail = rest.partition("\t")
        name = name.removeprefix("test." + row["file"] + ".")
        # Ids may hold addresses and temporary names.
        name = re.sub(r"0x[0-9a-f]+", "0x...", name)
        if kind == "start":
            current = name
        elif kind == "pass":
            outcome.passed.add(name)
        elif kind == "skip":
            outcome.skipped[name] = detail
        elif kind == "fail":
            outcome.failed[name] = detail
        elif kind == "done":
            done = True
    outcome.passed -= outcome.failed.keys()
    if not done and not outcome.trouble:
        last = complaints[-1] if complaints else ""
        ended = f"died of {signal.Signals(-process.returncode).name}" if process.returncode < 0 else f"ended with status {process.returncode}"
        if current is not None:
            outcome.trouble = f"{ended} in {current}: {last}"
        else:
            outcome.trouble = f"does not load: {last}"
    elif outcome.trouble and current:
        outcome.trouble += f" (in {current})"
    if not outcome.trouble and outcome.short:
        outcome.trouble = f"runs {outcome.run} tests, CPython runs {row['run']}"
    return outcome


def write_expected(engine_outcomes, expected, files):
    touched = {o.name for o in engine_outcomes}
    kept = {key: reason for key, reason in expected.items() if key[0] not in touched}
    for outcome in engine_outcomes:
        if outcome.trouble:
            kept[outcome.name, "*"] = expected.get((outcome.name, "*"), outcome.trouble).replace("\t", " ")
            # What comes behind the point where the file ended is not known.
            seen = outcome.passed | outcome.skipped.keys()
            kept |= {key: reason for key, reason in expected.items() if key[0] == outcome.name and key[1] not in seen and key[1] != "*"}
        for name, detail in outcome.failed.items():
            kept[outcome.name, name] = expected.get((outcome.name, name), detail.replace("\t", " ") or "fails")
    write_lines(kept, files)


def write_lines(kept, files):
    order = {row["file"]: i for i, row in enumerate(files)}
    with open(EXPECTED, "w") as file:
        printable = lambda text: "".join(c if c.isprintable() or c == "\t" else "?" for c in text)
        file.write("# What fails today of CPython's tests: file, test (`*`: the file as a whole), reason. tests/conformance/run.py --update rewrites it.\n")
        for (name, test), reason in sorted(kept.items(), key=lambda item: (order.get(item[0][0], 9999), item[0])):
            file.write(printable(f"{name}\t{test}\t{reason[:200]}") + "\n")


def write_docs(results, expected):
    """`results`: for each engine its outcomes. What each test did is shown for the first engine that ran the file."""
    lines = ["# CPython's own tests", "",
             "CPython 3.11's test-suite (Debian's `libpython3.11-testsuite`), run by `tests/conformance/run.py`. "
             "`tests/conformance/expected.tsv` says why each failing test fails. Written by `run.py --docs`.", "",
             "| engine | group | files | clean | tests CPython runs | run here | pass | fail |", "|---|---|---|---|---|---|---|---|"]
    shown = {}
    for engine, outcomes in results.items():
        groups = collections.defaultdict(list)
        for outcome in outcomes:
            groups[outcome.row["group"]].append(outcome)
            shown.setdefault(outcome.name, (engine, outcome))
        for group in sorted(groups, key=lambda name: (name == "-", name)):
            members = groups[group]
            label = "others" if group == "-" else group
            lines.append(f"| {engine} | {label} | {len(members)} | {sum(clean(o, expected) for o in members)} | "
                         f"{sum(int(o.row['run']) for o in members)} | {sum(o.run for o in members)} | "
                         f"{sum(len(o.passed) for o in members)} | {sum(len(o.failed) for o in members)} |")
    lines += ["", "| file | engine | CPython runs | run here | pass | fail | skip | |", "|---|---|---|---|---|---|---|---|"]
    for engine, o in shown.values():
        note = "clean" if clean(o, expected) else (o.trouble or "").replace("|", "/")[:110]
        lines.append(f"| {o.name} | {engine} | {o.row['run']} | {o.run} | {len(o.passed)} | {len(o.failed)} | {len(o.skipped)} | {note} |")
    with open(DOCS, "w") as file:
        file.write("\n".join(lines) + "\n")


def mark_others(python, rows, expected, files, options):
    """Gives the reason `3.11 only` to listed tests that fail under a CPython 3.12 as well."""
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        tests = os.path.join(options.library, "test")
        outcomes = list(pool.map(lambda row: run_file(row, [python], options.timeout, ["--tests", tests]), rows))
    marked = 0
    for outcome in outcomes:
        for name, detail in outcome.failed.items():
            if (outcome.name, name) in expected:
                expected[outcome.name, name] = f"3.11 only: {detail}"[:200]
                marked += 1
    write_lines(expected, files)
    print(f"conformance: {marked} listed tests fail under {python} as well")
    return 0


def clean(outcome, expected):
    # Tests for CPython alone, and those of 3.11 that 3.12's grammar contradicts, do not count against a file.
    excused = ("CPython only", "3.11 only")
    return not outcome.trouble and all(expected.get((outcome.name, name), "").startswith(excused) for name in outcome.failed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "release", "typhon"))
    parser.add_argument("--engines", default="goto", help="comma separated; jit-forced is the JIT at the first call")
    parser.add_argument("--library", default="/usr/lib/python3.11")
    parser.add_argument("--groups", default="G1,G2,G3,G4", help="all: every file")
    parser.add_argument("--files", help="only these, comma separated")
    parser.add_argument("--option", action="append", default=[], help="another option for the interpreter")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("--timeout", type=float, default=180.0, help="seconds of processor time a file may take")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--against", metavar="PYTHON", help="a CPython 3.12 that tells which tests are for 3.11 only")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("-q", "--quiet", action="store_true", help="show only files with surprises")
    options = parser.parse_args()
    if not os.path.exists(os.path.join(options.library, "test", "test_grammar.py")):
        print(f"conformance: no tests in {options.library}/test; install libpython3.11-testsuite (scripts/setup)")
        return 77
    files = test_files()
    if options.files:
        wanted = options.files.split(",")
        chosen = [row for row in files if row["file"] in wanted]
    elif options.groups == "all":
        chosen = files
    else:
        chosen = [row for row in files if row["group"] in options.groups.split(",")]
    expected = read_expected()
    if options.against:
        return mark_others(options.against, [row for row in chosen if any(name == row["file"] for name, _ in expected)], expected, files, options)
    bad = 0
    results = {}
    for engine in options.engines.split(","):
        command = [options.binary, *(["--backend=jit", "-X", "jit=force"] if engine == "jit-forced" else [f"--backend={engine}"]), *options.option]
        with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
            futures = [pool.submit(run_file, row, command, options.timeout) for row in chosen]
            for number, future in enumerate(concurrent.futures.as_completed(futures), 1):
                o = future.result()
                new = [name for name in o.failed if (o.name, name) not in expected]
                fixed = [test for (name, test), reason in expected.items()
                         if name == o.name and (test in o.passed or (test == "*" and not o.trouble)) and not reason.startswith(SOMETIMES)]
                trouble = o.trouble and (o.name, "*") not in expected
                if not options.quiet or new or fixed or trouble:
                    print(f"[{number}/{len(chosen)}] {engine} {o.name}: {len(o.passed)} pass, {len(o.failed)} fail, {len(o.skipped)} skipped, "
                          f"CPython runs {o.row['run']}, {o.seconds:.1f} s{'; ' + o.trouble if o.trouble else ''}", flush=True)
                if not options.update:
                    for name in new:
                        print(f"  NEW FAILURE {o.name} {name}: {o.failed[name]}")
                    for name in fixed:
                        print(f"  PASSES UNEXPECTEDLY {o.name} {name}: take it out of tests/conformance/expected.tsv")
                    if trouble:
                        print(f"  NEW FAILURE {o.name} *: {o.trouble}")
                    bad += len(new) + len(fixed) + bool(trouble)
        outcomes = [future.result() for future in futures]
        if options.update:
            write_expected(outcomes, expected, files)
            expected = read_expected()
        results[engine] = outcomes
        print(f"conformance ({engine}): {len(outcomes)} files, {sum(clean(o, expected) for o in outcomes)} clean; CPython runs "
              f"{sum(int(o.row['run']) for o in outcomes)} tests; here {sum(o.run for o in outcomes)} run, {sum(len(o.passed) for o in outcomes)} pass, "
              f"{sum(len(o.failed) for o in outcomes)} fail, {sum(len(o.skipped) for o in outcomes)} skipped")
    if options.docs:
        write_docs(results, expected)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

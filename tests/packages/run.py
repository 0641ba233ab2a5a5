#!/usr/bin/env python3
"""Real packages and the library's tools doing real jobs: the same output as under CPython.

    tests/packages/run.py [--binary PATH] [--engines goto,jit] [--reference /usr/bin/python3] [--only NAME,...]

Each file of jobs/ is a program. It runs under the reference (Debian's CPython 3.11, with the packages that Debian installs) and under
Typhon, in an empty folder each, and must print the same and end the same way. A first line `# needs: MODULE` names the package; where the
reference has no such package, the job is skipped with a message.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# What differs from run to run, or names the interpreter.
NORMAL = [(re.compile(r"\b0x[0-9a-f]+"), "0x..."), (re.compile(r"\bin \d+\.\d+s\b"), "in ...s"), (re.compile(r"(?m)^platform .*$"), "platform ..."),
          (re.compile(r"=+( .* )=+"), r"=\1=")]


def run(command, job, timeout):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "TYPHON", "LC_", "LANG", "COLUMNS"))}
    env |= {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "COLUMNS": "100"}
    with tempfile.TemporaryDirectory(prefix="typhon-packages.") as folder:
        try:
            done = subprocess.run([*command, os.path.join(HERE, "jobs", job)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, cwd=folder, env=env, timeout=timeout)
        except subprocess.TimeoutExpired:
            return f"takes more than {timeout:.0f} s\n"
        text = done.stdout.decode(errors="replace").replace(folder, "FOLDER") + f"status {done.returncode}\n"
    for pattern, replacement in NORMAL:
        text = pattern.sub(replacement, text)
    return text


def missing_package(reference, job):
    with open(os.path.join(HERE, "jobs", job)) as file:
        first = file.readline()
    if not first.startswith("# needs: "):
        return None
    module = first.removeprefix("# needs: ").strip()
    found = subprocess.run([reference, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode == 0
    return None if found else module


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "release", "typhon"))
    parser.add_argument("--engines", default="goto")
    parser.add_argument("--reference", default="/usr/bin/python3", help="the CPython to compare with")
    parser.add_argument("--only", help="these jobs, comma separated")
    parser.add_argument("--timeout", type=float, default=300.0)
    options = parser.parse_args()
    if not os.path.exists(options.reference):
        print(f"packages: skipped: there is no {options.reference} to compare with")
        return 0
    jobs = sorted(name for name in os.listdir(os.path.join(HERE, "jobs")) if name.endswith(".py"))
    if options.only:
        jobs = [name for name in jobs if name.removesuffix(".py") in options.only.split(",")]
    bad = done = 0
    for job in jobs:
        if module := missing_package(options.reference, job):
            print(f"packages: {job} skipped: {module} is not installed")
            continue
        wanted = run([options.reference], job, options.timeout)
        for engine in options.engines.split(","):
            got = run([options.binary, f"--backend={engine}"], job, options.timeout)
            done += 1
            if got != wanted:
                bad += 1
                print(f"packages: {job} ({engine}): the output differs")
                with tempfile.NamedTemporaryFile("w", suffix=".cpython") as a, tempfile.NamedTemporaryFile("w", suffix=".typhon") as b:
                    a.write(wanted)
                    b.write(got)
                    a.flush()
                    b.flush()
                    difference = subprocess.run(["diff", a.name, b.name], stdout=subprocess.PIPE).stdout.decode(errors="replace")
                print("".join(f"    {line}\n" for line in difference.splitlines()[:40]), end="")
    print(f"packages: {done} jobs, {done - bad} as under {options.reference}, {bad} not")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks that the front end refuses, and warns of, what CPython 3.12's symbol analysis and code generation do: type,
message and positions of every case in this folder, as recorded in expected.jsonl.

    check.py [--tool PATH/typhon-compile]

Exit status 1 at any difference."""
import argparse
import json
import subprocess
import sys

from cases import EXPECTED, read_cases


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", default="typhon-compile")
    options = parser.parse_args()
    cases = list(read_cases())
    with open(EXPECTED, encoding="utf-8") as file:
        expected = [json.loads(line) for line in file]
    if [case[0] for case in cases] != [record["case"] for record in expected]:
        sys.exit("the cases have changed since they were recorded: run `python3.12 cases.py record`")
    request = b"".join(b"exec %d\n" % len(source.encode()) + source.encode() for _, source in cases)
    done = subprocess.run([options.tool, "--batch"], input=request, capture_output=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    failed = len(cases) - len(answers)
    for (name, source), want, got in zip(cases, expected, answers):
        del want["case"]
        if got != want:
            failed += 1
            print(f"{name} {source[:300]!r}\n  expected {want}\n  found    {got}")
    print(f"{len(cases)} cases, {failed} differ")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Checks that the front end reports the syntax errors that CPython 3.12 reports: type, message, positions, source line
and warnings of every case in this folder, as recorded in expected.jsonl.

    check.py [--tool PATH/typhon-frontend]

Exit status 1 at any difference."""
import argparse
import json
import subprocess
import sys

from cases import EXPECTED, read_cases


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", default="typhon-frontend")
    options = parser.parse_args()
    cases = list(read_cases())
    with open(EXPECTED, encoding="utf-8") as file:
        expected = [json.loads(line) for line in file]
    if [case[0] for case in cases] != [record["case"] for record in expected]:
        sys.exit("the cases have changed since they were recorded: run `python3.12 cases.py record`")
    request = b""
    for _, mode, source in cases:
        data = source.encode()
        request += b"%s %d\n" % (mode.encode(), len(data)) + data
    done = subprocess.run([options.tool, "--batch"], input=request, capture_output=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    failed = 0
    for (name, mode, source), want, got in zip(cases, expected, answers):
        if got["error"] and want["error"] and want["error"].get("text", "") is None:
            got["error"]["text"] = None
        del want["case"]
        if got != want:
            failed += 1
            print(f"{name} ({mode}) {source[:300]!r}\n  expected {want}\n  got      {got}")
    print(f"{len(cases)} cases, {failed} differ")
    if done.returncode != 0 or len(answers) != len(cases):
        print(f"the tool stopped with status {done.returncode} after {len(answers)} cases")
        failed += 1
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

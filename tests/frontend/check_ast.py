#!/usr/bin/env python3
"""Compares the front end's trees with those of CPython 3.12, recorded in ast_digests.tsv.

    check_ast.py [--tool PATH] [--show] [FOLDER...]

Every .py file below the folders (default: the libraries of the Pythons that are installed in the usual places) whose
bytes are in the record is given to typhon-frontend. Exit status 1 at any difference, and when no file was found in the
record (77, "skipped")."""
import argparse
import hashlib
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PLACES = ["/usr/lib/python3.11", "/usr/lib/python3.12", "/usr/lib/python3"]


def read_record(path):
    with open(path, encoding="utf-8") as file:
        return {key: digest for key, digest, _, _ in (line.rstrip("\n").split("\t") for line in file)}


def describe(tool, path):
    """What the front end says about a file, in the form that ast_digests.py digests."""
    done = subprocess.run([tool, "--dump=ast", "--filename=<unknown>", path], capture_output=True)
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 1:
        return ("error " + json.dumps(json.loads(done.stdout), sort_keys=True) + "\n").encode()
    return b"crashed with status %d\n" % done.returncode + done.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", default="typhon-frontend")
    parser.add_argument("--record", default=os.path.join(HERE, "ast_digests.tsv"))
    parser.add_argument("--show", action="store_true", help="print what the front end said about files that differ")
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    record = read_record(options.record)
    checked = failed = 0
    done = set()
    for folder in options.folders or PLACES:
        for root, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                path = os.path.join(root, name)
                if not name.endswith(".py") or not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    key = hashlib.sha256(file.read()).hexdigest()
                if key not in record or key in done:
                    continue
                done.add(key)
                checked += 1
                text = describe(options.tool, path)
                if hashlib.sha256(text).hexdigest() != record[key]:
                    failed += 1
                    print("differs:", path)
                    if options.show:
                        print(text[:2000].decode("utf-8", "replace"))
    print(f"{checked} files checked, {failed} differ")
    if checked == 0:
        sys.exit(77)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Records what CPython 3.12 makes of source files, as digests: for each file the SHA-256 of its bytes and of
ast.dump(ast.parse(bytes), include_attributes=True, indent=1), or of the attributes of its SyntaxError.

    python3.12 ast_digests.py FOLDER... > ast_digests.tsv

check_ast.py compares the front end with the record. Files with equal bytes are recorded once."""
import ast
import hashlib
import json
import os
import sys
import warnings


def error_record(error):
    """The attributes of an exception from the parser, as typhon-frontend prints them."""
    record = {"type": type(error).__name__, "msg": error.msg if isinstance(error, SyntaxError) else str(error)}
    if isinstance(error, SyntaxError) and len(error.args) > 1:
        for name in ("lineno", "offset", "end_lineno", "end_offset", "text"):
            record[name] = getattr(error, name)
    return record


def describe(source):
    try:
        return ast.dump(ast.parse(source), include_attributes=True, indent=1) + "\n"
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return "error " + json.dumps(error_record(error), sort_keys=True) + "\n"


def main():
    if sys.version_info[:2] != (3, 12):
        sys.exit("the record is made by Python 3.12")
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    seen = {}
    for folder in sys.argv[1:]:
        for root, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                if not name.endswith(".py"):
                    continue
                with open(os.path.join(root, name), "rb") as file:
                    source = file.read()
                key = hashlib.sha256(source).hexdigest()
                if key not in seen:
                    text = describe(source)
                    seen[key] = (hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), name,
                                 "error" if text.startswith("error ") else "tree")
    for key, (digest, name, kind) in sorted(seen.items(), key=lambda item: (item[1][1], item[0])):
        print(key, digest, kind, name, sep="\t")


if __name__ == "__main__":
    main()

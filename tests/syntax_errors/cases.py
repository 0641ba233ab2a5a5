"""Reads and records the cases of this folder.

A .txt file holds many cases. Each begins with a line `%% MODE`, MODE being exec, eval or single, possibly followed by
+incomplete (the flags with which `codeop` compiles); the lines up to the next `%%` are the source, without the newline
of the last one. With `%% MODE expression` they are a Python expression whose value is the source.

    python3.12 cases.py record

writes expected.jsonl: for every case, in order of files and cases, what CPython 3.12's parser says: null or the type
and attributes of the exception, and the warnings. check.py compares the front end with it."""
import ast
import glob
import json
import os
import sys
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = os.path.join(HERE, "expected.jsonl")
ALLOW_INCOMPLETE = 0x4200  # PyCF_ALLOW_INCOMPLETE_INPUT | PyCF_DONT_IMPLY_DEDENT


def read_cases():
    """Yields (name, mode, source) of all cases."""
    for path in sorted(glob.glob(os.path.join(HERE, "*.txt"))):
        with open(path, encoding="utf-8", newline="") as file:
            blocks = ("\n" + file.read()).split("\n%% ")[1:]
        for number, block in enumerate(blocks, 1):
            header, _, source = block.partition("\n")
            if number == len(blocks):
                source = source[:-1]
            mode, _, kind = header.partition(" ")
            if kind == "expression":
                source = eval(source)
            yield f"{os.path.basename(path)}:{number}", mode, source


def describe(source, mode):
    """What this Python's parser says about the source."""
    mode, _, incomplete = mode.partition("+")
    flags = ast.PyCF_ONLY_AST | (ALLOW_INCOMPLETE if incomplete else 0)
    record = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<string>", mode, flags)
        except (SyntaxError, ValueError, MemoryError, OverflowError, RecursionError) as error:
            record = {"type": type(error).__name__}
            record["msg"] = error.msg if isinstance(error, SyntaxError) else str(error)
            if isinstance(error, SyntaxError) and len(error.args) > 1:
                for name in ("lineno", "offset", "end_lineno", "end_offset", "text"):
                    record[name] = getattr(error, name)
    return {"error": record, "warnings": [[w.lineno, str(w.message)] for w in caught]}


def main():
    if sys.argv[1:] != ["record"] or sys.version_info[:2] != (3, 12):
        sys.exit(__doc__)
    sys.setrecursionlimit(100000)
    with open(EXPECTED, "w", encoding="utf-8") as file:
        for name, mode, source in read_cases():
            result = describe(source, mode)
            if result["error"] and len(result["error"].get("text") or "") > 200:
                result["error"]["text"] = None  # long lines are not compared
            file.write(json.dumps({"case": name, **result}) + "\n")


if __name__ == "__main__":
    main()

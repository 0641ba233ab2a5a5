#!/usr/bin/env python3
"""Counts the indirect jumps of the interpreters' loops: the strategies that are compared are those that were compiled.

    tests/dispatch/check.py ARCHIVE OPCODES

`switch` has to be one dispatch point: one jump through the table of its switch. In `goto` and `tail` every handler ends in a jump of its
own; clang merges them unless it is told not to. ARCHIVE is libtyphon_interpreter.a, OPCODES opcodes.def.
"""
import re
import subprocess
import sys


def indirect_jumps(archive, member):
    """How many jumps through registers or memory each function of the archive's member has, by name."""
    text = subprocess.run(["objdump", "-d", "--no-show-raw-insn", archive], capture_output=True, text=True, check=True).stdout
    counts, function, inside = {}, None, False
    for line in text.splitlines():
        if ":     file format" in line:
            inside = line.startswith(member)
        elif inside and (m := re.match(r"[0-9a-f]+ <(.*)>:$", line)):
            function = m.group(1)
            counts[function] = 0
        elif inside and re.search(r"\tjmp\s+\*", line):
            counts[function] += 1
    return counts


def main():
    archive, opcodes = sys.argv[1:]
    handlers = len(re.findall(r"^(?:OP|QUICK)\(", open(opcodes).read(), re.M))
    loops = {name: sum(n for f, n in indirect_jumps(archive, name + "_vm").items() if name == "tail" or "run" in f)
             for name in ("switch", "goto", "tail")}
    print(f"{handlers} opcodes; indirect jumps: " + ", ".join(f"{name} {n}" for name, n in loops.items()))
    failures = []
    if not 1 <= loops["switch"] <= 4:  # the dispatch, and what few switches inlined code has
        failures.append("switch is not one dispatch point")
    if loops["goto"] < handlers:
        failures.append("goto's jumps were merged")
    if loops["tail"] and loops["tail"] < handlers:
        failures.append("tail's handlers do not end in jumps")
    print("\n".join(failures) or "ok")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

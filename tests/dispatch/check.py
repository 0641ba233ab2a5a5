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
    """The jumps through registers or memory of each function of the archive's member, by name: where in which section the table of
    each begins, None where it has none. And the sizes of the sections."""
    text = subprocess.run(["objdump", "-hdrw", "--no-show-raw-insn", archive], capture_output=True, text=True, check=True).stdout
    jumps, sizes, function, inside = {}, {}, None, False
    for line in text.splitlines():
        if ":     file format" in line:
            inside = line.startswith(member)
        elif not inside:
            continue
        elif m := re.match(r" *[0-9]+ (\S+) +([0-9a-f]{8,}) ", line):
            sizes[m.group(1)] = int(m.group(2), 16)
        elif m := re.match(r"[0-9a-f]+ <(.*)>:$", line):
            function = m.group(1)
            jumps[function] = []
        elif re.search(r"\tjmp\s+\*", line):
            m = re.search(r"R_X86_64_32S\s+(\.rodata[^+\s]*)(?:\+0x([0-9a-f]+))?$", line)
            jumps[function].append((m.group(1), int(m.group(2) or "0", 16)) if m else None)
    return jumps, sizes


def dispatch_points(jumps, sizes, handlers):
    """How many of a function's jumps go through a table with a place for each opcode."""
    tables = sorted({j for j in jumps if j})
    ends = {t: next((o for s, o in tables if s == t[0] and o > t[1]), sizes[t[0]]) for t in tables}
    return sum(1 for j in jumps if j and ends[j] - j[1] >= 8 * handlers)


def main():
    archive, opcodes = sys.argv[1:]
    handlers = len(re.findall(r"^(?:OP|QUICK)\(", open(opcodes).read(), re.M))
    loops, points = {}, {}
    for name in ("switch", "goto", "tail"):
        jumps, sizes = indirect_jumps(archive, name + "_vm")
        jumps = [j for f, js in jumps.items() if name == "tail" or "run" in f for j in js]
        loops[name], points[name] = len(jumps), dispatch_points(jumps, sizes, handlers)
    print(f"{handlers} opcodes; indirect jumps: " + ", ".join(f"{name} {n}" for name, n in loops.items())
          + f"; of switch through the table of opcodes: {points['switch']}")
    failures = []
    if points["switch"] != 1:  # others are those of small switches within handlers
        failures.append("switch is not one dispatch point")
    if loops["goto"] < handlers:
        failures.append("goto's jumps were merged")
    if loops["tail"] and loops["tail"] < handlers:
        failures.append("tail's handlers do not end in jumps")
    print("\n".join(failures) or "ok")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

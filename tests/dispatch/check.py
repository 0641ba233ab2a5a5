#!/usr/bin/env python3
"""Counts the indirect jumps of the interpreters' loops: the strategies that are compared are those that were compiled.

    tests/dispatch/check.py EXECUTABLE OPCODES

`switch` has to be one dispatch point: one jump through the table of its switch. In `goto` and `tail` every handler ends in a jump of its
own; clang merges them unless it is told not to. EXECUTABLE is typhon as it was linked, since link-time optimisation makes its machine code;
OPCODES is opcodes.def.
"""
import re
import struct
import subprocess
import sys


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def indirect_jumps(executable):
    """The jumps through registers or memory of each function called run or handle_NAME in typhon::interpreter: (name, first address,
    last address, list of the addresses of the tables that they go through, None for a jump that goes through none)."""
    functions, current = [], None
    for line in output("objdump", "-dw", "--no-show-raw-insn", executable).splitlines():
        if m := re.match(r"([0-9a-f]+) <(.*)>:$", line):
            name = re.match(r"_ZN6typhon11interpreter12_GLOBAL__N_1L?\d+(run|handle_[A-Z_0-9]+)", m.group(2))
            current = [name.group(1), int(m.group(1), 16), 0, []] if name else None
            if current:
                functions.append(current)
        elif current and (m := re.match(r" *([0-9a-f]+):\t(?:jmp\s+\*(?:0x([0-9a-f]+)\(,%\w+,8\))?)?", line)):
            current[2] = int(m.group(1), 16)
            if "jmp" in m.group(0):
                current[3].append(int(m.group(2), 16) if m.group(2) else None)
    return functions


class Image:
    """The executable's memory."""

    def __init__(self, executable):
        with open(executable, "rb") as file:
            self.bytes = file.read()
        self.sections = [tuple(int(x, 16) for x in m.groups())
                         for m in re.finditer(r"PROGBITS +([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+)", output("readelf", "-SW", executable))]

    def words(self, address):
        """The 8-byte words from an address to the end of its section."""
        for start, offset, size in self.sections:
            if start <= address < start + size:
                at = offset + address - start
                return (w for w, in struct.iter_unpack("<Q", self.bytes[at:at + (start + size - address) // 8 * 8]))
        return iter(())


def main():
    executable, opcodes = sys.argv[1:]
    handlers = len(re.findall(r"^(?:OP|QUICK)\(", open(opcodes).read(), re.M))
    image, loops, tail = Image(executable), [], 0
    for name, first, last, jumps in indirect_jumps(executable):
        if name != "run":
            tail += len(jumps)
            continue

        def through_opcodes(table):
            """Whether the table has at least a place in this function for each opcode."""
            for count, word in enumerate(image.words(table)):
                if count == handlers or not first <= word <= last:
                    return count == handlers
            return False

        big = {table for table in set(jumps) - {None} if through_opcodes(table)}
        loops.append((len(jumps), sum(table in big for table in jumps)))
    print(f"{handlers} opcodes; loops with (indirect jumps, those through the table of opcodes): {sorted(loops)}; in tail's handlers: {tail}")
    failures = []
    if not any(jumps < handlers and points == 1 for jumps, points in loops):  # the others are those of small switches within handlers
        failures.append("no loop with one dispatch point: switch is not one")
    if not any(points >= handlers for _, points in loops):
        failures.append("no loop with a jump for each handler: goto's were merged")
    if tail and tail < handlers:
        failures.append("tail's handlers do not end in jumps")
    print("\n".join(failures) or "ok")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

"""Writing to sys.stdout and sys.stderr directly; replaced streams; flush; status by os-level exit."""
import sys
sys.stdout.write("out\n")
sys.stderr.write("err\n")
print("to stderr", file=sys.stderr)
class Tee:
    def __init__(self, s): self.s, self.seen = s, []
    def write(self, t): self.seen.append(t); return self.s.write(t)
    def flush(self): self.s.flush()
sys.stdout = t = Tee(sys.stdout)
print("twice", 5)
sys.stdout = sys.__stdout__
print(t.seen)
sys.stderr.writelines(["a ", "b\n"])
print(sys.stdout.write(""), sys.stderr.writable(), sys.stdout.fileno(), sys.stderr.fileno())
sys.exit(5)

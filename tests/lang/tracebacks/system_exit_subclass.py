"""A subclass of SystemExit with its own code."""
class Stop(SystemExit):
    def __init__(self, n): self.code = n + 1
raise Stop(4)

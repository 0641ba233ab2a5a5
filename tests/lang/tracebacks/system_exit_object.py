"""SystemExit with another object prints it."""
class Code:
    def __str__(self): return "code as text"
raise SystemExit(Code())

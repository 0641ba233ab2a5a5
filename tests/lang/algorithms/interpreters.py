"""Small interpreters: a stack machine, RPN, brainfuck, lambda calculus, a Lisp."""
def rpn(s):
    st = []
    for t in s.split():
        if t in "+-*/": b, a = st.pop(), st.pop(); st.append({"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else None}[t])
        else: st.append(int(t))
    return st
print(rpn("3 4 + 2 *"), rpn("1 2 3"), rpn("5 1 2 + 4 * + 3 -"))
def bf(src, data=""):
    jump, st, out = {}, [], ""
    for i, c in enumerate(src):
        if c == "[": st.append(i)
        elif c == "]": j = st.pop(); jump[i], jump[j] = j, i
    tape, p, i, inp = [0] * 100, 0, 0, iter(data)
    while i < len(src):
        match src[i]:
            case ">": p += 1
            case "<": p -= 1
            case "+": tape[p] = (tape[p] + 1) % 256
            case "-": tape[p] = (tape[p] - 1) % 256
            case ".": out += chr(tape[p])
            case ",": tape[p] = ord(next(inp, "\0"))
            case "[": i = i if tape[p] else jump[i]
            case "]": i = jump[i] if tape[p] else i
        i += 1
    return out
print(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+."), bf(",[.,]", "echo"))
def parse(s):
    toks = s.replace("(", " ( ").replace(")", " ) ").split()
    def read():
        t = toks.pop(0)
        if t == "(":
            l = []
            while toks[0] != ")": l.append(read())
            toks.pop(0)
            return l
        if t == ")": raise SyntaxError("unexpected )")
        try: return int(t)
        except ValueError: return t
    return read()
class Env(dict):
    def __init__(self, names=(), vals=(), outer=None): super().__init__(zip(names, vals)); self.outer = outer
    def find(self, k): return self if k in self else self.outer.find(k) if self.outer is not None else (_ for _ in ()).throw(NameError(k))
G = Env(); import _operator as op
G.update({"+": lambda *a: sum(a), "-": op.sub, "*": op.mul, "<": op.lt, "=": op.eq, "list": lambda *a: list(a), "car": lambda l: l[0], "cdr": lambda l: l[1:], "null?": lambda l: not l, "cons": lambda a, l: [a] + l})
def ev(x, e):
    while True:
        if isinstance(x, str): return e.find(x)[x]
        if not isinstance(x, list): return x
        match x:
            case ["quote", q]: return q
            case ["if", c, a, b]: x = a if ev(c, e) else b
            case ["define", n, v]: e[n] = ev(v, e); return None
            case ["set!", n, v]: e.find(n)[n] = ev(v, e); return None
            case ["lambda", ps, body]: return lambda *a, ps=ps, body=body, e=e: ev(body, Env(ps, a, e))
            case ["begin", *body, last]:
                for b in body: ev(b, e)
                x = last
            case [f, *args]: return ev(f, e)(*[ev(a, e) for a in args])
def run(src): return ev(parse(src), G)
run("(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))")
run("(define map (lambda (f l) (if (null? l) (quote ()) (cons (f (car l)) (map f (cdr l))))))")
run("(define counter (lambda (n) (lambda () (begin (set! n (+ n 1)) n))))")
print(run("(fact 20)"), run("(map (lambda (x) (* x x)) (list 1 2 3))"), run("(begin (define c (counter 10)) (c) (c))"), run("(c)"), run("(quote (a (b 1)))"))
for bad in ("(undefined 1)", ")", "(car (quote ()))"):
    try: print(run(bad))
    except Exception as e: print(type(e).__name__, e)

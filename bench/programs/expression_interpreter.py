"""A little language: tokenizer, parser with operator precedence, and two ways to run the tree.

Exercises: character loops over a string, dicts of functions, getattr-based dispatch on class names, a visitor, closures
made by a compiler, environment dicts, recursion. Runs programs with loops, functions and recursion.
"""
import sys

N = int(sys.argv[1]) if len(sys.argv) > 1 else 26

PROGRAM = """
def fib(n) if n < 2 then n else fib(n - 1) + fib(n - 2) end end;
def gcd(a, b) while b != 0 do t = b; b = a % b; a = t end; a end;
def power(x, n)
  r = 1;
  while n > 0 do
    if n % 2 == 1 then r = r * x % 1000007 else 0 end;
    x = x * x % 1000007;
    n = n / 2
  end;
  r
end;
total = 0;
i = 1;
while i <= limit * 20 do
  total = (total * 3 + gcd(i * 12, 90) + power(i, 13) - (i % 7 - 3) * -2) % 1000007;
  i = i + 1
end;
total * 1000 + fib(limit)
"""

KEYWORDS = {"def", "if", "then", "else", "end", "while", "do"}
TWO = {"<=", ">=", "==", "!="}


def tokenize(text):
    tokens = []
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            tokens.append(("number", int(text[start:i])))
        elif c.isalpha() or c == "_":
            start = i
            while i < len(text) and (text[i].isalnum() or text[i] == "_"):
                i += 1
            word = text[start:i]
            tokens.append((word if word in KEYWORDS else "name", word))
        elif text[i:i + 2] in TWO:
            tokens.append((text[i:i + 2], None))
            i += 2
        elif c in "+-*/%<>=(),;":
            tokens.append((c, None))
            i += 1
        else:
            raise SyntaxError(f"unexpected character {c!r}")
    tokens.append(("eof", None))
    return tokens


class Node:
    fields = ()

    def __init__(self, *values):
        for name, value in zip(self.fields, values):
            setattr(self, name, value)


class Number(Node):
    fields = ("value",)


class Name(Node):
    fields = ("name",)


class Binary(Node):
    fields = ("operator", "left", "right")


class Negate(Node):
    fields = ("operand",)


class Assign(Node):
    fields = ("name", "value")


class If(Node):
    fields = ("test", "then", "otherwise")


class While(Node):
    fields = ("test", "body")


class Sequence(Node):
    fields = ("items",)


class Define(Node):
    fields = ("name", "parameters", "body")


class Call(Node):
    fields = ("name", "arguments")


OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a // b, "%": lambda a, b: a % b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}
BINDING = {"==": 1, "!=": 1, "<": 2, ">": 2, "<=": 2, ">=": 2, "+": 3, "-": 3, "*": 4, "/": 4, "%": 4}


class Parser:
    def __init__(self, tokens):
        self.tokens = tokens
        self.position = 0

    @property
    def kind(self):
        return self.tokens[self.position][0]

    def take(self, kind=None):
        token = self.tokens[self.position]
        if kind is not None and token[0] != kind:
            raise SyntaxError(f"expected {kind}, found {token[0]}")
        self.position += 1
        return token[1]

    def sequence(self, *ends):
        items = []
        while self.kind not in ends:
            items.append(self.statement())
            if self.kind == ";":
                self.take()
            elif self.kind not in ends:
                raise SyntaxError(f"unexpected {self.kind}")
        return Sequence(items)

    def statement(self):
        if self.kind == "def":
            self.take()
            name = self.take("name")
            self.take("(")
            parameters = []
            while self.kind != ")":
                parameters.append(self.take("name"))
                if self.kind == ",":
                    self.take()
            self.take(")")
            body = self.sequence("end")
            self.take("end")
            return Define(name, parameters, body)
        if self.kind == "while":
            self.take()
            test = self.expression(0)
            self.take("do")
            body = self.sequence("end")
            self.take("end")
            return While(test, body)
        if self.kind == "name" and self.tokens[self.position + 1][0] == "=":
            name = self.take()
            self.take("=")
            return Assign(name, self.statement())
        return self.expression(0)

    def expression(self, minimum):
        left = self.operand()
        while BINDING.get(self.kind, 0) > minimum:
            operator = self.kind
            self.take()
            left = Binary(operator, left, self.expression(BINDING[operator]))
        return left

    def operand(self):
        kind = self.kind
        if kind == "number":
            return Number(self.take())
        if kind == "-":
            self.take()
            return Negate(self.operand())
        if kind == "(":
            self.take()
            inner = self.expression(0)
            self.take(")")
            return inner
        if kind == "if":
            self.take()
            test = self.expression(0)
            self.take("then")
            then = self.sequence("else")
            self.take("else")
            otherwise = self.sequence("end")
            self.take("end")
            return If(test, then, otherwise)
        name = self.take("name")
        if self.kind != "(":
            return Name(name)
        self.take("(")
        arguments = []
        while self.kind != ")":
            arguments.append(self.expression(0))
            if self.kind == ",":
                self.take()
        self.take(")")
        return Call(name, arguments)


class Walker:
    """Runs the tree as it is, choosing the method by the class of the node."""

    def __init__(self, variables):
        self.functions = {}
        self.scopes = [dict(variables)]
        self.visited = 0

    def run(self, node):
        self.visited += 1
        return getattr(self, "run_" + type(node).__name__)(node)

    def run_Number(self, node):
        return node.value

    def run_Name(self, node):
        return self.scopes[-1][node.name]

    def run_Binary(self, node):
        return OPERATORS[node.operator](self.run(node.left), self.run(node.right))

    def run_Negate(self, node):
        return -self.run(node.operand)

    def run_Assign(self, node):
        value = self.scopes[-1][node.name] = self.run(node.value)
        return value

    def run_If(self, node):
        return self.run(node.then if self.run(node.test) else node.otherwise)

    def run_While(self, node):
        while self.run(node.test):
            self.run(node.body)
        return 0

    def run_Sequence(self, node):
        value = 0
        for item in node.items:
            value = self.run(item)
        return value

    def run_Define(self, node):
        self.functions[node.name] = node

    def run_Call(self, node):
        function = self.functions[node.name]
        arguments = [self.run(argument) for argument in node.arguments]
        self.scopes.append(dict(zip(function.parameters, arguments)))
        try:
            return self.run(function.body)
        finally:
            self.scopes.pop()


class Compiler:
    """Turns each node into a closure that takes the environment."""

    def __init__(self):
        self.functions = {}

    def compile(self, node):
        return getattr(self, "compile_" + type(node).__name__)(node)

    def compile_Number(self, node):
        value = node.value
        return lambda env: value

    def compile_Name(self, node):
        name = node.name
        return lambda env: env[name]

    def compile_Binary(self, node):
        operator, left, right = OPERATORS[node.operator], self.compile(node.left), self.compile(node.right)
        return lambda env: operator(left(env), right(env))

    def compile_Negate(self, node):
        operand = self.compile(node.operand)
        return lambda env: -operand(env)

    def compile_Assign(self, node):
        name, value = node.name, self.compile(node.value)

        def assign(env):
            result = env[name] = value(env)
            return result

        return assign

    def compile_If(self, node):
        test, then, otherwise = self.compile(node.test), self.compile(node.then), self.compile(node.otherwise)
        return lambda env: then(env) if test(env) else otherwise(env)

    def compile_While(self, node):
        test, body = self.compile(node.test), self.compile(node.body)

        def loop(env):
            while test(env):
                body(env)
            return 0

        return loop

    def compile_Sequence(self, node):
        items = [self.compile(item) for item in node.items]

        def run_all(env):
            value = 0
            for item in items:
                value = item(env)
            return value

        return run_all

    def compile_Define(self, node):
        self.functions[node.name] = (node.parameters, self.compile(node.body))
        return lambda env: None

    def compile_Call(self, node):
        name, functions = node.name, self.functions
        arguments = [self.compile(argument) for argument in node.arguments]

        def call(env):
            parameters, body = functions[name]
            return body({p: argument(env) for p, argument in zip(parameters, arguments)})

        return call


def main():
    tokens = tokenize(PROGRAM)
    tree = Parser(tokens).sequence("eof")
    print(f"{len(tokens)} tokens, {len(tree.items)} statements")
    walker = Walker({"limit": N})
    walked = walker.run(tree)
    compiled = Compiler().compile(tree)({"limit": N})
    print(f"value {walked}, {walker.visited} nodes visited")
    for bad in ("1 + ", "x = (2", "a $ b", "if 1 then 2 end"):
        try:
            Parser(tokenize(bad)).sequence("eof")
        except SyntaxError as error:
            print("error:", error)
    print("agree" if walked == compiled else f"disagree: {compiled}")


main()

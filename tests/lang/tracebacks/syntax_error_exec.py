"""A SyntaxError from compile() inside a function."""
def run(text):
    exec(text)
run("a = 1\nb = = 2\n")

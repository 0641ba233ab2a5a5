"""A class that is compiled as at the prompt keeps its docstring; a string that stands alone there is shown."""
scope = {}
exec(compile("class A:\n  'text'\n  x = __doc__\n  def f(self):\n    'of f'\n", "f", "single"), scope)
print(scope["A"].__doc__, scope["A"].x, scope["A"].f.__doc__)
exec(compile("'alone'", "f", "single"), scope)
exec(compile("def g():\n  'of g'\n  class B:\n    'of B'\n  return B\n", "f", "single"), scope)
print(scope["g"].__doc__, scope["g"]().__doc__)

"""NameError with a suggestion."""
foo_bar = 1
def f():
    local_value = 2
    return local_valu
try:
    f()
except NameError as e:
    print(e)
print(foo_baz)

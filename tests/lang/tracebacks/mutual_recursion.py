"""Recursion through two functions is not collapsed, through one with a limit it is."""
import sys
sys.setrecursionlimit(60)
def f(n):
    return g(n)
def g(n):
    return f(n)
f(0)

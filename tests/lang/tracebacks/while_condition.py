"""Errors in the conditions of while, if and assert."""
n = 3
while n > "0":
    n -= 1

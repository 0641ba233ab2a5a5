"""A call with wrong arguments fails in the caller's line."""
def area(width, height): return width * height
def main():
    total = area(2, 3) + area(
        4)
    return total
main()

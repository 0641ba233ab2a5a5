"""An error in the else block of a try statement, after one that was handled."""
try:
    try:
        int("x")
    except ValueError:
        pass
    else:
        print("no")
    {}["key"]
finally:
    print("cleanup")

"""SystemExit with a text prints it to stderr and ends with status 1."""
import sys
print("out")
sys.exit("message for the user")

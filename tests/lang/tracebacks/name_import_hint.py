"""A module that exists but was not imported."""
print(sys.version)

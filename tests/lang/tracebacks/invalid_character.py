"""A character that Python does not know."""
total = 5 € 3

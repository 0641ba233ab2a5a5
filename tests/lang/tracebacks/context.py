"""An error while another one is handled."""
def cleanup():
    [].pop()
try:
    1 / 0
except ZeroDivisionError:
    cleanup()

"""Frames of exec and eval have no source lines."""
def run():
    exec("def inner():\n    return 1 / 0\ninner()")
run()

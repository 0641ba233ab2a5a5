"""An error inside awaited coroutines."""
async def inner():
    raise TimeoutError("late")
async def outer():
    await inner()
outer().send(None)

"""A coroutine that is never awaited is reported when it is collected."""
import gc
async def forgotten(): pass
forgotten()
gc.collect()
print("done")

"""asyncio streams and subprocesses, thread and process pools, queues."""
import asyncio
import concurrent.futures
import multiprocessing
import queue
import sys
import threading


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def talk():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()

    async def client(n):
        reader, writer = await asyncio.open_connection(host, port)
        answers = []
        for i in range(5):
            writer.write(f"client {n} line {i}\n".encode())
            answers.append((await reader.readline()).decode().strip())
        writer.write_eof()
        writer.close()
        return answers

    async with server:
        for answers in await asyncio.gather(*(client(n) for n in range(4))):
            print(answers)


async def processes():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import sys; data = sys.stdin.read(); print(len(data)); print('to err', file=sys.stderr); sys.exit(3)",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    print(await process.communicate(b"x" * 100000), process.returncode)
    process = await asyncio.create_subprocess_shell("echo one; sleep 5", stdout=asyncio.subprocess.PIPE)
    print(await process.stdout.readline())
    process.terminate()
    print(await process.wait())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        print("timeout")
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(0.001 * i, i)) for i in range(4)]
    print([task.result() for task in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(5))
            group.create_task(asyncio.to_thread(int, "x"))
    except* ValueError as group:
        print(group.exceptions)


def square(x):
    return x * x


def main():
    asyncio.run(talk())
    asyncio.run(processes())
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        print(list(pool.map(square, range(10))))
        futures = [pool.submit(pow, 2, n) for n in range(5)] + [pool.submit(int, "x")]
        done, pending = concurrent.futures.wait(futures)
        print(sorted(f.result() for f in done if not f.exception()), len(pending), [repr(f.exception()) for f in done if f.exception()])
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
        print(list(pool.map(square, range(10), chunksize=3)))
    tasks, results = queue.Queue(), queue.SimpleQueue()

    def work():
        while (item := tasks.get()) is not None:
            results.put(item * 2)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for i in range(20):
        tasks.put(i)
    for _ in threads:
        tasks.put(None)
    for thread in threads:
        thread.join()
    print(sorted(results.get() for _ in range(20)), results.empty())


if __name__ == "__main__":
    main()

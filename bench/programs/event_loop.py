"""An event loop: timers in a heap, generator tasks, channels, a simulated network with delays and lost messages.

Exercises: _heapq, generators as tasks with values sent in, callbacks and bound methods, tuples compared in the heap,
deque-like queues from _collections, exceptions thrown into generators (timeouts, cancellation).
"""
import sys
from _collections import deque
try:
    from _heapq import heappop, heappush
except ImportError:          # PyPy
    from heapq import heappop, heappush

N = int(sys.argv[1]) if len(sys.argv) > 1 else 26000


class Timeout(Exception):
    pass


class Sleep:
    def __init__(self, delay):
        self.delay = delay

    def arm(self, loop, task):
        loop.call_later(self.delay, task.resume, None)


class Channel:
    def __init__(self, loop):
        self.loop = loop
        self.items = deque()
        self.readers = deque()

    def put(self, item):
        while self.readers:
            waiting = self.readers.popleft()
            if waiting.active:
                waiting.active = False
                self.loop.call_soon(waiting.task.resume, item)
                return
        self.items.append(item)

    def get(self, timeout=None):
        return Receive(self, timeout)


class Receive:
    def __init__(self, channel, timeout):
        self.channel = channel
        self.timeout = timeout
        self.active = True
        self.task = None

    def arm(self, loop, task):
        if self.channel.items:
            loop.call_soon(task.resume, self.channel.items.popleft())
            return
        self.task = task
        self.channel.readers.append(self)
        if self.timeout is not None:
            loop.call_later(self.timeout, self.expire)

    def expire(self):
        if self.active:
            self.active = False
            self.task.throw(Timeout())


class Join:
    def __init__(self, task):
        self.task = task

    def arm(self, loop, task):
        if self.task.done:
            loop.call_soon(task.resume, self.task.result)
        else:
            self.task.waiters.append(task)


class Task:
    def __init__(self, loop, name, generator):
        self.loop = loop
        self.name = name
        self.generator = generator
        self.done = False
        self.result = None
        self.waiters = []

    def resume(self, value):
        self.advance(self.generator.send, value)

    def throw(self, error):
        self.advance(self.generator.throw, error)

    def advance(self, step, argument):
        self.loop.switches += 1
        try:
            request = step(argument)
        except StopIteration as stop:
            self.done = True
            self.result = stop.value
            for waiter in self.waiters:
                self.loop.call_soon(waiter.resume, self.result)
        else:
            request.arm(self.loop, self)


class Loop:
    def __init__(self):
        self.now = 0
        self.ready = deque()
        self.timers = []
        self.sequence = 0
        self.switches = 0

    def spawn(self, name, generator):
        task = Task(self, name, generator)
        self.call_soon(task.resume, None)
        return task

    def call_soon(self, callback, *arguments):
        self.ready.append((callback, arguments))

    def call_later(self, delay, callback, *arguments):
        self.sequence += 1
        heappush(self.timers, (self.now + delay, self.sequence, callback, arguments))

    def run(self):
        while True:
            while self.ready:
                callback, arguments = self.ready.popleft()
                callback(*arguments)
            if not self.timers:
                return
            self.now, _, callback, arguments = heappop(self.timers)
            callback(*arguments)


class Network:
    """Delivers after a delay that depends on a random sequence; loses one message in nine."""

    def __init__(self, loop):
        self.loop = loop
        self.state = 99
        self.sent = self.lost = 0

    def random(self, n):
        self.state = (self.state * 48271) % 2147483647
        return self.state % n

    def send(self, channel, message):
        self.sent += 1
        if self.random(9) == 0:
            self.lost += 1
            return
        self.loop.call_later(1 + self.random(20), channel.put, message)


def server(network, inbox, log):
    """Answers each request; a request that was seen before gets the same answer again."""
    answers = {}
    while True:
        message = yield inbox.get()
        if message is None:
            return len(answers)
        client, number, reply_to = message
        yield Sleep(1)
        key = (client, number)
        if key not in answers:
            answers[key] = number * number + client
            log.append(key)
        network.send(reply_to, (number, answers[key]))


def client(loop, network, identity, inbox, requests):
    replies = Channel(loop)
    total = retries = 0
    for number in range(requests):
        while True:
            network.send(inbox, (identity, number, replies))
            try:
                answered, value = yield replies.get(timeout=60 + identity % 5)
                while answered != number:           # an answer to a question asked twice
                    answered, value = yield replies.get(timeout=60)
            except Timeout:
                retries += 1
                continue
            break
        total += value
        yield Sleep(network.random(5))
    return total, retries


def supervisor(tasks, inbox, server_task):
    results = []
    for task in tasks:
        results.append((yield Join(task)))
    inbox.put(None)
    served = yield Join(server_task)
    return results, served


def main():
    loop = Loop()
    network = Network(loop)
    inbox = Channel(loop)
    log = []
    server_task = loop.spawn("server", server(network, inbox, log))
    clients = 8
    tasks = [loop.spawn(f"client {i}", client(loop, network, i, inbox, N)) for i in range(clients)]
    main_task = loop.spawn("supervisor", supervisor(tasks, inbox, server_task))
    loop.run()
    results, served = main_task.result
    for task, (total, retries) in zip(tasks, results):
        print(f"{task.name}: total {total}, {retries} retries")
    print(f"served {served}, sent {network.sent}, lost {network.lost}, switches {loop.switches}, ended at {loop.now}")
    expected = [sum(n * n + i for n in range(N)) for i in range(clients)]
    right = [total for total, _ in results] == expected and served == N * clients == len(log)
    print("right" if right else "wrong")


main()

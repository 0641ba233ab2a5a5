"""A small operating system: idle, worker, handler and device tasks that pass packets, after Martin Richards' idea.

Exercises: classes with inheritance and overridden methods, attribute traffic on many small objects, linked lists,
polymorphic calls of task functions, module constants. Written from the published description of the simulation: the
number of packets queued and of tasks held at the end is known, and checks the run.
"""
import sys

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 40

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEVICE, KIND_WORK = range(2)
PACKET_SIZE = 4
IDLE_COUNT = 10000


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.datum = 0
        self.data = [0] * PACKET_SIZE

    def append_to(self, queue):
        """Puts this packet at the end of a linked queue; returns the head."""
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, scheduler, identity, priority, queue):
        self.scheduler = scheduler
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.has_packet = queue is not None
        self.waiting = queue is not None
        self.held = False
        self.next = scheduler.first
        scheduler.first = self
        scheduler.table[identity] = self

    def is_held_or_waiting(self):
        return self.held or (self.waiting and not self.has_packet)

    def add_packet(self, packet, sender):
        """Queues a packet; returns the task that goes on: this one if it has the higher priority and was idle."""
        if self.queue is None:
            self.queue = packet
            self.has_packet = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.queue)
        return sender

    def step(self):
        packet = None
        if self.waiting and self.has_packet:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.has_packet = self.queue is not None
        return self.run(packet)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.scheduler.holds += 1
        self.held = True
        return self.next

    def release(self, identity):
        task = self.scheduler.find(identity)
        task.held = False
        return task if task.priority > self.priority else self

    def send(self, packet):
        scheduler = self.scheduler
        target = scheduler.find(packet.owner)
        scheduler.queued += 1
        packet.link = None
        packet.owner = self.identity
        return target.add_packet(packet, self)

    def run(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    def __init__(self, scheduler):
        super().__init__(scheduler, IDLE, 0, None)
        self.control = 1
        self.count = IDLE_COUNT

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class WorkerTask(Task):
    def __init__(self, scheduler, queue):
        super().__init__(scheduler, WORKER, 1000, queue)
        self.destination = HANDLER_A
        self.count = 0

    def run(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.owner = self.destination
        packet.datum = 0
        for i in range(PACKET_SIZE):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[i] = ord("A") + self.count - 1
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, scheduler, identity, priority, queue):
        super().__init__(scheduler, identity, priority, queue)
        self.work = None
        self.devices = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is not None:
            position = work.datum
            if position >= PACKET_SIZE:
                self.work = work.link
                return self.send(work)
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.datum = work.data[position]
                work.datum = position + 1
                return self.send(device)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, scheduler, identity, priority):
        super().__init__(scheduler, identity, priority, None)
        self.pending = None
        self.waiting = True

    def run(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.send(packet)
        self.pending = packet
        return self.hold()


class Scheduler:
    def __init__(self):
        self.first = None
        self.table = [None] * 6
        self.queued = 0
        self.holds = 0
        self.steps = 0

    def find(self, identity):
        task = self.table[identity]
        if task is None:
            raise LookupError(f"no task {identity}")
        return task

    def schedule(self):
        task = self.first
        while task is not None:
            self.steps += 1
            task = task.next if task.is_held_or_waiting() else task.step()


def packets(count, owner, kind):
    queue = None
    for _ in range(count):
        queue = Packet(queue, owner, kind)
    return queue


def simulate():
    scheduler = Scheduler()
    IdleTask(scheduler)
    WorkerTask(scheduler, packets(2, WORKER, KIND_WORK))
    HandlerTask(scheduler, HANDLER_A, 2000, packets(3, DEVICE_A, KIND_DEVICE))
    HandlerTask(scheduler, HANDLER_B, 3000, packets(3, DEVICE_B, KIND_DEVICE))
    DeviceTask(scheduler, DEVICE_A, 4000)
    DeviceTask(scheduler, DEVICE_B, 5000)
    scheduler.schedule()
    return scheduler


def main():
    good = 0
    steps = 0
    for _ in range(ROUNDS):
        scheduler = simulate()
        steps += scheduler.steps
        if (scheduler.queued, scheduler.holds) == (23246, 9297):
            good += 1
        else:
            print(f"wrong: {scheduler.queued} queued, {scheduler.holds} held")
    print(f"{ROUNDS} rounds, {steps} scheduling steps")
    print("right" if good == ROUNDS else f"only {good} rounds right")


main()

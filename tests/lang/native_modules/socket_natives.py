"""_socket: connections over loopback and pairs, timeouts, options, messages with descriptors, names, errors."""
import _socket as s
import _thread
import posix
import time


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


# A connection in two threads.
server = s.socket()
server.setsockopt(s.SOL_SOCKET, s.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 0))
server.listen()
port = server.getsockname()[1]
ended = _thread.allocate_lock()
ended.acquire()
accepted = []  # what the other thread saw: printed here, since either may come first


def serve():
    fd, address = server._accept()
    c = s.socket(fileno=fd)
    accepted.append(("accepted", address[0], c.family == s.AF_INET, c.type == s.SOCK_STREAM, c.getsockname()[1] == port))
    data = b""
    while not data.endswith(b"\n"):
        data += c.recv(3)
    c.sendall(data.upper() * 1000)
    c.shutdown(s.SHUT_WR)
    c.close()
    ended.release()


_thread.start_new_thread(serve, ())
client = s.socket(s.AF_INET, s.SOCK_STREAM)
print(client.connect(("localhost", port)), client.getpeername() == ("127.0.0.1", port))
print(client.send(b"hello "), client.sendall(memoryview(b"world\n")))
got = bytearray()
buffer = bytearray(4096)
while n := client.recv_into(buffer):
    got += buffer[:n]
print(len(got), got[:12], client.recv(1))
ended.acquire()
print(*accepted[0])
client.close()
print(client.fileno(), repr(client), client.close())
t(lambda: client.recv(1))
server.close()

# Pairs, timeouts, blocking modes.
a, b = s.socketpair()
print(a.family == s.AF_UNIX, a.proto, a.timeout, a.gettimeout(), a.getblocking(), a.getsockname(), a.getpeername())
a.settimeout(0.02)
begin = time.monotonic()
t(lambda: a.recv(1))
print(time.monotonic() - begin >= 0.02, a.gettimeout(), a.getblocking())
a.setblocking(False)
print(a.gettimeout(), a.getblocking())
t(lambda: a.recv(1))
a.settimeout(None)
for value in (-1, "x", 1e300, float("nan")):
    t(lambda: a.settimeout(value))
b.send(b"abcdef")
print(a.recv(2, s.MSG_PEEK), a.recv(2), a.recvfrom(2), a.recvfrom_into(buffer, 1), a.recv(10))
for f in (
    lambda: a.recv(-1),
    lambda: a.recv_into(buffer, -1),
    lambda: a.recv_into(buffer, 10000),
    lambda: a.recvfrom_into(buffer, 10000),
    lambda: a.recv_into(b"x"),
    lambda: a.send("text"),
    lambda: a.sendto(b"x"),
    lambda: a.recvmsg(-1),
    lambda: a.recvmsg(1, -1),
    lambda: a.connect(3),
    lambda: s.socket().connect("x"),
    lambda: s.socket().connect(("127.0.0.1",)),
    lambda: s.socket().connect(("127.0.0.1", "80")),
    lambda: s.socket().connect(("127.0.0.1", 70000)),
    lambda: s.socket().bind(("127.0.0.1", -1)),
    lambda: s.socket().connect((3, 80)),
    lambda: s.socket(s.AF_INET6).connect(("::1", 1, 1 << 30)),
    lambda: s.socket(s.AF_UNIX).connect("x" * 200),
    lambda: s.socket(s.AF_UNIX).connect("/nonexistent/socket"),
    lambda: s.socket(fileno=-3),
    lambda: s.socket(fileno=1.5),
    lambda: s.socket(fileno=12345),
    lambda: s.socket(1234, 5678),
    lambda: s.socket("x"),
    lambda: s.socket().connect_ex(("127.0.0.1", port)),
    lambda: a.getsockopt(s.SOL_SOCKET, s.SO_TYPE) == s.SOCK_STREAM,
    lambda: len(a.getsockopt(s.SOL_SOCKET, s.SO_LINGER, 8)),
    lambda: a.getsockopt(s.SOL_SOCKET, s.SO_TYPE, 5000),
    lambda: a.setsockopt(s.SOL_SOCKET, s.SO_LINGER, b"\0" * 8),
    lambda: a.setsockopt(s.SOL_SOCKET, s.SO_LINGER, None),
    lambda: a.setsockopt(99, 99, 1),
):
    t(f)

# Messages with descriptors.
r, w = posix.pipe()
print(a.sendmsg([b"one", bytearray(b"two")], [(s.SOL_SOCKET, s.SCM_RIGHTS, w.to_bytes(4, "little"))]))
data, ancillary, flags, address = b.recvmsg(100, s.CMSG_SPACE(4))
print(data, len(ancillary), ancillary[0][:2] == (s.SOL_SOCKET, s.SCM_RIGHTS), address)
received = int.from_bytes(ancillary[0][2], "little")
print(posix.write(received, b"through"), posix.read(r, 10), received != w)
a.sendmsg([b"abcdefgh"])
first, second = bytearray(3), bytearray(3)
print(b.recvmsg_into([first, second])[0], first, second)
t(lambda: a.sendmsg([b"x"], [(1, 2)]))
t(lambda: a.sendmsg(["x"]))
print(s.CMSG_LEN(4), s.CMSG_SPACE(4), b.detach() > 2, b.fileno())
t(lambda: s.CMSG_LEN(-1))

# Datagrams.
u = s.socket(s.AF_INET, s.SOCK_DGRAM)
u.bind(("127.0.0.1", 0))
v = s.socket(s.AF_INET, s.SOCK_DGRAM)
v.bind(("", 0))
print(v.sendto(b"datagram", u.getsockname()), v.sendto(b"again", 0, u.getsockname()))
print(u.recvfrom(100)[0], u.recvfrom(100)[1][0])
abstract = s.socket(s.AF_UNIX)
abstract.bind("\0typhon-test-%d" % posix.getpid())
print(abstract.getsockname()[:13])

# Names and numbers.
print(s.inet_aton("1.2.3.4"), s.inet_ntoa(b"\x7f\0\0\1"), s.inet_pton(s.AF_INET6, "::1"), s.inet_ntop(s.AF_INET6, b"\0" * 15 + b"\1"))
print(s.htons(1), s.ntohs(256), s.htonl(1), s.ntohl(0x01000000), s.gethostbyname("127.0.0.1"), s.gethostbyname("localhost"))
print(s.getaddrinfo("127.0.0.1", 80, type=s.SOCK_STREAM) == [(s.AF_INET, s.SOCK_STREAM, 6, "", ("127.0.0.1", 80))])
print(s.getaddrinfo(b"127.0.0.1", "80", s.AF_INET, s.SOCK_DGRAM)[0][4], s.getaddrinfo(None, None, s.AF_INET, s.SOCK_STREAM, 0, s.AI_PASSIVE) if False else "")
print(s.getnameinfo(("127.0.0.1", 80), s.NI_NUMERICHOST | s.NI_NUMERICSERV))
for f in (
    lambda: s.inet_aton("1.2.3.400"),
    lambda: s.inet_ntoa(b"123"),
    lambda: s.inet_pton(s.AF_INET, "x"),
    lambda: s.inet_pton(99, "x"),
    lambda: s.inet_ntop(s.AF_INET, b"1"),
    lambda: s.inet_ntop(99, b"1"),
    lambda: s.htons(70000),
    lambda: s.htons(-1),
    lambda: s.htonl(-1),
    lambda: s.htonl(1 << 40),
    lambda: s.htonl("x"),
    lambda: s.getaddrinfo(3, 4),
    lambda: s.getaddrinfo("127.0.0.1", 1.5),
    lambda: s.getnameinfo(3, 0),
    lambda: s.getnameinfo(("x" * 5, 1), 0),
    lambda: s.getservbyport(70000),
    lambda: s.getprotobyname("no-such-protocol"),
    lambda: s.getservbyname("no-such-service"),
    lambda: s.gethostbyname("a\0b"),
    lambda: s.if_nametoindex("no-such-if"),
    lambda: s.if_indextoname(1 << 40),
    lambda: s.setdefaulttimeout(-3),
    lambda: s.getdefaulttimeout(),
):
    t(f)
s.setdefaulttimeout(2.5)
print(s.getdefaulttimeout(), s.socket().gettimeout())
s.setdefaulttimeout(None)
print(s.error is OSError, s.timeout is TimeoutError, s.gaierror.__mro__[1], s.herror.__name__, s.has_ipv6, s.SocketType is s.socket, s.socket.__name__, s.socket.__module__)

# _ssl: contexts, certificates, connections over sockets and memory, errors.
import os
import socket
import ssl
import tempfile
import threading

PEM = """\
-----BEGIN CERTIFICATE-----
MIIB4jCCAYmgAwIBAgIUXbjeb4V74tM629cfASyW9hmMgPswCgYIKoZIzj0EAwIw
ODELMAkGA1UEBhMCWFgxFTATBgNVBAoMDFR5cGhvbiB0ZXN0czESMBAGA1UEAwwJ
bG9jYWxob3N0MCAXDTI2MTEyNzIxNTk1NVoYDzIxMjYxMTAzMjE1OTU1WjA4MQsw
CQYDVQQGEwJYWDEVMBMGA1UECgwMVHlwaG9uIHRlc3RzMRIwEAYDVQQDDAlsb2Nh
bGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQcMUnYhKuzaFuREysFJQ6O
T5zkw9Gnpw4ULEPlK02eVeB05tE48QQ4heSxk7pTZ3xKEZd8WXcXOlWw4B7UR0YP
o28wbTAdBgNVHQ4EFgQU/FVRJ8KzQfjJDQQOFTrdZomEehcwHwYDVR0jBBgwFoAU
/FVRJ8KzQfjJDQQOFTrdZomEehcwDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzAR
gglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj0EAwIDRwAwRAIgRD7uBa4/3Fejd4l6
N/WR1Ejaeplwi8p8kyUqeHwNHagCIHx2I8EAvFdxZ1LfGM/cy34ARgbMpuL2azeN
sge55+3+
-----END CERTIFICATE-----
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLiyvV4ExiP5LzXvW
mRu6eExWREJVo68WDSVv2NBcYVmhRANCAAQcMUnYhKuzaFuREysFJQ6OT5zkw9Gn
pw4ULEPlK02eVeB05tE48QQ4heSxk7pTZ3xKEZd8WXcXOlWw4B7UR0YP
-----END PRIVATE KEY-----
"""


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {getattr(e, 'reason', None) or str(e).split(' (_ssl.')[0]}"


folder = tempfile.TemporaryDirectory()
path = os.path.join(folder.name, "server.pem")
with open(path, "w") as file:
    file.write(PEM)

client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
print(client.verify_mode, client.check_hostname, client.minimum_version, client.maximum_version, client.protocol, client.cert_store_stats())
print(attempt(setattr, client, "verify_mode", ssl.CERT_NONE), attempt(client.load_verify_locations), attempt(client.load_verify_locations, "/nonexistent"))
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
print(server.verify_mode, server.check_hostname, attempt(server.load_cert_chain, "/nonexistent"), attempt(server.set_ciphers, "nothing"))
server.load_cert_chain(path)
server.set_alpn_protocols(["http/1.1", "h2"])
client.set_alpn_protocols(["h2", "http/1.1"])
print(attempt(ssl._ssl.txt2obj, "no such"), ssl._ssl.txt2obj("2.5.4.3"), ssl._ssl.nid2obj(13), len(ssl.RAND_bytes(16)))


def serve(listener, context, replies):
    for reply in replies:
        sock, _ = listener.accept()
        try:
            with context.wrap_socket(sock, server_side=True) as tls:
                data = tls.recv(1000)
                tls.sendall(reply + data.upper())
        except OSError:
            sock.close()


listener = socket.create_server(("127.0.0.1", 0))
thread = threading.Thread(target=serve, args=(listener, server, [b"", b"1", b"2", b"3"]))
thread.start()
address = listener.getsockname()


def ask(context, name):
    with socket.create_connection(address) as sock:
        with context.wrap_socket(sock, server_hostname=name) as tls:
            seen = tls.version(), tls.selected_alpn_protocol(), tls.getpeercert(), tls.cipher()[1], tls.server_hostname
            tls.sendall(b"hello")
            answer = b""
            while part := tls.recv(100):
                answer += part
            return answer, *seen


print(attempt(ask, client, "localhost"))
client.load_verify_locations(cadata=PEM)
print(client.cert_store_stats(), client.get_ca_certs() == client.get_ca_certs(False))
print(attempt(ask, client, "localhost"))
print(attempt(ask, client, "127.0.0.1")[0])
print(attempt(ask, client, "elsewhere"))
# a server whose callback runs Python code while the client has not spoken yet
thread.join()
named = []
server.sni_callback = lambda sock, name, context: named.append(name)
thread = threading.Thread(target=serve, args=(listener, server, [b"4"]))
thread.start()
print(attempt(ask, client, "localhost")[0], named)
server.sni_callback = None
thread.join()
listener.close()

# without sockets
into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
c = client.wrap_bio(into, out, server_hostname="localhost")
s = server.wrap_bio(out, into, server_side=True)
print(attempt(c.do_handshake), attempt(c.getpeercert), out.pending > 100)
for _ in range(3):
    for side in s, c:
        try:
            side.do_handshake()
        except ssl.SSLWantReadError as e:
            pass
print(c.version() == s.version(), c.write(b"data"), s.read(10), attempt(s.read, 5), s.pending(), c.cipher()[0] == s.cipher()[0])
s.write(b"x" * 5)
buffer = bytearray(8)
print(c.read(8, buffer), buffer, c.session is not None, c.session_reused)
print(attempt(c.unwrap), attempt(s.read, 10), attempt(s.unwrap))
bio = ssl.MemoryBIO()
print(bio.write(b"abc"), bio.pending, bio.eof, bio.read(2), bio.write_eof(), attempt(bio.write, b"z"), bio.read(), bio.eof)
print(attempt(client._wrap_bio, bio, bio, True), attempt(client.wrap_bio, bio, bio, server_hostname=""))

names = []
server.sni_callback = lambda sock, name, context: names.append(name)
into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
c = client.wrap_bio(into, out, server_hostname="localhost")
s = server.wrap_bio(out, into, server_side=True)
attempt(c.do_handshake)
attempt(s.do_handshake)
print(names, issubclass(ssl.SSLError, OSError), issubclass(ssl.SSLCertVerificationError, ValueError))

"""Digest objects keep little data until more comes: every size around that, copies, updates in pieces, digests in between."""
import _hashlib
import _md5
import _sha1

data = bytes(i * 7 & 255 for i in range(2000))
for make in (_hashlib.openssl_md5, _hashlib.openssl_sha1, _hashlib.openssl_sha256, _hashlib.openssl_sha512, _hashlib.openssl_sha3_256):
    print(make().hexdigest(), make(b"abc").name, make().digest_size, make().block_size)
    for size in (1, 63, 64, 65, 127, 128, 255, 256, 257, 300, 1999):
        whole = make(data[:size])
        pieces = make()
        for at in range(0, size, 50):
            pieces.update(data[at:min(at + 50, size)])
            pieces.digest()
        assert whole.digest() == pieces.digest() == whole.digest() == make(bytearray(data[:size])).digest()
        other = pieces.copy()
        other.update(b"x")
        assert other.digest() == make(data[:size] + b"x").digest() != pieces.digest()
        if size in (257, 1999):
            print(whole.hexdigest())
assert _md5.md5(data).digest() == _hashlib.openssl_md5(data).digest() and _sha1.sha1(data).digest() == _hashlib.openssl_sha1(data).digest()
for make in (_hashlib.openssl_shake_128, _hashlib.openssl_shake_256):
    h = make(b"abc")
    print(h.hexdigest(5), h.digest(0), make(data).hexdigest(3), len(h.digest(1000)), h.hexdigest(5))
print(_hashlib.new("sha256", b"a").hexdigest(), _hashlib.new("sha256", b"a").hexdigest(), _hashlib.new("md5").hexdigest())
for name in ("nothing", "nothing"):
    try:
        _hashlib.new(name)
    except ValueError as error:
        print(type(error).__name__)
try:
    _hashlib.openssl_md5("text")
except TypeError as error:
    print(error)

import _blake2
import _hashlib
import _md5
import _sha1
import _sha2
import _sha3


def show(f):
    try:
        print(repr(f())[:200])
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


sizes = (0, 1, 3, 55, 56, 63, 64, 65, 71, 72, 111, 112, 119, 127, 128, 129, 135, 136, 137, 143, 144, 167, 168, 1000, 5000)
makers = [_md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512, _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384,
          _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s]
for make in makers:
    total = make()
    for n in sizes:
        data = bytes((i * 7 + n) & 255 for i in range(n))
        h = make(data)
        total.update(h.digest())
        piecewise = make()
        for i in range(0, n, 37):
            piecewise.update(data[i:i + 37])
        assert piecewise.digest() == h.digest()
        assert _hashlib.new(h.name, data).digest() == h.digest(), (h.name, n)
    copy = total.copy()
    copy.update(b"x")
    print(total.name, total.digest_size, total.block_size, total.hexdigest(), copy.hexdigest() != total.hexdigest())
for make in (_sha3.shake_128, _sha3.shake_256):
    h = make(b"abc" * 100)
    print(h.name, h.digest_size, h.block_size, h.hexdigest(500)[-40:], h.digest(3), h._capacity_bits, h._rate_bits, h._suffix)
    print(_hashlib.new(h.name, b"abc" * 100).hexdigest(500) == h.hexdigest(500))

b = _blake2.blake2b
print(b(b"data", key=b"secret", salt=b"salt", person=b"person", digest_size=20).hexdigest())
print(b(b"data", fanout=2, depth=3, leaf_size=4096, node_offset=5, node_depth=1, inner_size=32, last_node=True).hexdigest())
s = _blake2.blake2s
print(s(b"data", key=b"k" * 32, salt=b"12345678", person=b"abcdefgh", digest_size=7).hexdigest())
print(s(b"data", fanout=2, depth=3, leaf_size=4096, node_offset=2**47, node_depth=1, inner_size=32, last_node=True).hexdigest())
print(b.MAX_DIGEST_SIZE, b.SALT_SIZE, s.MAX_KEY_SIZE, s.PERSON_SIZE, _blake2.BLAKE2B_MAX_KEY_SIZE)
for kwargs in ({"digest_size": 0}, {"digest_size": 65}, {"key": b"x" * 65}, {"salt": b"x" * 17}, {"person": b"x" * 17}, {"fanout": 256}, {"depth": 0},
               {"leaf_size": -1}, {"leaf_size": 1 << 32}, {"node_depth": 256}, {"inner_size": 65}, {"node_offset": -1}, {"nope": 1}):
    show(lambda: b(**kwargs))
show(lambda: s(node_offset=1 << 48))
show(lambda: b("text"))
show(lambda: _sha2.sha256("text"))
show(lambda: _sha2.sha256(3))
show(lambda: _md5.md5(b"").update("x"))
show(lambda: _hashlib.new("nope"))
show(lambda: _hashlib.new(3))
show(lambda: _hashlib.openssl_sha1("x"))

print(_hashlib.hmac_new(b"key", b"message", "sha256").hexdigest(), _hashlib.hmac_digest(b"key", b"message", "md5").hex())
h = _hashlib.hmac_new(b"key", digestmod=_hashlib.openssl_sha512)
h.update(b"mess")
other = h.copy()
h.update(b"age")
print(h.name, h.digest_size, h.block_size, h.hexdigest()[:30], other.hexdigest()[:30])
show(lambda: _hashlib.hmac_new(b"key"))
show(lambda: _hashlib.hmac_new(b"key", digestmod="nope"))
show(lambda: _hashlib.hmac_new(b"key", digestmod=3))
print(_hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex())
print(_hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 3, 50).hex())
show(lambda: _hashlib.pbkdf2_hmac("sha1", b"", b"", 0))
show(lambda: _hashlib.pbkdf2_hmac("sha1", b"", b"", 1, 0))
show(lambda: _hashlib.pbkdf2_hmac("sha1", "", b"", 1))
print(_hashlib.scrypt(b"password", salt=b"NaCl", n=16, r=8, p=1).hex())
show(lambda: _hashlib.scrypt(b""))
show(lambda: _hashlib.scrypt(b"", salt=b"x"))
show(lambda: _hashlib.scrypt(b"", salt=b"x", n=3))
show(lambda: _hashlib.scrypt(b"", salt=b"x", n=4, r=1, p=1, maxmem=-1))
show(lambda: _hashlib.scrypt(b"", salt=b"x", n=4, r=1, p=1, dklen=0))
show(lambda: _hashlib.scrypt(b"", salt=b"x", n=2**20, r=8, p=1))
print(_hashlib.compare_digest(b"a", b"a"), "sha256" in _hashlib.openssl_md_meth_names, sorted(_hashlib._constructors.values()))

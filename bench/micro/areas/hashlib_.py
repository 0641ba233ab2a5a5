import hashlib
import hmac
import zlib
import binascii

SHORT = b"a short message"
LONG = bytes(range(256)) * 256


@benchmark
def md5_short(loops):
    for _ in range(loops):
        hashlib.md5(SHORT).hexdigest()


@benchmark
def sha1_short(loops):
    for _ in range(loops):
        hashlib.sha1(SHORT).digest()


@benchmark
def sha256_short(loops):
    for _ in range(loops):
        hashlib.sha256(SHORT).hexdigest()


@benchmark
def sha256_long(loops):
    for _ in range(loops):
        hashlib.sha256(LONG).digest()


@benchmark
def sha512_long(loops):
    for _ in range(loops):
        hashlib.sha512(LONG).digest()


@benchmark
def sha3_256_short(loops):
    for _ in range(loops):
        hashlib.sha3_256(SHORT).digest()


@benchmark
def blake2b_short(loops):
    for _ in range(loops):
        hashlib.blake2b(SHORT).digest()


@benchmark
def blake2b_long(loops):
    for _ in range(loops):
        hashlib.blake2b(LONG).digest()


@benchmark
def update_pieces(loops):
    for _ in range(loops):
        digest = hashlib.sha256()
        for _ in range(20):
            digest.update(SHORT)
        digest.digest()


@benchmark
def new_by_name(loops):
    for _ in range(loops):
        hashlib.new("sha256", SHORT)


@benchmark
def hmac_digest(loops):
    for _ in range(loops):
        hmac.digest(b"key", SHORT, "sha256")


@benchmark
def crc32_short(loops):
    for _ in range(loops):
        zlib.crc32(SHORT)


@benchmark
def crc32_long(loops):
    for _ in range(loops):
        zlib.crc32(LONG)


@benchmark
def hexlify_(loops):
    for _ in range(loops):
        binascii.hexlify(LONG)


@benchmark
def base64_encode(loops):
    for _ in range(loops):
        binascii.b2a_base64(LONG)


@benchmark
def base64_decode(loops, data=binascii.b2a_base64(LONG)):
    for _ in range(loops):
        binascii.a2b_base64(data)

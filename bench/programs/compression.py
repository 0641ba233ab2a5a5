"""Compression of bytes: Huffman codes, LZ77 with a hash of three bytes, move to front, run lengths, CRC-32, Base64.

Exercises: bytes and bytearray indexing and slicing, memoryview, bit twiddling, dict of byte strings, heap of tuples,
int.from_bytes and to_bytes, translate tables. Everything that is packed is unpacked again and compared.
"""
import sys
try:
    from _heapq import heapify, heappop, heappush
except ImportError:          # PyPy
    from heapq import heapify, heappop, heappush

N = int(sys.argv[1]) if len(sys.argv) > 1 else 700000


def make_data(n):
    words = [b"alpha", b"beta", b"gamma", b"delta", b" ", b" ", b", ", b".\n", b"\x00\x00\x00\x00", b"zeta-eta"]
    state = 1
    data = bytearray()
    while len(data) < n:
        state = (state * 134775813 + 1) & 0xFFFFFFFF
        data += words[(state >> 16) % len(words)]
        if state >> 28 == 0:
            data.append(state >> 8 & 255)
    return bytes(data[:n])


def huffman_lengths(data):
    """The codes as strings of 0 and 1, by byte value."""
    counts = [0] * 256
    for byte in data:
        counts[byte] += 1
    heap = [(count, value, (value,)) for value, count in enumerate(counts) if count]
    codes = {value: "" for _, value, _ in heap}
    heapify(heap)
    while len(heap) > 1:
        count_a, first_a, values_a = heappop(heap)
        count_b, first_b, values_b = heappop(heap)
        for value in values_a:
            codes[value] = "0" + codes[value]
        for value in values_b:
            codes[value] = "1" + codes[value]
        heappush(heap, (count_a + count_b, min(first_a, first_b), values_a + values_b))
    return codes


def huffman_pack(data, codes):
    packed = bytearray()
    buffer = bits = 0
    table = {value: (int(code, 2), len(code)) for value, code in codes.items()}
    for byte in data:
        code, length = table[byte]
        buffer = buffer << length | code
        bits += length
        while bits >= 8:
            bits -= 8
            packed.append(buffer >> bits)
            buffer &= (1 << bits) - 1
    if bits:
        packed.append(buffer << (8 - bits) & 255)
    return bytes(packed)


def huffman_unpack(packed, codes, length):
    tree = {}
    for value, code in codes.items():
        node = tree
        for bit in code[:-1]:
            node = node.setdefault(bit == "1", {})
        node[code[-1] == "1"] = value
    data = bytearray()
    node = tree
    for byte in packed:
        for shift in range(7, -1, -1):
            node = node[bool(byte >> shift & 1)]
            if not isinstance(node, dict):
                data.append(node)
                if len(data) == length:
                    return bytes(data)
                node = tree
    return bytes(data)


def lz_pack(data):
    """Tokens: a length byte below 128 and that many literals, or 128 + length - 3 and a distance in two bytes."""
    out = bytearray()
    literals = bytearray()
    last_seen = {}
    i = 0
    view = memoryview(data)

    def flush():
        if literals:
            out.append(len(literals))
            out.extend(literals)
            literals.clear()

    while i < len(data):
        key = data[i:i + 3]
        candidate = last_seen.get(key, -1) if len(key) == 3 else -1
        last_seen[key] = i
        if 0 <= candidate and i - candidate < 65536:
            length = 3
            limit = min(130, len(data) - i)
            while length < limit and view[candidate + length] == view[i + length]:
                length += 1
            flush()
            out.append(128 + length - 3)
            out += (i - candidate).to_bytes(2, "big")
            for j in range(i + 1, i + length, 4):
                last_seen[data[j:j + 3]] = j
            i += length
        else:
            literals.append(data[i])
            if len(literals) == 127:
                flush()
            i += 1
    flush()
    return bytes(out)


def lz_unpack(packed):
    data = bytearray()
    i = 0
    while i < len(packed):
        head = packed[i]
        if head < 128:
            data += packed[i + 1:i + 1 + head]
            i += 1 + head
        else:
            length = head - 128 + 3
            distance = int.from_bytes(packed[i + 1:i + 3], "big")
            start = len(data) - distance
            if distance >= length:
                data += data[start:start + length]
            else:
                for k in range(length):
                    data.append(data[start + k])
            i += 3
    return bytes(data)


def move_to_front(data):
    order = list(range(256))
    result = bytearray(len(data))
    for i, byte in enumerate(data):
        position = order.index(byte)
        result[i] = position
        if position:
            del order[position]
            order.insert(0, byte)
    return bytes(result)


def move_back(data):
    order = list(range(256))
    result = bytearray()
    for position in data:
        byte = order.pop(position)
        result.append(byte)
        order.insert(0, byte)
    return bytes(result)


def crc_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ (0xEDB88320 if n & 1 else 0)
        table.append(n)
    return table


def crc32(data, table):
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ table[(value ^ byte) & 255]
    return value ^ 0xFFFFFFFF


ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def base64(data):
    out = bytearray()
    for i in range(0, len(data), 3):
        group = data[i:i + 3]
        number = int.from_bytes(group.ljust(3, b"\0"), "big")
        letters = bytes(ALPHABET[number >> shift & 63] for shift in (18, 12, 6, 0))
        out += letters[:len(group) + 1].ljust(4, b"=")
    return bytes(out)


def unbase64(text):
    values = bytes.maketrans(ALPHABET, bytes(range(64)))
    padding = text.count(b"=")
    sextets = text.replace(b"=", b"A").translate(values)
    out = bytearray()
    for i in range(0, len(sextets), 4):
        a, b, c, d = sextets[i:i + 4]
        out += (a << 18 | b << 12 | c << 6 | d).to_bytes(3, "big")
    return bytes(out[:len(out) - padding])


def main():
    data = make_data(N)
    table = crc_table()
    print(f"{len(data)} bytes, crc {crc32(data, table):08x}, crc of check {crc32(b'123456789', table):08x}")
    codes = huffman_lengths(data)
    packed = huffman_pack(data, codes)
    print(f"huffman: {len(codes)} codes, {len(packed)} bytes, crc {crc32(packed, table):08x}",
          huffman_unpack(packed, codes, len(data)) == data)
    short = lz_pack(data)
    print(f"lz: {len(short)} bytes, crc {crc32(short, table):08x}", lz_unpack(short) == data)
    front = move_to_front(data)
    print(f"move to front: {front.count(0)} zeros, highest {max(front)}", move_back(front) == data)
    both = huffman_pack(front, huffman_lengths(front))
    print(f"both: {len(both)} bytes")
    text = base64(short)
    print(f"base64: {len(text)} characters, {text[:16].decode()}", unbase64(text) == short, base64(b"any carnal pleas"))
    print("right" if crc32(b"123456789", table) == 0xCBF43926 and len(short) < len(data) else "wrong")


main()

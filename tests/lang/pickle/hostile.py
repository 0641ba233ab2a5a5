import _pickle

cases = [b'', b'.', b'K', b'(.', b'0', b'a', b']a', b'e', b't', b's', b'}s', b'R', b'b', b'Nb.', b'h\x05', b'g5\n', b'gx\n', b'\xff', b'?', b"'", b'I', b'Ix\n', b'Fx\n', b'S"x\n', b'Vx', b'\x80\x09', b'\x8a\x05a',
         b'\x8b\xff\xff\xff\xff', b'T\xff\xff\xff\xff', b'p-1\n', b'Np-1\n', b'\x81', b'NN\x81', b'N)\x81', b'\x93', b'NN\x93', b'\x97', b'\x82\x01', b'\x82\x00', b'Pabc\n', b'NQ', b'(NNNd.', b'(Nu', b'}(Nu', b'N(Na',
         b'\x95\x05\x00\x00\x00\x00\x00\x00\x00N.', b'X\x01\x00\x00\x00\xff.', b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff', b'cos\nnope\n.', b'cnope_module\nx\n.', b'1', b'(1N.', b'2', b'N2\x86.', b'\x85', b'N\x87', b'o', b'(o', b'\x90',
         b'\x8f(]\x90.', b'(]\x91.', b'}]Ns.', b'NNR.', b'c__builtin__\nint\nNR.', b'\x92', b'(((((N.', b']' + b']' * 50 + b'a' * 50 + b'.']
for data in cases:
    try:
        print(data[:60], _pickle.loads(data))
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception as e:
        print(data[:60], type(e).__name__, str(e).split(" (")[0].split(" from ")[0])

good = _pickle.dumps([1, "two", {3: (4.0, b"five")}, {6}, frozenset([7]), None, True, 10**30], 4)
count = 0
seed = 12345
for i in range(4000):
    data = bytearray(good)
    for k in range(1 + i % 3):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        data[seed % len(data)] = (seed >> 8) & 255
    data = bytes(data)
    if b"\x8e" in data or b"\x96" in data or b"c" in data or b"i" in data or b"r" in data:
        continue
    try:
        _pickle.loads(data)
        count += 1
    except Exception:
        pass
print("survived")

// The _pickle module: opcodes, and what Pickler and Unpickler share.
#pragma once

#include <cstdint>

#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"

namespace typhon::pickle {

constexpr int kHighestProtocol = 5, kDefaultProtocol = 4;

enum Opcode : uint8_t {
  kMark = '(',
  kStop = '.',
  kPop = '0',
  kPopMark = '1',
  kDup = '2',
  kFloat = 'F',
  kInt = 'I',
  kBinInt = 'J',
  kBinInt1 = 'K',
  kBinInt2 = 'M',
  kLong = 'L',
  kNone = 'N',
  kPersId = 'P',
  kBinPersId = 'Q',
  kReduce = 'R',
  kString = 'S',
  kBinString = 'T',
  kShortBinString = 'U',
  kUnicode = 'V',
  kBinUnicode = 'X',
  kAppend = 'a',
  kBuild = 'b',
  kGlobal = 'c',
  kDict = 'd',
  kEmptyDict = '}',
  kAppends = 'e',
  kGet = 'g',
  kBinGet = 'h',
  kInst = 'i',
  kLongBinGet = 'j',
  kList = 'l',
  kEmptyList = ']',
  kObj = 'o',
  kPut = 'p',
  kBinPut = 'q',
  kLongBinPut = 'r',
  kSetItem = 's',
  kTuple = 't',
  kEmptyTuple = ')',
  kSetItems = 'u',
  kBinFloat = 'G',
  // protocol 2
  kProto = 0x80,
  kNewObj = 0x81,
  kExt1 = 0x82,
  kExt2 = 0x83,
  kExt4 = 0x84,
  kTuple1 = 0x85,
  kTuple2 = 0x86,
  kTuple3 = 0x87,
  kNewTrue = 0x88,
  kNewFalse = 0x89,
  kLong1 = 0x8a,
  kLong4 = 0x8b,
  // protocol 3
  kBinBytes = 'B',
  kShortBinBytes = 'C',
  // protocol 4
  kShortBinUnicode = 0x8c,
  kBinUnicode8 = 0x8d,
  kBinBytes8 = 0x8e,
  kEmptySet = 0x8f,
  kAddItems = 0x90,
  kFrozenSet = 0x91,
  kNewObjEx = 0x92,
  kStackGlobal = 0x93,
  kMemoize = 0x94,
  kFrame = 0x95,
  // protocol 5
  kByteArray8 = 0x96,
  kNextBuffer = 0x97,
  kReadOnlyBuffer = 0x98,
};

extern Type *pickleError, *picklingError, *unpicklingError, *picklerType, *unpicklerType, *bufferType;
extern const TypeSpec picklerSpec, unpicklerSpec, bufferSpec, picklerMemoSpec, unpicklerMemoSpec;
extern Type *picklerMemoType, *unpicklerMemoType;

// A PickleBuffer's object; ValueError when it was released.
Value bufferObject(Thread* t, Value pickleBuffer);

// dumps(obj) and dump(obj, file): args obj, protocol, fix_imports, buffer_callback (file: Unbound gives bytes).
Value dumpPy(Thread* t, Value object, Value file, Value protocol, Value fixImports, Value bufferCallback);
// loads(data) and load(file).
Value loadPy(Thread* t, Value data, Value file, Value fixImports, Value encoding, Value errors, Value buffers);

// Registries of copyreg and _compat_pickle, looked up once.
struct Registries {
  Value dispatchTable, extensionRegistry, invertedRegistry, extensionCache;
  Value nameMapping, importMapping, reverseNameMapping, reverseImportMapping;
};
Registries* registriesPy(Thread* t);

}  // namespace typhon::pickle

// pickle.Pickler.
#include <bit>
#include <cmath>
#include <vector>

#include "runtime/base/float_text.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/pickle/identity_map.h"
#include "runtime/modules/pickle/output.h"
#include "runtime/modules/pickle/pickle.h"
#include "runtime/object/host_object.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/int_limbs.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"

namespace typhon::pickle {

Type *picklerType, *picklerMemoType;

namespace {

constexpr size_t kFrameMin = 4, kFrameTarget = 64 * 1024, kFrameHeader = 9;
constexpr size_t kBatch = 1000;
constexpr size_t kNoFrame = SIZE_MAX;

// Fields of the object besides its state.
enum Fields { kWrite, kMemoObjects, kDispatchTable, kBufferCallback, kPersistentId };

struct PicklerState : HostState {
  int protocol = kDefaultProtocol;
  bool binary = true, fixImports = true, fast = false, running = false;
  bool framing = false;
  int fastNesting = 0;
  size_t frameStart = kNoFrame;
  Output out;
  IdentityMap memo;
};

PicklerState* stateOf(Value v) { return v.as<HostObject>()->stateAs<PicklerState>(); }

class Pickling {
 public:
  Pickling(Thread* t, HostObject* self) : t(t), self(self), s(*self->stateAs<PicklerState>()) {}

  bool dumpPy(Value object) {
    if (s.protocol >= 2) {
      const char header[] = {static_cast<char>(kProto), static_cast<char>(s.protocol)};
      raw({header, 2});
      if (s.protocol >= 4) s.framing = true;
    }
    static Str* overrideName = internStr(t, "reducer_override");
    override_ = TRY(findAttrPy(t, Value(self), overrideName));
    if (override_.isNone()) override_ = Value::unbound();
    TRY(savePy(object));
    op(kStop);
    closeFrame();
    s.framing = false;
    return !s.out.failed() || raiseMemory(t);
  }

  // Gives what is written so far to the file.
  bool flushPy() {
    Value write = self->fields[kWrite];
    if (write.isUnbound() || s.out.empty()) return true;
    if (s.out.failed()) return raiseMemory(t);
    Value bytes = TRY(makeBytes(t, s.out.view()));
    s.out.clear();
    TRY(callPy(t, write, {bytes}));
    return true;
  }

 private:
  // --- output

  void raw(std::string_view bytes) {
    if (s.framing && s.frameStart == kNoFrame) beginFrame();
    s.out.append(bytes);
  }
  void beginFrame() {
    s.frameStart = s.out.size();
    s.out.append(std::string_view("\xFE\xFE\xFE\xFE\xFE\xFE\xFE\xFE\xFE", kFrameHeader));
  }
  void op(Opcode o) {
    if (s.framing && s.frameStart == kNoFrame) beginFrame();
    s.out.push(static_cast<char>(o));
  }
  template <class N>
  void op(Opcode o, N number) {
    if (s.framing && s.frameStart == kNoFrame) beginFrame();
    s.out.append(static_cast<char>(o), number);
  }
  void line(Opcode o, std::string_view text) {
    std::string all(1, static_cast<char>(o));
    all += text;
    all += '\n';
    raw(all);
  }
  void closeFrame() {
    if (!s.framing || s.frameStart == kNoFrame) return;
    size_t length = s.out.size() - s.frameStart - kFrameHeader;
    if (length >= kFrameMin) {
      s.out.data()[s.frameStart] = static_cast<char>(kFrame);
      uint64_t size = length;
      std::memcpy(s.out.data() + s.frameStart + 1, &size, 8);
    } else {
      s.out.erase(s.frameStart, kFrameHeader);
    }
    s.frameStart = kNoFrame;
  }
  bool boundaryPy() {
    if (!s.framing || s.frameStart == kNoFrame) return true;
    if (s.out.size() - s.frameStart - kFrameHeader < kFrameTarget) return true;
    closeFrame();
    return flushPy();
  }
  // A header and its data; large data goes outside frames and straight to the file.
  bool payloadPy(std::string_view header, std::string_view data, Value object) {
    if (data.size() < kFrameTarget) {
      raw(header);
      raw(data);
      return true;
    }
    closeFrame();
    bool framing = s.framing;
    s.framing = false;
    raw(header);
    if (self->fields[kWrite].isUnbound()) {
      raw(data);
    } else {
      TRY(flushPy());
      if (!isExactBytes(object)) object = TRY(makeBytes(t, data));
      TRY(callPy(t, self->fields[kWrite], {object}));
    }
    s.framing = framing;
    return true;
  }

  // --- memo

  bool memoize(Value object) {
    if (s.fast) return true;
    auto* list = self->fields[kMemoObjects].as<List>();
    size_t number = list->length;
    TRY(listAppend(t, list, object));
    s.memo.add(object, static_cast<uint32_t>(number));
    if (s.protocol >= 4) {
      op(kMemoize);
    } else if (!s.binary) {
      line(kPut, std::to_string(number));
    } else if (number < 256) {
      op(kBinPut, static_cast<uint8_t>(number));
    } else {
      op(kLongBinPut, static_cast<uint32_t>(number));
    }
    return true;
  }
  bool recall(int64_t number) {
    if (!s.binary) {
      line(kGet, std::to_string(number));
    } else if (number < 256) {
      op(kBinGet, static_cast<uint8_t>(number));
    } else {
      op(kLongBinGet, static_cast<uint32_t>(number));
    }
    return true;
  }
  // Whether the object came into the memo while its parts were saved, as recursive tuples do.
  int64_t memoized(Value object) { return s.fast ? -1 : s.memo.find(object); }

  // --- atoms

  // A number in the binary protocols' short forms; false: it has none.
  [[gnu::always_inline]] bool saveShortInt(int64_t i) {
    if (static_cast<int32_t>(i) != i || !s.binary) return false;
    if (i >= 0 && i < 256) {
      op(kBinInt1, static_cast<uint8_t>(i));
    } else if (i >= 0 && i < 65536) {
      op(kBinInt2, static_cast<uint16_t>(i));
    } else {
      op(kBinInt, static_cast<int32_t>(i));
    }
    return true;
  }

  bool saveIntPy(Value v) {
    int64_t i;
    if (fitsInt64(v, &i) && i <= 0x7fffffff && i >= -0x7fffffffLL - 1) {
      if (!saveShortInt(i)) line(kInt, std::to_string(i));
      return true;
    }
    if (s.protocol < 2) {
      Str* shown = TRY(reprPy(t, v));
      line(kLong, toUtf8(shown) + "L");
      return true;
    }
    IntView view(v);
    // Two's complement, as short as it gets.
    std::string bytes(view.count * 8 + 1, '\0');
    std::memcpy(bytes.data(), view.limbs, view.count * 8);
    if (view.negative) {
      unsigned carry = 1;
      for (char& c : bytes) {
        unsigned sum = static_cast<uint8_t>(~c) + carry;
        c = static_cast<char>(sum);
        carry = sum >> 8;
      }
    }
    char filler = view.negative ? '\xFF' : '\0';
    while (bytes.size() > 1 && bytes.back() == filler && (bytes[bytes.size() - 2] & 0x80) == (filler & 0x80)) bytes.pop_back();
    if (bytes.size() < 256) {
      op(kLong1, static_cast<uint8_t>(bytes.size()));
    } else {
      if (bytes.size() > INT32_MAX) return raise(t, exc::OverflowError, "int too large to pickle");
      op(kLong4, static_cast<uint32_t>(bytes.size()));
    }
    raw(bytes);
    return true;
  }

  bool saveFloat(double d) {
    if (s.binary) {
      uint64_t bits = __builtin_bswap64(std::bit_cast<uint64_t>(d));
      op(kBinFloat, bits);
    } else {
      line(kFloat, base::floatRepr(d));
    }
    return true;
  }

  bool saveStrPy(Value v) {
    auto* text = v.as<Str>();
    if (!s.binary) {
      Value encoded = TRY(callCodec(text));
      line(kUnicode, encoded.as<Bytes>()->view());
      return memoize(v);
    }
    std::string utf8;
    std::string_view data;
    if (text->isAscii()) {
      data = text->ascii();
    } else {
      utf8 = toUtf8(text);
      data = utf8;
    }
    TRY(sizedPy(data, v, s.protocol >= 4 ? kShortBinUnicode : kMark, kBinUnicode, kBinUnicode8,
                "serializing a string larger than 4 GiB requires pickle protocol 4 or higher"));
    return memoize(v);
  }
  Value callCodec(Str* text) {
    // raw_unicode_escape with what would break the line escaped too.
    std::string out;
    for (size_t i = 0; i < text->length; ++i) {
      char32_t c = text->at(i);
      if (c >= 0x10000) {
        out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
      } else if (c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) {
        out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
      } else {
        out += static_cast<char>(c);
      }
    }
    return TRY(makeBytes(t, out));
  }
  // One of three headers by size (kMark: there is no short form).
  bool sizedPy(std::string_view data, Value object, Opcode small, Opcode medium, Opcode large, const char* tooLarge) {
    char header[9];
    size_t headerSize;
    if (data.size() < 256 && small != kMark) {
      header[0] = static_cast<char>(small);
      header[1] = static_cast<char>(data.size());
      headerSize = 2;
    } else if (data.size() <= UINT32_MAX) {
      header[0] = static_cast<char>(medium);
      auto size = static_cast<uint32_t>(data.size());
      std::memcpy(header + 1, &size, 4);
      headerSize = 5;
    } else {
      if (s.protocol < 4) return raise(t, exc::OverflowError, "{}", tooLarge);
      header[0] = static_cast<char>(large);
      uint64_t size = data.size();
      std::memcpy(header + 1, &size, 8);
      headerSize = 9;
    }
    return payloadPy({header, headerSize}, data, object);
  }

  bool saveBytesPy(Value v) {
    std::string_view data = v.as<Bytes>()->view();
    if (s.protocol < 3) {
      // Protocols before 3 have no bytes: the result of an encoding of Latin-1 text stands for them.
      Tuple* reduced = nullptr;
      if (data.empty()) {
        reduced = TRY(makeTuple(t, {Value(types::bytes), Value(emptyTuple())}));
      } else {
        Value encode = TRY(importAttributePy(t, "codecs", "encode"));
        Str* text = TRY(makeStrLatin1(t, data));
        Str* latin1 = TRY(internStr(t, "latin1"));
        Tuple* arguments = TRY(makeTuple(t, {Value(text), Value(latin1)}));
        reduced = TRY(makeTuple(t, {encode, Value(arguments)}));
      }
      return saveReducePy(reduced, v);
    }
    TRY(saveBytesDataPy(data, v));
    return memoize(v);
  }
  bool saveBytesDataPy(std::string_view data, Value v) {
    return sizedPy(data, v, kShortBinBytes, kBinBytes, kBinBytes8,
                   "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher");
  }
  bool saveByteArrayDataPy(std::string_view data, Value v) {
    char header[9];
    header[0] = static_cast<char>(kByteArray8);
    uint64_t size = data.size();
    std::memcpy(header + 1, &size, 8);
    return payloadPy({header, 9}, data, v);
  }
  bool saveByteArrayPy(Value v) {
    std::string data(v.as<ByteArray>()->view());
    if (s.protocol >= 5) {
      TRY(saveByteArrayDataPy(data, v));
      return memoize(v);
    }
    Tuple* arguments = emptyTuple();
    if (!data.empty()) {
      Value bytes = TRY(makeBytes(t, data));
      arguments = TRY(makeTuple(t, {bytes}));
    }
    Tuple* reduced = TRY(makeTuple(t, {Value(types::bytearray), Value(arguments)}));
    return saveReducePy(reduced, v);
  }
  bool saveBufferPy(Value v) {
    if (s.protocol < 5) return raise(t, picklingError, "PickleBuffer can only pickled with protocol >= 5");
    Value object = TRY(bufferObject(t, v));
    BufferHolder holder;
    TRY(holder.acquirePy(t, object, kBufferFull));
    if (holder.view.strides && holder.view.dimensions > 0) {
      int64_t expected = holder.view.itemSize;
      bool contiguous = true;
      for (int i = holder.view.dimensions - 1; i >= 0; --i) {
        int64_t extent = holder.view.shape ? holder.view.shape[i] : holder.view.length / holder.view.itemSize;
        contiguous &= extent == 1 || holder.view.strides[i] == expected;
        expected *= extent;
      }
      if (!contiguous) return raise(t, picklingError, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
    }
    bool inBand = true;
    Value callback = self->fields[kBufferCallback];
    if (!callback.isNone()) {
      Value answer = TRY(callPy(t, callback, {v}));
      inBand = TRY(truthPy(t, answer));
    }
    if (inBand) {
      std::string data(holder.bytes());
      return holder.view.readOnly ? saveBytesDataPy(data, object) : saveByteArrayDataPy(data, object);
    }
    op(kNextBuffer);
    if (holder.view.readOnly) op(kReadOnlyBuffer);
    return true;
  }

  // --- containers

  bool saveTuplePy(Value v) {
    auto* tuple = v.as<Tuple>();
    size_t n = tuple->length;
    if (n == 0) {
      if (s.binary) {
        op(kEmptyTuple);
      } else {
        raw("(t");
      }
      return true;
    }
    bool shortForm = n <= 3 && s.protocol >= 2;
    if (!shortForm) op(kMark);
    for (size_t i = 0; i < n; ++i) TRY(saveItemPy(tuple->items[i]));
    int64_t known = memoized(v);
    if (known >= 0) {
      // The tuple contains itself and is in the memo by now: what was pushed goes again.
      if (shortForm) {
        for (size_t i = 0; i < n; ++i) op(kPop);
      } else if (s.binary) {
        op(kPopMark);
      } else {
        for (size_t i = 0; i <= n; ++i) op(kPop);
      }
      return recall(known);
    }
    if (shortForm) {
      op(static_cast<Opcode>(kTuple1 + n - 1));
    } else {
      op(kTuple);
    }
    return memoize(v);
  }

  bool fastEnterPy(Value v) {
    if (!s.fast) return true;
    if (++s.fastNesting > 1000)
      return raise(t, exc::ValueError, "fast mode: can't pickle cyclic objects including object type {} at {:#x}", typeName(v),
                   v.bits());
    return true;
  }
  void fastLeave() {
    if (s.fast) --s.fastNesting;
  }

  bool saveListPy(Value v) {
    TRY(fastEnterPy(v));
    if (s.binary) {
      op(kEmptyList);
    } else {
      raw("(l");
    }
    TRY(memoize(v));
    auto* list = v.as<List>();
    if (list->length) {
      if (s.protocol > 0) {
        if (list->length == 1) {
          TRY(savePy(listItem(list, 0)));
          op(kAppend);
        } else {
          size_t i = 0;
          do {
            op(kMark);
            for (size_t batch = 0; batch < kBatch && i < list->length; ++batch) TRY(saveItemPy(listItem(list, i++)));
            op(kAppends);
          } while (i < list->length);
        }
      } else {
        Value iterator = TRY(iterPy(t, v));
        TRY(batchItemsPy(iterator));
      }
    }
    fastLeave();
    return true;
  }

  // What an iterator gives, saved with `saveOnePy` and added to the container on the stack: `one` after each, or `many`
  // after a mark and up to kBatch of them.
  template <class Save>
  bool batchPy(Value iterator, Opcode one, Opcode many, Save saveOnePy) {
    if (s.protocol == 0) {
      while (true) {
        Value item = TRY(nextPy(t, iterator));
        if (item.isUnbound()) return true;
        TRY(saveOnePy(item));
        op(one);
      }
    }
    size_t n;
    do {
      Value first = TRY(nextPy(t, iterator));
      if (first.isUnbound()) return true;
      Value next = TRY(nextPy(t, iterator));
      if (next.isUnbound()) {
        TRY(saveOnePy(first));
        op(one);
        return true;
      }
      op(kMark);
      TRY(saveOnePy(first));
      n = 1;
      while (!next.isUnbound()) {
        TRY(saveOnePy(next));
        if (++n == kBatch) break;
        next = TRY(nextPy(t, iterator));
      }
      op(many);
    } while (n == kBatch);
    return true;
  }

  // The items of an iterator for the list on the stack.
  bool batchItemsPy(Value iterator) {
    return batchPy(iterator, kAppend, kAppends, [&](Value item) { return savePy(item); });
  }
  bool pairPy(Value pair) {
    if (!isa<Tuple>(pair) || pair.as<Tuple>()->length != 2)
      return raise(t, exc::TypeError, "dict items iterator must return 2-tuples");
    TRY(savePy(pair.as<Tuple>()->items[0]));
    return savePy(pair.as<Tuple>()->items[1]);
  }
  // The pairs of an iterator for the dict on the stack.
  bool batchPairsPy(Value iterator) {
    return batchPy(iterator, kSetItem, kSetItems, [&](Value pair) { return pairPy(pair); });
  }

  bool saveDictPy(Value v) {
    TRY(fastEnterPy(v));
    if (s.binary) {
      op(kEmptyDict);
    } else {
      raw("(d");
    }
    TRY(memoize(v));
    auto* dict = v.as<Dict>();
    uint64_t length = dictLength(dict);
    if (length && s.protocol > 0) {
      size_t position = 0;
      Value key, item;
      if (length == 1) {
        dictNext(dict, &position, &key, &item);
        TRY(savePy(key));
        TRY(savePy(item));
        op(kSetItem);
      } else {
        uint64_t done = 0;
        do {
          op(kMark);
          for (size_t batch = 0; batch < kBatch && dictNext(dict, &position, &key, &item); ++batch, ++done) {
            TRY(saveItemPy(key));
            TRY(saveItemPy(item));
            if (dictLength(dict) != length) return raise(t, exc::RuntimeError, "dictionary changed size during iteration");
          }
          op(kSetItems);
        } while (done < length && done % kBatch == 0);
      }
    } else if (length) {
      static Str* itemsName = internStr(t, "items");
      Value view = TRY(callMethodPy(t, v, itemsName));
      Value iterator = TRY(iterPy(t, view));
      TRY(batchPairsPy(iterator));
    }
    fastLeave();
    return true;
  }

  bool saveSetPy(Value v, bool frozen) {
    auto* set = v.as<Set>();
    if (s.protocol < 4) {
      List* items = TRY(toListPy(t, v));
      Tuple* arguments = TRY(makeTuple(t, {Value(items)}));
      Tuple* reduced = TRY(makeTuple(t, {Value(frozen ? types::frozenset : types::set), Value(arguments)}));
      return saveReducePy(reduced, v);
    }
    if (frozen) {
      TRY(fastEnterPy(v));
      op(kMark);
      Value iterator = TRY(iterPy(t, v));
      while (true) {
        Value item = TRY(nextPy(t, iterator));
        if (item.isUnbound()) break;
        TRY(savePy(item));
      }
      int64_t known = memoized(v);
      if (known >= 0) {
        op(kPopMark);
        return recall(known);
      }
      op(kFrozenSet);
      TRY(memoize(v));
      fastLeave();
      return true;
    }
    op(kEmptySet);
    TRY(memoize(v));
    uint64_t length = set->used, done = 0;
    if (!length) return true;
    size_t position = 0;
    Value item;
    do {
      op(kMark);
      for (size_t batch = 0; batch < kBatch && setNext(set, &position, &item); ++batch, ++done) {
        TRY(savePy(item));
        if (set->used != length) return raise(t, exc::RuntimeError, "set changed size during iteration");
      }
      op(kAddItems);
    } while (done < length && done % kBatch == 0);
    return true;
  }

  // --- globals

  Value modulesPy() { return importAttributePy(t, "sys", "modules"); }

  // The object at a dotted path; *parent gets what has it as an attribute. Unbound when it is not there.
  Value attributePathPy(Value root, const std::string& path, Value* parent) {
    Value at = root;
    for (size_t start = 0; start <= path.size();) {
      size_t dot = std::min(path.find('.', start), path.size());
      std::string part = path.substr(start, dot - start);
      if (part == "<locals>") return Value::unbound();
      Str* name = TRY(internStr(t, part));
      *parent = at;
      at = TRY(findAttrPy(t, at, name));
      if (at.isUnbound()) return at;
      start = dot + 1;
    }
    return at;
  }

  // obj.__module__, or the module that has it.
  Value whichModulePy(Value v, const std::string& path) {
    Value module = TRY(findAttrPy(t, v, names::__module__));
    if (!module.isUnbound() && !module.isNone()) return module;
    Value modules = TRY(modulesPy());
    if (auto* dict = dynCast<Dict>(modules)) {
      Dict* copy = TRY(dictCopy(t, dict));
      size_t position = 0;
      Value name, candidate;
      while (dictNext(copy, &position, &name, &candidate)) {
        if (candidate.isNone() ||
            (isa<Str>(name) && (equals(name.as<Str>(), "__main__") || equals(name.as<Str>(), "__mp_main__"))))
          continue;
        Value parent;
        Value found = attributePathPy(candidate, path, &parent);
        if (found.isError()) {
          clearPending(t);
          continue;
        }
        if (found == v) return name;
      }
    }
    return Value(TRY(internStr(t, "__main__")));
  }

  bool saveGlobalPy(Value v, Value nameOrUnbound) {
    Value name = nameOrUnbound;
    if (name.isUnbound()) {
      name = TRY(findAttrPy(t, v, names::__qualname__));
      if (name.isUnbound()) name = TRY(getAttrPy(t, v, names::__name__));
    }
    if (!isa<Str>(name)) return raise(t, exc::TypeError, "__qualname__ must be a str, not {}", typeName(name));
    std::string path = toUtf8(name.as<Str>());
    std::string shown;
    auto describe = [&]() -> bool {
      shown = TRY(reprTextPy(t, v));
      return true;
    };
    if (path == "<locals>" || path.starts_with("<locals>.") || path.find(".<locals>") != std::string::npos)
      return raise(t, exc::AttributeError, "Can't pickle local object '{}'", path);
    Value module = TRY(whichModulePy(v, path));
    if (!isa<Str>(module)) return raise(t, exc::TypeError, "__module__ must be a str, not {}", typeName(module));
    Tuple* fromList = TRY(makeTuple(t, {Value(name)}));
    Value imported = importByName(module, fromList);
    if (imported.isError()) {
      clearPending(t);
      TRY(describe());
      std::string moduleShown = TRY(reprTextPy(t, module));
      return raise(t, picklingError, "Can't pickle {}: import of module {} failed", shown, moduleShown);
    }
    Value parent;
    Value found = attributePathPy(imported, path, &parent);
    if (found.isError()) {
      clearPending(t);
      found = Value::unbound();
    }
    if (found.isUnbound()) {
      TRY(describe());
      return raise(t, picklingError, "Can't pickle {}: attribute lookup {} on {} failed", shown, path, toUtf8(module.as<Str>()));
    }
    if (!isIdentical(found, v)) {
      TRY(describe());
      return raise(t, picklingError, "Can't pickle {}: it's not the same object as {}.{}", shown, toUtf8(module.as<Str>()), path);
    }
    if (s.protocol >= 2) {
      Registries* registries = TRY(registriesPy(t));
      Tuple* key = TRY(makeTuple(t, {module, name}));
      Value code = TRY(dictGetPy(t, registries->extensionRegistry.as<Dict>(), Value(key)));
      if (!code.isUnbound()) return saveExtensionPy(code, v);
    }
    size_t lastDot = path.rfind('.');
    // A path may lead back to its module.
    if (lastDot != std::string::npos && isIdentical(parent, imported)) {
      path.erase(0, lastDot + 1);
      name = Value(TRY(makeStr(t, path)));
      lastDot = std::string::npos;
    }
    if (s.protocol >= 4) {
      TRY(savePy(module));
      TRY(savePy(name));
      op(kStackGlobal);
    } else if (lastDot != std::string::npos) {
      // Nested names: getattr(parent, name).
      Value getattr = TRY(importAttributePy(t, "builtins", "getattr"));
      Str* last = TRY(makeStr(t, path.substr(lastDot + 1)));
      Tuple* arguments = TRY(makeTuple(t, {parent, Value(last)}));
      Tuple* reduced = TRY(makeTuple(t, {getattr, Value(arguments)}));
      return saveReducePy(reduced, v);
    } else {
      Value moduleName = module, globalName = name;
      if (s.fixImports && s.protocol < 3) TRY(fixNamesPy(&moduleName, &globalName));
      std::string text = std::string(1, static_cast<char>(kGlobal));
      for (Value part : {moduleName, globalName}) {
        if (s.protocol < 3 && !part.as<Str>()->isAscii()) {
          return raise(t, picklingError, "can't pickle global identifier '{}.{}' using pickle protocol {}",
                       toUtf8(module.as<Str>()), path, s.protocol);
        }
        text += toUtf8(part.as<Str>());
        text += '\n';
      }
      raw(text);
    }
    return memoize(v);
  }
  Value importByName(Value module, Tuple* fromList) {
    Value import = TRY(importAttributePy(t, "builtins", "__import__"));
    TRY(callPy(t, import, {module, Value::none(), Value::none(), Value(fromList), Value::smallInt(0)}));
    Value modules = TRY(modulesPy());
    return getItemPy(t, modules, module);
  }
  bool fixNamesPy(Value* module, Value* name) {
    Registries* registries = TRY(registriesPy(t));
    Tuple* key = TRY(makeTuple(t, {*module, *name}));
    Value pair = TRY(dictGetPy(t, registries->reverseNameMapping.as<Dict>(), Value(key)));
    if (!pair.isUnbound() && isa<Tuple>(pair) && pair.as<Tuple>()->length == 2) {
      *module = pair.as<Tuple>()->items[0];
      *name = pair.as<Tuple>()->items[1];
      return true;
    }
    Value mapped = TRY(dictGetPy(t, registries->reverseImportMapping.as<Dict>(), *module));
    if (!mapped.isUnbound() && isa<Str>(mapped)) *module = mapped;
    return true;
  }
  bool saveExtensionPy(Value code, Value v) {
    int64_t number = 0;
    if (!isInt(code) || !fitsInt64(code, &number) || number <= 0 || number > INT32_MAX) {
      std::string shown = TRY(reprTextPy(t, v)), codeShown = TRY(reprTextPy(t, code));
      if (!isInt(code)) return raise(t, picklingError, "Can't pickle {}: extension code {} isn't an integer", shown, codeShown);
      return raise(t, exc::RuntimeError, "Can't pickle {}: extension code {} is out of range", shown, codeShown);
    }
    if (number < 256) {
      op(kExt1, static_cast<uint8_t>(number));
    } else if (number < 65536) {
      op(kExt2, static_cast<uint16_t>(number));
    } else {
      op(kExt4, static_cast<uint32_t>(number));
    }
    return true;
  }

  // --- reduction

  bool saveReducePy(Tuple* reduced, Value object) {
    size_t n = reduced->length;
    if (n < 2 || n > 6) return raise(t, picklingError, "tuple returned by __reduce__ must contain 2 through 6 elements");
    Value callable = reduced->items[0], arguments = reduced->items[1];
    Value state = n > 2 ? reduced->items[2] : Value::none(), listItems = n > 3 ? reduced->items[3] : Value::none();
    Value dictItems = n > 4 ? reduced->items[4] : Value::none(), stateSetter = n > 5 ? reduced->items[5] : Value::none();
    if (!isCallable(callable)) return raise(t, picklingError, "first item of the tuple returned by __reduce__ must be callable");
    if (!isa<Tuple>(arguments)) return raise(t, picklingError, "second item of the tuple returned by __reduce__ must be a tuple");
    if (!listItems.isNone() && !typeOf(listItems)->slots.next)
      return raise(t, picklingError, "fourth element of the tuple returned by __reduce__ must be an iterator, not {}",
                   typeName(listItems));
    if (!dictItems.isNone() && !typeOf(dictItems)->slots.next)
      return raise(t, picklingError, "fifth element of the tuple returned by __reduce__ must be an iterator, not {}",
                   typeName(dictItems));
    if (!stateSetter.isNone() && !isCallable(stateSetter))
      return raise(t, picklingError, "sixth element of the tuple returned by __reduce__ must be a function, not {}",
                   typeName(stateSetter));
    bool newObj = false, newObjEx = false;
    if (s.protocol >= 2) {
      Value name = TRY(findAttrPy(t, callable, names::__name__));
      if (!name.isUnbound() && isa<Str>(name)) {
        newObjEx = equals(name.as<Str>(), "__newobj_ex__");
        newObj = equals(name.as<Str>(), "__newobj__");
      }
    }
    auto* args = arguments.as<Tuple>();
    if (newObjEx) {
      if (args->length != 3)
        return raise(t, picklingError, "length of the NEWOBJ_EX argument tuple must be exactly 3, not {}", args->length);
      Value cls = args->items[0], positional = args->items[1], keywords = args->items[2];
      if (!isa<Type>(cls))
        return raise(t, picklingError, "first item from NEWOBJ_EX argument tuple must be a class, not {}", typeName(cls));
      if (!isa<Tuple>(positional))
        return raise(t, picklingError, "second item from NEWOBJ_EX argument tuple must be a tuple, not {}", typeName(positional));
      if (!isa<Dict>(keywords))
        return raise(t, picklingError, "third item from NEWOBJ_EX argument tuple must be a dict, not {}", typeName(keywords));
      if (s.protocol >= 4) {
        TRY(savePy(cls));
        TRY(savePy(positional));
        TRY(savePy(keywords));
        op(kNewObjEx);
      } else {
        Value partial = TRY(importAttributePy(t, "functools", "partial"));
        Value create = TRY(getAttrPy(t, cls, names::__new__));
        auto* p = positional.as<Tuple>();
        Tuple* all = TRY(makeTuple(t, p->length + 2));
        all->items[0] = create;
        all->items[1] = cls;
        for (size_t i = 0; i < p->length; ++i) all->items[i + 2] = p->items[i];
        writeBarrier(all);
        Value maker = TRY(callExPy(t, partial, all, keywords.as<Dict>()));
        TRY(savePy(maker));
        TRY(savePy(Value(emptyTuple())));
        op(kReduce);
      }
    } else if (newObj) {
      if (args->length < 1) return raise(t, picklingError, "__newobj__ arglist is empty");
      Value cls = args->items[0];
      Value create = TRY(findAttrPy(t, cls, names::__new__));
      if (create.isUnbound()) return raise(t, picklingError, "args[0] from __newobj__ args does not have __new__");
      if (!object.isUnbound()) {
        Value own = TRY(getAttrPy(t, object, names::__class__));
        if (own != cls) return raise(t, picklingError, "args[0] from __newobj__ args has the wrong class");
      }
      TRY(savePy(cls));
      Value rest = TRY(tupleSlice(t, args, 1, args->length));
      TRY(savePy(rest));
      op(kNewObj);
    } else {
      TRY(savePy(callable));
      TRY(savePy(arguments));
      op(kReduce);
    }
    if (!object.isUnbound()) {
      int64_t known = memoized(object);
      if (known >= 0) {
        // A recursive structure that reduces to a call: the object exists already.
        op(kPop);
        return recall(known);
      }
      TRY(memoize(object));
    }
    if (!listItems.isNone()) TRY(batchItemsPy(listItems));
    if (!dictItems.isNone()) TRY(batchPairsPy(dictItems));
    if (!state.isNone()) {
      if (stateSetter.isNone()) {
        TRY(savePy(state));
        op(kBuild);
      } else {
        TRY(savePy(stateSetter));
        TRY(savePy(object));
        TRY(savePy(state));
        op(kTuple2);
        op(kReduce);
        op(kPop);
      }
    }
    return true;
  }

  bool saveSingletonTypePy(Value type, Value singleton) {
    Tuple* arguments = TRY(makeTuple(t, {singleton}));
    Tuple* reduced = TRY(makeTuple(t, {Value(types::type), Value(arguments)}));
    return saveReducePy(reduced, type);
  }
  bool saveTypePy(Value v) {
    if (v == Value(types::noneType)) return saveSingletonTypePy(v, Value::none());
    if (v == Value(types::ellipsisType)) return saveSingletonTypePy(v, ellipsis);
    if (v == Value(types::notImplementedType)) return saveSingletonTypePy(v, notImplemented);
    return saveGlobalPy(v, Value::unbound());
  }

  // persistent_id: 1 saved, 0 not persistent, -1 exception.
  int savePersistentPy(Value v) {
    Value id = TRY(callPy(t, self->fields[kPersistentId], {v}));
    if (id.isNone()) return 0;
    if (s.binary) {
      TRY(savePy(id, true));
      op(kBinPersId);
      return 1;
    }
    Str* text = TRY(strPy(t, id));
    if (!text->isAscii()) return raise(t, picklingError, "persistent IDs in protocol 0 must be ASCII strings");
    line(kPersId, text->ascii());
    return 1;
  }

  // savePy of an item, with small ints inline.
  [[gnu::always_inline]] bool saveItemPy(Value v) {
    if (v.isSmallInt() && self->fields[kPersistentId].isUnbound()) {
      TRY(boundaryPy());
      if (saveShortInt(v.asSmallInt())) [[likely]]
        return true;
    }
    return savePy(v);
  }

  bool savePy(Value v, bool noPersistentId = false) {
    TRY(boundaryPy());
    if (!noPersistentId && !self->fields[kPersistentId].isUnbound()) {
      int saved = savePersistentPy(v);
      if (saved) return saved > 0;
    }
    if (v.isSmallInt()) return saveIntPy(v);
    if (v.isImmediateFloat()) return saveFloat(v.asImmediateFloat());
    if (v.isNone()) {
      op(kNone);
      return true;
    }
    if (v.isBool()) {
      if (s.protocol >= 2) {
        op(v.isTrue() ? kNewTrue : kNewFalse);
      } else {
        raw(v.isTrue() ? "I01\n" : "I00\n");
      }
      return true;
    }
    Type* type = typeOf(v);
    if (type == types::int_) return saveIntPy(v);
    if (type == types::float_) return saveFloat(asDouble(v));
    int64_t known = s.memo.find(v);
    if (known >= 0) return recall(known);
    switch (v.asObject()->shape) {
      case kShapeOf_str:
        return saveStrPy(v);
      case kShapeOf_bytes:
        return saveBytesPy(v);
      default:
        break;
    }
    NativeCall guard(t, " while pickling an object");
    if (!guard.ok()) return false;
    switch (v.asObject()->shape) {
      case kShapeOf_dict:
        return saveDictPy(v);
      case kShapeOf_set:
        return saveSetPy(v, false);
      case kShapeOf_frozenset:
        return saveSetPy(v, true);
      case kShapeOf_list:
        return saveListPy(v);
      case kShapeOf_tuple:
        return saveTuplePy(v);
      case kShapeOf_bytearray:
        return saveByteArrayPy(v);
      default:
        break;
    }
    if (type == bufferType) return saveBufferPy(v);
    Value reduced = Value::unbound();
    if (!override_.isUnbound()) {
      reduced = TRY(callPy(t, override_, {v}));
      if (reduced == notImplemented) reduced = Value::unbound();
    }
    if (reduced.isUnbound()) {
      if (type == types::type) return saveTypePy(v);
      if (type == types::function) return saveGlobalPy(v, Value::unbound());
      Value function = Value::unbound();
      Value table = self->fields[kDispatchTable];
      if (table.isUnbound()) {
        Registries* registries = TRY(registriesPy(t));
        function = TRY(dictGetPy(t, registries->dispatchTable.as<Dict>(), Value(type)));
      } else {
        function = getItemPy(t, table, Value(type));
        if (function.isError()) {
          if (!pendingIs(t, exc::LookupError)) return false;
          clearPending(t);
          function = Value::unbound();
        }
      }
      if (!function.isUnbound()) {
        reduced = TRY(callPy(t, function, {v}));
      } else if (isSubtype(type, types::type)) {
        return saveGlobalPy(v, Value::unbound());
      } else {
        static Str *reduceExName = internStr(t, "__reduce_ex__"), *reduceName = internStr(t, "__reduce__");
        Value method = TRY(findAttrPy(t, v, reduceExName));
        if (!method.isUnbound()) {
          reduced = TRY(callPy(t, method, {Value::smallInt(s.protocol)}));
        } else {
          method = TRY(findAttrPy(t, v, reduceName));
          if (method.isUnbound()) {
            std::string shown = TRY(reprTextPy(t, v));
            return raise(t, picklingError, "can't pickle '{}' object: {}", typeName(v), shown);
          }
          reduced = TRY(callPy(t, method));
        }
      }
    }
    if (isa<Str>(reduced)) return saveGlobalPy(v, reduced);
    if (!isa<Tuple>(reduced)) return raise(t, picklingError, "__reduce__ must return a string or tuple");
    return saveReducePy(reduced.as<Tuple>(), v);
  }

  Thread* t;
  HostObject* self;
  PicklerState& s;
  Value override_;
};

// --- the type

bool resetMemo(Thread* t, HostObject* self) {
  self->stateAs<PicklerState>()->memo.clear();
  self->fields[kMemoObjects] = Value(TRY(makeList(t)));
  writeBarrier(self);
  return true;
}

bool setUpPy(Thread* t, HostObject* self, Value write, Value protocolValue, Value fixImports, Value bufferCallback) {
  auto* s = self->stateAs<PicklerState>();
  int protocol = kDefaultProtocol;
  if (!protocolValue.isNone()) {
    protocol = TRY(intArgumentPy(t, protocolValue));
    if (protocol < 0) protocol = kHighestProtocol;
    if (protocol > kHighestProtocol) return raise(t, exc::ValueError, "pickle protocol must be <= {}", kHighestProtocol);
  }
  if (!bufferCallback.isNone() && protocol < 5) return raise(t, exc::ValueError, "buffer_callback needs protocol >= 5");
  s->protocol = protocol;
  s->binary = protocol > 0;
  s->fixImports = TRY(truthPy(t, fixImports)) && protocol < 3;
  s->fast = false;
  s->fastNesting = 0;
  self->fields[kWrite] = write;
  self->fields[kBufferCallback] = bufferCallback;
  writeBarrier(self);
  return resetMemo(t, self);
}

Value writeMethodPy(Thread* t, Value file) {
  Str* name = TRY(internStr(t, "write"));
  Value write = TRY(findAttrPy(t, file, name));
  if (write.isUnbound()) return raise(t, exc::TypeError, "file must have a 'write' attribute");
  return write;
}

Value picklerNew(Thread* t, Value* args, size_t) {
  HostObject* self = TRY(makeHostObject(t, args[0].as<Type>(), std::make_unique<PicklerState>()));
  TRY(resetMemo(t, self));
  return self;
}
// (self, file, protocol=None, fix_imports=True, buffer_callback=None)
Value picklerInit(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>();
  Value write = TRY(writeMethodPy(t, args[1]));
  TRY(setUpPy(t, self, write, args[2], args[3], args[4]));
  Str* name = TRY(internStr(t, "persistent_id"));
  self->fields[kPersistentId] = TRY(findAttrPy(t, args[0], name));
  Str* tableName = TRY(internStr(t, "dispatch_table"));
  self->fields[kDispatchTable] = TRY(findAttrPy(t, args[0], tableName));
  writeBarrier(self);
  return Value::none();
}

Value picklerDump(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>();
  auto* s = stateOf(args[0]);
  if (self->fields[kWrite].isUnbound()) {
    return raise(t, picklingError, "Pickler.__init__() was not called by {}.__init__()", typeName(args[0]));
  }
  s->out.clear();
  s->framing = false;
  s->frameStart = kNoFrame;
  Pickling pickling(t, self);
  TRY(pickling.dumpPy(args[1]));
  TRY(pickling.flushPy());
  return Value::none();
}
Value clearMemo(Thread* t, Value* args, size_t) {
  TRY(resetMemo(t, args[0].as<HostObject>()));
  return Value::none();
}

Value getBinary(Thread*, Value v) { return Value::smallInt(stateOf(v)->binary); }
bool setBinary(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "cannot delete attribute");
  stateOf(v)->binary = TRY(truthPy(t, value));
  return true;
}
Value getFast(Thread*, Value v) { return Value::smallInt(stateOf(v)->fast); }
bool setFast(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "cannot delete attribute");
  stateOf(v)->fast = TRY(truthPy(t, value));
  return true;
}
Value getTable(Thread* t, Value v) {
  Value table = v.as<HostObject>()->fields[kDispatchTable];
  if (table.isUnbound()) return raise(t, exc::AttributeError, "dispatch_table");
  return table;
}
bool setTable(Thread* t, Value v, Value value) {
  v.as<HostObject>()->fields[kDispatchTable] = value;
  writeBarrier(v.asObject());
  return true;
}
Value getPersistentId(Thread* t, Value v) {
  Value f = v.as<HostObject>()->fields[kPersistentId];
  if (f.isUnbound()) return raise(t, exc::AttributeError, "persistent_id");
  return f;
}
bool setPersistentId(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "attribute deletion is not supported");
  if (!isCallable(value)) return raise(t, exc::TypeError, "persistent_id must be a callable taking one argument");
  v.as<HostObject>()->fields[kPersistentId] = value;
  writeBarrier(v.asObject());
  return true;
}

// --- the memo as Python sees it: {id: (number, object)}

Value memoCopy(Thread* t, Value* args, size_t) {
  auto* pickler = args[0].as<HostObject>()->fields[0].as<HostObject>();
  auto* objects = pickler->fields[kMemoObjects].as<List>();
  Value idFunction = TRY(importAttributePy(t, "builtins", "id"));
  Dict* dict = TRY(makeDict(t));
  for (size_t i = 0; i < objects->length; ++i) {
    Value id = TRY(callPy(t, idFunction, {listItem(objects, i)}));
    Tuple* pair = TRY(makeTuple(t, {Value::smallInt(static_cast<int64_t>(i)), listItem(objects, i)}));
    TRY(dictSetPy(t, dict, id, Value(pair)));
  }
  return dict;
}
Value memoClear(Thread* t, Value* args, size_t) {
  TRY(resetMemo(t, args[0].as<HostObject>()->fields[0].as<HostObject>()));
  return Value::none();
}
Value memoReduce(Thread* t, Value* args, size_t argc) {
  Value copy = TRY(memoCopy(t, args, argc));
  Tuple* arguments = TRY(makeTuple(t, {copy}));
  return TRY(makeTuple(t, {Value(types::dict), Value(arguments)}));
}
Value getMemo(Thread* t, Value v) {
  HostObject* proxy = TRY(makeHostObject(t, picklerMemoType, nullptr));
  proxy->fields[0] = v;
  writeBarrier(proxy);
  return proxy;
}
bool setMemo(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "attribute deletion is not supported");
  auto* self = v.as<HostObject>();
  if (typeOf(value) == picklerMemoType) value = TRY(memoCopy(t, &value, 1));
  auto* dict = dynCast<Dict>(value);
  if (!dict)
    return raise(t, exc::TypeError, "'memo' attribute must be a PicklerMemoProxy object or dict, not {}", typeName(value));
  size_t position = 0, count = dictLength(dict);
  Value key, item;
  RootedVector byNumber(t);
  for (size_t i = 0; i < count; ++i) TRY(byNumber.push(Value::unbound()));
  while (dictNext(dict, &position, &key, &item)) {
    if (!isa<Tuple>(item) || item.as<Tuple>()->length != 2)
      return raise(t, exc::TypeError, "'memo' values must be 2-item tuples");
    int64_t number = TRY(indexInt64Py(t, item.as<Tuple>()->items[0], exc::OverflowError));
    if (number < 0 || static_cast<size_t>(number) >= count) return raise(t, exc::ValueError, "memo key out of range");
    byNumber[static_cast<size_t>(number)] = item.as<Tuple>()->items[1];
  }
  TRY(resetMemo(t, self));
  for (size_t i = 0; i < count; ++i) {
    Value object = byNumber[i].isUnbound() ? Value::none() : byNumber[i];
    TRY(listAppend(t, self->fields[kMemoObjects].as<List>(), object));
    if (object.isObject()) self->stateAs<PicklerState>()->memo.add(object, static_cast<uint32_t>(i));
  }
  return true;
}

const NativeDef kMethods[] = {
    {"dump", "(self, obj, /)", picklerDump, "Writes the pickled form of an object to the file."},
    {"clear_memo", "(self, /)", clearMemo, "Clears the pickler's \"memo\"."},
};
const GetSetDef kGetSets[] = {
    {"memo", getMemo, setMemo, nullptr},
    {"bin", getBinary, setBinary, nullptr},
    {"fast", getFast, setFast, nullptr},
    {"dispatch_table", getTable, setTable, nullptr},
    {"persistent_id", getPersistentId, setPersistentId, nullptr},
};
const NativeDef kNew = {"__new__", "(cls, /, *args, **kwargs)", picklerNew, nullptr};
const NativeDef kInit = {"__init__", "(self, file, protocol=None, fix_imports=True, buffer_callback=None)", picklerInit, nullptr};
const NativeDef kMemoMethods[] = {
    {"clear", "(self, /)", memoClear, "Remove all items from memo."},
    {"copy", "(self, /)", memoCopy, "Copy the memo to a new object."},
    {"__reduce__", "(self, /)", memoReduce, "Implement pickle support."},
};

}  // namespace

namespace {

// The state of the last dump(), for the next one: it would otherwise hold its memory until the pickler is collected.
std::unique_ptr<PicklerState> spareState;

std::unique_ptr<PicklerState> takeState() { return spareState ? std::move(spareState) : std::make_unique<PicklerState>(); }
void giveBack(HostObject* self) {
  constexpr size_t kMostBytes = 256 * 1024, kMostSlots = 16 * 1024;
  std::unique_ptr<PicklerState> state(self->stateAs<PicklerState>());
  self->state = nullptr;
  if (state->out.capacity() > kMostBytes || state->memo.capacity() > kMostSlots) return;
  state->out.clear();
  state->memo.clear();
  state->framing = state->running = false;
  state->frameStart = kNoFrame;
  spareState = std::move(state);
}

}  // namespace

Value dumpPy(Thread* t, Value object, Value file, Value protocol, Value fixImports, Value bufferCallback) {
  Value write = file.isUnbound() ? file : TRY(writeMethodPy(t, file));
  HostObject* self = TRY(makeHostObject(t, picklerType, takeState()));
  TRY(setUpPy(t, self, write, protocol, fixImports, bufferCallback));
  Pickling pickling(t, self);
  TRY(pickling.dumpPy(object));
  Value result = Value::none();
  if (file.isUnbound()) {
    result = TRY(makeBytes(t, self->stateAs<PicklerState>()->out.view()));
  } else {
    TRY(pickling.flushPy());
  }
  giveBack(self);
  return result;
}

const TypeSpec picklerSpec = {.name = "_pickle.Pickler",
                              .kind = kHostKind,
                              .flags = kBaseType,
                              .methods = kMethods,
                              .getsets = kGetSets,
                              .create = &kNew,
                              .init = &kInit,
                              .doc = "This takes a binary file for writing a pickle data stream."};
const TypeSpec picklerMemoSpec = {
    .name = "_pickle.PicklerMemoProxy", .kind = kHostKind, .flags = kDisallowNew, .methods = kMemoMethods};

}  // namespace typhon::pickle

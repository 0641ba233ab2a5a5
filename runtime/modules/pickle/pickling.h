// What a Pickler does in one dump().
#pragma once

#include <string>
#include <string_view>

#include "runtime/modules/pickle/identity_map.h"
#include "runtime/modules/pickle/output.h"
#include "runtime/modules/pickle/pickle.h"
#include "runtime/object/host_object.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"

namespace typhon::pickle {

inline constexpr size_t kFrameMin = 4, kFrameTarget = 64 * 1024, kFrameHeader = 9;
inline constexpr size_t kBatch = 1000;
inline constexpr size_t kNoFrame = SIZE_MAX;

// Fields of the object besides its state.
enum PicklerFields { kWrite, kMemoObjects, kDispatchTable, kBufferCallback, kPersistentId };

struct PicklerState : HostState {
  int protocol = kDefaultProtocol;
  bool binary = true, fixImports = true, fast = false, running = false;
  bool framing = false;
  int fastNesting = 0;
  size_t frameStart = kNoFrame;
  Output out;
  IdentityMap memo;
};

// One dump: goes through the objects and writes their opcodes to the state's output.
class Pickling {
 public:
  Pickling(Thread* t, HostObject* self) : t(t), self(self), s(*self->stateAs<PicklerState>()) {}
  bool dumpPy(Value object);
  // Gives what is written so far to the file.
  bool flushPy();

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
  void line(Opcode o, std::string_view text);
  void closeFrame();
  bool boundaryPy() {
    if (!s.framing || s.frameStart == kNoFrame) return true;
    if (s.out.size() - s.frameStart - kFrameHeader < kFrameTarget) return true;
    closeFrame();
    return flushPy();
  }
  // A header and its data; large data goes outside frames and straight to the file.
  bool payloadPy(std::string_view header, std::string_view data, Value object);

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
  bool recall(int64_t number);
  // Whether the object came into the memo while its parts were saved, as recursive tuples do.
  int64_t memoized(Value object) { return s.fast ? -1 : s.memo.find(object); }

  // --- atoms: pickle_atoms.cpp

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
  bool saveIntPy(Value v);
  bool saveFloat(double d);
  bool saveStrPy(Value v);
  Value callCodec(Str* text);
  // One of three headers by size (kMark: there is no short form).
  bool sizedPy(std::string_view data, Value object, Opcode small, Opcode medium, Opcode large, const char* tooLarge);
  bool saveBytesPy(Value v);
  bool saveBytesDataPy(std::string_view data, Value v);
  bool saveByteArrayDataPy(std::string_view data, Value v);
  bool saveByteArrayPy(Value v);
  bool saveBufferPy(Value v);

  // --- containers: pickle_containers.cpp

  bool saveTuplePy(Value v);
  bool fastEnterPy(Value v);
  void fastLeave() {
    if (s.fast) --s.fastNesting;
  }
  bool saveListPy(Value v);
  // What an iterator gives, saved with `saveOnePy` and added to the container on the stack: `one` after each, or `many`
  // after a mark and up to kBatch of them.
  template <class Save>
  bool batchPy(Value iterator, Opcode one, Opcode many, Save saveOnePy);
  // The items of an iterator for the list on the stack.
  bool batchItemsPy(Value iterator);
  bool pairPy(Value pair);
  // The pairs of an iterator for the dict on the stack.
  bool batchPairsPy(Value iterator);
  bool saveDictPy(Value v);
  bool saveSetPy(Value v, bool frozen);

  // --- globals and reduction: pickle_globals.cpp

  Value modulesPy() { return importAttributePy(t, "sys", "modules"); }
  // The object at a dotted path; *parent gets what has it as an attribute. Unbound when it is not there.
  Value attributePathPy(Value root, const std::string& path, Value* parent);
  // obj.__module__, or the module that has it.
  Value whichModulePy(Value v, const std::string& path);
  bool saveGlobalPy(Value v, Value nameOrUnbound);
  Value importByName(Value module);
  bool fixNamesPy(Value* module, Value* name);
  bool saveExtensionPy(Value code, Value v);
  bool saveReducePy(Tuple* reduced, Value object);
  bool saveSingletonTypePy(Value type, Value singleton);
  bool saveTypePy(Value v);
  // persistent_id: 1 saved, 0 not persistent, -1 exception.
  int savePersistentPy(Value v);
  // savePy of an item, with small ints inline.
  [[gnu::always_inline]] bool saveItemPy(Value v) {
    if (v.isSmallInt() && self->fields[kPersistentId].isUnbound()) {
      TRY(boundaryPy());
      if (saveShortInt(v.asSmallInt())) [[likely]]
        return true;
    }
    return savePy(v);
  }
  bool savePy(Value v, bool noPersistentId = false);

  Thread* t;
  HostObject* self;
  PicklerState& s;
  Value override_;
};

}  // namespace typhon::pickle

// pickle.Unpickler.
#include <bit>
#include <vector>

#include "runtime/base/float_text.h"
#include "runtime/base/utf8.h"
#include "runtime/exec/audit.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/pickle/pickle.h"
#include "runtime/object/host_object.h"
#include "runtime/ops/instance_state.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"

namespace typhon::pickle {

Type *unpicklerType, *unpicklerMemoType;

namespace {

enum Fields { kFile, kMemo, kBuffers, kPersistentLoad, kUnused };

struct UnpicklerState : HostState {
  std::string input;  // bytes taken from the file and not used yet begin at `next`
  size_t next = 0;
  bool fixImports = true, initialised = false;
  std::string encoding = "ASCII", errors = "strict";
  int protocol = 0;
};

class Unpickling {
 public:
  // From memory when `file` is Unbound: `data` then lives as long as the call.
  Unpickling(Thread* t, HostObject* self, std::string_view data)
      : t(t), self(self), s(*self->stateAs<UnpicklerState>()), fromFile_(!self->fields[kFile].isUnbound()), stack_(t) {
    if (fromFile_) data = std::string_view(s.input).substr(s.next);
    p_ = data.data();
    end_ = p_ + data.size();
  }

  Value loadPy() {
    static Str* findClassName = internStr(t, "find_class");
    plainFindClass_ = typeOf(self) == unpicklerType;
    findClassName_ = findClassName;
    memo_ = self->fields[kMemo].as<List>();
    while (true) {
      uint8_t op;
      if (!byte(&op)) {
        if (!pendingIs(t, unpicklingError)) return Value::error();
        clearPending(t);
        return raise(t, exc::EOFError, "Ran out of input");
      }
      if (op == kStop) break;
      TRY(stepPy(op));
    }
    if (fromFile_) keepRest();
    return popPy();
  }

 private:
  // --- input

  void keepRest() {
    // What was read ahead belongs to the next load(); it is all in s.input.
    s.next = s.input.size() - static_cast<size_t>(end_ - p_);
  }
  Raised cut() { return raise(t, unpicklingError, "pickle data was truncated"); }

  // At least n bytes at p_.
  bool need(size_t n) {
    if (static_cast<size_t>(end_ - p_) >= n) [[likely]]
      return true;
    return readMorePy(n);
  }
  bool readMorePy(size_t n) {
    if (!fromFile_) return cut();
    std::string left(p_, end_);
    static Str* readName = internStr(t, "read");
    while (left.size() < n) {
      Value chunk = TRY(callMethodPy(t, self->fields[kFile], readName, {Value::smallInt(static_cast<int64_t>(n - left.size()))}));
      BufferHolder holder;
      if (!hasBuffer(chunk)) return raise(t, exc::ValueError, "read() returned non-bytes object ({})", typeName(chunk));
      TRY(holder.acquirePy(t, chunk));
      if (holder.bytes().empty()) return cut();
      left += holder.bytes();
    }
    setInput(std::move(left));
    return true;
  }
  void setInput(std::string text) {
    s.input = std::move(text);
    s.next = 0;
    p_ = s.input.data();
    end_ = p_ + s.input.size();
  }
  bool byte(uint8_t* out) {
    TRY(need(1));
    *out = static_cast<uint8_t>(*p_++);
    return true;
  }
  template <class N>
  bool number(N* out) {
    TRY(need(sizeof(N)));
    std::memcpy(out, p_, sizeof(N));
    p_ += sizeof(N);
    return true;
  }
  bool take(uint64_t n, std::string_view* out) {
    if (n > PTRDIFF_MAX) return raise(t, exc::OverflowError, "BINBYTES exceeds system's maximum size of {} bytes", PTRDIFF_MAX);
    TRY(need(n));
    *out = {p_, static_cast<size_t>(n)};
    p_ += n;
    return true;
  }
  // A line without its end.
  bool line(std::string* out) {
    auto* found = static_cast<const char*>(std::memchr(p_, '\n', static_cast<size_t>(end_ - p_)));
    if (!found && fromFile_) {
      static Str* readLineName = internStr(t, "readline");
      std::string left(p_, end_);
      Value rest = TRY(callMethodPy(t, self->fields[kFile], readLineName));
      BufferHolder holder;
      TRY(holder.acquirePy(t, rest));
      left += holder.bytes();
      setInput(std::move(left));
      found = static_cast<const char*>(std::memchr(p_, '\n', static_cast<size_t>(end_ - p_)));
    }
    if (!found) return cut();
    out->assign(p_, found);
    p_ = found + 1;
    return true;
  }

  // --- the stack

  Raised underflow() {
    return raise(t, unpicklingError, marks_.empty() ? "unpickling stack underflow" : "unexpected MARK found");
  }
  size_t fence() const { return marks_.empty() ? 0 : marks_.back(); }
  bool has(size_t n) { return stack_.size() >= fence() + n ? true : underflow(); }
  bool push(Value v) { return stack_.push(v); }
  Value popPy() {
    TRY(has(1));
    return stack_.pop();
  }
  bool popMark(size_t* at) {
    if (marks_.empty()) return raise(t, unpicklingError, "could not find MARK");
    *at = marks_.back();
    marks_.pop_back();
    return true;
  }

  // --- memo

  bool memoize(size_t index) {
    TRY(has(1));
    Value v = stack_.back();
    if (index == memo_->length) return listAppend(t, memo_, v);
    if (index > memo_->length) {
      // Sparse memos of other writers; hostile indexes must not eat all memory.
      if (index > (size_t{1} << 31)) return raiseMemory(t);
      if (index > memo_->length * 2 + 1024 * 1024) return raiseMemory(t);
      while (memo_->length < index) TRY(listAppend(t, memo_, Value::unbound()));
      return listAppend(t, memo_, v);
    }
    listStore(memo_, index, v);
    return true;
  }
  bool recall(size_t index) {
    if (index >= memo_->length || listItem(memo_, index).isUnbound())
      return raise(t, unpicklingError, "Memo value not found at index {}", index);
    return push(listItem(memo_, index));
  }
  bool lineNumber(size_t* out) {
    std::string text;
    TRY(line(&text));
    Value v = intFromDigits(t, text, 10);
    int64_t i;
    if (v.isUnbound() || !fitsInt64(v, &i)) {
      return raise(t, exc::ValueError, "invalid literal for int() with base 10: '{}\\n'", text);
    }
    if (i < 0) return raise(t, exc::ValueError, "negative PUT argument");
    *out = static_cast<size_t>(i);
    return true;
  }

  // --- values

  Value longFromBytes(std::string_view bytes) {
    if (bytes.empty()) return Value::smallInt(0);
    bool negative = bytes.back() & 0x80;
    std::vector<uint64_t> limbs((bytes.size() + 7) / 8, negative ? ~uint64_t{0} : 0);
    std::memcpy(limbs.data(), bytes.data(), bytes.size());
    if (negative) {
      bool carry = true;
      for (uint64_t& limb : limbs) {
        limb = ~limb + carry;
        carry = carry && limb == 0;
      }
    }
    return intFromLimbs(t, limbs.data(), limbs.size(), negative);
  }

  // Text of Python 2's str.
  bool pushOldStrPy(std::string_view bytes) {
    if (s.encoding == "bytes") return push(Value(TRY(makeBytes(t, bytes))));
    Bytes* b = TRY(makeBytes(t, bytes));
    Value decoded = TRY(codecDecodePy(t, Value(b), s.encoding, s.errors));
    return push(decoded);
  }
  bool pushUtf8Py(std::string_view bytes) {
    if (base::isAscii(bytes)) return push(Value(TRY(makeStrAscii(t, bytes))));
    Str* text = TRY(decodeUtf8Py(t, bytes, "surrogatepass", nullptr));
    return push(Value(text));
  }

  Value findClassPy(Value module, Value name);

  bool pushGlobalPy(Value module, Value name) {
    Value v =
        plainFindClass_ ? TRY(findClassPy(module, name)) : TRY(callMethodPy(t, Value(self), findClassName_, {module, name}));
    return push(v);
  }

  bool instantiatePy(Value cls, Tuple* arguments) {
    // Old-style instances: a class without __getinitargs__ makes them without __init__.
    bool bare = !arguments->length && isa<Type>(cls);
    if (bare) {
      Str* name = TRY(internStr(t, "__getinitargs__"));
      Value hook = TRY(findAttrPy(t, cls, name));
      bare = hook.isUnbound();
    }
    Value made = bare ? callMethodPy(t, cls, names::__new__, {cls}) : callExPy(t, cls, arguments, nullptr);
    if (made.isError()) return false;
    return push(made);
  }

  bool extensionPy(int64_t code) {
    Registries* registries = TRY(registriesPy(t));
    Value cached = TRY(dictGetPy(t, registries->extensionCache.as<Dict>(), Value::smallInt(code)));
    if (!cached.isUnbound()) return push(cached);
    if (code <= 0) return raise(t, unpicklingError, "EXT specifies code <= 0");
    Value pair = TRY(dictGetPy(t, registries->invertedRegistry.as<Dict>(), Value::smallInt(code)));
    if (pair.isUnbound()) return raise(t, exc::ValueError, "unregistered extension code {}", code);
    if (!isa<Tuple>(pair) || pair.as<Tuple>()->length != 2)
      return raise(t, exc::ValueError, "_inverted_registry[{}] isn't a 2-tuple of strings", code);
    TRY(pushGlobalPy(pair.as<Tuple>()->items[0], pair.as<Tuple>()->items[1]));
    return dictSetPy(t, registries->extensionCache.as<Dict>(), Value::smallInt(code), stack_.back());
  }

  bool appendItemsPy(size_t from) {
    if (from == 0 || from < fence() + 1) return underflow();
    Value target = stack_[from - 1];
    if (isExact(target, kShapeOf_list)) {
      TRY(listAppendArray(t, target.as<List>(), stack_.data() + from, stack_.size() - from));
      stack_.truncate(from);
      return true;
    }
    static Str *extendName = internStr(t, "extend"), *appendName = internStr(t, "append");
    List* items = TRY(makeList(t, stack_.data() + from, stack_.size() - from));
    stack_.truncate(from);
    Value extend = TRY(findAttrPy(t, target, extendName));
    if (!extend.isUnbound()) {
      TRY(callPy(t, extend, {Value(items)}));
      return true;
    }
    Value append = TRY(getAttrPy(t, target, appendName));
    for (size_t i = 0; i < items->length; ++i) TRY(callPy(t, append, {listItem(items, i)}));
    return true;
  }

  bool setItemsPy(size_t from) {
    if (from == 0 || from < fence() + 1) return underflow();
    size_t count = stack_.size() - from;
    if (count % 2) return raise(t, unpicklingError, "odd number of items for {}", "SETITEMS");
    Value target = stack_[from - 1];
    bool plain = isExact(target, kShapeOf_dict);
    for (size_t i = from; i < from + count; i += 2) {
      if (plain) {
        TRY(dictSetPy(t, target.as<Dict>(), stack_[i], stack_[i + 1]));
      } else {
        TRY(setItemPy(t, target, stack_[i], stack_[i + 1]));
      }
    }
    stack_.truncate(from);
    return true;
  }

  bool addItemsPy(size_t from) {
    if (from == 0 || from < fence() + 1) return underflow();
    Value target = stack_[from - 1];
    if (isAnySet(target) && !setIsFrozen(target.as<Set>())) {
      for (size_t i = from; i < stack_.size(); ++i) TRY(setAddPy(t, target.as<Set>(), stack_[i]));
    } else {
      static Str* addName = internStr(t, "add");
      Value add = TRY(getAttrPy(t, target, addName));
      for (size_t i = from; i < stack_.size(); ++i) TRY(callPy(t, add, {stack_[i]}));
    }
    stack_.truncate(from);
    return true;
  }

  bool buildPy() {
    TRY(has(2));
    Value state = stack_.pop();
    Value instance = stack_.back();
    static Str* setStateName = internStr(t, "__setstate__");
    Value setState = TRY(findAttrPy(t, instance, setStateName));
    if (!setState.isUnbound()) {
      TRY(callPy(t, setState, {state}));
      return true;
    }
    Value slots = Value::none();
    if (isExact(state, kShapeOf_tuple) && state.as<Tuple>()->length == 2) {
      slots = state.as<Tuple>()->items[1];
      state = state.as<Tuple>()->items[0];
    }
    if (!state.isNone()) {
      if (!isa<Dict>(state)) return raise(t, unpicklingError, "state is not a dictionary");
      Value attributes = keepsAttributesInSlots(instance) ? Value::unbound() : TRY(getAttrPy(t, instance, names::__dict__));
      size_t position = 0;
      Value key, v;
      while (dictNext(state.as<Dict>(), &position, &key, &v)) {
        if (isExactStr(key)) key = TRY(internStr(t, key.as<Str>()));
        if (isExactStr(key) && keepsAttributesInSlots(instance)) {
          TRY(storeAttribute(t, instance, key.as<Str>(), v));
          continue;
        }
        if (attributes.isUnbound()) attributes = TRY(getAttrPy(t, instance, names::__dict__));
        TRY(setItemPy(t, attributes, key, v));
      }
    }
    if (!slots.isNone()) {
      if (!isa<Dict>(slots)) return raise(t, unpicklingError, "slot state is not a dictionary");
      size_t position = 0;
      Value key, v;
      while (dictNext(slots.as<Dict>(), &position, &key, &v)) {
        if (!isa<Str>(key)) return raise(t, exc::TypeError, "attribute name must be string, not '{}'", typeName(key));
        TRY(setAttrPy(t, instance, key.as<Str>(), v));
      }
    }
    return true;
  }

  bool persistentPy(Value id) {
    Value load = self->fields[kPersistentLoad];
    if (load.isUnbound())
      return raise(t, unpicklingError,
                   "A load persistent id instruction was encountered, but no persistent_load function was specified.");
    Value v = TRY(callPy(t, load, {id}));
    return push(v);
  }

  bool newObjectPy(bool withKeywords) {
    TRY(has(withKeywords ? 3 : 2));
    Value keywords = Value::unbound();
    const char* op = withKeywords ? "NEWOBJ_EX" : "NEWOBJ";
    if (withKeywords) keywords = stack_.pop();
    Value arguments = stack_.pop();
    Value cls = stack_.pop();
    if (!isa<Type>(cls)) return raise(t, unpicklingError, "{} class argument must be a type, not {}", op, typeName(cls));
    if (!isa<Tuple>(arguments))
      return raise(t, unpicklingError, "{} args argument must be a tuple, not {}", op, typeName(arguments));
    if (withKeywords && !isa<Dict>(keywords))
      return raise(t, unpicklingError, "{} kwargs argument must be a dict, not {}", op, typeName(keywords));
    auto* given = arguments.as<Tuple>();
    if (!withKeywords && given->length == 0 && cls.as<Type>()->slots.create == types::object->slots.create &&
        typeOf(cls) == types::type) {
      Value made = TRY(cls.as<Type>()->slots.create(t, cls.as<Type>(), Args{given->items, 0, nullptr}));
      return push(made);
    }
    Value create = TRY(getAttrPy(t, cls, names::__new__));
    Tuple* all = TRY(makeTuple(t, given->length + 1));
    all->items[0] = cls;
    for (size_t i = 0; i < given->length; ++i) all->items[i + 1] = given->items[i];
    writeBarrier(all);
    Value made = TRY(callExPy(t, create, all, withKeywords ? keywords.as<Dict>() : nullptr));
    return push(made);
  }

  bool tuplePy(size_t from) {
    Tuple* made = TRY(makeTuple(t, stack_.data() + from, stack_.size() - from));
    stack_.truncate(from);
    return push(Value(made));
  }
  bool shortTuplePy(size_t n) {
    TRY(has(n));
    return tuplePy(stack_.size() - n);
  }

  bool stepPy(uint8_t op) {
    std::string_view data;
    std::string& text = line_;
    size_t mark;
    switch (op) {
      case kNone:
        return push(Value::none());
      case kNewTrue:
        return push(Value::boolean(true));
      case kNewFalse:
        return push(Value::boolean(false));
      case kBinInt: {
        int32_t i;
        return number(&i) && push(Value::smallInt(i));
      }
      case kBinInt1: {
        uint8_t i;
        return number(&i) && push(Value::smallInt(i));
      }
      case kBinInt2: {
        uint16_t i;
        return number(&i) && push(Value::smallInt(i));
      }
      case kInt: {
        TRY(line(&text));
        if (text == "00" || text == "01") return push(Value::boolean(text == "01"));
        Value v = intFromText(text);
        if (v.isError() && pendingIs(t, exc::ValueError)) {
          clearPending(t);
          return raise(t, exc::ValueError, "could not convert string to int");
        }
        return !v.isError() && push(v);
      }
      case kLong: {
        TRY(line(&text));
        if (!text.empty() && text.back() == 'L') text.pop_back();
        Value v = intFromText(text);
        return !v.isError() && push(v);
      }
      case kLong1: {
        uint8_t n;
        TRY(number(&n) && take(n, &data));
        Value v = TRY(longFromBytes(data));
        return push(v);
      }
      case kLong4: {
        int32_t n;
        TRY(number(&n));
        if (n < 0) return raise(t, unpicklingError, "LONG pickle has negative byte count");
        TRY(take(static_cast<uint64_t>(n), &data));
        Value v = TRY(longFromBytes(data));
        return push(v);
      }
      case kFloat: {
        TRY(line(&text));
        double d;
        if (!base::parseDouble(text, &d)) return raise(t, exc::ValueError, "could not convert string to float: '{}\n'", text);
        Value v = TRY(makeFloat(t, d));
        return push(v);
      }
      case kBinFloat: {
        uint64_t bits;
        TRY(number(&bits));
        Value v = TRY(makeFloat(t, std::bit_cast<double>(__builtin_bswap64(bits))));
        return push(v);
      }
      case kShortBinBytes:
      case kShortBinString:
      case kShortBinUnicode: {
        uint8_t n;
        TRY(number(&n) && take(n, &data));
        return pushDataPy(op == kShortBinBytes ? 'b' : op == kShortBinString ? 's' : 'u', data);
      }
      case kBinBytes:
      case kBinUnicode: {
        uint32_t n;
        TRY(number(&n) && take(n, &data));
        return pushDataPy(op == kBinBytes ? 'b' : 'u', data);
      }
      case kBinString: {
        uint32_t n;
        TRY(number(&n) && take(n, &data));
        return pushDataPy('s', data);
      }
      case kBinBytes8:
      case kBinUnicode8: {
        uint64_t n;
        TRY(number(&n) && take(n, &data));
        return pushDataPy(op == kBinBytes8 ? 'b' : 'u', data);
      }
      case kByteArray8: {
        uint64_t n;
        TRY(number(&n) && take(n, &data));
        return push(Value(TRY(makeByteArray(t, data))));
      }
      case kNextBuffer: {
        if (self->fields[kBuffers].isUnbound()) {
          return raise(t, unpicklingError, "pickle stream refers to out-of-band data but no *buffers* argument was given");
        }
        Value v = TRY(nextPy(t, self->fields[kBuffers]));
        if (v.isUnbound()) return raise(t, unpicklingError, "not enough out-of-band buffers");
        return push(v);
      }
      case kReadOnlyBuffer: {
        TRY(has(1));
        BufferHolder holder;
        TRY(holder.acquirePy(t, stack_.back(), kBufferFull));
        if (holder.view.readOnly) return true;
        static Str* toReadOnly = internStr(t, "toreadonly");
        Value view = TRY(callPy(t, Value(types::memoryview), {stack_.back()}));
        stack_.back() = TRY(callMethodPy(t, view, toReadOnly));
        return true;
      }
      case kString: {
        TRY(line(&text));
        if (text.size() < 2 || text.front() != text.back() || (text.front() != '\'' && text.front() != '"'))
          return raise(t, unpicklingError, "the STRING opcode argument must be quoted");
        Bytes* b = TRY(decodeEscapePy(t, std::string_view(text).substr(1, text.size() - 2), "strict"));
        std::string copy(b->view());
        return pushOldStrPy(copy);
      }
      case kUnicode: {
        TRY(line(&text));
        Str* decoded = TRY(decodeRawUnicodeEscapePy(t, text, "strict", nullptr));
        return push(Value(decoded));
      }
      case kMark:
        marks_.push_back(stack_.size());
        return true;
      case kPop:
        if (!marks_.empty() && marks_.back() == stack_.size()) {
          marks_.pop_back();
          return true;
        }
        TRY(has(1));
        stack_.pop();
        return true;
      case kPopMark:
        TRY(popMark(&mark));
        stack_.truncate(mark);
        return true;
      case kDup:
        TRY(has(1));
        return push(stack_.back());
      case kEmptyTuple:
        return push(Value(emptyTuple()));
      case kTuple1:
      case kTuple2:
      case kTuple3:
        return shortTuplePy(static_cast<size_t>(op - kTuple1 + 1));
      case kTuple:
        TRY(popMark(&mark));
        return tuplePy(mark);
      case kEmptyList:
        return push(Value(TRY(makeList(t))));
      case kList: {
        TRY(popMark(&mark));
        List* list = TRY(makeList(t, stack_.data() + mark, stack_.size() - mark));
        stack_.truncate(mark);
        return push(Value(list));
      }
      case kEmptyDict:
        return push(Value(TRY(makeDict(t))));
      case kDict: {
        TRY(popMark(&mark));
        if ((stack_.size() - mark) % 2) return raise(t, unpicklingError, "odd number of items for {}", "DICT");
        Dict* dict = TRY(makeDict(t));
        for (size_t i = mark; i < stack_.size(); i += 2) TRY(dictSetPy(t, dict, stack_[i], stack_[i + 1]));
        stack_.truncate(mark);
        return push(Value(dict));
      }
      case kEmptySet:
        return push(Value(TRY(makeSet(t))));
      case kFrozenSet: {
        TRY(popMark(&mark));
        List* items = TRY(makeList(t, stack_.data() + mark, stack_.size() - mark));
        Set* set = TRY(makeSet(t, true));
        TRY(setUpdatePy(t, set, Value(items)));
        stack_.truncate(mark);
        return push(Value(set));
      }
      case kAppend:
        TRY(has(2));
        return appendItemsPy(stack_.size() - 1);
      case kAppends:
        TRY(popMark(&mark));
        return appendItemsPy(mark);
      case kSetItem:
        TRY(has(3));
        return setItemsPy(stack_.size() - 2);
      case kSetItems:
        TRY(popMark(&mark));
        return setItemsPy(mark);
      case kAddItems:
        TRY(popMark(&mark));
        return addItemsPy(mark);
      case kBuild:
        return buildPy();
      case kGet: {
        size_t index;
        return lineNumber(&index) && recall(index);
      }
      case kBinGet: {
        uint8_t index;
        return number(&index) && recall(index);
      }
      case kLongBinGet: {
        uint32_t index;
        return number(&index) && recall(index);
      }
      case kPut: {
        size_t index;
        return has(1) && lineNumber(&index) && memoize(index);
      }
      case kBinPut: {
        uint8_t index;
        return number(&index) && memoize(index);
      }
      case kLongBinPut: {
        uint32_t index;
        return number(&index) && memoize(index);
      }
      case kMemoize:
        return memoize(memo_->length);
      case kGlobal: {
        std::string name;
        TRY(line(&text) && line(&name));
        Str* module = TRY(decodeUtf8Py(t, text, "strict", nullptr));
        Str* global = TRY(decodeUtf8Py(t, name, "strict", nullptr));
        return pushGlobalPy(Value(module), Value(global));
      }
      case kStackGlobal: {
        TRY(has(2));
        Value name = stack_.pop(), module = stack_.pop();
        if (!isExactStr(name) || !isExactStr(module)) return raise(t, unpicklingError, "STACK_GLOBAL requires str");
        return pushGlobalPy(module, name);
      }
      case kReduce: {
        TRY(has(2));
        Value arguments = stack_.pop(), callable = stack_.pop();
        if (!isa<Tuple>(arguments)) return raise(t, exc::TypeError, "argument list must be a tuple");
        Value made = TRY(callExPy(t, callable, arguments.as<Tuple>(), nullptr));
        return push(made);
      }
      case kNewObj:
        return newObjectPy(false);
      case kNewObjEx:
        return newObjectPy(true);
      case kObj: {
        TRY(popMark(&mark));
        if (stack_.size() - mark < 1) return underflow();
        Value cls = stack_[mark];
        Tuple* arguments = TRY(makeTuple(t, stack_.data() + mark + 1, stack_.size() - mark - 1));
        stack_.truncate(mark);
        return instantiatePy(cls, arguments);
      }
      case kInst: {
        TRY(popMark(&mark));
        Tuple* arguments = TRY(makeTuple(t, stack_.data() + mark, stack_.size() - mark));
        stack_.truncate(mark);
        std::string name;
        TRY(line(&text) && line(&name));
        Str* module = TRY(decodeUtf8Py(t, text, "strict", nullptr));
        Str* global = TRY(decodeUtf8Py(t, name, "strict", nullptr));
        TRY(pushGlobalPy(Value(module), Value(global)));
        Value cls = stack_.pop();
        return instantiatePy(cls, arguments);
      }
      case kPersId: {
        TRY(line(&text));
        for (char c : text)
          if (static_cast<uint8_t>(c) > 127)
            return raise(t, unpicklingError, "persistent IDs in protocol 0 must be ASCII strings");
        return persistentPy(Value(TRY(makeStr(t, text))));
      }
      case kBinPersId: {
        Value id = TRY(popPy());
        return persistentPy(id);
      }
      case kProto: {
        uint8_t protocol;
        TRY(number(&protocol));
        if (protocol > kHighestProtocol) return raise(t, exc::ValueError, "unsupported pickle protocol: {}", protocol);
        s.protocol = protocol;
        return true;
      }
      case kFrame: {
        uint64_t length;
        TRY(number(&length));
        if (length > PTRDIFF_MAX)
          return raise(t, exc::OverflowError, "FRAME length exceeds system's maximum of {} bytes", PTRDIFF_MAX);
        // A frame is read at once; in memory it must be there.
        return need(static_cast<size_t>(length));
      }
      case kExt1: {
        uint8_t code;
        return number(&code) && extensionPy(code);
      }
      case kExt2: {
        uint16_t code;
        return number(&code) && extensionPy(code);
      }
      case kExt4: {
        int32_t code;
        return number(&code) && extensionPy(code);
      }
      default:
        if (op >= 0x20 && op <= 0x7e && op != '\'' && op != '\\')
          return raise(t, unpicklingError, "invalid load key, '{}'.", static_cast<char>(op));
        return raise(t, unpicklingError, "invalid load key, '\\x{:02x}'.", op);
    }
  }
  bool pushDataPy(char kind, std::string_view data) {
    if (kind == 'b') return push(Value(TRY(makeBytes(t, data))));
    return kind == 's' ? pushOldStrPy(data) : pushUtf8Py(data);
  }
  Value intFromText(const std::string& text) {
    Str* digits = TRY(makeStrLatin1(t, text));
    return callPy(t, Value(types::int_), {Value(digits), Value::smallInt(0)});
  }

  Thread* t;
  HostObject* self;
  UnpicklerState& s;
  bool fromFile_, plainFindClass_ = true;
  Str* findClassName_ = nullptr;
  List* memo_ = nullptr;
  RootedVector stack_;
  std::vector<size_t> marks_;
  std::string line_;  // stepPy's, for opcodes of text
  const char* p_;
  const char* end_;
};

// find_class(module, name): imports and looks up, with Python 2's names mapped for old protocols.
Value findClassWith(Thread* t, UnpicklerState* s, Value module, Value name) {
  if (!isa<Str>(module) || !isa<Str>(name)) return raise(t, exc::TypeError, "find_class() arguments must be str");
  TRY(auditPy(t, "pickle.find_class", {module, name}));
  if (s->protocol < 3 && s->fixImports) {
    Registries* registries = TRY(registriesPy(t));
    Tuple* key = TRY(makeTuple(t, {module, name}));
    Value pair = TRY(dictGetPy(t, registries->nameMapping.as<Dict>(), Value(key)));
    if (!pair.isUnbound() && isa<Tuple>(pair) && pair.as<Tuple>()->length == 2) {
      module = pair.as<Tuple>()->items[0];
      name = pair.as<Tuple>()->items[1];
    } else {
      Value mapped = TRY(dictGetPy(t, registries->importMapping.as<Dict>(), module));
      if (!mapped.isUnbound()) module = mapped;
    }
  }
  Value import = TRY(importAttributePy(t, "builtins", "__import__"));
  Value modules = TRY(importAttributePy(t, "sys", "modules"));
  Value at = isa<Dict>(modules) ? TRY(dictGetPy(t, modules.as<Dict>(), module)) : Value::unbound();
  if (at.isUnbound()) {
    Tuple* fromList = TRY(makeTuple(t, {name}));
    TRY(callPy(t, import, {module, Value::none(), Value::none(), Value(fromList), Value::smallInt(0)}));
    at = TRY(getItemPy(t, modules, module));
  }
  std::string path = toUtf8(name.as<Str>());
  Value moduleObject = at;
  for (size_t start = 0; start <= path.size();) {
    size_t dot = s->protocol < 4 ? path.size() : std::min(path.find('.', start), path.size());
    Str* part = TRY(makeStr(t, path.substr(start, dot - start)));
    if (s->protocol >= 4 && equals(part, "<locals>"))
      return raise(t, exc::AttributeError, "Can't get local attribute '{}' on {}", path, typeName(moduleObject));
    Value next = TRY(findAttrPy(t, at, part));
    if (next.isUnbound()) {
      std::string shown = TRY(reprTextPy(t, moduleObject));
      return raise(t, exc::AttributeError, "Can't get attribute '{}' on {}", path, shown);
    }
    at = next;
    start = dot + 1;
  }
  return at;
}
Value Unpickling::findClassPy(Value module, Value name) { return findClassWith(t, &s, module, name); }

// --- the type

UnpicklerState* stateOf(Value v) { return v.as<HostObject>()->stateAs<UnpicklerState>(); }

bool setUpPy(Thread* t, HostObject* self, Value file, Value fixImports, Value encoding, Value errors, Value buffers) {
  auto* s = self->stateAs<UnpicklerState>();
  if (!isa<Str>(encoding))
    return raise(t, exc::TypeError, "Unpickler() argument 'encoding' must be str, not {}", argumentTypeName(encoding));
  if (!isa<Str>(errors))
    return raise(t, exc::TypeError, "Unpickler() argument 'errors' must be str, not {}", argumentTypeName(errors));
  s->fixImports = TRY(truthPy(t, fixImports));
  auto assign = [](std::string* out, const Str* from) {
    if (from->isAscii())
      out->assign(from->ascii());
    else
      *out = toUtf8(from);
  };
  assign(&s->encoding, encoding.as<Str>());
  assign(&s->errors, errors.as<Str>());
  s->input.clear();
  s->next = 0;
  s->protocol = 0;
  s->initialised = true;
  self->fields[kFile] = file;
  self->fields[kMemo] = Value(TRY(makeList(t)));
  self->fields[kBuffers] = Value::unbound();
  if (!buffers.isNone() && !buffers.isUnbound()) self->fields[kBuffers] = TRY(iterPy(t, buffers));
  writeBarrier(self);
  return true;
}

Value unpicklerNew(Thread* t, Value* args, size_t) {
  HostObject* self = TRY(makeHostObject(t, args[0].as<Type>(), std::make_unique<UnpicklerState>()));
  self->fields[kMemo] = Value(TRY(makeList(t)));
  writeBarrier(self);
  return self;
}
// (self, file, *, fix_imports, encoding, errors, buffers)
Value unpicklerInit(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>();
  for (const char* method : {"read", "readline"}) {
    Str* name = TRY(internStr(t, method));
    Value found = TRY(findAttrPy(t, args[1], name));
    if (found.isUnbound()) return raise(t, exc::TypeError, "file must have 'read' and 'readline' attributes");
  }
  TRY(setUpPy(t, self, args[1], args[2], args[3], args[4], args[5]));
  Str* name = TRY(internStr(t, "persistent_load"));
  self->fields[kPersistentLoad] = TRY(findAttrPy(t, args[0], name));
  writeBarrier(self);
  return Value::none();
}
Value unpicklerLoad(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>();
  if (!stateOf(args[0])->initialised)
    return raise(t, unpicklingError, "Unpickler.__init__() was not called by {}.__init__()", typeName(args[0]));
  stateOf(args[0])->protocol = 0;
  return Unpickling(t, self, {}).loadPy();
}
Value unpicklerFindClass(Thread* t, Value* args, size_t) { return findClassWith(t, stateOf(args[0]), args[1], args[2]); }

Value getPersistentLoad(Thread* t, Value v) {
  Value f = v.as<HostObject>()->fields[kPersistentLoad];
  if (f.isUnbound()) return raise(t, exc::AttributeError, "persistent_load");
  return f;
}
bool setPersistentLoad(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "attribute deletion is not supported");
  if (!isCallable(value)) return raise(t, exc::TypeError, "persistent_load must be a callable taking one argument");
  v.as<HostObject>()->fields[kPersistentLoad] = value;
  writeBarrier(v.asObject());
  return true;
}

Value memoCopy(Thread* t, Value* args, size_t) {
  auto* memo = args[0].as<HostObject>()->fields[0].as<HostObject>()->fields[kMemo].as<List>();
  Dict* dict = TRY(makeDict(t));
  for (size_t i = 0; i < memo->length; ++i) {
    if (!listItem(memo, i).isUnbound()) TRY(dictSetPy(t, dict, Value::smallInt(static_cast<int64_t>(i)), listItem(memo, i)));
  }
  return dict;
}
Value memoClear(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>()->fields[0].as<HostObject>();
  self->fields[kMemo] = Value(TRY(makeList(t)));
  writeBarrier(self);
  return Value::none();
}
Value memoReduce(Thread* t, Value* args, size_t argc) {
  Value copy = TRY(memoCopy(t, args, argc));
  Tuple* arguments = TRY(makeTuple(t, {copy}));
  return TRY(makeTuple(t, {Value(types::dict), Value(arguments)}));
}
Value getMemo(Thread* t, Value v) {
  HostObject* proxy = TRY(makeHostObject(t, unpicklerMemoType, nullptr));
  proxy->fields[0] = v;
  writeBarrier(proxy);
  return proxy;
}
bool setMemo(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "attribute deletion is not supported");
  if (typeOf(value) == unpicklerMemoType) value = TRY(memoCopy(t, &value, 1));
  auto* dict = dynCast<Dict>(value);
  if (!dict)
    return raise(t, exc::TypeError, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not {}", typeName(value));
  List* memo = TRY(makeList(t));
  size_t position = 0;
  Value key, item;
  while (dictNext(dict, &position, &key, &item)) {
    if (!isInt(key)) return raise(t, exc::TypeError, "memo key must be integers");
    int64_t index = TRY(toInt64(t, key, "ssize_t"));
    if (index < 0) return raise(t, exc::ValueError, "memo key must be positive integers.");
    if (index > 1 << 28) return raiseMemory(t);
    while (memo->length <= static_cast<size_t>(index)) TRY(listAppend(t, memo, Value::unbound()));
    listStore(memo, static_cast<size_t>(index), item);
  }
  v.as<HostObject>()->fields[kMemo] = memo;
  writeBarrier(v.asObject());
  return true;
}

const NativeDef kMethods[] = {
    {"load", "(self, /)", unpicklerLoad,
     "Load a pickle.\n\nRead a pickled object representation from the open file object given\nin the constructor."},
    {"find_class", "(self, module_name, global_name, /)", unpicklerFindClass, "Return an object from a specified module."},
};
const GetSetDef kGetSets[] = {
    {"memo", getMemo, setMemo, nullptr},
    {"persistent_load", getPersistentLoad, setPersistentLoad, nullptr},
};
const NativeDef kNew = {"__new__", "(cls, /, *args, **kwargs)", unpicklerNew, nullptr};
const NativeDef kInit = {"__init__", "(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None)",
                         unpicklerInit, nullptr};
const NativeDef kMemoMethods[] = {
    {"clear", "(self, /)", memoClear, "Remove all items from memo."},
    {"copy", "(self, /)", memoCopy, "Copy the memo to a new object."},
    {"__reduce__", "(self, /)", memoReduce, "Implement pickling support."},
};

}  // namespace

namespace {
// The state of the last loads(), for the next one.
std::unique_ptr<UnpicklerState> spareState;
}  // namespace

Value loadPy(Thread* t, Value data, Value file, Value fixImports, Value encoding, Value errors, Value buffers) {
  auto state = spareState ? std::move(spareState) : std::make_unique<UnpicklerState>();
  HostObject* self = TRY(makeHostObject(t, unpicklerType, std::move(state)));
  if (!file.isUnbound()) {
    Value args[] = {Value(self), file, fixImports, encoding, errors, buffers};
    TRY(unpicklerInit(t, args, 6));
    return Unpickling(t, self, {}).loadPy();
  }
  BufferHolder holder;
  TRY(holder.acquirePy(t, data));
  TRY(setUpPy(t, self, Value::unbound(), fixImports, encoding, errors, buffers));
  Value result = Unpickling(t, self, holder.bytes()).loadPy();
  spareState.reset(self->stateAs<UnpicklerState>());
  self->state = nullptr;
  return result;
}

const TypeSpec unpicklerSpec = {.name = "_pickle.Unpickler",
                                .kind = kHostKind,
                                .flags = kBaseType,
                                .methods = kMethods,
                                .getsets = kGetSets,
                                .create = &kNew,
                                .init = &kInit,
                                .doc = "This takes a binary file for reading a pickle data stream."};
const TypeSpec unpicklerMemoSpec = {
    .name = "_pickle.UnpicklerMemoProxy", .kind = kHostKind, .flags = kDisallowNew, .methods = kMemoMethods};

}  // namespace typhon::pickle

// The marshal module: values as bytes, in CPython's format (version 4) except that code objects are Typhon's own.
//
// References (FLAG_REF) are written for every object that could be met again: there are no reference counts to tell
// which objects are shared, and readers do not mind.
#include "runtime/modules/marshal.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

#include "frontend/bytecode/serialise.h"
#include "frontend/bytecode/verify.h"
#include "runtime/base/float_text.h"
#include "runtime/base/utf8.h"
#include "runtime/exec/audit.h"
#include "runtime/memory/roots.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

constexpr int kVersion = 4;
constexpr int kMaxDepth = 2000;
constexpr uint8_t kFlagRef = 0x80;

// --- writing

class Writer {
 public:
  Writer(Thread* t, int version) : thread_(t), version_(version) {}

  bool objectPy(Value v) {
    if (++depth_ > kMaxDepth) {
      return raise(thread_, exc::ValueError, "object too deeply nested to marshal");
    }
    bool ok = writePy(v);
    --depth_;
    return ok;
  }
  std::string& out() { return out_; }

 private:
  void byte(uint8_t b) { out_.push_back(static_cast<char>(b)); }
  void code(char c) { byte(static_cast<uint8_t>(static_cast<uint8_t>(c) | flag_)); }
  void word(uint32_t w) {
    for (int i = 0; i < 4; ++i) byte(static_cast<uint8_t>(w >> (8 * i)));
  }
  void real(double d) {
    if (version_ > 1) {
      char bytes[8];
      std::memcpy(bytes, &d, 8);
      out_.append(bytes, 8);
    } else {
      std::string text = base::formatDouble(d, 'g', 17);
      byte(static_cast<uint8_t>(text.size()));
      out_ += text;
    }
  }
  bool size(size_t n) {
    if (n > INT32_MAX) return raise(thread_, exc::ValueError, "unmarshallable object");
    word(static_cast<uint32_t>(n));
    return true;
  }
  bool sized(std::string_view bytes) {
    TRY(size(bytes.size()));
    out_ += bytes;
    return true;
  }

  // True when the object was written before and a reference stands for it now.
  bool reference(Value v) {
    flag_ = 0;
    if (version_ < 3 || !v.isObject()) return false;
    auto [it, added] = seen_.try_emplace(v.bits(), static_cast<uint32_t>(seen_.size()));
    if (added) {
      flag_ = kFlagRef;
      return false;
    }
    byte('r');
    word(it->second);
    return true;
  }

  bool unmarshallable() {
    byte('?');
    return raise(thread_, exc::ValueError, "unmarshallable object");
  }

  void integer(Value v) {
    int64_t small;
    if (fitsInt64(v, &small) && small >= INT32_MIN && small <= INT32_MAX) {
      code('i');
      word(static_cast<uint32_t>(small));
      return;
    }
    std::vector<uint64_t> limbs;
    bool negative = intSign(v) < 0;
    if (auto big = dynCast<Int>(v)) {
      limbs.assign(big->limbs, big->limbs + (big->size < 0 ? -big->size : big->size));
    } else {
      limbs.push_back(small < 0 ? uint64_t{0} - static_cast<uint64_t>(small) : static_cast<uint64_t>(small));
    }
    std::vector<uint16_t> digits;
    for (size_t bit = 0; bit < limbs.size() * 64; bit += 15) {
      uint64_t d = limbs[bit / 64] >> (bit % 64);
      if (bit % 64 > 49 && bit / 64 + 1 < limbs.size()) d |= limbs[bit / 64 + 1] << (64 - bit % 64);
      digits.push_back(static_cast<uint16_t>(d & 0x7FFF));
    }
    while (!digits.empty() && digits.back() == 0) digits.pop_back();
    code('l');
    auto n = static_cast<int32_t>(digits.size());
    word(static_cast<uint32_t>(negative ? -n : n));
    for (uint16_t d : digits) {
      byte(static_cast<uint8_t>(d));
      byte(static_cast<uint8_t>(d >> 8));
    }
  }

  bool text(Str* s) {
    bool interned = version_ >= 3 && s->isInterned();
    if (version_ >= 4 && s->isAscii()) {
      if (s->length < 256) {
        code(interned ? 'Z' : 'z');
        byte(static_cast<uint8_t>(s->length));
        out_ += s->ascii();
        return true;
      }
      code(interned ? 'A' : 'a');
      return sized(s->ascii());
    }
    code(interned ? 't' : 'u');
    return sized(toUtf8(s));
  }

  bool writePy(Value v) {
    Thread* t = thread_;
    if (v.isNone()) return byte('N'), true;
    if (v.isTrue()) return byte('T'), true;
    if (v.isFalse()) return byte('F'), true;
    if (v == ellipsis) return byte('.'), true;
    if (v == Value(exc::StopIteration)) return byte('S'), true;
    if (reference(v)) return true;
    Type* type = typeOf(v);
    if (type == types::int_) {
      integer(v);
    } else if (type == types::float_) {
      code(version_ > 1 ? 'g' : 'f');
      real(asDouble(v));
    } else if (type == types::complex) {
      code(version_ > 1 ? 'y' : 'x');
      real(v.as<Complex>()->real);
      real(v.as<Complex>()->imaginary);
    } else if (type == types::bytes) {
      code('s');
      return sized(v.as<Bytes>()->view());
    } else if (type == types::str) {
      return text(v.as<Str>());
    } else if (type == types::tuple) {
      auto tuple = v.as<Tuple>();
      if (version_ >= 4 && tuple->length < 256) {
        code(')');
        byte(static_cast<uint8_t>(tuple->length));
      } else {
        code('(');
        TRY(size(tuple->length));
      }
      for (size_t i = 0; i < tuple->length; ++i) TRY(objectPy(tuple->items[i]));
    } else if (type == types::list) {
      auto list = v.as<List>();
      code('[');
      TRY(size(list->length));
      for (size_t i = 0; i < list->length; ++i) TRY(objectPy(listItem(list, i)));
    } else if (type == types::dict) {
      code('{');
      size_t position = 0;
      Value key, value;
      while (dictNext(v.as<Dict>(), &position, &key, &value)) {
        TRY(objectPy(key));
        TRY(objectPy(value));
      }
      byte('0');
    } else if (type == types::set || type == types::frozenset) {
      code(type == types::set ? '<' : '>');
      return setPy(v.as<Set>());
    } else if (type == types::code) {
      code('c');
      return sized(bytecode::serialise(**v.as<Code>()->unit));
    } else if (hasBuffer(v)) {
      BufferHolder buffer;
      if (!buffer.acquirePy(t, v)) {
        clearPending(t);
        return unmarshallable();
      }
      code('s');
      return sized(buffer.bytes());
    } else {
      flag_ = 0;
      return unmarshallable();
    }
    return true;
  }

  // Members in the order of their own bytes, so that the result does not depend on hashes.
  bool setPy(Set* set) {
    Thread* t = thread_;
    TRY(size(set->used));
    RootedVector members(t);
    std::vector<std::pair<std::string, size_t>> order;
    size_t position = 0;
    Value item;
    while (setNext(set, &position, &item)) {
      Writer alone(t, version_);
      TRY(alone.objectPy(item));
      order.emplace_back(alone.out(), members.size());
      TRY(members.push(item));
    }
    std::sort(order.begin(), order.end());
    for (auto& [bytes, index] : order) TRY(objectPy(members[index]));
    return true;
  }

  Thread* thread_;
  int version_;
  int depth_ = 0;
  uint8_t flag_ = 0;
  std::string out_;
  std::unordered_map<uint64_t, uint32_t> seen_;
};

// --- reading

class Reader {
 public:
  // From memory, or, with `file`, from its read().
  Reader(Thread* t, std::string_view data, bool verified = false) : thread_(t), data_(data), refs_(t), verified_(verified) {}
  Reader(Thread* t, Value file) : thread_(t), file_(file), refs_(t) {}
  // From what follows `from` in a file's content, which may be moved into the code that it is.
  Reader(Thread* t, std::string* content, size_t from, bool verified)
      : Reader(t, std::string_view(*content).substr(from), verified) {
    content_ = content;
  }

  // The next object; TypeError when there is none.
  Value topPy() {
    Value v = objectPy();
    if (v.isUnbound()) return raise(thread_, exc::TypeError, "NULL object in marshal data for object");
    return v;
  }

 private:
  Raised bad(const char* what) { return raise(thread_, exc::ValueError, "bad marshal data ({})", what); }

  // The next n bytes; false with EOFError pending.
  bool takePy(size_t n, std::string_view* out) {
    Thread* t = thread_;
    if (!file_.isUnbound()) {
      Value got = TRY(callMethodPy(t, file_, names::read, {Value::smallInt(static_cast<int64_t>(n))}));
      chunk_ = dynCast<Bytes>(got);
      if (!chunk_) return raise(t, exc::TypeError, "file.read() returned not bytes but {}", typeName(got));
      if (chunk_->length > n) {
        return raise(t, exc::ValueError, "read() returned too much data: {} bytes requested, {} returned", n, chunk_->length);
      }
      if (chunk_->length < n) return raise(t, exc::EOFError, "marshal data too short");
      *out = chunk_->view();
      return true;
    }
    if (data_.size() - at_ < n) return raise(t, exc::EOFError, "marshal data too short");
    *out = data_.substr(at_, n);
    at_ += n;
    return true;
  }
  bool bytePy(uint8_t* b) {
    std::string_view bytes;
    TRY(takePy(1, &bytes));
    *b = static_cast<uint8_t>(bytes[0]);
    return true;
  }
  bool wordPy(int32_t* w) {
    std::string_view bytes;
    TRY(takePy(4, &bytes));
    std::memcpy(w, bytes.data(), 4);
    return true;
  }
  bool realPy(bool text, double* d) {
    std::string_view bytes;
    if (!text) {
      TRY(takePy(8, &bytes));
      std::memcpy(d, bytes.data(), 8);
      return true;
    }
    uint8_t n;
    TRY(bytePy(&n));
    TRY(takePy(n, &bytes));
    if (!base::parseDouble(bytes, d)) return raise(thread_, exc::ValueError, "could not convert string to float");
    return true;
  }
  // A length of at most what could follow.
  bool lengthPy(const char* what, size_t* n) {
    int32_t w;
    TRY(wordPy(&w));
    if (w < 0) return bad(what);
    *n = static_cast<size_t>(w);
    return true;
  }

  bool remember(bool flag, Value v) { return !flag || refs_.push(v); }

  Value longPy() {
    int32_t n;
    TRY(wordPy(&n));
    if (n == INT32_MIN) return bad("long size out of range");
    auto count = static_cast<size_t>(n < 0 ? -n : n);
    std::string_view bytes;
    TRY(takePy(count * 2, &bytes));
    std::vector<uint64_t> limbs(count * 15 / 64 + 1);
    for (size_t i = 0; i < count; ++i) {
      uint64_t d = static_cast<uint8_t>(bytes[2 * i]) | static_cast<uint64_t>(static_cast<uint8_t>(bytes[2 * i + 1])) << 8;
      if (d > 0x7FFF) return bad("digit out of range in long");
      if (i + 1 == count && d == 0) return bad("unnormalized long data");
      size_t bit = i * 15;
      limbs[bit / 64] |= d << (bit % 64);
      if (bit % 64 > 49) limbs[bit / 64 + 1] |= d >> (64 - bit % 64);
    }
    size_t used = limbs.size();
    while (used > 0 && limbs[used - 1] == 0) --used;
    return intFromLimbs(thread_, limbs.data(), used, n < 0);
  }

  Value textPy(char kind) {
    Thread* t = thread_;
    size_t n;
    std::string_view bytes;
    if (kind == 'z' || kind == 'Z') {
      uint8_t small;
      TRY(bytePy(&small));
      n = small;
    } else {
      TRY(lengthPy("string size out of range", &n));
    }
    TRY(takePy(n, &bytes));
    Str* s;
    if (kind == 'u' || kind == 't')
      s = TRY(decodeUtf8Py(t, bytes, "surrogatepass"));
    else
      s = TRY(makeStrLatin1(t, bytes));
    if (kind == 'Z' || kind == 'A' || kind == 't') s = TRY(internStr(t, s));
    return s;
  }

  // An item of a container; Unbound (the end mark) is an error there.
  Value itemPy(const char* container) {
    Value v = TRY(objectPy());
    if (v.isUnbound()) return raise(thread_, exc::TypeError, "NULL object in marshal data for {}", container);
    return v;
  }

  Value codePy() {
    Thread* t = thread_;
    size_t n;
    std::string_view bytes;
    TRY(lengthPy("code size out of range", &n));
    TRY(takePy(n, &bytes));
    std::string error;
    // Only the outermost unit is read and verified now, the others when they are needed.
    std::shared_ptr<const bytecode::UnitImage> image;
    if (content_ && depth_ == 1 && at_ == data_.size()) {
      size_t from = content_->size() - n;
      image = bytecode::UnitImage::open(std::move(*content_), error, verified_, from);
    } else {
      image = bytecode::UnitImage::open(std::string(bytes), error, verified_);
    }
    std::shared_ptr<const bytecode::CodeUnit> unit = image ? image->root(error) : nullptr;
    if (unit && !verified_) error = bytecode::verify(*unit, false);
    if (!unit || !error.empty()) return raise(t, exc::ValueError, "bad marshal data ({})", error);
    return Value(TRY(makeCode(t, unit)));
  }

  // Unbound for the end mark.
  Value objectPy() {
    Thread* t = thread_;
    if (depth_ >= kMaxDepth) return raise(t, exc::ValueError, "recursion limit exceeded");
    uint8_t first;
    if (!bytePy(&first)) {
      if (pendingIs(t, exc::EOFError)) {
        clearPending(t);
        return raise(t, exc::EOFError, "EOF read where object expected");
      }
      return Value::error();
    }
    ++depth_;
    Value v = readPy(static_cast<char>(first & ~kFlagRef), first & kFlagRef);
    --depth_;
    return v;
  }

  Value readPy(char kind, bool flag) {
    Thread* t = thread_;
    Value v;
    switch (kind) {
      case '0':
        return Value::unbound();
      case 'N':
        return Value::none();
      case 'S':
        return Value(exc::StopIteration);
      case '.':
        return ellipsis;
      case 'F':
        return Value::boolean(false);
      case 'T':
        return Value::boolean(true);
      case 'i': {
        int32_t w;
        TRY(wordPy(&w));
        v = Value::smallInt(w);
        break;
      }
      case 'I': {  // of old versions
        std::string_view bytes;
        TRY(takePy(8, &bytes));
        int64_t wide;
        std::memcpy(&wide, bytes.data(), 8);
        v = TRY(makeInt(t, wide));
        break;
      }
      case 'l':
        v = TRY(longPy());
        break;
      case 'f':
      case 'g': {
        double d;
        TRY(realPy(kind == 'f', &d));
        v = TRY(makeFloat(t, d));
        break;
      }
      case 'x':
      case 'y': {
        double real, imaginary;
        TRY(realPy(kind == 'x', &real));
        TRY(realPy(kind == 'x', &imaginary));
        v = TRY(makeComplex(t, real, imaginary));
        break;
      }
      case 's': {
        size_t n;
        std::string_view bytes;
        TRY(lengthPy("bytes object size out of range", &n));
        TRY(takePy(n, &bytes));
        v = TRY(makeBytes(t, bytes));
        break;
      }
      case 'a':
      case 'A':
      case 'z':
      case 'Z':
      case 'u':
      case 't':
        v = TRY(textPy(kind));
        break;
      case '(':
      case ')':
        return tuplePy(kind, flag);
      case '[':
        return listPy(flag);
      case '{':
        return dictPy(flag);
      case '<':
      case '>':
        return setPy(kind == '>', flag);
      case 'c': {
        size_t slot = refs_.size();
        TRY(remember(flag, Value::none()));
        v = TRY(codePy());
        if (flag) refs_[slot] = v;
        return v;
      }
      case 'r': {
        int32_t n;
        TRY(wordPy(&n));
        if (n < 0 || static_cast<size_t>(n) >= refs_.size() || refs_[static_cast<size_t>(n)].isUnbound())
          return bad("invalid reference");
        return refs_[static_cast<size_t>(n)];
      }
      default:
        return bad("unknown type code");
    }
    TRY(remember(flag, v));
    return v;
  }

  Value tuplePy(char kind, bool flag) {
    Thread* t = thread_;
    size_t n;
    if (kind == ')') {
      uint8_t small;
      TRY(bytePy(&small));
      n = small;
    } else {
      TRY(lengthPy("tuple size out of range", &n));
      if (file_.isUnbound() && n > data_.size() - at_) return raise(t, exc::EOFError, "marshal data too short");
    }
    Tuple* tuple = TRY(makeTuple(t, n));
    TRY(remember(flag, tuple));
    for (size_t i = 0; i < n; ++i) {
      tuple->items[i] = TRY(itemPy("tuple"));
      writeBarrier(tuple);
    }
    return tuple;
  }

  Value listPy(bool flag) {
    size_t n;
    TRY(lengthPy("list size out of range", &n));
    List* list = TRY(makeList(thread_));
    TRY(remember(flag, list));
    for (size_t i = 0; i < n; ++i) {
      Value item = TRY(itemPy("list"));
      TRY(listAppend(thread_, list, item));
    }
    return list;
  }

  Value dictPy(bool flag) {
    Dict* dict = TRY(makeDict(thread_));
    TRY(remember(flag, dict));
    for (;;) {
      Value key = TRY(objectPy());
      if (key.isUnbound()) return dict;
      Value value = TRY(objectPy());
      if (value.isUnbound()) return dict;
      TRY(dictSetPy(thread_, dict, key, value));
    }
  }

  Value setPy(bool frozen, bool flag) {
    size_t n;
    TRY(lengthPy("set size out of range", &n));
    Set* set = TRY(makeSet(thread_, frozen));
    size_t slot = refs_.size();
    TRY(remember(flag, frozen ? Value::unbound() : Value(set)));
    for (size_t i = 0; i < n; ++i) {
      Value item = TRY(itemPy("set"));
      TRY(setAddPy(thread_, set, item));
    }
    if (flag) refs_[slot] = set;
    return set;
  }

  Thread* thread_;
  std::string_view data_;
  size_t at_ = 0;
  Value file_;
  Bytes* chunk_ = nullptr;  // keeps what takePy gave alive
  RootedVector refs_;
  int depth_ = 0;
  std::string* content_ = nullptr;
  bool verified_ = false;
};

// --- the module

Value dumpsFunction(Thread* t, Value* args, size_t) {
  int version = TRY(intArgumentPy(t, args[1]));
  TRY(auditPy(t, "marshal.dumps", {args[0], Value::smallInt(version)}));
  Writer writer(t, version);
  TRY(writer.objectPy(args[0]));
  return Value(TRY(makeBytes(t, writer.out())));
}

Value dumpFunction(Thread* t, Value* args, size_t) {
  int version = TRY(intArgumentPy(t, args[2]));
  TRY(auditPy(t, "marshal.dumps", {args[0], Value::smallInt(version)}));
  Writer writer(t, version);
  TRY(writer.objectPy(args[0]));
  Value bytes = TRY(makeBytes(t, writer.out()));
  return callMethodPy(t, args[1], names::write, {bytes});
}

Value loadsFunction(Thread* t, Value* args, size_t) {
  BufferHolder buffer;
  TRY(buffer.acquirePy(t, args[0]));
  if (auditHooksExist) TRY(callAuditHooksPy(t, "marshal.loads", {Value(TRY(makeBytes(t, buffer.bytes())))}));
  Reader reader(t, buffer.bytes());
  return reader.topPy();
}

Value loadFunction(Thread* t, Value* args, size_t) {
  Value probe = TRY(callMethodPy(t, args[0], names::read, {Value::smallInt(0)}));
  if (!isa<Bytes>(probe)) return raise(t, exc::TypeError, "file.read() returned not bytes but {}", typeName(probe));
  TRY(auditPy(t, "marshal.load"));
  Reader reader(t, args[0]);
  return reader.topPy();
}

constexpr NativeDef kFunctions[] = {
    {"dump", "(value, file, version=4, /)", dumpFunction,
     "Writes a value in marshal's format to a binary file.\n"
     "\n"
     "version chooses the format. ValueError for a value that has none; what was written by then is no use."},
    {"load", "(file, /)", loadFunction,
     "Read one value from the open file and return it.\n\n  file\n    Must be readable binary file.\n\nIf no valid "
     "value is "
     "read (e.g. because the data has a different Python\nversion's incompatible marshal format), raise EOFError, "
     "ValueError "
     "or\nTypeError."},
    {"dumps", "(value, version=4, /)", dumpsFunction,
     "A value in marshal's format, as bytes.\n"
     "\n"
     "version chooses the format. ValueError for a value that has none."},
    {"loads", "(bytes, /)", loadsFunction,
     "The value that bytes in marshal's format stand for; what follows it is not looked at. EOFError, ValueError or TypeError if "
     "there is none."},
};

bool init(Thread* t, Module* m) { return moduleSet(t, m, "version", Value::smallInt(kVersion)); }

}  // namespace

bool marshalDumpPy(Thread* t, Value v, std::string* out) {
  Writer writer(t, kVersion);
  TRY(writer.objectPy(v));
  *out += writer.out();
  return true;
}

Value marshalLoadPy(Thread* t, std::string_view bytes, bool verified) {
  Reader reader(t, bytes, verified);
  return reader.topPy();
}

Value marshalLoadFilePy(Thread* t, std::string content, size_t from, bool verified) {
  Reader reader(t, &content, from, verified);
  return reader.topPy();
}

extern const ModuleSpec marshalModule = {
    "marshal", kFunctions,
    "This module contains functions that can read and write Python values in\na binary format. The format is specific "
    "to "
    "Python, but independent of\nmachine architecture issues.\n\nNot all Python object types are supported; in "
    "general, only "
    "objects\nwhose value is independent from a particular invocation of Python can be\nwritten and read.",
    init};

}  // namespace typhon

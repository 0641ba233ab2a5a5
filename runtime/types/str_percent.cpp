// The % operator of str, bytes and bytearray (printf-style formatting).
#include <charconv>

#include "runtime/base/float_text.h"
#include "runtime/base/utf8.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes_methods.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/percent_format.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

class PercentFormatter {
 public:
  PercentFormatter(Thread* t, TextView format, bool bytes, Value args)
      : thread_(t), format_(format), bytes_(bytes), args_(args), out_(t) {
    tuple_ = dynCast<Tuple>(args);
    bool text = isa<Str>(args) || (bytes && (isa<Bytes>(args) || isa<ByteArray>(args)));
    if (!tuple_ && !text && typeOf(args)->slots.getItem) mapping_ = args;
  }

  bool runPy() {
    while (at_ < format_.size) {
      size_t percent = findChar(format_.slice(at_, format_.size), '%');
      size_t end = percent == base::kNotFound ? format_.size : at_ + percent;
      out_.buffer().append(format_.slice(at_, end));
      at_ = end;
      if (at_ == format_.size) break;
      ++at_;
      ++fields_;
      TRY(fieldPy());
    }
    if (mapping_.isUnbound() && !used_ && (!tuple_ || next_ < tuple_->length)) {
      if (tuple_ ? next_ < tuple_->length : !single_) {
        return raise(thread_, exc::TypeError, "not all arguments converted during {} formatting", bytes_ ? "bytes" : "string");
      }
    }
    return !out_.buffer().failed() || raiseMemory(thread_);
  }
  StrBuilder& out() { return out_; }
  size_t fields() const { return fields_; }  // how many percent signs there were

 private:
  // The value for the next conversion.
  Value nextArgument() {
    if (!keyed_.isUnbound()) return keyed_;
    if (tuple_) {
      if (next_ < tuple_->length) return tuple_->items[next_++];
    } else if (!single_) {
      single_ = true;
      return args_;
    }
    return raise(thread_, exc::TypeError, "not enough arguments for format string");
  }

  bool more() const { return at_ < format_.size; }
  bool incomplete() { return raise(thread_, exc::ValueError, "incomplete format"); }

  // A number or '*'; *given tells whether there was one.
  bool numberPy(int64_t* value, bool precision) {
    if (format_[at_] == '*') {
      ++at_;
      Value v = TRY(nextArgument());
      if (!isInt(v)) return raise(thread_, exc::TypeError, "* wants int");
      *value = TRY(toInt64(thread_, v, precision ? "int" : "ssize_t"));
      if (precision && (*value > INT32_MAX || *value < INT32_MIN))
        return raise(thread_, exc::OverflowError, "Python int too large to convert to C int");
      return true;
    }
    if (format_[at_] < '0' || format_[at_] > '9') return true;
    int64_t n = 0;
    for (; more() && format_[at_] >= '0' && format_[at_] <= '9'; ++at_) {
      if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, static_cast<int64_t>(format_[at_] - '0'), &n) ||
          (precision && n > INT32_MAX))
        return raise(thread_, exc::ValueError, precision ? "precision too big" : "width too big");
    }
    *value = n;
    return true;
  }

  bool fieldPy() {
    PercentSpec spec;
    keyed_ = Value::unbound();
    if (!more()) return incomplete();
    if (format_[at_] == '%') {
      out_.buffer().append(U'%');
      ++at_;
      return true;
    }
    if (format_[at_] == '(') TRY(keyPy());
    for (; more(); ++at_) {
      char32_t c = format_[at_];
      if (c == '-')
        spec.left = true;
      else if (c == '+')
        spec.plus = true;
      else if (c == ' ')
        spec.blank = true;
      else if (c == '#')
        spec.alternate = true;
      else if (c == '0')
        spec.zero = true;
      else
        break;
    }
    if (!more()) return incomplete();
    TRY(numberPy(&spec.width, false));
    if (spec.width < -1 || (spec.width == -1 && format_[at_ - 1] == '*')) {
      spec.left = true;
      spec.width = -spec.width;
    }
    if (!more()) return incomplete();
    if (format_[at_] == '.') {
      ++at_;
      spec.precision = 0;
      if (!more()) return incomplete();
      TRY(numberPy(&spec.precision, true));
      if (spec.precision < 0) spec.precision = 0;
      if (!more()) return incomplete();
    }
    char32_t c = format_[at_];
    if (c == 'h' || c == 'l' || c == 'L') {
      ++at_;
      if (!more()) return incomplete();
      c = format_[at_];
    }
    ++at_;
    return convertPy(c, spec);
  }

  bool keyPy() {
    Thread* t = thread_;
    if (mapping_.isUnbound()) return raise(t, exc::TypeError, "format requires a mapping");
    size_t start = ++at_;
    for (int depth = 1; depth > 0; ++at_) {
      if (!more()) return raise(t, exc::ValueError, "incomplete format key");
      if (format_[at_] == '(')
        ++depth;
      else if (format_[at_] == ')')
        --depth;
    }
    TextView name = format_.slice(start, at_ - 1);
    Value key = bytes_ ? Value(TRY(makeBytes(t, name.narrow()))) : Value(TRY(makeStr(t, name)));
    keyed_ = TRY(getItemPy(t, mapping_, key));
    used_ = true;
    return true;
  }

  bool convertPy(char32_t c, PercentSpec spec) {
    Thread* t = thread_;
    Value v = TRY(nextArgument());
    switch (c) {
      case 's':
      case 'r':
      case 'a':
      case 'b': {
        if (c == 'b' && !bytes_) break;
        Str* text = nullptr;
        if (bytes_ && (c == 's' || c == 'b')) return padBytesPy(v, spec);
        if (c == 's' && spec.width < 0 && spec.precision < 0) {
          bool done;
          TRY(appendFormatted(t, v, TextView(), &out_.buffer(), &done));
          if (done) return true;
        }
        if (c == 's')
          text = TRY(strPy(t, v));
        else
          text = TRY(c == 'r' && !bytes_ ? reprPy(t, v) : asciiPy(t, v));
        return pad(textOf(text), spec);
      }
      case 'c': {
        char32_t point = bytes_ ? TRY(byteForPercentPy(v)) : TRY(percentCharPy(t, v));
        spec.precision = -1;
        return pad(TextView(&point, 1, 4), spec);
      }
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X':
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': {
        if (appendQuickly(static_cast<char>(c), v, spec)) return true;
        std::string text;
        bool floating = c == 'e' || c == 'E' || c == 'f' || c == 'F' || c == 'g' || c == 'G';
        if (bytes_ && floating && !typeOf(v)->slots.toFloat && !typeOf(v)->slots.index)
          return raise(t, exc::TypeError, "float argument required, not {}", typeName(v));
        if (bytes_ && c == 'i') c = 'd';  // as messages tell
        TRY(formatPercentNumberPy(t, static_cast<char>(c), v, spec, &text));
        return out_.add(TextView(text));
      }
      default:
        break;
    }
    if (bytes_ && c >= 0x80) return raise(t, exc::OverflowError, "character argument not in range(0x110000)");
    char shown = c >= ' ' && c < 0x7F ? static_cast<char>(c) : '?';
    return raise(t, exc::ValueError, "unsupported format character '{}' (0x{:x}) at index {}", shown, static_cast<uint32_t>(c),
                 at_ - 1);
  }

  // Small ints and floats of moderate size without much ado; false: not done.
  bool appendQuickly(char c, Value v, const PercentSpec& spec) {
    char text[80];
    size_t length;
    if (spec.alternate) return false;
    if (v.isSmallInt() && spec.precision < 0 && c != 'e' && c != 'E' && c != 'f' && c != 'F' && c != 'g' && c != 'G') {
      int base = c == 'o' ? 8 : c == 'x' || c == 'X' ? 16 : 10;
      length = static_cast<size_t>(std::to_chars(text, text + sizeof text, v.asSmallInt(), base).ptr - text);
      if (c == 'X')
        for (size_t i = 0; i < length; ++i)
          if (text[i] >= 'a') text[i] = static_cast<char>(text[i] - 32);
    } else if ((c == 'f' || c == 'F') && typeOf(v) == types::float_ && spec.precision < 20) {
      length = base::fixedTextTo(asDouble(v), spec.precision < 0 ? 6 : static_cast<int>(spec.precision), 0, text, sizeof text);
      if (!length) return false;
    } else {
      return false;
    }
    std::string_view body(text, length), sign = spec.plus ? "+" : spec.blank ? " " : "";
    if (body[0] == '-') {
      sign = body.substr(0, 1);
      body.remove_prefix(1);
    }
    size_t total = sign.size() + body.size();
    size_t padding = spec.width > static_cast<int64_t>(total) ? static_cast<size_t>(spec.width) - total : 0;
    if (padding > (size_t{1} << 36)) return false;
    TextBuffer& out = out_.buffer();
    if (padding && !spec.left && !spec.zero) out.appendRepeated(U' ', padding);
    if (!sign.empty()) out.append(TextView(sign));
    if (padding && !spec.left && spec.zero) out.appendRepeated(U'0', padding);
    out.append(TextView(body));
    if (padding && spec.left) out.appendRepeated(U' ', padding);
    return true;
  }

  bool pad(TextView text, const PercentSpec& spec) {
    if (spec.precision >= 0 && static_cast<uint64_t>(spec.precision) < text.size)
      text = text.slice(0, static_cast<size_t>(spec.precision));
    size_t fill = spec.width > static_cast<int64_t>(text.size) ? static_cast<size_t>(spec.width) - text.size : 0;
    if (fill > (size_t{1} << 40)) return raiseMemory(thread_);
    if (!spec.left) out_.buffer().appendRepeated(U' ', fill);
    out_.buffer().append(text);
    if (spec.left) out_.buffer().appendRepeated(U' ', fill);
    return !out_.buffer().failed() || raiseMemory(thread_);
  }

  // %s and %b of bytes: a buffer or what __bytes__ returns.
  bool padBytesPy(Value v, const PercentSpec& spec) {
    Thread* t = thread_;
    if (!isa<Bytes>(v) && !isa<ByteArray>(v)) {
      Value method = TRY(lookupSpecialPy(t, v, names::__bytes__));
      if (!method.isUnbound()) {
        v = TRY(callPy(t, method));
        if (!isa<Bytes>(v)) return raise(t, exc::TypeError, "__bytes__ returned non-bytes (type {})", typeName(v));
      } else if (!hasBuffer(v)) {
        return raise(t, exc::TypeError, "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                     typeName(v));
      }
    }
    BufferHolder buffer;
    TRY(buffer.acquirePy(t, v));
    return pad(TextView(buffer.bytes()), spec);
  }

  Maybe<char32_t> byteForPercentPy(Value v) {
    Thread* t = thread_;
    if (isa<Bytes>(v) || isa<ByteArray>(v)) {
      std::string_view bytes = bytesOf(v);
      if (bytes.size() == 1) return char32_t{static_cast<uint8_t>(bytes[0])};
    } else if (isInt(v) || typeOf(v)->slots.index) {
      Value index = TRY(indexPy(t, v));
      int64_t i;
      if (!fitsInt64(index, &i) || i < 0 || i > 255) return raise(t, exc::OverflowError, "%c arg not in range(256)");
      return static_cast<char32_t>(i);
    }
    return raise(t, exc::TypeError, "%c requires an integer in range(256) or a single byte");
  }

  Thread* thread_;
  TextView format_;
  bool bytes_;
  Value args_, mapping_, keyed_;
  Tuple* tuple_;
  size_t at_ = 0, next_ = 0, fields_ = 0;
  bool single_ = false, used_ = false;
  StrBuilder out_;
};

}  // namespace

Value strModulo(Thread* t, Value left, Value right) {
  auto format = dynCast<Str>(left);
  if (!format) return notImplemented;
  PercentFormatter formatter(t, textOf(format), false, right);
  TRY(formatter.runPy());
  if (formatter.fields() == 0) return left;  // the string itself, subclasses included
  return Value(TRY(formatter.out().finish()));
}

Value bytesModulo(Thread* t, Value left, Value right) {
  if (!isa<Bytes>(left) && !isa<ByteArray>(left)) return notImplemented;
  // The format is copied: a bytearray could be changed by the code that formatting runs.
  std::string format(bytesOf(left));
  PercentFormatter formatter(t, TextView(format), true, right);
  TRY(formatter.runPy());
  return makeLike(t, left, formatter.out().buffer().view().narrow());
}

}  // namespace typhon

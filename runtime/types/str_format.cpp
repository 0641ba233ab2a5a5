// str.format, str.format_map and str.__format__ (PEP 3101).
#include "runtime/types/str_format.h"

#include "runtime/base/unicode.h"
#include "runtime/ops/ops.h"
#include "runtime/types/dict.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/str_methods.h"
#include "runtime/types/tuple.h"

namespace typhon {

namespace {

// The number that text spells (decimal digits of any script), or -1. ValueError when it is too large.
Maybe<int64_t> fieldNumber(Thread* t, TextView text) {
  if (text.size == 0) return int64_t{-1};
  int64_t n = 0;
  for (size_t i = 0; i < text.size; ++i) {
    char32_t c = text[i];
    int digit = c - '0' < 10 ? static_cast<int>(c - '0') : c < 0x80 ? -1 : base::decimalValue(c);
    if (digit < 0) return int64_t{-1};
    if (n > (INT64_MAX - digit) / 10) return raise(t, exc::ValueError, "Too many decimal digits in format string");
    n = n * 10 + digit;
  }
  return n;
}

enum class Numbering : uint8_t { Unknown, Automatic, Manual };

class Formatter {
 public:
  // positional may be null (format_map); keywords: a dict, a mapping, or Unbound.
  Formatter(Thread* t, const Value* positional, size_t count, Value keywords)
      : thread_(t), positional_(positional), count_(count), keywords_(keywords) {}

  bool formatPy(TextView text, int depth, StrBuilder* out) {
    Thread* t = thread_;
    if (depth <= 0) return raise(t, exc::ValueError, "Max string recursion exceeded");
    FormatParser parser(t, text);
    for (;;) {
      FormatPiece piece;
      bool done;
      TRY(parser.next(&piece, &done));
      if (done) return true;
      TRY(out->add(piece.literal));
      if (piece.hasField) TRY(fieldPy(piece, depth, out));
    }
  }

 private:
  bool fieldPy(const FormatPiece& piece, int depth, StrBuilder* out) {
    Thread* t = thread_;
    Value v = TRY(valuePy(piece.field));
    switch (piece.conversion) {
      case 0:
        break;
      case 'r':
        v = TRY(reprPy(t, v));
        break;
      case 's':
        v = TRY(strPy(t, v));
        break;
      case 'a':
        v = TRY(asciiPy(t, v));
        break;
      default:
        if (piece.conversion > 32 && piece.conversion < 127)
          return raise(t, exc::ValueError, "Unknown conversion specifier {}", static_cast<char>(piece.conversion));
        return raise(t, exc::ValueError, "Unknown conversion specifier \\x{:x}", static_cast<uint32_t>(piece.conversion));
    }
    if (!piece.specHasFields) {
      bool done;
      TRY(appendFormatted(t, v, piece.spec, &out->buffer(), &done));
      if (done) return true;
    }
    Str* spec = nullptr;
    if (piece.specHasFields) {
      StrBuilder expanded(t);
      TRY(formatPy(piece.spec, depth - 1, &expanded));
      spec = TRY(expanded.finish());
    } else if (piece.spec.size) {
      spec = TRY(makeStr(t, piece.spec));
    }
    if (isExactStr(v) && !spec) return out->add(v.as<Str>());
    return out->add(TRY(typhon::formatPy(t, v, spec)));
  }

  Value valuePy(TextView field) {
    Thread* t = thread_;
    FieldName name(t, field);
    TextView first;
    int64_t index;
    TRY(name.first(&first, &index));
    bool empty = first.size == 0;
    if (empty || index >= 0) {
      Numbering wanted = empty ? Numbering::Automatic : Numbering::Manual;
      if (numbering_ == Numbering::Unknown) numbering_ = wanted;
      if (numbering_ != wanted) {
        return raise(t, exc::ValueError, "cannot switch from {} to {}",
                     empty ? "manual field specification" : "automatic field numbering",
                     empty ? "automatic field numbering" : "manual field specification");
      }
      if (empty) index = automatic_++;
    }
    Value v;
    if (index < 0) {
      Str* key = TRY(makeStr(t, first));
      if (keywords_.isUnbound()) return raiseWith(t, exc::KeyError, key);
      if (auto dict = dynCast<Dict>(keywords_); dict && typeOf(keywords_) == types::dict) {
        v = TRY(dictGetPy(t, dict, key));
        if (v.isUnbound()) return raiseWith(t, exc::KeyError, key);
      } else {
        v = TRY(getItemPy(t, keywords_, key));
      }
    } else {
      if (!positional_) return raise(t, exc::ValueError, "Format string contains positional fields");
      if (static_cast<uint64_t>(index) >= count_) {
        return raise(t, exc::IndexError, "Replacement index {} out of range for positional args tuple", index);
      }
      v = positional_[index];
    }
    for (;;) {
      bool isAttribute, done;
      TextView part;
      TRY(name.next(&isAttribute, &part, &index, &done));
      if (done) return v;
      if (isAttribute) {
        v = TRY(getAttrPy(t, v, TRY(internStr(t, TRY(makeStr(t, part))))));
      } else if (index >= 0) {
        v = TRY(getItemPy(t, v, TRY(makeInt(t, index))));
      } else {
        v = TRY(getItemPy(t, v, TRY(makeStr(t, part))));
      }
    }
  }

  Thread* thread_;
  const Value* positional_;
  size_t count_;
  Value keywords_;
  Numbering numbering_ = Numbering::Unknown;
  int64_t automatic_ = 0;
};

}  // namespace

bool FormatParser::next(FormatPiece* piece, bool* done) {
  *piece = FormatPiece();
  *done = at_ >= text_.size;
  if (*done) return true;
  size_t start = at_;
  char32_t c = 0;
  bool brace = false;
  while (at_ < text_.size && !brace) {
    c = text_[at_++];
    brace = c == '{' || c == '}';
  }
  bool atEnd = at_ >= text_.size;
  size_t end = at_;
  if (brace) {
    if (c == '}' && (atEnd || text_[at_] != c)) return raise(thread_, exc::ValueError, "Single '}' encountered in format string");
    if (c == '{' && atEnd) return raise(thread_, exc::ValueError, "Single '{' encountered in format string");
    if (text_[at_] == c) {  // doubled: the brace itself
      ++at_;
      brace = false;
    } else {
      --end;
    }
  }
  piece->literal = text_.slice(start, end);
  if (!brace) return true;
  piece->hasField = true;
  return parseField(piece);
}

bool FormatParser::parseField(FormatPiece* piece) {
  Thread* t = thread_;
  size_t start = at_;
  char32_t c = 0;
  bool ended = false;
  while (at_ < text_.size && !ended) {
    c = text_[at_++];
    if (c == '{') return raise(t, exc::ValueError, "unexpected '{' in field name");
    if (c == '[') {
      while (at_ < text_.size && text_[at_] != ']') ++at_;
    }
    ended = c == '}' || c == ':' || c == '!';
  }
  if (!ended) return raise(t, exc::ValueError, "expected '}' before end of string");
  piece->field = text_.slice(start, at_ - 1);
  if (c == '}') return true;
  if (c == '!') {
    if (at_ >= text_.size) return raise(t, exc::ValueError, "end of string while looking for conversion specifier");
    piece->conversion = text_[at_++];
    if (at_ < text_.size) {
      c = text_[at_++];
      if (c == '}') return true;
      if (c != ':') return raise(t, exc::ValueError, "expected ':' after conversion specifier");
    }
  }
  size_t specStart = at_;
  for (int depth = 1; at_ < text_.size;) {
    c = text_[at_++];
    if (c == '{') {
      piece->specHasFields = true;
      ++depth;
    } else if (c == '}' && --depth == 0) {
      piece->spec = text_.slice(specStart, at_ - 1);
      return true;
    }
  }
  return raise(t, exc::ValueError, "unmatched '{' in format spec");
}

bool FieldName::first(TextView* name, int64_t* index) {
  while (at_ < text_.size && text_[at_] != '.' && text_[at_] != '[') ++at_;
  *name = text_.slice(0, at_);
  *index = TRY(fieldNumber(thread_, *name));
  return true;
}

bool FieldName::next(bool* isAttribute, TextView* name, int64_t* index, bool* done) {
  Thread* t = thread_;
  *done = at_ >= text_.size;
  if (*done) return true;
  char32_t c = text_[at_++];
  size_t start = at_;
  *index = -1;
  if (c == '.') {
    *isAttribute = true;
    while (at_ < text_.size && text_[at_] != '.' && text_[at_] != '[') ++at_;
    *name = text_.slice(start, at_);
  } else if (c == '[') {
    *isAttribute = false;
    while (at_ < text_.size && text_[at_] != ']') ++at_;
    if (at_ >= text_.size) return raise(t, exc::ValueError, "Missing ']' in format string");
    *name = text_.slice(start, at_++);
    *index = TRY(fieldNumber(t, *name));
  } else {
    return raise(t, exc::ValueError, "Only '.' or '[' may follow ']' in format field specifier");
  }
  if (name->size == 0) return raise(t, exc::ValueError, "Empty attribute in format string");
  return true;
}

// A string without braces is its own result, subclasses included.
static bool hasBraces(const Str* s) {
  return findChar(textOf(s), '{') != base::kNotFound || findChar(textOf(s), '}') != base::kNotFound;
}

// args: self, **kwargs, then the values of *args.
Value strFormat(Thread* t, Value* args, size_t argc) {
  if (!hasBraces(args[0].as<Str>())) return args[0];
  StrBuilder out(t);
  Formatter formatter(t, args + 2, argc - 2, args[1]);
  TRY(formatter.formatPy(textOf(args[0].as<Str>()), 2, &out));
  return Value(TRY(out.finish()));
}

Value strFormatMap(Thread* t, Value* args, size_t) {
  if (!hasBraces(args[0].as<Str>())) return args[0];
  StrBuilder out(t);
  Formatter formatter(t, nullptr, 0, args[1]);
  TRY(formatter.formatPy(textOf(args[0].as<Str>()), 2, &out));
  return Value(TRY(out.finish()));
}

Value strDunderFormat(Thread* t, Value* args, size_t) {
  auto self = args[0].as<Str>();
  auto text = dynCast<Str>(args[1]);
  if (!text) return raise(t, exc::TypeError, "__format__() argument must be str, not {}", argumentTypeName(args[1]));
  if (text->length == 0) return isExactStr(args[0]) ? args[0] : Value(TRY(strPy(t, args[0])));
  return Value(TRY(formatStr(t, self, textOf(text))));
}

}  // namespace typhon

// The _csv module: dialects, reader, writer.
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/object/record.h"
#include "runtime/ops/ops.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon {

enum CsvQuoting : int { kQuoteMinimal, kQuoteAll, kQuoteNonNumeric, kQuoteNone, kQuoteStrings, kQuoteNotNull };
constexpr char32_t kNotSet = 0xFFFFFFFF;

struct CsvDialect : Record {
  static constexpr uint32_t kValues = 4;
  Value doubleQuote, skipInitialSpace, strict;  // bools
  Value lineTerminator;                         // str
  char32_t delimiter, quote, escape;            // kNotSet: none
  int quoting;
};

struct CsvReader : Record {
  static constexpr uint32_t kValues = 3;
  Value input;
  Value dialect;
  Value lineNumber;
};

struct CsvWriter : Record {
  static constexpr uint32_t kValues = 2;
  Value write;
  Value dialect;
};

namespace {

Type *csvError, *dialectType, *readerType, *writerType;
Dict* dialects;
int64_t fieldLimit = 128 * 1024;

// --- dialects

Value dialectNamed(Thread* t, Value name) {
  Value d = TRY(dictGetPy(t, dialects, name));
  if (d.isUnbound()) return raise(t, csvError, "unknown dialect");
  return d;
}

bool setChar(Thread* t, const char* name, Value v, char32_t* out, char32_t ifAbsent, bool orNone) {
  if (v.isUnbound()) {
    *out = ifAbsent;
    return true;
  }
  if (orNone && v.isNone()) {
    *out = kNotSet;
    return true;
  }
  auto* s = dynCast<Str>(v);
  if (!s) return raise(t, exc::TypeError, "\"{}\" must be string{}, not {}", name, orNone ? " or None" : "", typeName(v));
  if (s->length != 1) return raise(t, exc::TypeError, "\"{}\" must be a 1-character string", name);
  *out = s->at(0);
  return true;
}

enum DialectArguments {
  kCls,
  kDialect,
  kDelimiter,
  kDoubleQuote,
  kEscapeChar,
  kLineTerminator,
  kQuoteChar,
  kQuotingArgument,
  kSkipInitialSpace,
  kStrict
};
constexpr const char* kDialectNames[] = {"delimiter", "doublequote", "escapechar",       "lineterminator",
                                         "quotechar", "quoting",     "skipinitialspace", "strict"};

Value dialectNew(Thread* t, Value* args, size_t) {
  auto* cls = args[kCls].as<Type>();
  Value dialect = args[kDialect];
  if (!dialect.isUnbound()) {
    if (isa<Str>(dialect)) dialect = TRY(dialectNamed(t, dialect));
    bool nothingElse = true;
    for (int i = kDelimiter; i <= kStrict; ++i) nothingElse &= args[i].isUnbound();
    if (nothingElse && isInstance(dialect, dialectType)) return dialect;
    for (int i = kDelimiter; i <= kStrict; ++i) {
      if (!args[i].isUnbound()) continue;
      Str* name = TRY(internStr(t, kDialectNames[i - kDelimiter]));
      Value v = getAttrPy(t, dialect, name);
      if (v.isError()) {
        clearPending(t);
      } else {
        args[i] = v;
      }
    }
  }
  auto* d = TRY(makeRecord<CsvDialect>(t, cls));
  TRY(setChar(t, "delimiter", args[kDelimiter], &d->delimiter, ',', false));
  d->doubleQuote = args[kDoubleQuote].isUnbound() ? Value::boolean(true) : Value::boolean(TRY(truthPy(t, args[kDoubleQuote])));
  TRY(setChar(t, "escapechar", args[kEscapeChar], &d->escape, kNotSet, true));

  Value terminator = args[kLineTerminator];
  if (terminator.isUnbound()) {
    d->lineTerminator = Value(TRY(internStr(t, "\r\n")));
  } else if (isa<Str>(terminator)) {
    d->lineTerminator = terminator;
  } else if (!terminator.isNone()) {
    return raise(t, exc::TypeError, "\"lineterminator\" must be a string");
  }
  writeBarrier(d);
  TRY(setChar(t, "quotechar", args[kQuoteChar], &d->quote, '"', true));
  d->quoting = kQuoteMinimal;
  if (!args[kQuotingArgument].isUnbound()) {
    Value quoting = args[kQuotingArgument];
    if (!isExactInt(quoting)) return raise(t, exc::TypeError, "\"quoting\" must be an integer");
    int64_t number = TRY(toInt64(t, quoting, "int"));
    if (number < INT32_MIN || number > INT32_MAX) return raise(t, exc::OverflowError, "Python int too large to convert to C int");
    d->quoting = static_cast<int>(number);
  }
  d->skipInitialSpace =
      args[kSkipInitialSpace].isUnbound() ? Value::boolean(false) : Value::boolean(TRY(truthPy(t, args[kSkipInitialSpace])));
  d->strict = args[kStrict].isUnbound() ? Value::boolean(false) : Value::boolean(TRY(truthPy(t, args[kStrict])));
  if (d->quoting < kQuoteMinimal || d->quoting > kQuoteNotNull) return raise(t, exc::TypeError, "bad \"quoting\" value");
  if (d->delimiter == kNotSet) return raise(t, exc::TypeError, "\"delimiter\" must be a 1-character string");
  if (args[kQuoteChar].isNone() && args[kQuotingArgument].isUnbound()) d->quoting = kQuoteNone;
  if (d->quoting != kQuoteNone && d->quote == kNotSet)
    return raise(t, exc::TypeError, "quotechar must be set if quoting enabled");
  if (d->lineTerminator.isUnbound()) return raise(t, exc::TypeError, "lineterminator must be set");
  return d;
}

Value charValue(Thread* t, char32_t c) {
  if (c == kNotSet) return Value::none();
  return TRY(makeStrFromCodePoint(t, c));
}
Value getDelimiter(Thread* t, Value self) { return charValue(t, self.as<CsvDialect>()->delimiter); }
Value getEscape(Thread* t, Value self) { return charValue(t, self.as<CsvDialect>()->escape); }
Value getQuote(Thread* t, Value self) { return charValue(t, self.as<CsvDialect>()->quote); }
Value getQuoting(Thread*, Value self) { return Value::smallInt(self.as<CsvDialect>()->quoting); }
Value getLineTerminator(Thread*, Value self) { return self.as<CsvDialect>()->lineTerminator; }
Value dialectReduce(Thread* t, Value* args, size_t) {
  return raise(t, exc::TypeError, "cannot pickle '{}' instances", typeOf(args[0])->name->ascii());
}

// Dialect(dialect, **kwargs)
Value callDialectPy(Thread* t, Value dialect, Value keywords) {
  Tuple* positional = emptyTuple();
  if (!dialect.isUnbound()) positional = TRY(makeTuple(t, {dialect}));
  return callExPy(t, Value(dialectType), positional, keywords.as<Dict>());
}

// Checks `f(first, dialect=...)`; args[0] is the dict of keywords, positional arguments follow. "dialect" may be a keyword too.
bool firstAndDialect(Thread* t, Value* args, size_t argc, Value* first, Value* dialect) {
  size_t given = argc - 1;
  if (given < 1) return raise(t, exc::TypeError, " expected at least 1 argument, got 0");
  if (given > 2) return raise(t, exc::TypeError, " expected at most 2 arguments, got {}", given);
  *first = args[1];
  *dialect = given > 1 ? args[2] : Value::unbound();
  return true;
}

Value registerDialect(Thread* t, Value* args, size_t argc) {
  Value name, dialect;
  TRY(firstAndDialect(t, args, argc, &name, &dialect));
  if (!isa<Str>(name)) return raise(t, exc::TypeError, "dialect name must be a string");
  Value made = TRY(callDialectPy(t, dialect, args[0]));
  TRY(dictSetPy(t, dialects, name, made));
  return Value::none();
}
Value unregisterDialect(Thread* t, Value* args, size_t) {
  int removed = dictDeletePy(t, dialects, args[0]);
  if (removed < 0) return Value::error();
  if (!removed) return raise(t, csvError, "unknown dialect");
  return Value::none();
}
Value getDialect(Thread* t, Value* args, size_t) { return dialectNamed(t, args[0]); }
Value listDialects(Thread* t, Value*, size_t) { return TRY(toListPy(t, Value(dialects))); }
Value fieldSizeLimit(Thread* t, Value* args, size_t) {
  int64_t old = fieldLimit;
  if (!args[0].isUnbound()) {
    if (!isExactInt(args[0])) return raise(t, exc::TypeError, "limit must be an integer");
    fieldLimit = TRY(toInt64(t, args[0]));
  }
  return makeInt(t, old);
}

// --- reader

enum class State : uint8_t {
  StartRecord,
  StartField,
  EscapedChar,
  InField,
  InQuotedField,
  EscapeInQuotedField,
  QuoteInQuotedField,
  EatLineEnd,
  AfterEscapedLineEnd,
};
constexpr char32_t kEndOfLine = 0xFFFFFFFE;

// One record being read, possibly from several lines.
class Record {
 public:
  Record(Thread* t, CsvDialect* d) : t_(t), d_(d), field_(t) {}
  bool start() {
    fields_ = makeList(t_);
    return fields_ != nullptr;
  }
  List* fields() const { return fields_; }
  bool complete() const { return state_ == State::StartRecord; }
  // Whether the input ended within a field.
  bool unfinished() const { return field_.length() || state_ == State::InQuotedField; }
  bool savePy() {
    Str* text = TRY(field_.finish());
    field_.buffer().clear();
    Value v = text;
    if (numeric_) {
      numeric_ = false;
      v = TRY(callPy(t_, Value(types::float_), {v}));
    }
    return listAppend(t_, fields_, v);
  }

  template <class Ch>
  bool linePy(const Ch* s, size_t length) {
    for (size_t i = 0; i < length;) {
      // Runs of ordinary characters at once.
      if (state_ == State::InField || state_ == State::InQuotedField) {
        size_t end = i;
        if (state_ == State::InField) {
          while (end < length && s[end] != d_->delimiter && s[end] != '\n' && s[end] != '\r' && s[end] != d_->escape) ++end;
        } else {
          while (end < length && s[end] != d_->quote && s[end] != d_->escape) ++end;
        }
        if (end > i) {
          if (static_cast<int64_t>(field_.length() + end - i) > fieldLimit) return tooLarge();
          field_.buffer().append(TextView(s + i, end - i, sizeof(Ch)));
          i = end;
          continue;
        }
      }
      TRY(charPy(s[i++]));
    }
    return charPy(kEndOfLine);
  }

 private:
  bool tooLarge() { return raise(t_, csvError, "field larger than field limit ({})", fieldLimit); }
  bool add(char32_t c) {
    if (static_cast<int64_t>(field_.length()) >= fieldLimit) return tooLarge();
    field_.buffer().append(c);
    return true;
  }
  static bool isLineEnd(char32_t c) { return c == '\n' || c == '\r' || c == kEndOfLine; }
  bool endFieldPy(char32_t c) {
    TRY(savePy());
    state_ = c == kEndOfLine ? State::StartRecord : State::EatLineEnd;
    return true;
  }
  bool quotes(char32_t c) const { return c == d_->quote && d_->quoting != kQuoteNone; }

  bool charPy(char32_t c) {
    switch (state_) {
      case State::StartRecord:
        if (c == kEndOfLine) return true;  // an empty line
        if (isLineEnd(c)) {
          state_ = State::EatLineEnd;
          return true;
        }
        state_ = State::StartField;
        [[fallthrough]];
      case State::StartField:
        if (isLineEnd(c)) return endFieldPy(c);
        if (quotes(c)) {
          state_ = State::InQuotedField;
        } else if (c == d_->escape) {
          state_ = State::EscapedChar;
        } else if (c == ' ' && d_->skipInitialSpace.isTrue()) {
          return true;
        } else if (c == d_->delimiter) {
          return savePy();
        } else {
          if (d_->quoting == kQuoteNonNumeric) numeric_ = true;
          state_ = State::InField;
          return add(c);
        }
        return true;
      case State::EscapedChar:
        if (c == '\n' || c == '\r') {
          state_ = State::AfterEscapedLineEnd;
          return add(c);
        }
        state_ = State::InField;
        return add(c == kEndOfLine ? '\n' : c);
      case State::AfterEscapedLineEnd:
        if (c == kEndOfLine) return true;
        [[fallthrough]];
      case State::InField:
        if (isLineEnd(c)) return endFieldPy(c);
        if (c == d_->escape) {
          state_ = State::EscapedChar;
          return true;
        }
        if (c == d_->delimiter) {
          state_ = State::StartField;
          return savePy();
        }
        state_ = State::InField;
        return add(c);
      case State::InQuotedField:
        if (c == kEndOfLine) return true;
        if (c == d_->escape) {
          state_ = State::EscapeInQuotedField;
        } else if (quotes(c)) {
          state_ = d_->doubleQuote.isTrue() ? State::QuoteInQuotedField : State::InField;
        } else {
          return add(c);
        }
        return true;
      case State::EscapeInQuotedField:
        state_ = State::InQuotedField;
        return add(c == kEndOfLine ? '\n' : c);
      case State::QuoteInQuotedField:
        if (quotes(c)) {
          state_ = State::InQuotedField;
          return add(c);
        }
        if (c == d_->delimiter) {
          state_ = State::StartField;
          return savePy();
        }
        if (isLineEnd(c)) return endFieldPy(c);
        if (!d_->strict.isTrue()) {
          state_ = State::InField;
          return add(c);
        }
        return raise(t_, csvError, "'{}' expected after '{}'", text(d_->delimiter), text(d_->quote));
      case State::EatLineEnd:
        if (c == '\n' || c == '\r') return true;
        if (c == kEndOfLine) {
          state_ = State::StartRecord;
          return true;
        }
        return raise(t_, csvError,
                     "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?");
    }
    return true;
  }
  static std::string text(char32_t c) { return toUtf8(TextView(&c, 1, 4)); }

  Thread* t_;
  CsvDialect* d_;
  List* fields_ = nullptr;
  StrBuilder field_;
  State state_ = State::StartRecord;
  bool numeric_ = false;
};

Value readerNew(Thread* t, Value* args, size_t argc) {
  Value iterable, dialect;
  TRY(firstAndDialect(t, args, argc, &iterable, &dialect));
  Value iterator = TRY(iterPy(t, iterable));
  Value made = TRY(callDialectPy(t, dialect, args[0]));
  auto* r = TRY(makeRecord<CsvReader>(t, readerType));
  r->input = iterator;
  r->dialect = made;
  r->lineNumber = Value::smallInt(0);
  writeBarrier(r);
  return r;
}

Value readerNext(Thread* t, Value self) {
  auto* r = self.as<CsvReader>();
  Record record(t, r->dialect.as<CsvDialect>());
  TRY(record.start());
  do {
    Value line = TRY(nextPy(t, r->input));
    if (line.isUnbound()) {
      if (!record.unfinished()) return Value::unbound();
      if (r->dialect.as<CsvDialect>()->strict.isTrue()) return raise(t, csvError, "unexpected end of data");
      TRY(record.savePy());
      break;
    }
    auto* s = dynCast<Str>(line);
    if (!s) {
      return raise(t, csvError, "iterator should return strings, not {} (the file should be opened in text mode)",
                   typeName(line));
    }
    r->lineNumber = Value::smallInt(r->lineNumber.asSmallInt() + 1);
    TRY(withText(textOf(s), [&](auto* data) { return record.linePy(data, s->length); }));
  } while (!record.complete());
  return record.fields();
}

// --- writer

class Row {
 public:
  Row(Thread* t, CsvDialect* d) : t_(t), d_(d), builder_(t), out_(builder_.buffer()) {}

  // Adds a field; null stands for nothing.
  bool field(const Str* s, bool quoted) {
    if (fields_++) out_.append(d_->delimiter);
    if (!s || !s->length) {
      if (quoted) {
        out_.append(d_->quote);
        out_.append(d_->quote);
      }
      return true;
    }
    return withText(textOf(s), [&](auto* data) { return fieldText(data, s->length, quoted); });
  }
  size_t fields() const { return fields_; }
  bool empty() const { return out_.size() == 0; }
  void dropField() { --fields_; }
  Str* finish() {
    out_.append(textOf(d_->lineTerminator.as<Str>()));
    return builder_.finish();
  }

 private:
  bool special(char32_t c) const {
    if (c == d_->delimiter || c == d_->escape || c == d_->quote) return true;
    TextView terminator = textOf(d_->lineTerminator.as<Str>());
    for (size_t i = 0; i < terminator.size; ++i)
      if (terminator[i] == c) return true;
    return false;
  }

  template <class Ch>
  bool fieldText(const Ch* s, size_t length, bool quoted) {
    size_t first = 0;
    while (first < length && !special(s[first])) ++first;
    if (first == length && !quoted) {
      out_.append(TextView(s, length, sizeof(Ch)));
      return true;
    }
    // Whether any character asks for quotes has to be known before the first is written.
    bool none = d_->quoting == kQuoteNone;
    for (size_t i = first; !none && !quoted && i < length; ++i) {
      char32_t c = s[i];
      if (!special(c)) continue;
      bool escaped = c == d_->quote ? !d_->doubleQuote.isTrue() : c == d_->escape;
      quoted = !escaped;
    }
    if (quoted) out_.append(d_->quote);
    out_.append(TextView(s, first, sizeof(Ch)));
    for (size_t i = first; i < length; ++i) {
      char32_t c = s[i];
      if (special(c)) {
        bool escape = none;
        if (!none && c == d_->quote) {
          if (d_->doubleQuote.isTrue()) {
            out_.append(d_->quote);
          } else {
            escape = true;
          }
        } else if (!none && c == d_->escape) {
          escape = true;
        }
        if (escape) {
          if (d_->escape == kNotSet) return raise(t_, csvError, "need to escape, but no escapechar set");
          out_.append(d_->escape);
        }
      }
      out_.append(c);
    }
    if (quoted) out_.append(d_->quote);
    return true;
  }

  Thread* t_;
  CsvDialect* d_;
  StrBuilder builder_;
  TextBuffer& out_;
  size_t fields_ = 0;
};

bool isNumber(Value v) {
  if (isInt(v) || isFloat(v)) return true;
  const Slots& slots = typeOf(v)->slots;
  return slots.index || slots.toInt || slots.toFloat || isa<Complex>(v);
}

Value writeRowPy(Thread* t, CsvWriter* w, Value sequence) {
  Iteration it(t);
  if (!typeOf(sequence)->slots.iter && !typeOf(sequence)->slots.getItem)
    return raise(t, csvError, "iterable expected, not {}", typeName(sequence));
  if (!it.startPy(sequence)) {
    if (pendingIs(t, exc::TypeError)) {
      clearPending(t);
      return raise(t, csvError, "iterable expected, not {}", typeName(sequence));
    }
    return Value::error();
  }
  auto* d = w->dialect.as<CsvDialect>();
  Row row(t, d);
  while (true) {
    Value field = TRY(it.nextPy());
    if (field.isUnbound()) break;
    bool quoted = false;
    switch (d->quoting) {
      case kQuoteNonNumeric:
        quoted = !isNumber(field);
        break;
      case kQuoteAll:
        quoted = true;
        break;
      case kQuoteStrings:
        quoted = isa<Str>(field);
        break;
      case kQuoteNotNull:
        quoted = !field.isNone();
        break;
      default:
        break;
    }
    if (auto* s = dynCast<Str>(field)) {
      TRY(row.field(s, quoted));
    } else if (field.isNone()) {
      TRY(row.field(nullptr, quoted));
    } else {
      Str* shown = TRY(strPy(t, field));
      TRY(row.field(shown, quoted));
    }
  }
  if (row.fields() && row.empty()) {
    // A record that is one empty field would look like no record.
    if (d->quoting == kQuoteNone) return raise(t, csvError, "single empty field record must be quoted");
    row.dropField();
    TRY(row.field(nullptr, true));
  }
  Str* text = TRY(row.finish());
  return callPy(t, w->write, {Value(text)});
}

Value writeRow(Thread* t, Value* args, size_t) { return writeRowPy(t, args[0].as<CsvWriter>(), args[1]); }
Value writeRows(Thread* t, Value* args, size_t) {
  Iteration it(t);
  if (!it.startPy(args[1])) return Value::error();
  while (true) {
    Value row = TRY(it.nextPy());
    if (row.isUnbound()) return Value::none();
    TRY(writeRowPy(t, args[0].as<CsvWriter>(), row));
  }
}

Value writerNew(Thread* t, Value* args, size_t argc) {
  Value output, dialect;
  TRY(firstAndDialect(t, args, argc, &output, &dialect));
  Str* name = TRY(internStr(t, "write"));
  Value write = TRY(findAttrPy(t, output, name));
  if (write.isUnbound() || !isCallable(write)) return raise(t, exc::TypeError, "argument 1 must have a \"write\" method");
  Value made = TRY(callDialectPy(t, dialect, args[0]));
  auto* w = TRY(makeRecord<CsvWriter>(t, writerType));
  w->write = write;
  w->dialect = made;
  writeBarrier(w);
  return w;
}

const NativeDef kDialectNew = {
    "__new__",
    "(cls, dialect=<absent>, delimiter=<absent>, doublequote=<absent>, escapechar=<absent>, lineterminator=<absent>, "
    "quotechar=<absent>, quoting=<absent>, skipinitialspace=<absent>, strict=<absent>)",
    dialectNew, nullptr};
const NativeDef kDialectMethods[] = {
    {"__reduce__", "(self, /)", dialectReduce, "raises an exception to avoid pickling"},
    {"__reduce_ex__", "(self, protocol, /)", dialectReduce, "raises an exception to avoid pickling"}};
const GetSetDef kDialectGetSets[] = {{"delimiter", getDelimiter, nullptr, nullptr},
                                     {"escapechar", getEscape, nullptr, nullptr},
                                     {"lineterminator", getLineTerminator, nullptr, nullptr},
                                     {"quotechar", getQuote, nullptr, nullptr},
                                     {"quoting", getQuoting, nullptr, nullptr}};
const MemberDef kDialectMembers[] = {
    {"skipinitialspace", offsetof(CsvDialect, skipInitialSpace), MemberDef::kReadOnly, nullptr},
    {"doublequote", offsetof(CsvDialect, doubleQuote), MemberDef::kReadOnly, nullptr},
    {"strict", offsetof(CsvDialect, strict), MemberDef::kReadOnly, nullptr},
};
const TypeSpec kDialectSpec = {.name = "_csv.Dialect",
                               .kind = kRecordKind,
                               .flags = kBaseType,
                               .methods = kDialectMethods,
                               .getsets = kDialectGetSets,
                               .members = kDialectMembers,
                               .create = &kDialectNew,
                               .doc = "CSV dialect\n\nThe Dialect type records CSV dialect options."};

const MemberDef kReaderMembers[] = {{"dialect", offsetof(CsvReader, dialect), MemberDef::kReadOnly, nullptr},
                                    {"line_num", offsetof(CsvReader, lineNumber), MemberDef::kReadOnly, nullptr}};
const TypeSpec kReaderSpec = {.name = "_csv.reader",
                              .kind = kRecordKind,
                              .flags = kDisallowNew,
                              .slots = {.iter = selfIter, .next = readerNext},
                              .members = kReaderMembers,
                              .doc = "Reads rows from lines of CSV text.\n"};

const NativeDef kWriterMethods[] = {
    {"writerow", "(self, row, /)", writeRow,
     "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields."},
    {"writerows", "(self, rows, /)", writeRows,
     "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file."},
};
const MemberDef kWriterMembers[] = {{"dialect", offsetof(CsvWriter, dialect), MemberDef::kReadOnly, nullptr}};
const TypeSpec kWriterSpec = {.name = "_csv.writer",
                              .kind = kRecordKind,
                              .flags = kDisallowNew,
                              .methods = kWriterMethods,
                              .members = kWriterMembers,
                              .doc = "Writes rows as lines of CSV text.\n"};

const NativeDef kFunctions[] = {
    {"reader", "(*args, **kwargs)", readerNew,
     "csv_reader = reader(iterable [, dialect='excel']\n                        [optional keyword args])\n\nThe \"iterable\" "
     "argument can be "
     "any object that returns a line\nof input for each iteration, such as a file object or a list."},
    {"writer", "(*args, **kwargs)", writerNew,
     "csv_writer = csv.writer(fileobj [, dialect='excel']\n                            [optional keyword args])\n\nThe "
     "\"fileobj\" argument can "
     "be any object that supports the file API."},
    {"list_dialects", "()", listDialects, "Return a list of all known dialect names."},
    {"register_dialect", "(*args, **kwargs)", registerDialect, "Create a mapping from a string name to a dialect class."},
    {"unregister_dialect", "(name)", unregisterDialect, "Delete the name/dialect mapping associated with a string name."},
    {"get_dialect", "(name)", getDialect, "Return the dialect instance associated with name."},
    {"field_size_limit", "(new_limit=<absent>)", fieldSizeLimit, "Sets an upper limit on parsed fields."},
};

const IntConstant kConstants[] = {{"QUOTE_MINIMAL", kQuoteMinimal},       {"QUOTE_ALL", kQuoteAll},
                                  {"QUOTE_NONNUMERIC", kQuoteNonNumeric}, {"QUOTE_NONE", kQuoteNone},
                                  {"QUOTE_STRINGS", kQuoteStrings},       {"QUOTE_NOTNULL", kQuoteNotNull}};

bool init(Thread* t, Module* m) {
  for (Type** type : {&csvError, &dialectType, &readerType, &writerType}) addRoot(type);
  addRoot(&dialects);
  dialects = TRY(makeDict(t));
  csvError = TRY(moduleAddException(t, m, "_csv.Error"));
  dialectType = TRY(moduleAddType(t, m, kDialectSpec));
  readerType = TRY(makeNativeType(t, kReaderSpec));
  writerType = TRY(makeNativeType(t, kWriterSpec));
  return moduleSet(t, m, "Reader", Value(readerType)) && moduleSet(t, m, "Writer", Value(writerType)) &&
         moduleSet(t, m, "_dialects", Value(dialects)) && moduleSetText(t, m, "__version__", "1.0") &&
         moduleSetInts(t, m, kConstants);
}

}  // namespace

extern const ModuleSpec csvModule = {"_csv", kFunctions, "CSV parsing and writing.\n", init};

}  // namespace typhon

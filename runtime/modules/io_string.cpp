// StringIO: a text stream in memory.
#include "runtime/modules/io_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/tuple.h"

namespace typhon {

size_t sizeOf_StringIO(const Object*) { return sizeof(StringIO); }
void trace_StringIO(Object* o, Tracer& tracer) {
  auto s = static_cast<StringIO*>(o);
  tracer.visit(s->decoder);
  tracer.visit(s->newline);
  tracer.visit(s->readNewline);
}

namespace {

void dropText(StringIO* s) {
  delete s->text;
  s->text = nullptr;
  addExternalBytes(-s->counted);
  s->counted = 0;
}

}  // namespace

void dispose_StringIO(Object* o) { dropText(static_cast<StringIO*>(o)); }

namespace {

StringIO* stream(Value v) { return v.as<StringIO>(); }

bool checkOpen(Thread* t, StringIO* s) {
  if (!s->text && !s->closed) return raise(t, exc::ValueError, "I/O operation on uninitialized object");
  return !s->closed || raise(t, exc::ValueError, "I/O operation on closed file");
}

int64_t size(StringIO* s) { return static_cast<int64_t>(s->text->size()); }

Value textValue(Thread* t, TextView text) { return Value(TRY(makeStr(t, text))); }

bool writeText(Thread* t, StringIO* s, Str* text) {
  if (!s->decoder.isNone()) {
    text = TRY(decodeNewlinesPy(t, s->decoder.as<NewlineDecoder>(), text, true));
  }
  if (auto newline = dynCast<Str>(s->newline)) {
    Value replaced = TRY(callMethodPy(t, text, names::replace, {Value(TRY(makeStrFromCodePoint(t, '\n'))), Value(newline)}));
    text = replaced.as<Str>();
  }
  if (!s->text) return checkOpen(t, s);
  if (text->length == 0) return true;
  int64_t end = s->position + static_cast<int64_t>(text->length);
  if (end > (int64_t{1} << 44)) return raise(t, exc::OverflowError, "new position too large");
  TextBuffer& buffer = *s->text;
  TextView view = textOf(text);
  if (s->position > size(s)) buffer.appendRepeated(0, static_cast<size_t>(s->position - size(s)));
  size_t over = static_cast<size_t>(size(s) - s->position);  // characters that are written over
  if (over > view.size) over = view.size;
  if (over) {
    // Nothing is added, but the buffer may have to widen.
    if (view.width > buffer.width()) (void)buffer.reserve(0, widestInText(view));
    if (buffer.failed()) return raiseMemory(t);
    TextView place = buffer.view().slice(static_cast<size_t>(s->position), static_cast<size_t>(s->position) + over);
    copyText(const_cast<void*>(place.data), place.width, view.slice(0, over));
  }
  buffer.append(view.slice(over, view.size));
  if (buffer.failed()) return raiseMemory(t);
  int64_t bytes = size(s) * buffer.width();
  if (bytes > s->counted + 4096) {
    addExternalBytes(bytes - s->counted);
    s->counted = bytes;
  }
  s->position = end;
  return true;
}

// Where the line that starts at `from` ends (at most at `end`).
int64_t lineEnd(StringIO* s, int64_t from, int64_t end) {
  TextView p = s->text->view();
  Str* newline = s->readUniversal ? nullptr : dynCast<Str>(s->readNewline);
  bool anyEnd = s->readUniversal && !s->readTranslate;
  if (!anyEnd && (!newline || newline->length == 1)) {
    char32_t wanted = newline ? newline->at(0) : U'\n';
    size_t at = findChar(p.slice(static_cast<size_t>(from), static_cast<size_t>(end)), wanted);
    return at == base::kNotFound ? end : from + static_cast<int64_t>(at) + 1;
  }
  for (int64_t i = from; i < end; ++i) {
    char32_t c = p[static_cast<size_t>(i)];
    if (newline) {
      if (c != newline->at(0)) continue;
      if (newline->length == 1) return i + 1;
      if (i + 1 < size(s) && p[static_cast<size_t>(i + 1)] == newline->at(1)) return i + 2 <= end ? i + 2 : end;
    } else if (c == '\n') {
      return i + 1;
    } else if (anyEnd && c == '\r') {
      return i + 1 < end && p[static_cast<size_t>(i + 1)] == '\n' ? i + 2 : i + 1;
    }
  }
  return end;
}

Value takeLine(Thread* t, StringIO* s, int64_t limit) {
  int64_t start = s->position, end = size(s);
  if (start >= end) return Value(TRY(makeStr(t, std::string_view())));
  if (limit >= 0 && limit < end - start) end = start + limit;
  end = lineEnd(s, start, end);
  s->position = end;
  return textValue(t, s->text->view().slice(static_cast<size_t>(start), static_cast<size_t>(end)));
}

Value readMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkOpen(t, s));
  int64_t n = TRY(sizeArgumentPy(t, args[1]));
  int64_t start = s->position, left = size(s) - start;
  if (left < 0) left = 0;
  if (n < 0 || n > left) n = left;
  if (n == 0) return Value(TRY(makeStr(t, std::string_view())));
  s->position += n;
  return textValue(t, s->text->view().slice(static_cast<size_t>(start), static_cast<size_t>(start + n)));
}

Value readLineMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkOpen(t, s));
  int64_t limit = TRY(sizeArgumentPy(t, args[1]));
  return takeLine(t, s, limit);
}

Value nextSlot(Thread* t, Value self) {
  TRY(checkOpen(t, stream(self)));
  if (typeOf(self) != io::stringIO) return nextLinePy(t, self);
  Value line = TRY(takeLine(t, stream(self), -1));
  return line.as<Str>()->length ? line : Value::unbound();
}

Value writeMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkOpen(t, s));
  auto text = dynCast<Str>(args[1]);
  if (!text) return raise(t, exc::TypeError, "string argument expected, got '{}'", typeName(args[1]));
  TRY(writeText(t, s, text));
  return Value::smallInt(static_cast<int64_t>(text->length));
}

Value getValue(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  return textValue(t, stream(args[0])->text->view());
}

Value tellMethod(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  return makeInt(t, stream(args[0])->position);
}

Value truncateMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkOpen(t, s));
  int64_t n = args[1].isNone() ? s->position : TRY(sizeArgumentPy(t, args[1]));
  if (n < 0) return raise(t, exc::ValueError, "Negative size value {}", n);
  if (n < size(s)) s->text->truncate(static_cast<size_t>(n));
  return makeInt(t, n);
}

Value seekMethod(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  TRY(checkOpen(t, s));
  int64_t position = TRY(countArgumentPy(t, args[1]));
  int whence = TRY(intArgumentPy(t, args[2]));
  if (whence < 0 || whence > 2) return raise(t, exc::ValueError, "Invalid whence ({}, should be 0, 1 or 2)", whence);
  if (position < 0 && whence == 0) return raise(t, exc::ValueError, "Negative seek position {}", position);
  if (whence != 0 && position != 0) return raise(t, exc::OSError, "Can't do nonzero cur-relative seeks");
  if (whence == 1) position = s->position;
  if (whence == 2) position = size(s);
  s->position = position;
  return makeInt(t, position);
}

Value trueMethod(Thread* t, Value* args, size_t) {
  TRY(checkOpen(t, stream(args[0])));
  return Value::boolean(true);
}

Value closeMethod(Thread*, Value* args, size_t) {
  auto s = stream(args[0]);
  dropText(s);
  s->closed = true;
  return Value::none();
}

Value getState(Thread* t, Value* args, size_t argc) {
  auto s = stream(args[0]);
  Value text = TRY(getValue(t, args, argc));
  Value dict = TRY(instanceDict(t, args[0]));
  if (auto d = dynCast<Dict>(dict)) {
    dict = d->used ? Value(TRY(dictCopy(t, d))) : Value::none();
  } else {
    dict = Value::none();
  }
  return Value(TRY(makeTuple(t, {text, s->readNewline, TRY(makeInt(t, s->position)), dict})));
}

Value stringIOInit(Thread* t, Value* args, size_t);

Value setState(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  // One that is made without __init__, as unpickling does, is initialised here.
  if (s->closed) TRY(checkOpen(t, s));
  auto state = dynCast<Tuple>(args[1]);
  if (!state || state->length < 4) {
    return raise(t, exc::TypeError, "{}.__setstate__ argument should be 4-tuple, got {}", typeName(args[0]), typeName(args[1]));
  }
  if (!isa<Str>(state->items[0]) && !state->items[0].isNone())
    return raise(t, exc::TypeError, "initial_value must be str or None, not {}", typeName(state->items[0]));
  // The text was translated when it was written: it is taken as it is, but for the kinds of newlines that are seen in it.
  Value initArgs[] = {args[0], state->items[0], state->items[1]};
  TRY(stringIOInit(t, initArgs, 3));
  s->text->truncate(0);
  auto text = dynCast<Str>(state->items[0]);
  if (text) s->text->append(textOf(text));
  if (s->text->failed()) return raiseMemory(t);
  if (!isInt(state->items[2])) {
    return raise(t, exc::TypeError, "third item of state must be an integer, got {}", typeName(state->items[2]));
  }
  int64_t position = TRY(toInt64(t, state->items[2], "ssize_t"));
  if (position < 0) return raise(t, exc::ValueError, "position value cannot be negative");
  s->position = position;
  if (!state->items[3].isNone()) {
    if (!isa<Dict>(state->items[3])) {
      return raise(t, exc::TypeError, "fourth item of state should be a dict, got a {}", typeName(state->items[3]));
    }
    Value dict = TRY(instanceDict(t, args[0]));
    if (auto d = dynCast<Dict>(dict)) TRY(dictUpdatePy(t, d, state->items[3]));
  }
  return Value::none();
}

Value getClosed(Thread* t, Value self) {
  if (!stream(self)->text && !stream(self)->closed) return raise(t, exc::ValueError, "I/O operation on uninitialized object");
  return Value::boolean(stream(self)->closed);
}
Value getNewlines(Thread* t, Value self) {
  TRY(checkOpen(t, stream(self)));
  if (stream(self)->decoder.isNone()) return Value::none();
  return newlinesValue(t, stream(self)->decoder.as<NewlineDecoder>()->seen);
}
Value getLineBuffering(Thread* t, Value self) {
  TRY(checkOpen(t, stream(self)));
  return Value::boolean(false);
}

Value stringIONew(Thread* t, Value* args, size_t) {
  auto s = TRY(allocate<StringIO>(t, args[0].as<Type>()));
  s->decoder = s->newline = s->readNewline = Value::none();
  return s;
}

Value stringIOInit(Thread* t, Value* args, size_t) {
  auto s = stream(args[0]);
  Value initial = args[1], newline = args[2];
  if (!newline.isNone() && !isa<Str>(newline))
    return raise(t, exc::TypeError, "newline must be str or None, not {}", typeName(newline));
  auto text = dynCast<Str>(newline);
  if (text && !(text->length == 0 || equals(text, "\n") || equals(text, "\r") || equals(text, "\r\n"))) {
    std::string shown = TRY(reprTextPy(t, newline));
    return raise(t, exc::ValueError, "illegal newline value: {}", shown);
  }
  if (!initial.isNone() && !isa<Str>(initial))
    return raise(t, exc::TypeError, "initial_value must be str or None, not {}", typeName(initial));
  dropText(s);
  s->text = new TextBuffer;
  s->closed = false;
  s->position = 0;
  s->readNewline = newline;
  s->readUniversal = !text || text->length == 0;
  s->readTranslate = !text;
  s->newline = text && text->length && text->at(0) == '\r' ? newline : Value::none();
  s->decoder = Value::none();
  if (s->readUniversal) s->decoder = TRY(makeNewlineDecoder(t, Value::none(), s->readTranslate, Value::none()));
  writeBarrier(s);
  if (isa<Str>(initial)) {
    TRY(writeText(t, s, initial.as<Str>()));
    s->position = 0;
  }
  return Value::none();
}

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", stringIONew, nullptr};
const NativeDef kInit = {"__init__", "(self, initial_value='', newline='\\n')", stringIOInit, nullptr};
const NativeDef kMethods[] = {
    {"close", "(self, /)", closeMethod,
     "Closes the stream; what is tried afterwards raises ValueError. A closed one can be closed again."},
    {"getvalue", "(self, /)", getValue, "Retrieve the entire contents of the object."},
    {"read", "(self, size=-1, /)", readMethod,
     "The next characters, at most size; all that remain if size is negative or left out. '' at the end."},
    {"readline", "(self, size=-1, /)", readLineMethod, "The next line with its line end, '' at the end."},
    {"tell", "(self, /)", tellMethod, "Tell the current file position."},
    {"truncate", "(self, pos=None, /)", truncateMethod,
     "Cuts the contents off at a position, by default the present one, which stays. Returns the size."},
    {"seek", "(self, pos, whence=0, /)", seekMethod,
     "Moves to a position: whence 0 counts from the start, 1 and 2 allow only 0, for the present position and the end. Returns "
     "the new position."},
    {"write", "(self, s, /)", writeMethod, "Writes text and returns the number of characters."},
    {"readable", "(self, /)", trueMethod, "Returns True if the IO object can be read."},
    {"writable", "(self, /)", trueMethod, "Whether the stream can be written to."},
    {"seekable", "(self, /)", trueMethod, "Returns True if the IO object can be seeked."},
    {"__getstate__", "(self, /)", getState, nullptr},
    {"__setstate__", "(self, state, /)", setState, nullptr},
};
const GetSetDef kGetSets[] = {
    {"closed", getClosed, nullptr, nullptr},
    {"newlines", getNewlines, nullptr, nullptr},
    {"line_buffering", getLineBuffering, nullptr, nullptr},
};

constexpr Slots stringIOSlots() {
  Slots s;
  s.next = nextSlot;
  return s;
}

}  // namespace

namespace io {
extern const TypeSpec stringIOSpec = {.name = "_io.StringIO",
                                      .base = &textIOBase,
                                      .kind = Kind::StringIO,
                                      .flags = kBaseType | kHasInstanceDict | kWeakReferable,
                                      .slots = stringIOSlots(),
                                      .methods = kMethods,
                                      .getsets = kGetSets,
                                      .create = &kCreate,
                                      .init = &kInit,
                                      .doc =
                                          "A text stream in memory.\n"
                                          "\n"
                                          "initial_value is what it holds to begin with; newline is that of TextIOWrapper."};
}  // namespace io

}  // namespace typhon

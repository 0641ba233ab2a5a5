// IncrementalNewlineDecoder, and the translation of line ends that text streams share.
#include "runtime/modules/io_internal.h"
#include "runtime/types/tuple.h"

namespace typhon {

size_t sizeOf_NewlineDecoder(const Object*) { return sizeof(NewlineDecoder); }
void trace_NewlineDecoder(Object* o, Tracer& tracer) {
  auto d = static_cast<NewlineDecoder*>(o);
  tracer.visit(d->decoder);
  tracer.visit(d->errors);
}

Str* translateNewlines(Thread* t, Str* text, bool final, bool translate, bool* pendingCr, uint8_t* seen) {
  // A carriage return held back by the last call comes first.
  if (*pendingCr && (final || text->length > 0)) {
    text = TRY(concat(t, TRY(makeStrFromCodePoint(t, '\r')), text));
    *pendingCr = false;
  }
  // One at the end is held back: a line feed may follow.
  if (!final && text->length > 0 && text->at(text->length - 1) == '\r') {
    text = TRY(substring(t, text, 0, text->length - 1));
    *pendingCr = true;
  }
  TextView view = textOf(text);
  size_t cr = findChar(view, '\r');
  if (cr == base::kNotFound) {
    if (!(*seen & kSeenLf) && findChar(view, '\n') != base::kNotFound) *seen |= kSeenLf;
    return text;
  }
  if (*seen != (kSeenCr | kSeenLf | kSeenCrLf)) {
    for (size_t i = 0; i < view.size; ++i) {
      char32_t c = view[i];
      if (c == '\n') {
        *seen |= kSeenLf;
      } else if (c == '\r') {
        bool pair = i + 1 < view.size && view[i + 1] == '\n';
        *seen |= pair ? kSeenCrLf : kSeenCr;
        i += pair;
      }
    }
  }
  if (!translate) return text;
  StrBuilder out(t);
  size_t at = 0;
  while (cr != base::kNotFound) {
    out.buffer().append(view.slice(at, at + cr));
    out.buffer().append(U'\n');
    at += cr + 1;
    if (at < view.size && view[at] == '\n') ++at;
    cr = findChar(view.slice(at, view.size), '\r');
  }
  out.buffer().append(view.slice(at, view.size));
  return out.finish();
}

Value newlinesValue(Thread* t, uint8_t seen) {
  static constexpr const char* kTexts[] = {"\r", "\n", "\r\n"};
  Value found[3];
  size_t count = 0;
  for (int i = 0; i < 3; ++i)
    if (seen >> i & 1) found[count++] = TRY(makeStr(t, kTexts[i]));
  if (count == 0) return Value::none();
  if (count == 1) return found[0];
  return Value(TRY(makeTuple(t, found, count)));
}

NewlineDecoder* makeNewlineDecoder(Thread* t, Value decoder, bool translate, Value errors) {
  auto d = TRY(allocate<NewlineDecoder>(t, io::newlineDecoder));
  d->decoder = decoder;
  d->errors = errors;
  d->translate = translate;
  return d;
}

Str* decodeNewlinesPy(Thread* t, NewlineDecoder* d, Value input, bool final) {
  if (d->decoder.isUnbound()) return raise(t, exc::ValueError, "IncrementalNewlineDecoder.__init__() not called");
  Value output = input;
  if (!d->decoder.isNone()) output = TRY(callNamedPy(t, d->decoder, "decode", {input, Value::boolean(final)}));
  auto text = dynCast<Str>(output);
  if (!text) return raise(t, exc::TypeError, "decoder should return a string result, not '{}'", typeName(output));
  return translateNewlines(t, text, final, d->translate, &d->pendingCr, &d->seen);
}

namespace {

NewlineDecoder* decoder(Value v) { return v.as<NewlineDecoder>(); }

bool checkInitialised(Thread* t, NewlineDecoder* d) {
  if (!d->decoder.isUnbound()) return true;
  return raise(t, exc::ValueError, "IncrementalNewlineDecoder.__init__() not called");
}

Value newlineNew(Thread* t, Value* args, size_t) {
  auto d = TRY(allocate<NewlineDecoder>(t, args[0].as<Type>()));
  d->decoder = d->errors = Value::unbound();
  return d;
}

Value newlineInit(Thread* t, Value* args, size_t) {
  auto d = decoder(args[0]);
  d->translate = TRY(truthPy(t, args[2]));
  d->decoder = args[1];
  d->errors = args[3];
  writeBarrier(d);
  d->seen = 0;
  d->pendingCr = false;
  return Value::none();
}

Value decodeMethod(Thread* t, Value* args, size_t) {
  bool final = TRY(truthPy(t, args[2]));
  return Value(TRY(decodeNewlinesPy(t, decoder(args[0]), args[1], final)));
}

Value getState(Thread* t, Value* args, size_t) {
  auto d = decoder(args[0]);
  TRY(checkInitialised(t, d));
  Value buffer;
  uint64_t flags = 0;
  if (d->decoder.isNone()) {
    buffer = TRY(bytesValue(t, {}));
  } else {
    Value state = TRY(callNamedPy(t, d->decoder, "getstate"));
    auto pair = dynCast<Tuple>(state);
    if (!pair || pair->length != 2 || !isInt(pair->items[1]) || !fitsUint64(pair->items[1], &flags))
      return raise(t, exc::TypeError, "illegal decoder state");
    buffer = pair->items[0];
  }
  return Value(TRY(makeTuple(t, {buffer, TRY(makeUnsigned(t, flags << 1 | (d->pendingCr ? 1 : 0)))})));
}

Value setState(Thread* t, Value* args, size_t) {
  auto d = decoder(args[0]);
  TRY(checkInitialised(t, d));
  auto pair = dynCast<Tuple>(args[1]);
  if (!pair) return raise(t, exc::TypeError, "state argument must be a tuple");
  uint64_t flags;
  if (pair->length != 2 || !isInt(pair->items[1]) || !fitsUint64(pair->items[1], &flags))
    return raise(t, exc::TypeError, "setstate(): illegal state argument");
  d->pendingCr = flags & 1;
  if (d->decoder.isNone()) return Value::none();
  Value inner = TRY(makeTuple(t, {pair->items[0], TRY(makeUnsigned(t, flags >> 1))}));
  return callNamedPy(t, d->decoder, "setstate", {inner});
}

Value resetMethod(Thread* t, Value* args, size_t) {
  auto d = decoder(args[0]);
  TRY(checkInitialised(t, d));
  d->seen = 0;
  d->pendingCr = false;
  if (d->decoder.isNone()) return Value::none();
  return callNamedPy(t, d->decoder, "reset");
}

Value getNewlines(Thread* t, Value self) {
  TRY(checkInitialised(t, decoder(self)));
  return newlinesValue(t, decoder(self)->seen);
}

const NativeDef kCreate = {"__new__", "(cls, /, *args, **kwargs)", newlineNew, nullptr};
const NativeDef kInit = {"__init__", "(self, decoder, translate, errors='strict')", newlineInit, nullptr};
const NativeDef kMethods[] = {
    {"decode", "(self, /, input, final=False)", decodeMethod, nullptr},
    {"getstate", "(self, /)", getState, nullptr},
    {"setstate", "(self, state, /)", setState, nullptr},
    {"reset", "(self, /)", resetMethod, nullptr},
};
const GetSetDef kGetSets[] = {{"newlines", getNewlines, nullptr, nullptr}};

}  // namespace

namespace io {
extern const TypeSpec newlineDecoderSpec = {.name = "_io.IncrementalNewlineDecoder",
                                            .kind = Kind::NewlineDecoder,
                                            .flags = kBaseType,
                                            .methods = kMethods,
                                            .getsets = kGetSets,
                                            .create = &kCreate,
                                            .init = &kInit,
                                            .doc =
                                                "Turns '\\r\\n' and '\\r' into '\\n' (unless translate is false), keeps a line "
                                                "end in one piece, and remembers which kinds came.\n"
                                                "\n"
                                                "Bytes are decoded by the decoder given; without one the input is text."};
}  // namespace io

}  // namespace typhon

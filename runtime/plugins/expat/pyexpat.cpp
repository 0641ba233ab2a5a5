// The pyexpat module, over expat.
#include <expat.h>

#include <string>

#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/modules/native_modules.h"
#include "runtime/ops/ops.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/container_support.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/sequence_args.h"

namespace typhon {
namespace {

enum Handler {
  kStartElement,
  kEndElement,
  kProcessingInstruction,
  kCharacterData,
  kUnparsedEntityDecl,
  kNotationDecl,
  kStartNamespaceDecl,
  kEndNamespaceDecl,
  kComment,
  kStartCdataSection,
  kEndCdataSection,
  kDefault,
  kDefaultExpand,
  kNotStandalone,
  kExternalEntityRef,
  kStartDoctypeDecl,
  kEndDoctypeDecl,
  kEntityDecl,
  kXmlDecl,
  kElementDecl,
  kAttlistDecl,
  kSkippedEntity,
  kHandlers,
};
constexpr const char* kHandlerNames[kHandlers] = {"StartElementHandler",
                                                  "EndElementHandler",
                                                  "ProcessingInstructionHandler",
                                                  "CharacterDataHandler",
                                                  "UnparsedEntityDeclHandler",
                                                  "NotationDeclHandler",
                                                  "StartNamespaceDeclHandler",
                                                  "EndNamespaceDeclHandler",
                                                  "CommentHandler",
                                                  "StartCdataSectionHandler",
                                                  "EndCdataSectionHandler",
                                                  "DefaultHandler",
                                                  "DefaultHandlerExpand",
                                                  "NotStandaloneHandler",
                                                  "ExternalEntityRefHandler",
                                                  "StartDoctypeDeclHandler",
                                                  "EndDoctypeDeclHandler",
                                                  "EntityDeclHandler",
                                                  "XmlDeclHandler",
                                                  "ElementDeclHandler",
                                                  "AttlistDeclHandler",
                                                  "SkippedEntityHandler"};

enum Fields { kHandlerList, kIntern };

struct ParserState : HostState {
  XML_Parser parser = nullptr;
  bool orderedAttributes = false, specifiedAttributes = false, namespacePrefixes = false;
  bool bufferText = false, inCallback = false;
  int64_t bufferSize = 8192;
  std::string buffer;
  // While a parser works: its object and thread, for the callbacks of the C library.
  HostObject* self = nullptr;
  Thread* thread = nullptr;
  ~ParserState() override {
    if (parser) XML_ParserFree(parser);
  }
};

Type *parserType, *expatError;

ParserState* stateOf(Value v) { return v.as<HostObject>()->stateAs<ParserState>(); }
Value& handlerAt(HostObject* self, int index) { return self->fields[kHandlerList].as<List>()->store->items[index]; }

Value textOrNone(Thread* t, const XML_Char* s) {
  if (!s) return Value::none();
  return Value(TRY(makeStr(t, s)));
}
// Names are shared through the parser's dict.
Value internedPy(Thread* t, HostObject* self, const XML_Char* s) {
  Value text = TRY(textOrNone(t, s));
  if (text.isNone() || !isa<Dict>(self->fields[kIntern])) return text;
  return dictSetDefaultPy(t, self->fields[kIntern].as<Dict>(), text, text);
}

// One callback from the C library: calls a handler, and stops the parser when it raises.
class Callback {
 public:
  explicit Callback(void* data) : state_(static_cast<ParserState*>(data)), t(state_->thread), self(state_->self) {}
  bool active() const { return t->pending.isUnbound(); }
  Value intern(const XML_Char* s) { return check(internedPy(t, self, s)); }
  Value text(const XML_Char* s) { return check(textOrNone(t, s)); }
  Value call(Handler handler, std::initializer_list<Value> args) {
    for (Value v : args)
      if (v.isError()) return v;
    if (handler != kCharacterData && !flush()) return Value::error();
    Value f = handlerAt(self, handler);
    if (f.isNone()) return f;
    state_->inCallback = true;
    Value result = callPy(t, f, args);
    state_->inCallback = false;
    return check(result);
  }
  // Gives the collected character data to its handler.
  bool flush() {
    if (state_->buffer.empty()) return true;
    std::string data;
    data.swap(state_->buffer);
    return !call(kCharacterData, {text(data.c_str())}).isError();
  }
  Value check(Value v) {
    if (v.isError()) stop();
    return v;
  }
  void stop() { XML_StopParser(state_->parser, XML_FALSE); }
  ParserState* state() { return state_; }

 private:
  ParserState* state_;

 public:
  Thread* t;
  HostObject* self;
};

void onStartElement(void* data, const XML_Char* name, const XML_Char** attributes) {
  Callback c(data);
  if (!c.active() || !c.flush()) return;
  int count = 0;
  if (c.state()->specifiedAttributes) {
    count = XML_GetSpecifiedAttributeCount(c.state()->parser);
  } else {
    while (attributes[count]) count += 2;
  }
  Value container;
  if (c.state()->orderedAttributes) {
    List* list = makeList(c.t);
    for (int i = 0; list && i < count; ++i) {
      Value v = i % 2 ? c.text(attributes[i]) : c.intern(attributes[i]);
      if (v.isError() || !listAppend(c.t, list, v)) list = nullptr;
    }
    if (!list) return c.stop();
    container = list;
  } else {
    Dict* dict = makeDict(c.t);
    for (int i = 0; dict && i < count; i += 2) {
      Value key = c.intern(attributes[i]), v = c.text(attributes[i + 1]);
      if (key.isError() || v.isError() || !dictSetPy(c.t, dict, key, v)) dict = nullptr;
    }
    if (!dict) return c.stop();
    container = dict;
  }
  c.call(kStartElement, {c.intern(name), container});
}
void onEndElement(void* data, const XML_Char* name) {
  Callback c(data);
  if (c.active()) c.call(kEndElement, {c.intern(name)});
}
void onProcessingInstruction(void* data, const XML_Char* target, const XML_Char* text) {
  Callback c(data);
  if (c.active()) c.call(kProcessingInstruction, {c.intern(target), c.text(text)});
}
void onCharacterData(void* data, const XML_Char* text, int length) {
  Callback c(data);
  if (!c.active()) return;
  std::string_view piece(text, static_cast<size_t>(length));
  ParserState* state = c.state();
  if (state->bufferText) {
    if (static_cast<int64_t>(state->buffer.size() + piece.size()) > state->bufferSize && !c.flush()) return;
    // The handler may have gone meanwhile.
    if (handlerAt(c.self, kCharacterData).isNone()) return;
    if (static_cast<int64_t>(piece.size()) <= state->bufferSize) {
      state->buffer += piece;
      return;
    }
  }
  Str* s = makeStr(c.t, piece);
  if (!s) return c.stop();
  c.call(kCharacterData, {Value(s)});
}
void onUnparsedEntityDecl(void* data, const XML_Char* name, const XML_Char* base, const XML_Char* system, const XML_Char* pub,
                          const XML_Char* notation) {
  Callback c(data);
  if (c.active())
    c.call(kUnparsedEntityDecl, {c.intern(name), c.intern(base), c.intern(system), c.intern(pub), c.intern(notation)});
}
void onNotationDecl(void* data, const XML_Char* name, const XML_Char* base, const XML_Char* system, const XML_Char* pub) {
  Callback c(data);
  if (c.active()) c.call(kNotationDecl, {c.intern(name), c.intern(base), c.intern(system), c.intern(pub)});
}
void onStartNamespaceDecl(void* data, const XML_Char* prefix, const XML_Char* uri) {
  Callback c(data);
  if (c.active()) c.call(kStartNamespaceDecl, {c.intern(prefix), c.intern(uri)});
}
void onEndNamespaceDecl(void* data, const XML_Char* prefix) {
  Callback c(data);
  if (c.active()) c.call(kEndNamespaceDecl, {c.intern(prefix)});
}
void onComment(void* data, const XML_Char* text) {
  Callback c(data);
  if (c.active()) c.call(kComment, {c.text(text)});
}
template <Handler handler>
void onPlain(void* data) {
  Callback c(data);
  if (c.active()) c.call(handler, {});
}
template <Handler handler>
void onDefault(void* data, const XML_Char* text, int length) {
  Callback c(data);
  if (!c.active() || !c.flush()) return;
  Str* s = makeStr(c.t, std::string_view(text, static_cast<size_t>(length)));
  if (!s) return c.stop();
  c.call(handler, {Value(s)});
}
// The int that a handler answers; 0 stops the parser.
int answer(Callback& c, Value v) {
  if (v.isError()) return 0;
  Maybe<int64_t> number = indexInt64Py(c.t, v, exc::OverflowError);
  if (!number.ok()) {
    c.stop();
    return 0;
  }
  return *number != 0;
}
int onNotStandalone(void* data) {
  Callback c(data);
  return c.active() ? answer(c, c.call(kNotStandalone, {})) : 0;
}
int onExternalEntityRef(XML_Parser parser, const XML_Char* context, const XML_Char* base, const XML_Char* system,
                        const XML_Char* pub) {
  Callback c(XML_GetUserData(parser));
  if (!c.active()) return 0;
  return answer(c, c.call(kExternalEntityRef, {c.text(context), c.intern(base), c.intern(system), c.intern(pub)}));
}
void onStartDoctypeDecl(void* data, const XML_Char* name, const XML_Char* system, const XML_Char* pub, int internal) {
  Callback c(data);
  if (c.active()) c.call(kStartDoctypeDecl, {c.intern(name), c.intern(system), c.intern(pub), Value::smallInt(internal)});
}
void onEntityDecl(void* data, const XML_Char* name, int isParameter, const XML_Char* value, int length, const XML_Char* base,
                  const XML_Char* system, const XML_Char* pub, const XML_Char* notation) {
  Callback c(data);
  if (!c.active()) return;
  Value text = Value::none();
  if (value) {
    Str* s = makeStr(c.t, std::string_view(value, static_cast<size_t>(length)));
    if (!s) return c.stop();
    text = s;
  }
  c.call(kEntityDecl, {c.intern(name), Value::smallInt(isParameter), text, c.intern(base), c.intern(system), c.intern(pub),
                       c.intern(notation)});
}
void onXmlDecl(void* data, const XML_Char* version, const XML_Char* encoding, int standalone) {
  Callback c(data);
  if (c.active()) c.call(kXmlDecl, {c.text(version), c.text(encoding), Value::smallInt(standalone)});
}
// (type, quantifier, name, children)
Value modelPy(Callback& c, const XML_Content* model) {
  NativeCall guard(c.t, " in conv_content_model");
  if (!guard.ok()) return Value::error();
  Tuple* children = TRY(makeTuple(c.t, model->numchildren));
  for (unsigned i = 0; i < model->numchildren; ++i) {
    children->items[i] = TRY(modelPy(c, &model->children[i]));
    writeBarrier(children);
  }
  Value name = TRY(c.intern(model->name));
  return TRY(makeTuple(c.t, {Value::smallInt(model->type), Value::smallInt(model->quant), name, Value(children)}));
}
void onElementDecl(void* data, const XML_Char* name, XML_Content* model) {
  Callback c(data);
  if (c.active()) c.call(kElementDecl, {c.intern(name), c.check(modelPy(c, model))});
  XML_FreeContentModel(c.state()->parser, model);
}
void onAttlistDecl(void* data, const XML_Char* element, const XML_Char* attribute, const XML_Char* type, const XML_Char* value,
                   int required) {
  Callback c(data);
  if (c.active())
    c.call(kAttlistDecl, {c.intern(element), c.intern(attribute), c.text(type), c.text(value), Value::smallInt(required)});
}
void onSkippedEntity(void* data, const XML_Char* name, int isParameter) {
  Callback c(data);
  if (c.active()) c.call(kSkippedEntity, {c.intern(name), Value::smallInt(isParameter)});
}

// Connects or disconnects one handler.
void connect(XML_Parser p, int handler, bool on) {
  switch (handler) {
    case kStartElement:
      return XML_SetStartElementHandler(p, on ? onStartElement : nullptr);
    case kEndElement:
      return XML_SetEndElementHandler(p, on ? onEndElement : nullptr);
    case kProcessingInstruction:
      return XML_SetProcessingInstructionHandler(p, on ? onProcessingInstruction : nullptr);
    case kCharacterData:
      return XML_SetCharacterDataHandler(p, on ? onCharacterData : nullptr);
    case kUnparsedEntityDecl:
      return XML_SetUnparsedEntityDeclHandler(p, on ? onUnparsedEntityDecl : nullptr);
    case kNotationDecl:
      return XML_SetNotationDeclHandler(p, on ? onNotationDecl : nullptr);
    case kStartNamespaceDecl:
      return XML_SetStartNamespaceDeclHandler(p, on ? onStartNamespaceDecl : nullptr);
    case kEndNamespaceDecl:
      return XML_SetEndNamespaceDeclHandler(p, on ? onEndNamespaceDecl : nullptr);
    case kComment:
      return XML_SetCommentHandler(p, on ? onComment : nullptr);
    case kStartCdataSection:
      return XML_SetStartCdataSectionHandler(p, on ? onPlain<kStartCdataSection> : nullptr);
    case kEndCdataSection:
      return XML_SetEndCdataSectionHandler(p, on ? onPlain<kEndCdataSection> : nullptr);
    case kDefault:
      return XML_SetDefaultHandler(p, on ? onDefault<kDefault> : nullptr);
    case kDefaultExpand:
      return XML_SetDefaultHandlerExpand(p, on ? onDefault<kDefaultExpand> : nullptr);
    case kNotStandalone:
      return XML_SetNotStandaloneHandler(p, on ? onNotStandalone : nullptr);
    case kExternalEntityRef:
      return XML_SetExternalEntityRefHandler(p, on ? onExternalEntityRef : nullptr);
    case kStartDoctypeDecl:
      return XML_SetStartDoctypeDeclHandler(p, on ? onStartDoctypeDecl : nullptr);
    case kEndDoctypeDecl:
      return XML_SetEndDoctypeDeclHandler(p, on ? onPlain<kEndDoctypeDecl> : nullptr);
    case kEntityDecl:
      return XML_SetEntityDeclHandler(p, on ? onEntityDecl : nullptr);
    case kXmlDecl:
      return XML_SetXmlDeclHandler(p, on ? onXmlDecl : nullptr);
    case kElementDecl:
      return XML_SetElementDeclHandler(p, on ? onElementDecl : nullptr);
    case kAttlistDecl:
      return XML_SetAttlistDeclHandler(p, on ? onAttlistDecl : nullptr);
    case kSkippedEntity:
      return XML_SetSkippedEntityHandler(p, on ? onSkippedEntity : nullptr);
    default:
      return;
  }
}

// Encodings that expat does not know, as single-byte maps made with the codec.
int onUnknownEncoding(void* data, const XML_Char* name, XML_Encoding* info) {
  Callback c(data);
  if (!c.active()) return XML_STATUS_ERROR;
  std::string all(256, '\0');
  for (int i = 0; i < 256; ++i) all[i] = static_cast<char>(i);
  Bytes* bytes = makeBytes(c.t, all);
  Value decoded = bytes ? codecDecodePy(c.t, Value(bytes), name, "replace") : Value::error();
  if (c.check(decoded).isError()) return XML_STATUS_ERROR;
  auto* s = dynCast<Str>(decoded);
  if (!s || s->length != 256) {
    raise(c.t, exc::ValueError, "multi-byte encodings are not supported");
    c.stop();
    return XML_STATUS_ERROR;
  }
  for (size_t i = 0; i < 256; ++i) info->map[i] = s->at(i) == 0xFFFD ? -1 : static_cast<int>(s->at(i));
  info->data = nullptr;
  info->convert = nullptr;
  info->release = nullptr;
  return XML_STATUS_OK;
}

// --- making parsers

HostObject* makeParserObject(Thread* t, std::unique_ptr<ParserState> state, Value intern) {
  XML_Parser parser = state->parser;
  ParserState* raw = state.get();
  HostObject* self = TRY(makeHostObject(t, parserType, std::move(state)));
  List* handlers = TRY(makeList(t, static_cast<size_t>(kHandlers)));
  for (int i = 0; i < kHandlers; ++i) handlers->store->items[i] = Value::none();
  self->fields[kHandlerList] = handlers;
  self->fields[kIntern] = intern;
  writeBarrier(self);
  XML_SetUserData(parser, raw);
  XML_SetUnknownEncodingHandler(parser, onUnknownEncoding, raw);
  return self;
}

bool optionalText(Thread* t, Value v, const char* function, const char* name, std::string* out, const char** pointer) {
  *pointer = nullptr;
  if (v.isNone()) return true;
  auto* s = dynCast<Str>(v);
  if (!s) return raise(t, exc::TypeError, "{}() argument '{}' must be str or None, not {}", function, name, argumentTypeName(v));
  *out = toUtf8(s);
  *pointer = out->c_str();
  return true;
}

// (encoding=None, namespace_separator=None, intern=<absent>)
Value parserCreate(Thread* t, Value* args, size_t) {
  std::string encodingText, separatorText;
  const char *encoding, *separator;
  TRY(optionalText(t, args[0], "ParserCreate", "encoding", &encodingText, &encoding));
  TRY(optionalText(t, args[1], "ParserCreate", "namespace_separator", &separatorText, &separator));
  if (separatorText.size() > 1)
    return raise(t, exc::ValueError, "namespace_separator must be at most one character, omitted, or None");
  Value intern = args[2];
  if (intern.isUnbound()) {
    intern = TRY(makeDict(t));
  } else if (!intern.isNone() && !isa<Dict>(intern)) {
    return raise(t, exc::TypeError, "intern must be a dictionary");
  }
  auto state = std::make_unique<ParserState>();
  state->parser = XML_ParserCreate_MM(encoding, nullptr, separator);
  if (!state->parser) return raiseMemory(t);
  // Seeded as strings are, so that names cannot be made to collide.
  Str* seed = TRY(makeStr(t, "expat"));
  XML_SetHashSalt(state->parser, static_cast<unsigned long>(hashOf(seed)));
  return TRY(makeParserObject(t, std::move(state), intern));
}

// parser.ExternalEntityParserCreate(context, encoding)
Value externalParser(Thread* t, Value* args, size_t) {
  auto* old = args[0].as<HostObject>();
  ParserState* from = stateOf(args[0]);
  std::string contextText, encodingText;
  const char *context, *encoding = nullptr;
  TRY(optionalText(t, args[1], "ExternalEntityParserCreate", "context", &contextText, &context));
  if (!args[2].isUnbound()) TRY(optionalText(t, args[2], "ExternalEntityParserCreate", "encoding", &encodingText, &encoding));
  auto state = std::make_unique<ParserState>();
  state->parser = XML_ExternalEntityParserCreate(from->parser, context, encoding);
  if (!state->parser) return raiseMemory(t);
  state->orderedAttributes = from->orderedAttributes;
  state->specifiedAttributes = from->specifiedAttributes;
  state->namespacePrefixes = from->namespacePrefixes;
  state->bufferText = from->bufferText;
  state->bufferSize = from->bufferSize;
  HostObject* made = TRY(makeParserObject(t, std::move(state), old->fields[kIntern]));
  for (int i = 0; i < kHandlers; ++i) {
    Value handler = handlerAt(old, i);
    if (handler.isNone()) continue;
    listStore(made->fields[kHandlerList].as<List>(), static_cast<size_t>(i), handler);
    connect(made->stateAs<ParserState>()->parser, i, true);
  }
  // It needs its parent: keep that.
  made->fields[2] = args[0];
  writeBarrier(made);
  return made;
}

// --- parsing

Raised raiseExpat(Thread* t, ParserState* state, XML_Error code) {
  auto line = static_cast<int64_t>(XML_GetErrorLineNumber(state->parser));
  auto column = static_cast<int64_t>(XML_GetErrorColumnNumber(state->parser));
  Str* message = TRY(makeStr(t, fmt::format("{}: line {}, column {}", XML_ErrorString(code), line, column)));
  Value e = TRY(callPy(t, Value(expatError), {Value(message)}));
  Str* codeName = TRY(internStr(t, "code"));
  Str* offsetName = TRY(internStr(t, "offset"));
  Str* lineName = TRY(internStr(t, "lineno"));
  TRY(setAttrPy(t, e, codeName, Value::smallInt(code)));
  TRY(setAttrPy(t, e, offsetName, Value::smallInt(column)));
  TRY(setAttrPy(t, e, lineName, Value::smallInt(line)));
  return raiseValue(t, e);
}

// Feeds bytes; the status, or an exception pending.
Value feed(Thread* t, Value self, std::string_view data, bool final) {
  ParserState* state = stateOf(self);
  HostObject* outerSelf = state->self;
  Thread* outerThread = state->thread;
  state->self = self.as<HostObject>();
  state->thread = t;
  XML_Status status;
  constexpr size_t kPiece = 1 << 20;
  do {
    size_t n = std::min(data.size(), kPiece);
    bool last = n == data.size();
    status = XML_Parse(state->parser, data.data() ? data.data() : "", static_cast<int>(n), last && final);
    data.remove_prefix(n);
  } while (status != XML_STATUS_ERROR && !data.empty() && t->pending.isUnbound());
  if (t->pending.isUnbound() && status != XML_STATUS_ERROR) Callback(state).flush();
  state->self = outerSelf;
  state->thread = outerThread;
  if (!t->pending.isUnbound()) return Value::error();
  if (status == XML_STATUS_ERROR) return raiseExpat(t, state, XML_GetErrorCode(state->parser));
  return Value::smallInt(status);
}

// Parse(data, isfinal=False)
Value parseMethod(Thread* t, Value* args, size_t) {
  bool final = TRY(truthPy(t, args[2]));
  if (auto* s = dynCast<Str>(args[1])) {
    Value encoded = TRY(encodeStrPy(t, s, "utf-8", "strict"));
    XML_SetEncoding(stateOf(args[0])->parser, "utf-8");
    return feed(t, args[0], encoded.as<Bytes>()->view(), final);
  }
  BufferHolder holder;
  TRY(holder.acquirePy(t, args[1]));
  return feed(t, args[0], holder.bytes(), final);
}

Value parseFile(Thread* t, Value* args, size_t) {
  Str* name = TRY(internStr(t, "read"));
  Value read = TRY(findAttrPy(t, args[1], name));
  if (read.isUnbound()) return raise(t, exc::TypeError, "argument must have 'read' attribute");
  while (true) {
    Value chunk = TRY(callPy(t, read, {Value::smallInt(2048)}));
    if (!isa<Bytes>(chunk) && !isa<ByteArray>(chunk))
      return raise(t, exc::TypeError, "read() did not return a bytes object (type={})", typeName(chunk));
    BufferHolder holder;
    TRY(holder.acquirePy(t, chunk));
    bool end = holder.bytes().empty();
    Value status = TRY(feed(t, args[0], holder.bytes(), end));
    if (end) return status;
  }
}

Value setBase(Thread* t, Value* args, size_t) {
  auto* s = dynCast<Str>(args[1]);
  if (!s) return raise(t, exc::TypeError, "SetBase() argument must be str, not {}", argumentTypeName(args[1]));
  if (!XML_SetBase(stateOf(args[0])->parser, toUtf8(s).c_str())) return raiseMemory(t);
  return Value::none();
}
Value getBase(Thread* t, Value* args, size_t) { return textOrNone(t, XML_GetBase(stateOf(args[0])->parser)); }
Value getInputContext(Thread* t, Value* args, size_t) {
  ParserState* state = stateOf(args[0]);
  if (!state->inCallback) return Value::none();
  int offset, size;
  const char* context = XML_GetInputContext(state->parser, &offset, &size);
  if (!context) return Value::none();
  return TRY(makeBytes(t, {context + offset, static_cast<size_t>(size - offset)}));
}
Value setParamEntityParsing(Thread* t, Value* args, size_t) {
  int flag = TRY(intArgumentPy(t, args[1]));
  return Value::smallInt(XML_SetParamEntityParsing(stateOf(args[0])->parser, static_cast<XML_ParamEntityParsing>(flag)));
}
Value useForeignDtd(Thread* t, Value* args, size_t) {
  bool flag = TRY(truthPy(t, args[1]));
  XML_Error code = XML_UseForeignDTD(stateOf(args[0])->parser, flag);
  if (code != XML_ERROR_NONE) return raiseExpat(t, stateOf(args[0]), code);
  return Value::none();
}

// --- attributes

template <int handler>
Value getHandler(Thread*, Value v) {
  return handlerAt(v.as<HostObject>(), handler);
}
template <int handler>
bool setHandler(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::TypeError, "Cannot delete attribute");
  auto* self = v.as<HostObject>();
  ParserState* state = stateOf(v);
  if (handler == kCharacterData && state->self) {
    // What was collected belongs to the handler it was collected for.
    if (!Callback(state).flush()) return false;
  }
  listStore(self->fields[kHandlerList].as<List>(), handler, value);
  // An external entity handler that is taken away while it is called must not let expat call a null pointer: expat checks.
  connect(state->parser, handler, !value.isNone());
  return true;
}

template <bool ParserState::* flag>
Value getFlag(Thread*, Value v) {
  return Value::boolean(stateOf(v)->*flag);
}
template <bool ParserState::* flag>
bool setFlag(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::RuntimeError, "Cannot delete attribute");
  stateOf(v)->*flag = TRY(truthPy(t, value));
  if (flag == &ParserState::namespacePrefixes) XML_SetReturnNSTriplet(stateOf(v)->parser, stateOf(v)->namespacePrefixes);
  return true;
}
bool setBufferText(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::RuntimeError, "Cannot delete attribute");
  bool on = TRY(truthPy(t, value));
  ParserState* state = stateOf(v);
  if (!on && state->self && !Callback(state).flush()) return false;
  state->bufferText = on;
  return true;
}
Value getBufferSize(Thread*, Value v) { return Value::smallInt(stateOf(v)->bufferSize); }
bool setBufferSize(Thread* t, Value v, Value value) {
  if (value.isUnbound()) return raise(t, exc::RuntimeError, "Cannot delete attribute");
  if (!isInt(value)) return raise(t, exc::TypeError, "buffer_size must be an integer");
  int64_t size = TRY(toInt64(t, value));
  if (size <= 0) return raise(t, exc::ValueError, "buffer_size must be greater than zero");
  if (size > INT32_MAX) return raise(t, exc::ValueError, "buffer_size must not be greater than {}", INT32_MAX);
  if (stateOf(v)->self && !Callback(stateOf(v)).flush()) return false;
  stateOf(v)->bufferSize = size;
  return true;
}
Value getBufferUsed(Thread*, Value v) { return Value::smallInt(static_cast<int64_t>(stateOf(v)->buffer.size())); }
Value getIntern(Thread*, Value v) { return v.as<HostObject>()->fields[kIntern]; }
template <auto f>
Value getNumber(Thread* t, Value v) {
  return makeInt(t, static_cast<int64_t>(f(stateOf(v)->parser)));
}
int64_t errorCode(XML_Parser p) { return XML_GetErrorCode(p); }
int64_t byteIndex(XML_Parser p) { return XML_GetCurrentByteIndex(p); }
int64_t lineNumber(XML_Parser p) { return static_cast<int64_t>(XML_GetCurrentLineNumber(p)); }
int64_t columnNumber(XML_Parser p) { return static_cast<int64_t>(XML_GetCurrentColumnNumber(p)); }

#define HANDLER(index) {kHandlerNames[index], getHandler<index>, setHandler<index>, nullptr}
const GetSetDef kGetSets[] = {
    HANDLER(0),
    HANDLER(1),
    HANDLER(2),
    HANDLER(3),
    HANDLER(4),
    HANDLER(5),
    HANDLER(6),
    HANDLER(7),
    HANDLER(8),
    HANDLER(9),
    HANDLER(10),
    HANDLER(11),
    HANDLER(12),
    HANDLER(13),
    HANDLER(14),
    HANDLER(15),
    HANDLER(16),
    HANDLER(17),
    HANDLER(18),
    HANDLER(19),
    HANDLER(20),
    HANDLER(21),
    {"buffer_text", getFlag<&ParserState::bufferText>, setBufferText, nullptr},
    {"buffer_size", getBufferSize, setBufferSize, nullptr},
    {"buffer_used", getBufferUsed, nullptr, nullptr},
    {"namespace_prefixes", getFlag<&ParserState::namespacePrefixes>, setFlag<&ParserState::namespacePrefixes>, nullptr},
    {"ordered_attributes", getFlag<&ParserState::orderedAttributes>, setFlag<&ParserState::orderedAttributes>, nullptr},
    {"specified_attributes", getFlag<&ParserState::specifiedAttributes>, setFlag<&ParserState::specifiedAttributes>, nullptr},
    {"intern", getIntern, nullptr, nullptr},
    {"ErrorCode", getNumber<errorCode>, nullptr, nullptr},
    {"ErrorLineNumber", getNumber<lineNumber>, nullptr, nullptr},
    {"ErrorColumnNumber", getNumber<columnNumber>, nullptr, nullptr},
    {"ErrorByteIndex", getNumber<byteIndex>, nullptr, nullptr},
    {"CurrentLineNumber", getNumber<lineNumber>, nullptr, nullptr},
    {"CurrentColumnNumber", getNumber<columnNumber>, nullptr, nullptr},
    {"CurrentByteIndex", getNumber<byteIndex>, nullptr, nullptr},
};
#undef HANDLER

const NativeDef kMethods[] = {
    {"Parse", "(self, data, isfinal=False, /)", parseMethod, "Parse XML data.\n\n'isfinal' should be true at end of input."},
    {"ParseFile", "(self, file, /)", parseFile, "Parse XML data from file-like object."},
    {"SetBase", "(self, base, /)", setBase, "Set the base URL for the parser."},
    {"GetBase", "(self, /)", getBase, "Return base URL string for the parser."},
    {"GetInputContext", "(self, /)", getInputContext, "Return the untranslated text of the input that caused the current event."},
    {"ExternalEntityParserCreate", "(self, context, encoding=<absent>, /)", externalParser,
     "Create a parser for parsing an external entity based on the information passed to the ExternalEntityRefHandler."},
    {"SetParamEntityParsing", "(self, flag, /)", setParamEntityParsing,
     "Controls parsing of parameter entities (including the external DTD subset)."},
    {"UseForeignDTD", "(self, flag=True, /)", useForeignDtd,
     "Allows the application to provide an artificial external subset if one is not specified as part of the document instance."},
};
const TypeSpec kParserSpec = {.name = "pyexpat.xmlparser",
                              .kind = kHostKind,
                              .flags = kDisallowNew,
                              .methods = kMethods,
                              .getsets = kGetSets,
                              .doc = "XML parser"};

Value errorString(Thread* t, Value* args, size_t) {
  int64_t code = TRY(indexInt64Py(t, args[0], exc::OverflowError));
  return textOrNone(t, XML_ErrorString(static_cast<XML_Error>(code)));
}

const NativeDef kFunctions[] = {
    {"ParserCreate", "(encoding=None, namespace_separator=None, intern=<absent>)", parserCreate,
     "Return a new XML parser object."},
    {"ErrorString", "(code, /)", errorString, "Returns string error for given number."},
};

const IntConstant kErrors[] = {
#define ERROR(name) {#name, name}
    ERROR(XML_ERROR_NO_MEMORY),
    ERROR(XML_ERROR_SYNTAX),
    ERROR(XML_ERROR_NO_ELEMENTS),
    ERROR(XML_ERROR_INVALID_TOKEN),
    ERROR(XML_ERROR_UNCLOSED_TOKEN),
    ERROR(XML_ERROR_PARTIAL_CHAR),
    ERROR(XML_ERROR_TAG_MISMATCH),
    ERROR(XML_ERROR_DUPLICATE_ATTRIBUTE),
    ERROR(XML_ERROR_JUNK_AFTER_DOC_ELEMENT),
    ERROR(XML_ERROR_PARAM_ENTITY_REF),
    ERROR(XML_ERROR_UNDEFINED_ENTITY),
    ERROR(XML_ERROR_RECURSIVE_ENTITY_REF),
    ERROR(XML_ERROR_ASYNC_ENTITY),
    ERROR(XML_ERROR_BAD_CHAR_REF),
    ERROR(XML_ERROR_BINARY_ENTITY_REF),
    ERROR(XML_ERROR_ATTRIBUTE_EXTERNAL_ENTITY_REF),
    ERROR(XML_ERROR_MISPLACED_XML_PI),
    ERROR(XML_ERROR_UNKNOWN_ENCODING),
    ERROR(XML_ERROR_INCORRECT_ENCODING),
    ERROR(XML_ERROR_UNCLOSED_CDATA_SECTION),
    ERROR(XML_ERROR_EXTERNAL_ENTITY_HANDLING),
    ERROR(XML_ERROR_NOT_STANDALONE),
    ERROR(XML_ERROR_UNEXPECTED_STATE),
    ERROR(XML_ERROR_ENTITY_DECLARED_IN_PE),
    ERROR(XML_ERROR_FEATURE_REQUIRES_XML_DTD),
    ERROR(XML_ERROR_CANT_CHANGE_FEATURE_ONCE_PARSING),
    ERROR(XML_ERROR_UNBOUND_PREFIX),
    ERROR(XML_ERROR_UNDECLARING_PREFIX),
    ERROR(XML_ERROR_INCOMPLETE_PE),
    ERROR(XML_ERROR_XML_DECL),
    ERROR(XML_ERROR_TEXT_DECL),
    ERROR(XML_ERROR_PUBLICID),
    ERROR(XML_ERROR_SUSPENDED),
    ERROR(XML_ERROR_NOT_SUSPENDED),
    ERROR(XML_ERROR_ABORTED),
    ERROR(XML_ERROR_FINISHED),
    ERROR(XML_ERROR_SUSPEND_PE),
    ERROR(XML_ERROR_RESERVED_PREFIX_XML),
    ERROR(XML_ERROR_RESERVED_PREFIX_XMLNS),
    ERROR(XML_ERROR_RESERVED_NAMESPACE_URI),
    ERROR(XML_ERROR_INVALID_ARGUMENT),
    ERROR(XML_ERROR_NO_BUFFER),
    ERROR(XML_ERROR_AMPLIFICATION_LIMIT_BREACH)
#undef ERROR
};
const IntConstant kModels[] = {
    {"XML_CTYPE_EMPTY", XML_CTYPE_EMPTY}, {"XML_CTYPE_ANY", XML_CTYPE_ANY},       {"XML_CTYPE_MIXED", XML_CTYPE_MIXED},
    {"XML_CTYPE_NAME", XML_CTYPE_NAME},   {"XML_CTYPE_CHOICE", XML_CTYPE_CHOICE}, {"XML_CTYPE_SEQ", XML_CTYPE_SEQ},
    {"XML_CQUANT_NONE", XML_CQUANT_NONE}, {"XML_CQUANT_OPT", XML_CQUANT_OPT},     {"XML_CQUANT_REP", XML_CQUANT_REP},
    {"XML_CQUANT_PLUS", XML_CQUANT_PLUS},
};
const IntConstant kParamEntity[] = {
    {"XML_PARAM_ENTITY_PARSING_NEVER", XML_PARAM_ENTITY_PARSING_NEVER},
    {"XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE},
    {"XML_PARAM_ENTITY_PARSING_ALWAYS", XML_PARAM_ENTITY_PARSING_ALWAYS},
};

Module* makeSubmodule(Thread* t, Module* m, const char* name, const char* doc) {
  std::string fullName = std::string("pyexpat.") + name;
  Str* full = TRY(internStr(t, fullName));
  Module* made = TRY(makeModule(t, full));
  TRY(moduleSetText(t, made, "__doc__", doc));
  TRY(moduleSet(t, m, name, Value(made)));
  Value modules = TRY(importAttributePy(t, "sys", "modules"));
  TRY(setItemPy(t, modules, Value(full), Value(made)));
  return made;
}

bool addErrors(Thread* t, Module* m) {
  Module* errors = TRY(makeSubmodule(t, m, "errors", "Constants used to describe error conditions."));
  Dict *codes = TRY(makeDict(t)), *messages = TRY(makeDict(t));
  for (const IntConstant& e : kErrors) {
    const char* text = XML_ErrorString(static_cast<XML_Error>(e.value));
    Str* message = TRY(makeStr(t, text ? text : ""));
    TRY(moduleSet(t, errors, e.name, Value(message)));
    TRY(dictSetPy(t, codes, Value(message), Value::smallInt(e.value)));
    TRY(dictSetPy(t, messages, Value::smallInt(e.value), Value(message)));
  }
  return moduleSet(t, errors, "codes", Value(codes)) && moduleSet(t, errors, "messages", Value(messages));
}

Value features(Thread* t) {
  List* list = TRY(makeList(t));
  for (const XML_Feature* f = XML_GetFeatureList(); f->feature != XML_FEATURE_END; ++f) {
    Str* name = TRY(makeStr(t, f->name));
    Value pair = TRY(makeTuple(t, {Value(name), Value::smallInt(f->value)}));
    TRY(listAppend(t, list, pair));
  }
  return list;
}

bool init(Thread* t, Module* m) {
  addRoot(&parserType);
  addRoot(&expatError);
  parserType = TRY(makeNativeType(t, kParserSpec));
  TRY(moduleSet(t, m, "XMLParserType", Value(parserType)));
  expatError = TRY(moduleAddException(t, m, "xml.parsers.expat.ExpatError"));
  TRY(moduleSet(t, m, "error", Value(expatError)));
  TRY(moduleSetText(t, m, "EXPAT_VERSION", XML_ExpatVersion()));
  TRY(moduleSetText(t, m, "native_encoding", "UTF-8"));
  XML_Expat_Version v = XML_ExpatVersionInfo();
  Value version = TRY(makeTuple(t, {Value::smallInt(v.major), Value::smallInt(v.minor), Value::smallInt(v.micro)}));
  TRY(moduleSet(t, m, "version_info", version));
  Value list = TRY(features(t));
  TRY(moduleSet(t, m, "features", list));
  TRY(addErrors(t, m));
  Module* model = TRY(makeSubmodule(t, m, "model", "Constants used to interpret content model information."));
  return moduleSetInts(t, model, kModels) && moduleSetInts(t, m, kParamEntity);
}

const ModuleSpec expatModule = {"pyexpat", kFunctions, "Python wrapper for Expat parser.", init};

}  // namespace
}  // namespace typhon

TYPHON_PLUGIN_MODULE(pyexpat, typhon::expatModule)

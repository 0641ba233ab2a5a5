// XMLParser: expat in front of a TreeBuilder (directly) or of any other target (through its methods), and the _elementtree
// module.
#include <expat.h>

#include <string>
#include <unordered_map>

#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/modules/native_modules.h"
#include "runtime/ops/ops.h"
#include "runtime/plugins/expat/element.h"
#include "runtime/types/buffer.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/tuple.h"

namespace typhon::etree {

Type *parserType, *parseError;

namespace {

// The methods of a target; Unbound where it has none.
enum Method { kStart, kData, kEnd, kComment, kPi, kStartNs, kEndNs, kDoctype, kClose, kMethodCount };
constexpr const char* kMethodNames[kMethodCount] = {"start",    "data",   "end",     "comment", "pi",
                                                    "start_ns", "end_ns", "doctype", "close"};

enum Field { kTarget, kEntity, kNames, kHandlers };

struct ParserState : HostState {
  XML_Parser parser = nullptr;
  std::unordered_map<std::string, size_t> names;  // as expat has them -> index in the list of names
  // While the parser works: its object and thread, for the callbacks of the C library.
  HostObject* self = nullptr;
  Thread* thread = nullptr;
  ~ParserState() override {
    if (parser) XML_ParserFree(parser);
  }
};

// One callback from the C library. When one has failed, the parser goes on to the end of the piece, as CPython's does, and the
// following ones do nothing.
struct Callback {
  explicit Callback(void* data) : state(static_cast<ParserState*>(data)), t(state->thread), self(state->self) {}
  bool active() const { return self && t->pending.isUnbound(); }
  Value target() const { return self->fields[kTarget]; }
  Builder* builder() const { return isExactBuilder(target()) ? builderOf(target()) : nullptr; }
  Value method(Method m) const { return self->fields[kHandlers].as<List>()->store->items[m]; }
  // The exception of what has failed stays on the thread.
  void leavePending(bool) {}
  Value text(const XML_Char* s) {
    if (!s) return Value::none();
    return Value(TRY(makeStr(t, s)));
  }
  // "uri}name" as "{uri}name", each name one object.
  Value name(const XML_Char* s) {
    auto [entry, added] = state->names.try_emplace(s, state->names.size());
    List* names = self->fields[kNames].as<List>();
    if (!added) return listItem(names, entry->second);
    std::string text = std::strchr(s, '}') ? "{" + std::string(s) : std::string(s);
    Str* made = internStr(t, text);
    if (!made || !listAppend(t, names, Value(made))) {
      state->names.erase(entry);
      return Value::error();
    }
    return Value(made);
  }
  bool call(Method m, std::initializer_list<Value> args) {
    for (Value v : args)
      if (v.isError()) return false;
    Value f = method(m);
    return f.isUnbound() || !callPy(t, f, args).isError();
  }

  ParserState* state;
  Thread* t;
  HostObject* self;
};

Raised raiseParseErrorPy(Thread* t, XML_Parser parser, XML_Error code, std::string_view message) {
  auto line = static_cast<int64_t>(XML_GetErrorLineNumber(parser)),
       column = static_cast<int64_t>(XML_GetErrorColumnNumber(parser));
  Str* text = TRY(makeStr(t, fmt::format("{}: line {}, column {}", message, line, column)));
  Value e = TRY(callPy(t, Value(parseError), {Value(text)}));
  Str *codeName = TRY(internStr(t, "code")), *positionName = TRY(internStr(t, "position"));
  TRY(setAttrPy(t, e, codeName, Value::smallInt(code)));
  Tuple* position = TRY(makeTuple(t, {Value::smallInt(line), Value::smallInt(column)}));
  TRY(setAttrPy(t, e, positionName, Value(position)));
  return raiseValue(t, e);
}

bool startElementPy(Callback& c, const XML_Char* name, const XML_Char** attributes) {
  Value tag = TRY(c.name(name));
  Value attrib = Value::unbound();
  if (attributes[0] || !c.builder()) {
    Dict* dict = TRY(makeDict(c.t));
    for (; attributes[0]; attributes += 2) {
      Value key = TRY(c.name(attributes[0]));
      Value v = TRY(c.text(attributes[1]));
      TRY(dictSetPy(c.t, dict, key, v));
    }
    attrib = Value(dict);
  }
  if (Builder* b = c.builder()) return !builderStartPy(c.t, b, tag, attrib).isError();
  return c.call(kStart, {tag, attrib});
}
void onStart(void* data, const XML_Char* name, const XML_Char** attributes) {
  Callback c(data);
  if (c.active()) c.leavePending(startElementPy(c, name, attributes));
}

void onEnd(void* data, const XML_Char* name) {
  Callback c(data);
  if (!c.active()) return;
  if (Builder* b = c.builder()) return c.leavePending(!builderEndPy(c.t, b).isError());
  if (!c.method(kEnd).isUnbound()) c.leavePending(c.call(kEnd, {c.name(name)}));
}

bool dataPy(Callback& c, Value text) {
  if (text.isError()) return false;
  if (Builder* b = c.builder()) return !builderDataPy(c.t, b, text).isError();
  return c.call(kData, {text});
}
void onData(void* data, const XML_Char* text, int length) {
  Callback c(data);
  if (!c.active()) return;
  Str* s = makeStr(c.t, std::string_view(text, static_cast<size_t>(length)));
  c.leavePending(s && dataPy(c, Value(s)));
}

// What nobody else wants: entities that expat does not know.
bool entityPy(Callback& c, std::string_view text) {
  Str* key = TRY(makeStr(c.t, text.substr(1, text.size() - 2)));
  Value v = TRY(dictGetPy(c.t, c.self->fields[kEntity].as<Dict>(), Value(key)));
  if (!v.isUnbound()) return dataPy(c, v);
  std::string message = "undefined entity " + std::string(text.substr(0, 100));
  return raiseParseErrorPy(c.t, c.state->parser, XML_ERROR_UNDEFINED_ENTITY, message);
}
void onDefault(void* data, const XML_Char* text, int length) {
  Callback c(data);
  if (length >= 2 && text[0] == '&' && c.active()) c.leavePending(entityPy(c, {text, static_cast<size_t>(length)}));
}

void onComment(void* data, const XML_Char* text) {
  Callback c(data);
  if (!c.active()) return;
  Value comment = c.text(text);
  if (comment.isError()) return c.leavePending(false);
  if (Builder* b = c.builder()) return c.leavePending(!builderCommentPy(c.t, b, comment).isError());
  c.leavePending(c.call(kComment, {comment}));
}

void onPi(void* data, const XML_Char* target, const XML_Char* text) {
  Callback c(data);
  if (!c.active()) return;
  Builder* b = c.builder();
  if (b && (b->eventsAppend.isUnbound() || b->events[kPiEvent].isUnbound()) && !b->insertPis) return;
  Value name = c.text(target), rest = name.isError() ? name : c.text(text);
  if (rest.isError()) return c.leavePending(false);
  c.leavePending(b ? !builderPiPy(c.t, b, name, rest).isError() : c.call(kPi, {name, rest}));
}

void onStartNs(void* data, const XML_Char* prefix, const XML_Char* uri) {
  Callback c(data);
  if (!c.active()) return;
  Value prefixText = c.text(prefix ? prefix : ""), uriText = prefixText.isError() ? prefixText : c.text(uri ? uri : "");
  if (uriText.isError()) return c.leavePending(false);
  Builder* b = c.builder();
  if (!b) return c.leavePending(c.call(kStartNs, {prefixText, uriText}));
  Tuple* pair = makeTuple(c.t, {prefixText, uriText});
  c.leavePending(pair && builderEventPy(c.t, b, kStartNsEvent, Value(pair)));
}
void onEndNs(void* data, const XML_Char* prefix) {
  Callback c(data);
  if (!c.active()) return;
  if (Builder* b = c.builder()) return c.leavePending(builderEventPy(c.t, b, kEndNsEvent, Value::none()));
  c.leavePending(c.call(kEndNs, {c.text(prefix ? prefix : "")}));
}

bool doctypePy(Callback& c, const XML_Char* name, const XML_Char* system, const XML_Char* pub) {
  if (!c.method(kDoctype).isUnbound()) {
    Value nameText = TRY(c.name(name)), systemText = TRY(c.text(system)), publicText = TRY(c.text(pub));
    return c.call(kDoctype, {nameText, publicText, systemText});
  }
  Str* attribute = TRY(internStr(c.t, "doctype"));
  Value own = TRY(findAttrPy(c.t, Value(c.self), attribute));
  return own.isUnbound() || warnPy(c.t, exc::RuntimeWarning,
                                   "The doctype() method of XMLParser is ignored.  "
                                   "Define doctype() method on the TreeBuilder target.");
}
void onDoctype(void* data, const XML_Char* name, const XML_Char* system, const XML_Char* pub, int) {
  Callback c(data);
  if (c.active()) c.leavePending(doctypePy(c, name, system, pub));
}

// Encodings that expat does not know, as single-byte maps made with the codec.
int onUnknownEncoding(void* data, const XML_Char* name, XML_Encoding* info) {
  Callback c(data);
  if (!c.active()) return XML_STATUS_ERROR;
  std::string all(256, '\0');
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>(i);
  Bytes* bytes = makeBytes(c.t, all);
  Value decoded = bytes ? codecDecodePy(c.t, Value(bytes), name, "replace") : Value::error();
  if (decoded.isError()) return XML_STATUS_ERROR;
  auto* s = dynCast<Str>(decoded);
  if (!s || s->length != all.size()) {
    (void)raise(c.t, exc::ValueError, "multi-byte encodings are not supported");
    return XML_STATUS_ERROR;
  }
  for (size_t i = 0; i < all.size(); ++i) info->map[i] = s->at(i) == 0xFFFD ? -1 : static_cast<int>(s->at(i));
  info->data = nullptr;
  info->convert = nullptr;
  info->release = nullptr;
  return XML_STATUS_OK;
}

// --- the object

Value create(Thread* t, Type* cls, const Args&) { return Value(TRY(makeHostObject(t, cls, std::make_unique<ParserState>()))); }

// (self, *, target=None, encoding=None)
Value init(Thread* t, Value* args, size_t) {
  auto* self = args[0].as<HostObject>();
  auto* state = self->stateAs<ParserState>();
  if (!args[2].isNone() && !isa<Str>(args[2]))
    return raise(t, exc::TypeError, "XMLParser() argument 'encoding' must be str or None, not {}", typeName(args[2]));
  std::string encoding = args[2].isNone() ? "" : toUtf8(args[2].as<Str>());
  Value target = args[1];
  if (target.isNone()) target = Value(TRY(makeBuilderPy(t, builderType)));
  List* handlers = TRY(makeList(t, size_t{kMethodCount}));
  for (int i = 0; i < kMethodCount; ++i) handlers->store->items[i] = Value::unbound();
  for (size_t i = 0; i < kMethodCount; ++i) {
    Str* name = TRY(internStr(t, kMethodNames[i]));
    listStore(handlers, i, TRY(findAttrPy(t, target, name)));
  }
  Dict* entity = TRY(makeDict(t));
  List* names = TRY(makeList(t));
  XML_Parser parser = XML_ParserCreate_MM(encoding.empty() ? nullptr : encoding.c_str(), nullptr, "}");
  if (!parser) return raiseMemory(t);
  if (state->parser) XML_ParserFree(state->parser);
  state->parser = parser;
  state->names.clear();
  self->fields[kTarget] = target;
  self->fields[kEntity] = Value(entity);
  self->fields[kNames] = Value(names);
  self->fields[kHandlers] = Value(handlers);
  writeBarrier(self);
  Str* seed = TRY(makeStr(t, "expat"));
  XML_SetHashSalt(parser, static_cast<unsigned long>(hashOf(seed)));
  XML_SetUserData(parser, state);
  auto has = [&](Method m) { return !listItem(handlers, m).isUnbound(); };
  XML_SetElementHandler(parser, onStart, onEnd);
  XML_SetDefaultHandlerExpand(parser, onDefault);
  XML_SetCharacterDataHandler(parser, onData);
  if (has(kStartNs)) XML_SetStartNamespaceDeclHandler(parser, onStartNs);
  if (has(kEndNs)) XML_SetEndNamespaceDeclHandler(parser, onEndNs);
  if (has(kComment)) XML_SetCommentHandler(parser, onComment);
  if (has(kPi)) XML_SetProcessingInstructionHandler(parser, onPi);
  XML_SetStartDoctypeDeclHandler(parser, onDoctype);
  XML_SetUnknownEncodingHandler(parser, onUnknownEncoding, state);
  return Value::none();
}

// The state of a parser that __init__ has seen.
ParserState* stateOf(Thread* t, Value self) {
  auto* state = self.as<HostObject>()->stateAs<ParserState>();
  if (!state->parser) return raise(t, exc::ValueError, "XMLParser.__init__() wasn't called");
  return state;
}

bool parsePy(Thread* t, Value self, std::string_view data, bool final) {
  ParserState* state = TRY(stateOf(t, self));
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
  state->self = outerSelf;
  state->thread = outerThread;
  if (!t->pending.isUnbound()) return false;
  if (status != XML_STATUS_ERROR) return true;
  XML_Error code = XML_GetErrorCode(state->parser);
  const char* message = XML_ErrorString(code);
  return raiseParseErrorPy(t, state->parser, code, message ? message : "");
}

Value feed(Thread* t, Value* args, size_t) {
  ParserState* state = TRY(stateOf(t, args[0]));
  if (auto* s = dynCast<Str>(args[1])) {
    Value encoded = TRY(encodeStrPy(t, s, "utf-8", "strict"));
    (void)XML_SetEncoding(state->parser, "utf-8");
    TRY(parsePy(t, args[0], encoded.as<Bytes>()->view(), false));
    return Value::none();
  }
  BufferHolder holder;
  TRY(holder.acquirePy(t, args[1]));
  TRY(parsePy(t, args[0], holder.bytes(), false));
  return Value::none();
}

Value close(Thread* t, Value* args, size_t) {
  TRY(parsePy(t, args[0], "", true));
  auto* self = args[0].as<HostObject>();
  if (isExactBuilder(self->fields[kTarget])) return builderResult(builderOf(self->fields[kTarget]));
  Value method = listItem(self->fields[kHandlers].as<List>(), kClose);
  return method.isUnbound() ? Value::none() : callPy(t, method);
}

// _parse_whole(file): all that file.read() gives.
Value parseWhole(Thread* t, Value* args, size_t) {
  TRY(stateOf(t, args[0]));
  Str* name = TRY(internStr(t, "read"));
  Value read = TRY(getAttrPy(t, args[1], name));
  for (;;) {
    Value chunk = TRY(callPy(t, read, {Value::smallInt(64 * 1024)}));
    std::string_view bytes;
    Value encoded;
    if (auto* s = dynCast<Str>(chunk)) {
      encoded = TRY(encodeStrPy(t, s, "utf-8", "surrogatepass"));
      bytes = encoded.as<Bytes>()->view();
    } else if (isa<Bytes>(chunk)) {
      bytes = chunk.as<Bytes>()->view();
    }
    if (bytes.empty()) break;
    TRY(parsePy(t, args[0], bytes, false));
  }
  TRY(parsePy(t, args[0], "", true));
  Value target = args[0].as<HostObject>()->fields[kTarget];
  return isExactBuilder(target) ? builderResult(builderOf(target)) : Value::none();
}

// _setevents(events_queue, events_to_report=None)
Value setEvents(Thread* t, Value* args, size_t) {
  ParserState* state = TRY(stateOf(t, args[0]));
  Value target = args[0].as<HostObject>()->fields[kTarget];
  if (!isExactBuilder(target))
    return raise(t, exc::TypeError, "event handling only supported for ElementTree.TreeBuilder targets");
  Builder* b = builderOf(target);
  Str* appendName = TRY(internStr(t, "append"));
  b->eventsAppend = TRY(getAttrPy(t, args[1], appendName));
  for (Value& v : b->events) v = Value::unbound();
  writeBarrier(b);
  if (args[2].isNone()) {
    b->events[kEndEvent] = Value(TRY(internStr(t, kEventNames[kEndEvent])));
    return Value::none();
  }
  List* wanted = toListPy(t, args[2]);
  if (!wanted) {
    if (!pendingIs(t, exc::TypeError)) return Value::error();
    clearPending(t);
    return raise(t, exc::TypeError, "events must be a sequence");
  }
  for (size_t i = 0; i < wanted->length; ++i) {
    Value v = listItem(wanted, i);
    std::string name = isa<Str>(v) ? toUtf8(v.as<Str>()) : isa<Bytes>(v) ? std::string(v.as<Bytes>()->view()) : "";
    if (!isa<Str>(v) && !isa<Bytes>(v)) return raise(t, exc::ValueError, "invalid events sequence");
    int event = 0;
    while (event < kEvents && name != kEventNames[event]) ++event;
    if (event == kEvents) return raise(t, exc::ValueError, "unknown event '{}'", name);
    b->events[event] = v;
    writeBarrier(b);
    if (event == kStartNsEvent) XML_SetStartNamespaceDeclHandler(state->parser, onStartNs);
    if (event == kEndNsEvent) XML_SetEndNamespaceDeclHandler(state->parser, onEndNs);
    if (event == kCommentEvent) XML_SetCommentHandler(state->parser, onComment);
    if (event == kPiEvent) XML_SetProcessingInstructionHandler(state->parser, onPi);
  }
  return Value::none();
}

template <Field field>
Value getField(Thread*, Value self) {
  Value v = self.as<HostObject>()->fields[field];
  return v.isUnbound() ? Value::none() : v;
}
Value getVersion(Thread* t, Value) {
  XML_Expat_Version v = XML_ExpatVersionInfo();
  return Value(TRY(makeStr(t, fmt::format("Expat {}.{}.{}", v.major, v.minor, v.micro))));
}

const NativeDef kParserMethods[] = {
    {"feed", "(self, data, /)", feed, "Parses a piece of the document."},
    {"close", "(self, /)", close, "Ends the document; returns what the target makes of it."},
    {"_parse_whole", "(self, file, /)", parseWhole, nullptr},
    {"_setevents", "(self, events_queue, events_to_report=None, /)", setEvents, nullptr},
};
const GetSetDef kParserGetSets[] = {
    {"entity", getField<kEntity>, nullptr, nullptr},
    {"target", getField<kTarget>, nullptr, nullptr},
    {"version", getVersion, nullptr, nullptr},
};
const NativeDef kInit = {"__init__", "(self, /, *, target=None, encoding=None)", init, nullptr};
const TypeSpec kSpec = {
    .name = "xml.etree.ElementTree.XMLParser",
    .kind = kHostKind,
    .flags = kBaseType,
    .slots = {.create = create},
    .methods = kParserMethods,
    .getsets = kParserGetSets,
    .init = &kInit,
};

const NativeDef kModuleFunctions[] = {
    {"SubElement", "(*args, **extra)", subElement, "Makes an element and adds it to a parent."},
    {"_set_factories", "(comment_factory, pi_factory, /)", setFactories,
     "Says what comments and processing instructions become; returns what they were."},
};

bool initModule(Thread* t, Module* m) {
  addRoot(&parserType);
  addRoot(&parseError);
  TRY(addElement(t, m));
  TRY(addBuilder(t, m));
  parserType = TRY(moduleAddType(t, m, kSpec));
  parseError = TRY(moduleAddException(t, m, "xml.etree.ElementTree.ParseError", exc::SyntaxError));
  return true;
}

const ModuleSpec elementTreeModule = {"_elementtree", kModuleFunctions, nullptr, initModule};

}  // namespace
}  // namespace typhon::etree

TYPHON_PLUGIN_MODULE(_elementtree, typhon::etree::elementTreeModule)

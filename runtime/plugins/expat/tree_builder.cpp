// TreeBuilder: makes a tree of elements from the events of a parser.
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/plugins/expat/element.h"
#include "runtime/types/tuple.h"

namespace typhon::etree {

Type* builderType;
const char* const kEventNames[kEvents] = {"start", "end", "start-ns", "end-ns", "comment", "pi"};

namespace {

// What comments and processing instructions become when a builder names no factories: ElementTree's own.
Value commentFactory = Value::none(), piFactory = Value::none();

// The pieces as one: text that came in one piece may be of any type.
Value takeDataPy(Thread* t, Builder* b) {
  List* pieces = b->data.as<List>();
  b->data = Value::unbound();
  if (pieces->length == 1) return listItem(pieces, 0);
  Str* join = TRY(internStr(t, "join"));
  return callMethodPy(t, Value(names::empty), join, {Value(pieces)});
}

// Puts the text that has come where it belongs.
bool flushPy(Thread* t, Builder* b) {
  if (b->data.isUnbound()) return true;
  Value data = TRY(takeDataPy(t, b));
  bool isTail = !b->tailOf.isUnbound();
  Value owner = isTail ? b->tailOf : b->last;
  if (isExactElement(owner)) {
    Element* e = elementOf(owner);
    Value& place = isTail ? e->tail : e->text;
    if (place.isNone()) {
      place = data;
      writeBarrier(e);
      return true;
    }
  }
  Str* name = TRY(internStr(t, isTail ? "tail" : "text"));
  Value before = TRY(getAttrPy(t, owner, name));
  if (!before.isNone()) data = TRY(binaryPy(t, BinaryOp::Add, before, data));
  return setAttrPy(t, owner, name, data);
}

bool addChildPy(Thread* t, Value parent, Value child) {
  if (isExactElement(parent) && isElement(child)) return appendChild(t, elementOf(parent), child);
  Str* append = TRY(internStr(t, "append"));
  return !callMethodPy(t, parent, append, {child}).isError();
}

}  // namespace

bool builderEventPy(Thread* t, Builder* b, Event event, Value about) {
  if (b->eventsAppend.isUnbound() || b->events[event].isUnbound()) return true;
  Tuple* pair = TRY(makeTuple(t, {b->events[event], about}));
  return !callPy(t, b->eventsAppend, {Value(pair)}).isError();
}

Value builderStartPy(Thread* t, Builder* b, Value tag, Value attrib) {
  TRY(flushPy(t, b));
  Value node;
  if (b->elementFactory.isNone()) {
    node = Value(TRY(makeElement(t, tag, attrib)));
  } else {
    if (attrib.isUnbound()) attrib = Value(TRY(makeDict(t)));
    node = TRY(callPy(t, b->elementFactory, {tag, attrib}));
  }
  Value parent = b->current;
  b->tailOf = Value::unbound();
  if (!parent.isNone()) {
    TRY(addChildPy(t, parent, node));
  } else {
    if (!b->root.isNone()) return raise(t, parseError, "multiple elements on top level");
    b->root = node;
  }
  TRY(listAppend(t, b->open.as<List>(), parent));
  b->current = b->last = node;
  writeBarrier(b);
  TRY(builderEventPy(t, b, kStartEvent, node));
  return node;
}

Value builderDataPy(Thread* t, Builder* b, Value data) {
  if (b->data.isUnbound()) {
    if (b->last.isNone()) return Value::none();  // in front of the first element
    b->data = Value(TRY(makeList(t)));
    writeBarrier(b);
  }
  TRY(listAppend(t, b->data.as<List>(), data));
  return Value::none();
}

Value builderEndPy(Thread* t, Builder* b) {
  TRY(flushPy(t, b));
  List* open = b->open.as<List>();
  if (open->length == 0) return raise(t, exc::IndexError, "pop from empty stack");
  Value closed = b->current;
  b->last = b->tailOf = closed;
  b->current = listPop(open, open->length - 1);
  writeBarrier(b);
  TRY(builderEventPy(t, b, kEndEvent, closed));
  return closed;
}

namespace {

// A comment or processing instruction has been made: puts it into the tree if wanted.
Value noteNodePy(Thread* t, Builder* b, Value node, bool insert, Event event) {
  if (insert && !b->current.isNone()) {
    TRY(addChildPy(t, b->current, node));
    b->tailOf = node;
    writeBarrier(b);
  }
  TRY(builderEventPy(t, b, event, node));
  return node;
}

}  // namespace

Value builderCommentPy(Thread* t, Builder* b, Value text) {
  TRY(flushPy(t, b));
  bool made = !b->commentFactory.isNone();
  Value node = made ? TRY(callPy(t, b->commentFactory, {text})) : text;
  return noteNodePy(t, b, node, made && b->insertComments, kCommentEvent);
}

Value builderPiPy(Thread* t, Builder* b, Value target, Value text) {
  TRY(flushPy(t, b));
  bool made = !b->piFactory.isNone();
  Value node = made ? TRY(callPy(t, b->piFactory, {target, text})) : Value(TRY(makeTuple(t, {target, text})));
  return noteNodePy(t, b, node, made && b->insertPis, kPiEvent);
}

Builder* makeBuilderPy(Thread* t, Type* type) {
  List* open = TRY(makeList(t));
  Builder* b = TRY(makeRecord<Builder>(t, type));
  b->root = b->current = b->last = Value::none();
  b->open = Value(open);
  b->elementFactory = b->commentFactory = b->piFactory = Value::none();
  b->insertComments = b->insertPis = false;
  return b;
}

namespace {

Value create(Thread* t, Type* cls, const Args&) { return Value(TRY(makeBuilderPy(t, cls))); }

// (self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False)
Value init(Thread* t, Value* args, size_t) {
  bool insertComments = TRY(truthPy(t, args[4])), insertPis = TRY(truthPy(t, args[5]));
  Builder* b = builderOf(args[0]);
  b->elementFactory = args[1];
  b->commentFactory = args[2].isNone() ? commentFactory : args[2];
  b->piFactory = args[3].isNone() ? piFactory : args[3];
  b->insertComments = insertComments;
  b->insertPis = insertPis;
  writeBarrier(b);
  return Value::none();
}

Value startMethod(Thread* t, Value* args, size_t) {
  if (!isa<Dict>(args[2])) return raise(t, exc::TypeError, "start() argument 2 must be dict, not {}", typeName(args[2]));
  return builderStartPy(t, builderOf(args[0]), args[1], args[2]);
}
Value dataMethod(Thread* t, Value* args, size_t) { return builderDataPy(t, builderOf(args[0]), args[1]); }
Value endMethod(Thread* t, Value* args, size_t) { return builderEndPy(t, builderOf(args[0])); }
Value commentMethod(Thread* t, Value* args, size_t) { return builderCommentPy(t, builderOf(args[0]), args[1]); }
Value piMethod(Thread* t, Value* args, size_t) { return builderPiPy(t, builderOf(args[0]), args[1], args[2]); }
Value closeMethod(Thread*, Value* args, size_t) { return builderResult(builderOf(args[0])); }

const NativeDef kMethods[] = {
    {"data", "(self, data, /)", dataMethod, "Adds text to the current element."},
    {"start", "(self, tag, attrs, /)", startMethod, "Opens an element and returns it."},
    {"end", "(self, tag, /)", endMethod, "Closes the current element and returns it."},
    {"comment", "(self, text, /)", commentMethod, "Makes a comment and returns it."},
    {"pi", "(self, target, text=None, /)", piMethod, "Makes a processing instruction and returns it."},
    {"close", "(self, /)", closeMethod, "The element at the top, or None."},
};
const NativeDef kInit = {
    "__init__",
    "(self, /, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False)", init,
    nullptr};
const TypeSpec kSpec = {
    .name = "xml.etree.ElementTree.TreeBuilder",
    .kind = kRecordKind,
    .flags = kBaseType,
    .slots = {.create = create},
    .methods = kMethods,
    .init = &kInit,
};

}  // namespace

Value setFactories(Thread* t, Value* args, size_t) {
  if (!isCallable(args[0]) && !args[0].isNone())
    return raise(t, exc::TypeError, "Comment factory must be callable, not {}", typeName(args[0]));
  if (!isCallable(args[1]) && !args[1].isNone())
    return raise(t, exc::TypeError, "PI factory must be callable, not {}", typeName(args[1]));
  Tuple* before = TRY(makeTuple(t, {commentFactory, piFactory}));
  commentFactory = args[0];
  piFactory = args[1];
  return Value(before);
}

bool addBuilder(Thread* t, Module* m) {
  addRoot(&commentFactory);
  addRoot(&piFactory);
  addRoot(&builderType);
  builderType = TRY(moduleAddType(t, m, kSpec));
  return true;
}

}  // namespace typhon::etree

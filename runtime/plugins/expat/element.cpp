// Element, SubElement and the iterators over a tree.
#include "runtime/plugins/expat/element.h"

#include "runtime/exec/warnings.h"
#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_support.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/slice.h"
#include "runtime/types/tuple.h"

namespace typhon::etree {

Type *elementType, *iteratorType;

Element* makeElement(Thread* t, Value tag, Value attrib) {
  Element* e = TRY(makeRecord<Element>(t, elementType));
  e->tag = tag;
  e->text = e->tail = Value::none();
  e->attrib = attrib;
  return e;
}

bool appendChild(Thread* t, Element* parent, Value child) {
  if (parent->children.isUnbound()) {
    parent->children = Value(TRY(makeList(t)));
    writeBarrier(parent);
  }
  return listAppend(t, parent->children.as<List>(), child);
}

namespace {

constexpr const char* kElementName = "xml.etree.ElementTree.Element";

Dict* attributesOf(Thread* t, Element* e) {
  if (e->attrib.isUnbound()) {
    e->attrib = Value(TRY(makeDict(t)));
    writeBarrier(e);
  }
  return e->attrib.as<Dict>();
}

// --- making elements: (tag, attrib={}, **extra), behind `skip` positional arguments.

bool countArguments(Thread* t, const char* function, const Args& args, size_t least, size_t most) {
  if (args.positional >= least && args.positional <= most) return true;
  bool few = args.positional < least;
  size_t limit = few ? least : most;
  return raise(t, exc::TypeError, "{}() takes at {} {} argument{} ({} given)", function, few ? "least" : "most", limit,
               limit == 1 ? "" : "s", args.positional);
}

// The attributes: a copy of the dict, with the keywords in it. Unbound: none.
Value attributesPy(Thread* t, const char* function, const Args& args, size_t position) {
  Dict* all = nullptr;
  size_t keywords = args.keywords ? args.keywords->length : 0, given = keywords;
  if (args.positional > position) {
    Value v = args[position];
    if (!isa<Dict>(v))
      return raise(t, exc::TypeError, "{}() argument {} must be dict, not {}", function, position + 1, argumentTypeName(v));
    all = TRY(dictCopy(t, v.as<Dict>()));
  } else {
    for (size_t i = 0; i < keywords; ++i) {
      if (args.keywords->items[i].as<Str>()->length != 6 || toUtf8(args.keywords->items[i].as<Str>()) != "attrib") continue;
      Value v = args[args.positional + i];
      if (!isa<Dict>(v)) return raise(t, exc::TypeError, "attrib must be dict, not {}", typeName(v));
      all = TRY(dictCopy(t, v.as<Dict>()));
      given = i;
    }
  }
  if (!all && !keywords) return Value::unbound();
  if (!all) all = TRY(makeDict(t));
  for (size_t i = 0; i < keywords; ++i)
    if (i != given || args.positional > position) TRY(dictSetPy(t, all, args.keywords->items[i], args[args.positional + i]));
  return Value(all);
}

Value elementNew(Thread* t, Type* cls, const Args&) {
  Element* e = TRY(makeRecord<Element>(t, cls));
  e->tag = e->text = e->tail = Value::none();
  return Value(e);
}

bool elementInit(Thread* t, Value self, const Args& args) {
  TRY(countArguments(t, "Element", args, 1, 2));
  Value attrib = TRY(attributesPy(t, "Element", args, 1));
  Element* e = elementOf(self);
  e->tag = args[0];
  e->text = e->tail = Value::none();
  e->attrib = attrib;
  writeBarrier(e);
  return true;
}

// --- children

bool wantElement(Thread* t, const char* where, Value v) {
  return isElement(v) || raise(t, exc::TypeError, "{} must be {}, not {}", where, kElementName, argumentTypeName(v));
}

Value append(Thread* t, Value* args, size_t) {
  TRY(wantElement(t, "append() argument 1", args[1]));
  TRY(appendChild(t, elementOf(args[0]), args[1]));
  return Value::none();
}

// The elements of any iterable, as a list.
List* elementsPy(Thread* t, Value given) {
  List* list = toListPy(t, given);
  if (!list) {
    if (!pendingIs(t, exc::TypeError)) return nullptr;
    clearPending(t);
    return raise(t, exc::TypeError, "expected sequence, not \"{}\"", typeName(given));
  }
  for (size_t i = 0; i < list->length; ++i)
    if (!isElement(listItem(list, i)))
      return raise(t, exc::TypeError, "expected an Element, not \"{}\"", typeName(listItem(list, i)));
  return list;
}

Value extend(Thread* t, Value* args, size_t) {
  List* list = TRY(elementsPy(t, args[1]));
  for (size_t i = 0; i < list->length; ++i) TRY(appendChild(t, elementOf(args[0]), listItem(list, i)));
  return Value::none();
}

Value insert(Thread* t, Value* args, size_t) {
  int64_t index = TRY(indexInt64Py(t, args[1], exc::OverflowError));
  TRY(wantElement(t, "insert() argument 2", args[2]));
  Element* e = elementOf(args[0]);
  if (e->children.isUnbound()) {
    TRY(appendChild(t, e, args[2]));
  } else {
    TRY(listInsert(t, e->children.as<List>(), index, args[2]));
  }
  return Value::none();
}

Value removeChild(Thread* t, Value* args, size_t) {
  TRY(wantElement(t, "remove() argument", args[1]));
  Element* e = elementOf(args[0]);
  size_t i = 0;
  while (i < childCount(e) && listItem(childrenOf(e), i) != args[1]) ++i;
  if (i == childCount(e)) {
    for (i = 0; i < childCount(e); ++i)
      if (TRY(compareTruthPy(t, CompareOp::Eq, listItem(childrenOf(e), i), args[1]))) break;
  }
  if (i >= childCount(e)) return raise(t, exc::ValueError, "list.remove(x): x not in list");
  listPop(childrenOf(e), i);
  return Value::none();
}

int64_t length(Thread*, Value self) { return static_cast<int64_t>(childCount(elementOf(self))); }

int truth(Thread* t, Value self) {
  if (!warnPy(t, exc::DeprecationWarning,
              "Testing an element's truth value will always return True in future versions.  Use specific 'len(elem)' or "
              "'elem is not None' test instead."))
    return -1;
  return childCount(elementOf(self)) != 0;
}

// The position that an index means; -1 with an exception pending.
Maybe<size_t> childIndexPy(Thread* t, Element* e, Value key, const char* message) {
  int64_t i = TRY(indexInt64Py(t, key));
  auto count = static_cast<int64_t>(childCount(e));
  if (i < 0) i += count;
  if (i < 0 || i >= count) return raise(t, exc::IndexError, "{}", message);
  return static_cast<size_t>(i);
}

bool isIndex(Value key) { return typeOf(key)->slots.index != nullptr; }

Value getItem(Thread* t, Value self, Value key) {
  Element* e = elementOf(self);
  if (isIndex(key)) {
    size_t i = TRY(childIndexPy(t, e, key, "child index out of range"));
    return listItem(childrenOf(e), i);
  }
  if (!isa<Slice>(key)) return raise(t, exc::TypeError, "element indices must be integers");
  if (e->children.isUnbound()) return Value(TRY(makeList(t)));
  return getItemPy(t, e->children, key);
}

bool setItem(Thread* t, Value self, Value key, Value v) {
  Element* e = elementOf(self);
  if (isIndex(key)) {
    size_t i = TRY(childIndexPy(t, e, key, "child assignment index out of range"));
    if (v.isUnbound()) {
      listPop(childrenOf(e), i);
      return true;
    }
    if (!isElement(v)) return raise(t, exc::TypeError, "expected an Element, not \"{}\"", typeName(v));
    listStore(childrenOf(e), i, v);
    return true;
  }
  if (!isa<Slice>(key)) return raise(t, exc::TypeError, "element indices must be integers");
  if (e->children.isUnbound()) {
    e->children = Value(TRY(makeList(t)));
    writeBarrier(e);
  }
  if (!v.isUnbound()) v = Value(TRY(elementsPy(t, v)));
  return setItemPy(t, e->children, key, v);
}

// --- looking for children

// Whether a tag may be a path: then xml.etree.ElementPath looks for it.
bool isPath(Value tag) {
  std::string text;
  if (isa<Str>(tag)) {
    text = toUtf8(tag.as<Str>());
  } else if (isa<Bytes>(tag)) {
    text = tag.as<Bytes>()->view();
  } else {
    return true;
  }
  if (text.size() >= 3 && text[0] == '{' && (text[1] == '}' || (text[1] == '*' && text[2] == '}'))) return true;
  bool inUri = false;
  for (char c : text) {
    if (c == '{' || c == '}') {
      inUri = c == '{';
    } else if (!inUri && std::string_view("/*[@.").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

Value pathFunctionPy(Thread* t, const char* name) { return importAttributePy(t, "xml.etree.ElementPath", name); }

// The first child with the tag; Unbound if there is none.
Value childPy(Thread* t, Element* e, Value tag, size_t from = 0) {
  for (size_t i = from; i < childCount(e); ++i) {
    Value child = listItem(childrenOf(e), i);
    if (TRY(equalPy(t, elementOf(child)->tag, tag))) return child;
  }
  return Value::unbound();
}

Value find(Thread* t, Value* args, size_t) {
  if (isPath(args[1]) || !args[2].isNone()) {
    Value function = TRY(pathFunctionPy(t, "find"));
    return callPy(t, function, {args[0], args[1], args[2]});
  }
  Value child = TRY(childPy(t, elementOf(args[0]), args[1]));
  return child.isUnbound() ? Value::none() : child;
}

Value findText(Thread* t, Value* args, size_t) {
  if (isPath(args[1]) || !args[3].isNone()) {
    Value function = TRY(pathFunctionPy(t, "findtext"));
    return callPy(t, function, {args[0], args[1], args[2], args[3]});
  }
  Value child = TRY(childPy(t, elementOf(args[0]), args[1]));
  if (child.isUnbound()) return args[2];
  Value text = elementOf(child)->text;
  return text.isNone() ? Value(names::empty) : text;
}

Value findAll(Thread* t, Value* args, size_t) {
  if (isPath(args[1]) || !args[2].isNone()) {
    Value function = TRY(pathFunctionPy(t, "findall"));
    return callPy(t, function, {args[0], args[1], args[2]});
  }
  List* found = TRY(makeList(t));
  Element* e = elementOf(args[0]);
  for (size_t i = 0; i < childCount(e); ++i) {
    Value child = listItem(childrenOf(e), i);
    if (TRY(equalPy(t, elementOf(child)->tag, args[1]))) TRY(listAppend(t, found, child));
  }
  return Value(found);
}

Value iterFind(Thread* t, Value* args, size_t) {
  Value function = TRY(pathFunctionPy(t, "iterfind"));
  return callPy(t, function, {args[0], args[1], args[2]});
}

// --- attributes

Value get(Thread* t, Value* args, size_t) {
  Element* e = elementOf(args[0]);
  if (e->attrib.isUnbound()) return args[2];
  Value v = TRY(dictGetPy(t, e->attrib.as<Dict>(), args[1]));
  return v.isUnbound() ? args[2] : v;
}

Value set(Thread* t, Value* args, size_t) {
  TRY(dictSetPy(t, TRY(attributesOf(t, elementOf(args[0]))), args[1], args[2]));
  return Value::none();
}

Value attributeListPy(Thread* t, Element* e, const char* method) {
  Str* name = TRY(internStr(t, method));
  Value view = TRY(callMethodPy(t, Value(TRY(attributesOf(t, e))), name));
  return Value(TRY(toListPy(t, view)));
}
Value items(Thread* t, Value* args, size_t) { return attributeListPy(t, elementOf(args[0]), "items"); }
Value keys(Thread* t, Value* args, size_t) { return attributeListPy(t, elementOf(args[0]), "keys"); }

Value clear(Thread*, Value* args, size_t) {
  Element* e = elementOf(args[0]);
  e->attrib = e->children = Value::unbound();
  e->text = e->tail = Value::none();
  return Value::none();
}

Value makeAnother(Thread* t, Value* args, size_t) {
  if (!isa<Dict>(args[2]))
    return raise(t, exc::TypeError, "makeelement() argument 2 must be dict, not {}", argumentTypeName(args[2]));
  Dict* attrib = TRY(dictCopy(t, args[2].as<Dict>()));
  return Value(TRY(makeElement(t, args[1], Value(attrib))));
}

template <Value Element::* field>
Value getField(Thread*, Value self) {
  return elementOf(self)->*field;
}
template <Value Element::* field>
bool setField(Thread* t, Value self, Value v) {
  if (v.isUnbound()) return raise(t, exc::AttributeError, "can't delete element attribute");
  elementOf(self)->*field = v;
  writeBarrier(self.asObject());
  return true;
}
Value getAttributes(Thread* t, Value self) { return Value(TRY(attributesOf(t, elementOf(self)))); }
bool setAttributes(Thread* t, Value self, Value v) {
  if (!v.isUnbound() && !isa<Dict>(v)) return raise(t, exc::TypeError, "attrib must be dict, not {}", typeName(v));
  return setField<&Element::attrib>(t, self, v);
}

// --- copies

Value copy(Thread* t, Value* args, size_t) {
  Element* e = elementOf(args[0]);
  Element* made = TRY(makeElement(t, e->tag, e->attrib));
  made->text = e->text;
  made->tail = e->tail;
  if (List* children = childrenOf(e); children && children->length)
    made->children = Value(TRY(makeList(t, children->store->items, children->length)));
  writeBarrier(made);
  return Value(made);
}

Value deepCopyPy(Thread* t, Element* e, Value memo);

bool holdsTextOnly(Dict* d) {
  size_t position = 0;
  Value key, v;
  while (dictNext(d, &position, &key, &v))
    if (typeOf(key) != types::str || typeOf(v) != types::str) return false;
  return true;
}

Value deepCopyOfPy(Thread* t, Value v, Value memo) {
  if (v.isNone() || typeOf(v) == types::str) return v;
  if (isExactElement(v)) return deepCopyPy(t, elementOf(v), memo);
  if (typeOf(v) == types::dict && holdsTextOnly(v.as<Dict>())) return Value(TRY(dictCopy(t, v.as<Dict>())));
  Value function = TRY(importAttributePy(t, "copy", "deepcopy"));
  return callPy(t, function, {v, memo});
}

Value deepCopyPy(Thread* t, Element* e, Value memo) {
  NativeCall guard(t, " in Element.__deepcopy__");
  if (!guard.ok()) return Value::error();
  Value tag = TRY(deepCopyOfPy(t, e->tag, memo));
  Value attrib = e->attrib.isUnbound() ? e->attrib : TRY(deepCopyOfPy(t, e->attrib, memo));
  Element* made = TRY(makeElement(t, tag, attrib));
  made->text = TRY(deepCopyOfPy(t, e->text, memo));
  made->tail = TRY(deepCopyOfPy(t, e->tail, memo));
  writeBarrier(made);
  for (size_t i = 0; i < childCount(e); ++i) {
    Value child = TRY(deepCopyOfPy(t, listItem(childrenOf(e), i), memo));
    if (!isElement(child)) return raise(t, exc::TypeError, "deepcopy of an Element made a {}", typeName(child));
    TRY(appendChild(t, made, child));
  }
  Value id = TRY(callPy(t, TRY(builtinPy(t, "id")), {Value(e)}));
  TRY(dictSetPy(t, memo.as<Dict>(), id, Value(made)));
  return Value(made);
}

Value deepCopy(Thread* t, Value* args, size_t) {
  if (!isa<Dict>(args[1]))
    return raise(t, exc::TypeError, "__deepcopy__() argument must be dict, not {}", argumentTypeName(args[1]));
  return deepCopyPy(t, elementOf(args[0]), args[1]);
}

constexpr const char* kStateNames[] = {"tag", "_children", "attrib", "text", "tail"};

Value getState(Thread* t, Value* args, size_t) {
  Element* e = elementOf(args[0]);
  List* children = childrenOf(e);
  List* copied = children && children->length ? TRY(makeList(t, children->store->items, children->length)) : TRY(makeList(t));
  Dict* attributes = TRY(attributesOf(t, e));
  Value values[] = {e->tag, Value(copied), Value(attributes), e->text, e->tail};
  Dict* state = TRY(makeDict(t));
  for (size_t i = 0; i < std::size(values); ++i) TRY(dictSetStr(t, state, TRY(internStr(t, kStateNames[i])), values[i]));
  return Value(state);
}

Value setState(Thread* t, Value* args, size_t) {
  if (!isa<Dict>(args[1])) {
    Str* shown = TRY(reprPy(t, args[1]));
    return raise(t, exc::TypeError, "Don't know how to unpickle \"{}\" as an Element", toUtf8(shown));
  }
  Value values[std::size(kStateNames)];
  for (size_t i = 0; i < std::size(values); ++i) values[i] = dictGetStr(args[1].as<Dict>(), TRY(internStr(t, kStateNames[i])));
  auto [tag, children, attrib, text, tail] = values;
  if (tag.isUnbound()) return raise(t, exc::TypeError, "tag may not be NULL");
  if (!attrib.isUnbound() && !isa<Dict>(attrib)) return raise(t, exc::TypeError, "attrib must be dict, not {}", typeName(attrib));
  List* list = nullptr;
  if (!children.isUnbound()) {
    if (!isa<List>(children)) return raise(t, exc::TypeError, "'_children' is not a list");
    list = TRY(elementsPy(t, children));
  }
  Element* e = elementOf(args[0]);
  e->tag = tag;
  e->text = text.isUnbound() ? Value::none() : text;
  e->tail = tail.isUnbound() ? Value::none() : tail;
  e->attrib = attrib;
  e->children = list ? Value(list) : Value::unbound();
  writeBarrier(e);
  return Value::none();
}

Value sizeOf(Thread*, Value* args, size_t) {
  Element* e = elementOf(args[0]);
  List* children = childrenOf(e);
  size_t slots = children && children->store ? children->store->capacity : 0;
  return Value::smallInt(static_cast<int64_t>(sizeof(Element) + slots * sizeof(Value)));
}

Value repr(Thread* t, Value self) {
  ReprGuard guard(t, self.asObject());
  if (guard.nested()) return raise(t, exc::RuntimeError, "reentrant call inside {}.__repr__", typeName(self));
  Str* tag = TRY(reprPy(t, elementOf(self)->tag));
  return Value(TRY(makeStr(t, fmt::format("<Element {} at {:#x}>", toUtf8(tag), self.bits() - 1))));
}

// --- iter() and itertext(): in the order of the document, on a stack of their own

struct TreeIterator : Record {
  static constexpr uint32_t kValues = 3;
  Value root;   // Unbound once it was begun
  Value tag;    // None: every element
  Value stack;  // list: an open element, then the index of its next child, and so on
  int64_t texts;
};

Value makeIterator(Thread* t, Value root, Value tag, bool texts) {
  List* stack = TRY(makeList(t));
  TreeIterator* it = TRY(makeRecord<TreeIterator>(t, iteratorType));
  it->root = root;
  it->tag = tag;
  it->stack = Value(stack);
  it->texts = texts;
  return Value(it);
}

Value iterate(Thread* t, Value* args, size_t) {
  Value tag = args[1];
  if (isa<Str>(tag) && tag.as<Str>()->length == 1 && tag.as<Str>()->at(0) == '*') tag = Value::none();
  if (isa<Bytes>(tag) && tag.as<Bytes>()->view() == "*") tag = Value::none();
  return makeIterator(t, args[0], tag, false);
}
Value iterateTexts(Thread* t, Value* args, size_t) { return makeIterator(t, args[0], Value::none(), true); }

Value next(Thread* t, Value self) {
  auto* it = static_cast<TreeIterator*>(self.asObject());
  List* stack = it->stack.as<List>();
  for (;;) {
    Value element, text = Value::none();
    if (stack->length == 0) {
      if (it->root.isUnbound()) return Value::unbound();
      element = it->root;
      it->root = Value::unbound();
    } else {
      Value parent = listItem(stack, stack->length - 2);
      auto index = static_cast<size_t>(listItem(stack, stack->length - 1).asSmallInt());
      if (index < childCount(elementOf(parent))) {
        element = listItem(childrenOf(elementOf(parent)), index);
        listStore(stack, stack->length - 1, Value::smallInt(static_cast<int64_t>(index) + 1));
      } else {
        listTruncate(stack, stack->length - 2);
        if (!it->texts || stack->length == 0) continue;
        text = elementOf(parent)->tail;
      }
    }
    if (!element.isUnbound() && element.isObject()) {
      TRY(listAppend(t, stack, element));
      TRY(listAppend(t, stack, Value::smallInt(0)));
      if (!it->texts) {
        if (it->tag.isNone() || TRY(equalPy(t, elementOf(element)->tag, it->tag))) return element;
        continue;
      }
      text = elementOf(element)->text;
    }
    if (!text.isNone() && TRY(truthPy(t, text))) return text;
  }
}

Value itself(Thread*, Value v) { return v; }

const TypeSpec kIteratorSpec = {
    .name = "_elementtree._element_iterator",
    .kind = kRecordKind,
    .flags = kDisallowNew,
    .slots = {.iter = itself, .next = next},
};

const NativeDef kMethods[] = {
    {"clear", "(self, /)", clear, "Empties the element: no children, attributes, text and tail."},
    {"get", "(self, /, key, default=None)", get, "The value of an attribute."},
    {"set", "(self, key, value, /)", set, "Sets an attribute."},
    {"find", "(self, /, path, namespaces=None)", find, "The first element that a tag or path leads to, or None."},
    {"findtext", "(self, /, path, default=None, namespaces=None)", findText, "The text of the first element that it leads to."},
    {"findall", "(self, /, path, namespaces=None)", findAll, "A list of the elements that a tag or path leads to."},
    {"append", "(self, subelement, /)", append, "Adds a child at the end."},
    {"extend", "(self, elements, /)", extend, "Adds children at the end."},
    {"insert", "(self, index, subelement, /)", insert, "Adds a child before the one at the index."},
    {"remove", "(self, subelement, /)", removeChild, "Takes out a child: the object itself, or one that equals it."},
    {"iter", "(self, /, tag=None)", iterate, "The element and all below it in the document's order, those with the tag."},
    {"itertext", "(self, /)", iterateTexts, "The texts and tails in the document's order."},
    {"iterfind", "(self, /, path, namespaces=None)", iterFind, "An iterator over the elements that a tag or path leads to."},
    {"items", "(self, /)", items, "The attributes as a list of pairs."},
    {"keys", "(self, /)", keys, "The names of the attributes as a list."},
    {"makeelement", "(self, tag, attrib, /)", makeAnother, "A new element of the same kind."},
    {"__copy__", "(self, /)", copy, nullptr},
    {"__deepcopy__", "(self, memo, /)", deepCopy, nullptr},
    {"__getstate__", "(self, /)", getState, nullptr},
    {"__setstate__", "(self, state, /)", setState, nullptr},
    {"__sizeof__", "(self, /)", sizeOf, nullptr},
};
const GetSetDef kGetSets[] = {
    {"tag", getField<&Element::tag>, setField<&Element::tag>, "A string identifying what kind of data this element represents"},
    {"text", getField<&Element::text>, setField<&Element::text>, "A string of text directly after the start tag, or None"},
    {"tail", getField<&Element::tail>, setField<&Element::tail>, "A string of text directly after the end tag, or None"},
    {"attrib", getAttributes, setAttributes, "A dictionary containing the element's attributes"},
};
const TypeSpec kElementSpec = {
    .name = "xml.etree.ElementTree.Element",
    .kind = kRecordKind,
    .flags = kBaseType | kWeakReferable,
    .slots = {.repr = repr,
              .create = elementNew,
              .init = elementInit,
              .truth = truth,
              .length = length,
              .getItem = getItem,
              .setItem = setItem},
    .methods = kMethods,
    .getsets = kGetSets,
};

}  // namespace

// SubElement(parent, tag, attrib={}, **extra). The binding is written out since **extra may hold any name.
Value subElement(Thread* t, Value* args, size_t argc) {
  Dict* extra = args[0].as<Dict>();
  List *values = TRY(makeList(t, args + 1, argc - 1)), *names = TRY(makeList(t));
  size_t position = 0;
  Value key, v;
  while (dictNext(extra, &position, &key, &v)) {
    TRY(listAppend(t, names, key));
    TRY(listAppend(t, values, v));
  }
  Tuple* keywords = TRY(listToTuple(t, names));
  Args all{values->store ? values->store->items : nullptr, argc - 1, keywords->length ? keywords : nullptr};
  TRY(countArguments(t, "SubElement", all, 2, 3));
  if (!isElement(all[0]))
    return raise(t, exc::TypeError, "SubElement() argument 1 must be {}, not {}", kElementName, argumentTypeName(all[0]));
  Value attrib = TRY(attributesPy(t, "SubElement", all, 2));
  Element* e = TRY(makeElement(t, all[1], attrib));
  TRY(appendChild(t, elementOf(all[0]), Value(e)));
  return Value(e);
}

bool addElement(Thread* t, Module* m) {
  addRoot(&elementType);
  addRoot(&iteratorType);
  iteratorType = TRY(makeNativeType(t, kIteratorSpec));
  elementType = TRY(moduleAddType(t, m, kElementSpec));
  return true;
}

}  // namespace typhon::etree

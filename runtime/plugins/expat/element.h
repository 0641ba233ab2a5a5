// _elementtree: what its parts share. The library's ElementTree.py takes Element, SubElement, TreeBuilder and XMLParser from
// here.
#pragma once

#include "runtime/exec/errors.h"
#include "runtime/object/record.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon::etree {

struct Element : Record {
  static constexpr uint32_t kValues = 5;
  Value tag, text, tail;
  Value attrib;    // a dict; Unbound until somebody asks or there is an attribute
  Value children;  // a list of Elements; Unbound: none yet
};

extern Type *elementType, *iteratorType, *builderType, *parserType, *parseError;

inline bool isElement(Value v) { return isInstance(v, elementType); }
inline bool isExactElement(Value v) { return typeOf(v) == elementType; }
inline Element* elementOf(Value v) { return static_cast<Element*>(v.asObject()); }
inline List* childrenOf(Element* e) { return e->children.isUnbound() ? nullptr : e->children.as<List>(); }
inline size_t childCount(Element* e) { return e->children.isUnbound() ? 0 : e->children.as<List>()->length; }

// An Element; attrib Unbound: none.
Element* makeElement(Thread* t, Value tag, Value attrib);
bool appendChild(Thread* t, Element* parent, Value child);
// Types, functions and exceptions of the module that concern elements; of builders and parsers.
bool addElement(Thread* t, Module* m);
bool addBuilder(Thread* t, Module* m);
bool addParser(Thread* t, Module* m);
Value subElement(Thread* t, Value* args, size_t argc);
Value setFactories(Thread* t, Value* args, size_t argc);

// The events that XMLPullParser and iterparse ask for.
enum Event { kStartEvent, kEndEvent, kStartNsEvent, kEndNsEvent, kCommentEvent, kPiEvent, kEvents };
extern const char* const kEventNames[kEvents];

struct Builder : Record {
  static constexpr uint32_t kValues = 11 + kEvents;
  Value root, current, last;  // of the tree; the innermost open element; the element whose text or tail comes next
  Value tailOf;               // what follows is the tail of this element; Unbound: the text of `last`
  Value open;                 // list of the open elements around `current`
  Value data;                 // list of pieces of text that have not been put anywhere yet; Unbound: none
  Value elementFactory, commentFactory, piFactory;  // None: makes elements
  Value eventsAppend;                               // Unbound: nobody asked for events
  Value spare;
  Value events[kEvents];  // the name of each event that was asked for, or Unbound
  int64_t insertComments, insertPis;
};
inline bool isExactBuilder(Value v) { return typeOf(v) == builderType; }
inline Builder* builderOf(Value v) { return static_cast<Builder*>(v.asObject()); }
Builder* makeBuilderPy(Thread* t, Type* type);
Value builderStartPy(Thread* t, Builder* b, Value tag, Value attrib);  // attrib Unbound: none
Value builderDataPy(Thread* t, Builder* b, Value data);
Value builderEndPy(Thread* t, Builder* b);
Value builderCommentPy(Thread* t, Builder* b, Value text);
Value builderPiPy(Thread* t, Builder* b, Value target, Value text);
bool builderEventPy(Thread* t, Builder* b, Event event, Value about);
inline Value builderResult(Builder* b) { return b->root; }

}  // namespace typhon::etree

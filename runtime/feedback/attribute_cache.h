// What the second feedback word of an attribute site points to. Heap objects, kept alive by the code (keepForFeedback).
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/object/object.h"

namespace typhon {

struct Cell;
struct Type;

// Changes when all that attribute sites know becomes void (resetAttributeFeedback): compiled code compares it.
extern uint64_t attributeEpoch;
// While this is set no collection makes code forget its feedback: a compiler is working with it.
extern bool feedbackInUse;

// An attribute found in a class: valid while the class's version is the recorded one (and, for methods, while the cell still
// holds `found`).
struct AttributeCache : Object {
  uint64_t version;
  Cell* cell;
  // The class, for sites that check a shape first: an object that has it keeps the class alive, so this does not.
  Type* type;
  Value extra;        // what is called: the function found, a property's getter or setter, a descriptor's __get__ or __set__
  Value found;        // what stands in the class
  Value self;         // of LOAD_METHOD_BOUND and LOAD_METHOD_TYPE: the first argument, or Unbound
  uint64_t version2;  // of a descriptor written in Python: that of its own class
};

// Several shapes met at one site.
struct PolymorphicCache : Object {
  static constexpr uint32_t kMaxEntries = 4;
  struct Entry {
    uint32_t shape;
    uint32_t slot;     // word offset, for plain slots
    uint64_t version;  // of the class; of STORE_ATTR the id of the shape that the object takes
    Type* type;        // for methods; as in AttributeCache
    Cell* cell;
    Value value;
  };
  uint32_t count;
  uint32_t replaced;  // of LOAD_SUPER_METHOD: how many entries gave way to others
  Entry entries[kMaxEntries];
};

}  // namespace typhon

// HostObject: the layout of native objects whose state lives outside the heap. Objects of the struct module, after which the kind
// is called, and the streams, parsers and digests of native modules are such.
#pragma once

#include <memory>

#include "runtime/exec/errors.h"
#include "runtime/object/type.h"

namespace typhon {

inline constexpr Kind kHostKind = Kind::PackedStruct;

// State of a native object that lives outside the heap (a zlib stream, an OpenSSL context): holds no references to heap objects.
struct HostState {
  virtual ~HostState() = default;
  int64_t externalBytes = 0;  // what it holds outside the heap, set before the object is made: counted for the collector
};

// An object with such a state, and a few fields for the objects it needs. Its methods know the state's class from the type.
struct HostObject : Object {
  static constexpr int kFields = 5;
  HostState* state;  // owned; null before it is made
  Value fields[kFields];

  template <class T>
  T* stateAs() const {
    return static_cast<T*>(state);
  }
};
// An instance of the type; all fields Unbound. Null with an exception pending.
HostObject* makeHostObject(Thread* t, Type* type, std::unique_ptr<HostState> state);

}  // namespace typhon

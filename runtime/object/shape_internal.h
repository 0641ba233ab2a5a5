// What the object model's own files need of shapes besides shape.h: making roots, adding and removing attributes.
#pragma once

#include "runtime/object/shape.h"

namespace typhon {

// Ids from 0 to this one have been given out: what is above may not even be mapped.
extern uint32_t shapeTableSize;
// Reserves the shape table. Once, before the first object with a shape.
void initShapeTable();
// Claims the ids of types.def's root shapes: makes an empty root shape for a bootstrapped type.
Shape* makeFixedRootShape(Thread* t, Type* type, uint32_t id);
// (Re)fills type->rootShape and type->dictionaryShape from the type's memberCount, inlineCount and flags; a type that has a fixed
// root keeps that shape object. False with MemoryError pending.
bool makeTypeShapes(Thread* t, Type* type);

// The overflow word of an instance whose shape has a dictionary.
inline Value* overflowWord(Object* o, const Shape* s) { return tailOf(o, s) + s->memberCount; }
// Where the attribute in slot `slot` of the (non-dictionary) shape is stored.
Value* attributeSlot(Object* o, const Shape* s, uint32_t slot);

// Attribute of the instance by its shape or Dict: Unbound if absent. The shape has a dictionary.
Value shapeGet(Object* o, Shape* s, Str* name);
// Adds or replaces. False with an exception pending.
bool shapeSet(Thread* t, Object* o, Shape* s, Str* name, Value v);
// 1 deleted, 0 absent, -1 exception pending.
int shapeDelete(Thread* t, Object* o, Shape* s, Str* name);
// A new dict of the attributes of an instance of the (non-dictionary) shape. Null with MemoryError pending.
Dict* shapeAttributes(Thread* t, Object* o, Shape* s);
// Turns the instance to its type's dictionary shape and returns the Dict. Null with MemoryError pending.
Dict* shapeMaterialise(Thread* t, Object* o);
// Puts `dict` in the place of all attributes.
bool shapeReplaceDict(Thread* t, Object* o, Dict* dict);

// Gives the instance a shape of another class with the same layout, keeping its attributes.
bool shapeChangeType(Thread* t, Object* o, Type* to);

// Whether instances of the class or one derived from it may have been seen with the attribute (null: with any attribute) in a
// slot, so that an inline cache may know its place by their shape alone. `name` is interned.
bool slotMayBeCached(const Type* type, const Str* name);
// Says that an inline cache knows the place of this name (interned) in the dicts of instances of the dictionary shape, which
// lists such names instead of slots. False when it may not, for there are too many.
bool noteDictionaryName(Thread* t, Shape* s, Str* name);
// Says that an inline cache knows the place of a member of __slots__ under this name, which no shape lists.
void noteMemberName(const Str* name);

// Names that a class's __init__ stores into self: the first guess of its inlineCount. `init` is any object.
uint32_t countInitStores(Value init);

}  // namespace typhon

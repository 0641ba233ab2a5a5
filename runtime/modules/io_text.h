// What the two files of TextIOWrapper share.
#pragma once

#include "runtime/modules/io_internal.h"

namespace typhon {

// Initialised and not detached, or ValueError.
bool checkTextAttached(Thread* t, TextIO* s);
// Gives the pending text to the buffer.
bool textFlushPendingPy(Thread* t, TextIO* s);
void textClearDecoded(TextIO* s);
void textSetDecoded(TextIO* s, Str* text);

// The decoder: native or an object. Its state is the bytes that it holds back and a number.
Str* textDecodePy(Thread* t, TextIO* s, std::string_view input, bool final);
bool textGetStatePy(Thread* t, TextIO* s, std::string* held, uint64_t* flags);
bool textSetStatePy(Thread* t, TextIO* s, std::string_view held, uint64_t flags);
bool textResetDecoderPy(Thread* t, TextIO* s);

// Methods (NativeFns) in io_text_seek.cpp.
Value textSeek(Thread* t, Value* args, size_t argc);
Value textTell(Thread* t, Value* args, size_t argc);

}  // namespace typhon

// Text encodings: the codecs implemented in C++, error handlers, and the registry behind codecs.lookup().
//
// `errors` is a handler's name; the well-known ones are applied directly, others are looked up and called (Python
// code). Decoders take `consumed`: null means that the input ends here; otherwise it gets the number of bytes used, and
// an incomplete sequence at the end is left for the next call. All functions return null with an exception pending on
// failure.
#pragma once

#include <string>
#include <string_view>

#include "runtime/exec/errors.h"
#include "runtime/types/bytes.h"
#include "runtime/types/str.h"

namespace typhon {

struct Tuple;

// bytes.decode() and str.encode(): natively for well-known encodings, else through the registry. LookupError "unknown
// encoding: x". `object` is anything with the buffer protocol.
Value decodeObjectPy(Thread* t, Value object, std::string_view encoding, std::string_view errors);
Value encodeStrPy(Thread* t, Str* s, std::string_view encoding, std::string_view errors);

// The encodings with a direct implementation.
enum class NativeCodec : uint8_t { None, Utf8, Latin1, Ascii, Utf16, Utf16Le, Utf16Be, Utf32, Utf32Le, Utf32Be };
NativeCodec nativeCodec(std::string_view encoding);  // by CPython's normalised names
const char* nativeCodecName(NativeCodec codec);      // "utf-8", "latin-1", ...
// byteOrder for Utf16 and Utf32: in and out, -1 little, 0 not known yet, 1 big; may be null.
Str* decodeNativePy(Thread* t, NativeCodec codec, std::string_view in, std::string_view errors, size_t* consumed = nullptr,
                    int* byteOrder = nullptr);
Bytes* encodeNativePy(Thread* t, NativeCodec codec, Str* s, std::string_view errors);

Str* decodeUtf8Py(Thread* t, std::string_view in, std::string_view errors, size_t* consumed = nullptr);
Bytes* encodeUtf8Py(Thread* t, Str* s, std::string_view errors);
Str* decodeAsciiPy(Thread* t, std::string_view in, std::string_view errors);
Bytes* encodeAsciiPy(Thread* t, Str* s, std::string_view errors);
Bytes* encodeLatin1Py(Thread* t, Str* s, std::string_view errors);
// byteOrder: -1 little, 1 big, 0 by the mark (native order without one); updated when a mark was read.
Str* decodeUtf16Py(Thread* t, std::string_view in, std::string_view errors, int* byteOrder, size_t* consumed = nullptr);
Str* decodeUtf32Py(Thread* t, std::string_view in, std::string_view errors, int* byteOrder, size_t* consumed = nullptr);
// byteOrder 0: native order with a mark.
Bytes* encodeUtf16Py(Thread* t, Str* s, std::string_view errors, int byteOrder);
Bytes* encodeUtf32Py(Thread* t, Str* s, std::string_view errors, int byteOrder);
Str* decodeUtf7Py(Thread* t, std::string_view in, std::string_view errors, size_t* consumed = nullptr);
Bytes* encodeUtf7(Thread* t, Str* s);
// With deprecation warnings for invalid escapes; *consumed as above.
Str* decodeUnicodeEscapePy(Thread* t, std::string_view in, std::string_view errors, size_t* consumed = nullptr);
Bytes* encodeUnicodeEscape(Thread* t, Str* s);
Str* decodeRawUnicodeEscapePy(Thread* t, std::string_view in, std::string_view errors, size_t* consumed = nullptr);
Bytes* encodeRawUnicodeEscape(Thread* t, Str* s);
// Escapes of bytes literals.
Bytes* decodeEscapePy(Thread* t, std::string_view in, std::string_view errors);
Bytes* encodeEscape(Thread* t, std::string_view in);
// mapping: a str (decoding table) or mapping; null: Latin-1.
Str* decodeCharmapPy(Thread* t, std::string_view in, std::string_view errors, Value mappingOrNone);
Bytes* encodeCharmapPy(Thread* t, Str* s, std::string_view errors, Value mappingOrNone);

// File names and the like: UTF-8 with surrogateescape.
Str* decodeFsName(Thread* t, std::string_view bytes);
Maybe<std::string> encodeFsName(Thread* t, Str* s);

// The registry.
bool registerCodecSearchPy(Thread* t, Value function);
bool unregisterCodecSearchPy(Thread* t, Value function);
// Whether the name of an encoding or error handler can be one at all: false with the exception of a null character or surrogate.
bool checkCodecNamePy(Thread* t, std::string_view name);
Tuple* lookupCodecPy(Thread* t, std::string_view encoding);
void forgetCodec(Thread* t, std::string_view encoding);
bool registerErrorHandlerPy(Thread* t, Str* name, Value handler);
Value lookupErrorHandlerPy(Thread* t, std::string_view name);
// codecs.encode() and codecs.decode(): any object to any object.
Value codecEncodePy(Thread* t, Value object, std::string_view encoding, std::string_view errors, bool textOnly = false);
Value codecDecodePy(Thread* t, Value object, std::string_view encoding, std::string_view errors, bool textOnly = false);

}  // namespace typhon

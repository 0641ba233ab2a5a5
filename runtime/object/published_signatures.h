// The signatures that CPython publishes (__text_signature__) where its text differs from what binds the arguments here.
#pragma once

#include <optional>
#include <string_view>

namespace typhon {

// `key`: "list.index" (for methods, the class's module before it unless that is builtins), "zlib.compress" or "complex". Nothing
// where the text of the binding holds; a null pointer where CPython publishes no signature.
std::optional<const char*> publishedSignature(std::string_view key);

}  // namespace typhon

// _crypt: hashes of passwords, over libcrypt.
#include <crypt.h>

#include <memory>

#include "runtime/exec/blocking.h"
#include "runtime/modules/native_modules.h"
#include "runtime/object/type.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Maybe<std::string> textArgument(Thread* t, Value v, int number) {
  if (!isa<Str>(v)) return raise(t, exc::TypeError, "crypt() argument {} must be str, not {}", number, argumentTypeName(v));
  std::string text = toUtf8(v.as<Str>());
  if (text.find('\0') != std::string::npos) return raise(t, exc::ValueError, "embedded null character");
  return text;
}

Value cryptFunction(Thread* t, Value* args, size_t) {
  std::string word = TRY(textArgument(t, args[0], 1)), salt = TRY(textArgument(t, args[1], 2));
  auto data = std::make_unique<crypt_data>();
  const char* hash = blocking(t, [&] { return crypt_r(word.c_str(), salt.c_str(), data.get()); });
  if (!hash) return raiseOs(t, errno);
  return Value(TRY(makeStr(t, hash)));
}

const NativeDef kFunctions[] = {
    {"crypt", "(word, salt, /)", cryptFunction,
     "Hash a word with a salt and return the hashed password.\n\nThe salt, which may begin with $digit$ to choose the method, "
     "makes "
     "the results for equal words differ."},
};

const ModuleSpec cryptModule = {"_crypt", kFunctions, nullptr, nullptr};

}  // namespace
}  // namespace typhon

TYPHON_PLUGIN_MODULE(_crypt, typhon::cryptModule)

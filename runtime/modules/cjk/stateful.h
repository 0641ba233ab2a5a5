// The codecs with shifts between charsets: HZ and the family of ISO 2022.
#pragma once

#include "runtime/modules/cjk/codec.h"

namespace typhon::cjk {

const Codec* hzCodec();
// "iso2022_jp" and its relatives; null for other names.
const Codec* iso2022Codec(std::string_view name);

}  // namespace typhon::cjk

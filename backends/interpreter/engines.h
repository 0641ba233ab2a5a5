// The interpreters. They share the handler texts in handlers/ and everything they call; only the dispatch differs.
#pragma once

#include "runtime/exec/engine.h"

namespace typhon {
extern const Engine switchEngine;
extern const Engine gotoEngine;
#ifdef TYPHON_TAIL_ENGINE
extern const Engine tailEngine;  // not advertised
#endif
}  // namespace typhon

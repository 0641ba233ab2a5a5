// Random programs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/validate/tree.h"

namespace typhon::validate {

// A case is a block of definitions that ends in the function NAME_main. Cases have names of their own, so that many fit into one
// file.
struct Case {
  std::string name;
  Node body;
};

// The program number `index` of the sequence that `seed` begins.
Case generateCase(uint64_t seed, uint64_t index);

// A Python file that runs the cases one after the other; each prints a line `== NAME`, what it observes, and how it ended.
std::string renderFile(const std::vector<Case>& cases);

// The same for many cases: what kRunner (grammar.h) runs, each case in a module of its own. An engine then compiles the prelude
// once and no module that is as long as the batch.
std::string renderBatch(const std::vector<Case>& cases);

}  // namespace typhon::validate

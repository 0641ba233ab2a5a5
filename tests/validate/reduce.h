// Makes a program that shows a difference as small as it gets.
#pragma once

#include <functional>

#include "tests/validate/tree.h"

namespace typhon::validate {

// Delta debugging over the tree: takes statements out, lifts the contents of blocks, replaces expressions by their parts or by
// the simplest of their type, as long as `stillShows` says so. Calls it at most `budget` times. Returns the smallest tree found.
Node reduce(Node tree, const std::function<bool(const Node&)>& stillShows, int budget);

}  // namespace typhon::validate

#include "tests/validate/reduce.h"

#include <algorithm>
#include <cstddef>

namespace typhon::validate {
namespace {

using Path = std::vector<size_t>;

Node& at(Node& tree, const Path& path) {
  Node* node = &tree;
  for (size_t i : path) node = &node->children[i];
  return *node;
}

void collect(const Node& node, Node::Kind kind, Path* here, std::vector<Path>* found) {
  if (node.kind == kind) found->push_back(*here);
  for (size_t i = 0; i < node.children.size(); ++i) {
    here->push_back(i);
    collect(node.children[i], kind, here, found);
    here->pop_back();
  }
}

std::vector<Path> all(const Node& tree, Node::Kind kind) {
  std::vector<Path> found;
  Path here;
  collect(tree, kind, &here, &found);
  return found;
}

class Reducer {
 public:
  Reducer(Node tree, const std::function<bool(const Node&)>& shows, int budget)
      : tree_(std::move(tree)), shows_(shows), left_(budget) {}

  Node run() {
    for (bool changed = true; changed && left_ > 0;) {
      changed = removeStatements();
      changed |= liftBlocks();
      changed |= simplifyExpressions();
    }
    return tree_;
  }

 private:
  bool accept(Node candidate) {
    if (left_-- <= 0 || !shows_(candidate)) return false;
    tree_ = std::move(candidate);
    return true;
  }

  // Takes out runs of statements of each block, long ones first.
  bool removeStatements() {
    bool changed = false;
    std::vector<Path> blocks = all(tree_, Node::Kind::Block);
    for (const Path& path : blocks) {
      if (!exists(path)) continue;
      for (size_t run = at(tree_, path).children.size(); run > 0 && left_ > 0; run /= 2)
        for (size_t start = 0; start + run <= at(tree_, path).children.size() && left_ > 0;) {
          Node candidate = tree_;
          std::vector<Node>& statements = at(candidate, path).children;
          statements.erase(statements.begin() + static_cast<std::ptrdiff_t>(start),
                           statements.begin() + static_cast<std::ptrdiff_t>(start + run));
          if (accept(std::move(candidate)))
            changed = true;
          else
            start += run;
        }
    }
    return changed;
  }

  // A compound statement gives way to what one of its blocks holds.
  bool liftBlocks() {
    bool changed = false;
    for (const Path& path : all(tree_, Node::Kind::Block)) {
      for (size_t i = 0; exists(path) && i < at(tree_, path).children.size() && left_ > 0; ++i) {
        size_t parts = at(tree_, path).children[i].children.size();
        for (size_t k = 0; k < parts; ++k) {
          const Node& inner = at(tree_, path).children[i].children[k];
          if (inner.kind != Node::Kind::Block) continue;
          std::vector<Node> lifted = inner.children;
          Node candidate = tree_;
          std::vector<Node>& statements = at(candidate, path).children;
          statements.erase(statements.begin() + static_cast<std::ptrdiff_t>(i));
          statements.insert(statements.begin() + static_cast<std::ptrdiff_t>(i), lifted.begin(), lifted.end());
          if (accept(std::move(candidate))) {
            changed = true;
            break;
          }
        }
      }
    }
    return changed;
  }

  bool simplifyExpressions() {
    bool changed = false;
    for (const Path& path : all(tree_, Node::Kind::Expression)) {
      if (left_ <= 0) break;
      if (!exists(path)) continue;
      const Node& old = at(tree_, path);
      if (old.kind != Node::Kind::Expression) continue;
      std::vector<Node> smaller;
      if (old.text != simplest(old.type) &&
          !(old.children.empty() && old.text.find_first_not_of("0123456789") == std::string::npos))
        smaller.push_back({Node::Kind::Expression, old.type, simplest(old.type), {}});
      for (const Node& child : old.children)
        if (child.type == old.type) smaller.push_back(child);
      for (Node& replacement : smaller) {
        Node candidate = tree_;
        at(candidate, path) = std::move(replacement);
        if (accept(std::move(candidate))) {
          changed = true;
          break;
        }
      }
    }
    return changed;
  }

  bool exists(const Path& path) {
    const Node* node = &tree_;
    for (size_t i : path) {
      if (i >= node->children.size()) return false;
      node = &node->children[i];
    }
    return true;
  }

  Node tree_;
  const std::function<bool(const Node&)>& shows_;
  int left_;
};

}  // namespace

Node reduce(Node tree, const std::function<bool(const Node&)>& stillShows, int budget) {
  return Reducer(std::move(tree), stillShows, budget).run();
}

}  // namespace typhon::validate

// Lines of source files for tracebacks.
#include <fcntl.h>
#include <unistd.h>

#include "runtime/base/os.h"
#include "runtime/base/utf8.h"
#include "runtime/exec/format_exception.h"
#include "runtime/exec/thread.h"
#include "runtime/ops/ops.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace typhon {

namespace {

// The encoding that a comment in one of the first two lines declares (PEP 263), or "utf-8".
std::string declaredEncoding(std::string_view text) {
  for (int i = 0; i < 2; ++i) {
    size_t end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    size_t p = line.find_first_not_of(" \t\f");
    if (p != std::string_view::npos && line[p] == '#') {
      for (size_t at = line.find("coding", p); at != std::string_view::npos; at = line.find("coding", at + 1)) {
        size_t c = at + 6;
        if (c >= line.size() || (line[c] != ':' && line[c] != '=')) continue;
        ++c;
        while (c < line.size() && (line[c] == ' ' || line[c] == '\t')) ++c;
        size_t start = c;
        while (c < line.size() &&
               (isalnum(static_cast<unsigned char>(line[c])) || line[c] == '-' || line[c] == '_' || line[c] == '.'))
          ++c;
        if (c > start) return std::string(line.substr(start, c - start));
      }
    } else if (p != std::string_view::npos) {
      break;  // code: the second line does not count
    }
    if (end == std::string_view::npos) break;
    size_t next = end + 1;
    if (text[end] == '\r' && next < text.size() && text[next] == '\n') ++next;
    text.remove_prefix(next);
  }
  return "utf-8";
}

bool readFile(const std::string& path, std::string* text) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  bool ok = base::readWholeFd(fd, text);
  close(fd);
  return ok;
}

}  // namespace

bool SourceLines::loadPy(Thread* t, const std::string& filename) {
  std::string text;
  if (!readFile(filename, &text)) {
    // Moved since it was compiled: the last part of the name along sys.path.
    size_t slash = filename.rfind('/');
    std::string tail = slash == std::string::npos ? filename : filename.substr(slash + 1);
    List* path = dynCast<List>(sysAttributePy(t, names::path));
    bool found = false;
    for (size_t i = 0; path && i < path->length && !found; ++i) {
      Str* folder = dynCast<Str>(listItem(path, i));
      if (!folder) continue;
      std::string name = toUtf8(folder);
      if (!name.empty() && name.back() != '/') name += '/';
      found = readFile(name + tail, &text);
    }
    if (!found) return false;
  }
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  std::string encoding = declaredEncoding(text);
  NativeCodec codec = nativeCodec(encoding);
  if (codec == NativeCodec::Utf8 && base::isValidUtf8(text)) {
    text_ = std::move(text);
    return true;
  }
  Bytes* bytes = makeBytes(t, text);
  Value decoded = bytes ? decodeObjectPy(t, Value(bytes), encoding, "strict") : Value::error();
  if (decoded.isError() || !isa<Str>(decoded)) {
    clearPending(t);
    return false;
  }
  text_ = toUtf8(decoded.as<Str>());
  return true;
}

bool SourceLines::linePy(Thread* t, const std::string& filename, int number, std::string* line) {
  if (number <= 0 || filename.empty()) return false;
  if (filename.front() == '<' && filename.back() == '>') return false;
  if (!loaded_ || filename_ != filename) {
    loaded_ = true;
    filename_ = filename;
    text_.clear();
    have_ = loadPy(t, filename);
  }
  if (!have_) return false;
  size_t begin = 0;
  for (int i = 1; i < number; ++i) {
    size_t end = text_.find_first_of("\r\n", begin);
    if (end == std::string::npos) return false;
    begin = end + 1;
    if (text_[end] == '\r' && begin < text_.size() && text_[begin] == '\n') ++begin;
  }
  if (begin >= text_.size()) return false;
  *line = text_.substr(begin, text_.find_first_of("\r\n", begin) - begin);
  return true;
}

}  // namespace typhon

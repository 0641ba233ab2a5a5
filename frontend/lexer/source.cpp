// Source encoding: byte order mark, PEP 263 declaration, conversion to UTF-8, newlines.
#include "frontend/lexer/source.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "runtime/base/utf8.h"

namespace typhon::frontend {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

std::string lowerDashed(std::string_view name, size_t limit) {
  std::string out;
  for (char c : name.substr(0, limit)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    out += c == '_' ? '-' : c;
  }
  return out;
}

// The spellings of UTF-8 and Latin-1 that need no codec; other names are kept as written.
std::string normalEncodingName(std::string_view name) {
  std::string lower = lowerDashed(name, 12);
  auto is = [&](std::string_view exact) { return lower == exact; };
  auto startsWith = [&](std::string_view prefix) { return std::string_view(lower).substr(0, prefix.size()) == prefix; };
  if (is("utf-8") || startsWith("utf-8-")) return "utf-8";
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || startsWith("latin-1-") || startsWith("iso-8859-1-") ||
      startsWith("iso-latin-1-")) {
    return "iso-8859-1";
  }
  return std::string(name);
}

// The encoding that the line declares (it has to be a comment), or "".
std::string declaredEncoding(std::string_view line) {
  size_t at = 0;
  while (at < line.size() && line[at] != '#') {
    if (line[at] != ' ' && line[at] != '\t' && line[at] != '\f') return "";
    ++at;
  }
  for (; at + 6 < line.size(); ++at) {
    if (line.substr(at, 6) != "coding") continue;
    size_t name = at + 6;
    if (line[name] != ':' && line[name] != '=') continue;
    do {
      ++name;
    } while (name < line.size() && (line[name] == ' ' || line[name] == '\t'));
    size_t end = name;
    while (end < line.size() && isNameByte(line[end])) ++end;
    if (end > name) return normalEncodingName(line.substr(name, end - name));
  }
  return "";
}

// A declaration may stand in the second line only if the first has nothing but blanks and a comment.
bool isBlankOrComment(std::string_view line) {
  for (char c : line) {
    if (c == '#' || c == '\n' || c == '\r') return true;
    if (c != ' ' && c != '\t' && c != '\f') return false;
  }
  return true;
}

std::string decodeLatin1(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (char c : bytes) appendUtf8(out, static_cast<unsigned char>(c));
  return out;
}

// What iconv calls a codec of Python's, where the names differ.
std::string iconvName(std::string_view pythonName) {
  std::string name = lowerDashed(pythonName, pythonName.size());
  static constexpr std::pair<std::string_view, const char*> kAliases[] = {
      {"utf8", "UTF-8"},
      {"u8", "UTF-8"},
      {"utf", "UTF-8"},
      {"cp65001", "UTF-8"},
      {"latin1", "ISO-8859-1"},
      {"l1", "ISO-8859-1"},
      {"latin", "ISO-8859-1"},
      {"latin-2", "ISO-8859-2"},
      {"latin2", "ISO-8859-2"},
      {"latin-9", "ISO-8859-15"},
      {"mac-roman", "MACINTOSH"},
      {"macroman", "MACINTOSH"},
      {"mac-cyrillic", "MAC-CYRILLIC"},
      {"windows-1252", "CP1252"},
      {"shift-jis", "SHIFT_JIS"},
      {"sjis", "SHIFT_JIS"},
      {"ms932", "CP932"},
      {"cp932", "CP932"},
      {"euc-jis-2004", "EUC-JISX0213"},
      {"big5hkscs", "BIG5-HKSCS"},
      {"ujis", "EUC-JP"},
      {"eucjp", "EUC-JP"},
      {"euckr", "EUC-KR"},
      {"hz", "HZ"},
      {"iso2022-jp", "ISO-2022-JP"},
      {"iso2022jp", "ISO-2022-JP"},
      {"tis620", "TIS-620"},
  };
  for (auto& [python, iconv] : kAliases) {
    if (name == python) return iconv;
  }
  return name;
}

// Codecs that do not make text.
bool isBinaryCodec(std::string_view pythonName) {
  std::string name = lowerDashed(pythonName, pythonName.size());
  if (name.size() > 6 && name.substr(name.size() - 6) == "-codec") name.resize(name.size() - 6);
  for (std::string_view codec :
       {"rot13", "rot-13", "hex", "base64", "base-64", "bz2", "zlib", "zip", "quopri", "quoted-printable", "uu"}) {
    if (name == codec) return true;
  }
  return false;
}

// Python decodes single-byte encodings by table and calls that codec "charmap".
bool isMultibyte(std::string_view iconvName) {
  for (std::string_view part : {"JIS", "jis", "EUC", "euc", "GB", "gb", "BIG5", "big5", "2022", "949", "950", "932", "936",
                                "johab", "hz", "HZ", "utf", "UTF", "ucs"}) {
    if (iconvName.find(part) != std::string_view::npos) return true;
  }
  return false;
}

bool isAsciiName(std::string_view pythonName) {
  std::string name = lowerDashed(pythonName, pythonName.size());
  return name == "ascii" || name == "us-ascii" || name == "646" || name == "ansi-x3.4-1968" || name == "iso646-us";
}

// Converts to UTF-8; returns false with the message of Python's exception.
bool decodeBytes(std::string_view bytes, std::string_view encoding, std::string* out, std::string* message) {
  char text[160];
  if (encoding == "iso-8859-1") {
    *out = decodeLatin1(bytes);
    return true;
  }
  if (isAsciiName(encoding)) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (!(bytes[i] & 0x80)) continue;
      std::snprintf(text, sizeof text, "'ascii' codec can't decode byte 0x%02x in position %zu: ordinal not in range(128)",
                    static_cast<unsigned char>(bytes[i]), i);
      *message = text;
      return false;
    }
    out->assign(bytes);
    return true;
  }
  if (isBinaryCodec(encoding)) {
    *message = "'" + std::string(encoding) + "' is not a text encoding; use codecs.decode() to handle arbitrary codecs";
    return false;
  }
  std::string name = iconvName(encoding);
  if (name == "UTF-8") {
    *message = utf8DecodeError(bytes);
    out->assign(bytes);
    return message->empty();
  }
  iconv_t converter = iconv_open("UTF-8", name.c_str());
  if (converter == iconv_t(-1)) {
    *message = "unknown encoding: " + std::string(encoding);
    return false;
  }
  char* input = const_cast<char*>(bytes.data());
  size_t inputLeft = bytes.size();
  char buffer[4096];
  bool good = true;
  while (true) {
    char* output = buffer;
    size_t outputLeft = sizeof buffer;
    size_t result = iconv(converter, inputLeft ? &input : nullptr, inputLeft ? &inputLeft : nullptr, &output, &outputLeft);
    out->append(buffer, sizeof buffer - outputLeft);
    if (result != size_t(-1)) {
      if (inputLeft == 0 && outputLeft != 0) break;
      continue;
    }
    if (errno == E2BIG) continue;
    std::string codec(encoding);
    std::string lower = lowerDashed(encoding, encoding.size());
    bool wide = lower == "utf-16" || lower == "utf-32";
    if (wide) codec = lower + "-le";  // what Python calls the part of the codec that fails
    bool multibyte = isMultibyte(name);
    std::snprintf(text, sizeof text, "' codec can't decode byte 0x%02x in position %zu: %s", static_cast<unsigned char>(*input),
                  bytes.size() - inputLeft,
                  wide              ? "truncated data"
                  : !multibyte      ? "character maps to <undefined>"
                  : errno == EINVAL ? "incomplete multibyte sequence"
                                    : "illegal multibyte sequence");
    *message = "'" + (multibyte ? codec : "charmap") + text;
    good = false;
    break;
  }
  iconv_close(converter);
  return good;
}

// Copies into the arena with '\n' newlines and zeros behind.
std::string_view normalizedCopy(Arena& arena, std::string_view bytes, bool endWithNewline) {
  char* copy = static_cast<char*>(arena.allocate(bytes.size() + 1 + kSourcePadding, 8));
  char* end = copy;
  const char* from = bytes.data();
  const char* limit = from + bytes.size();
  while (from < limit) {
    const char* carriage = static_cast<const char*>(std::memchr(from, '\r', static_cast<size_t>(limit - from)));
    const char* stop = carriage ? carriage : limit;
    std::memcpy(end, from, static_cast<size_t>(stop - from));
    end += stop - from;
    from = stop;
    if (carriage) {
      *end++ = '\n';
      ++from;
      if (from < limit && *from == '\n') ++from;
    }
  }
  if (endWithNewline && end > copy && end[-1] != '\n') *end++ = '\n';
  std::memset(end, 0, kSourcePadding);
  return {copy, static_cast<size_t>(end - copy)};
}

bool fail(Diagnostics& diagnostics, std::string_view filename, std::string message, int lineno, int offset) {
  SyntaxDiagnostic error;
  error.kind = DiagnosticKind::SyntaxError;
  error.message = std::move(message);
  error.filename = filename;
  error.lineno = lineno;
  error.offset = offset;
  error.hasLocation = lineno >= 0;
  error.hasEnd = false;
  diagnostics.report(std::move(error));
  return false;
}

}  // namespace

bool readSource(Arena& arena, Diagnostics& diagnostics, std::string_view bytes, std::string_view filename,
                const SourceOptions& options, Source* source) {
  source->isFile = options.isFile;
  size_t null = bytes.find('\0');
  if (null != std::string_view::npos) {
    if (!options.isFile) return fail(diagnostics, filename, "source code string cannot contain null bytes", -1, 0);
    size_t lineStart = bytes.rfind('\n', null) + 1;
    SyntaxDiagnostic error;
    error.kind = DiagnosticKind::SyntaxError;
    error.message = "source code cannot contain null bytes";
    error.filename = filename;
    error.lineno = error.end_lineno = 1 + static_cast<int>(std::count(bytes.begin(), bytes.begin() + null, '\n'));
    error.hasText = true;
    error.text = replaceInvalidUtf8(bytes.substr(lineStart, null - lineStart));
    diagnostics.report(std::move(error));
    return false;
  }
  // CPython turns the newlines of the undecoded bytes.
  std::string_view text = normalizedCopy(arena, bytes, options.endWithNewline);
  if (!options.isText) {
    source->encoding = "utf-8";
    bool hasMark = text.substr(0, 3) == kByteOrderMark;
    if (hasMark) text.remove_prefix(3);
    size_t firstEnd = std::min(text.find('\n'), text.size());
    std::string declared;
    // A line counts once its newline is there.
    if (firstEnd < text.size()) {
      declared = declaredEncoding(text.substr(0, firstEnd));
      size_t secondEnd = text.find('\n', firstEnd + 1);
      if (declared.empty() && secondEnd != std::string_view::npos && isBlankOrComment(text.substr(0, firstEnd))) {
        declared = declaredEncoding(text.substr(firstEnd + 1, secondEnd - firstEnd - 1));
      }
    }
    source->encodingStated = hasMark || !declared.empty();
    if (!declared.empty() && declared != "utf-8") {
      if (hasMark) return fail(diagnostics, filename, "encoding problem: " + declared + " with BOM", 0, -1);
      std::string decoded, message;
      if (!decodeBytes(text, declared, &decoded, &message)) {
        if (options.isFile) return fail(diagnostics, filename, "encoding problem: " + declared, -1, 0);
        return fail(diagnostics, filename, message, 0, -1);
      }
      text = normalizedCopy(arena, decoded, false);
      source->encoding = arena.copyText(declared);
    }
  }
  source->text = text;
  size_t valid = base::scanUtf8(text).validBytes;
  source->validUtf8 = valid == text.size();
  if (!source->validUtf8 && options.isFile && !source->encodingStated) {
    char bad[8];
    std::snprintf(bad, sizeof bad, "\\x%02x", static_cast<unsigned char>(text[valid]));
    return fail(diagnostics, filename,
                std::string("Non-UTF-8 code starting with '") + bad + "' in file " + std::string(filename) + " on line " +
                    std::to_string(1 + std::count(text.begin(), text.begin() + valid, '\n')) +
                    ", but no encoding declared; see https://peps.python.org/pep-0263/ for details",
                -1, 0);
  }
  return true;
}

}  // namespace typhon::frontend

// The _locale module, over the C library.
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <wchar.h>

#include <climits>
#include <vector>

#include "runtime/memory/roots.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"

namespace typhon {
namespace {

Type* localeError;

// Text of the C library, in the encoding of the current locale.
Value localeText(Thread* t, const char* text) {
  mbstate_t state{};
  std::u32string out;
  const char* end = text + std::strlen(text);
  while (text < end) {
    wchar_t c;
    size_t n = std::mbrtowc(&c, text, static_cast<size_t>(end - text), &state);
    if (n == 0) break;
    if (n > static_cast<size_t>(end - text)) {
      // Not valid there: surrogateescape.
      out.push_back(0xDC00 | static_cast<uint8_t>(*text++));
      state = mbstate_t{};
      continue;
    }
    out.push_back(static_cast<char32_t>(c));
    text += n;
  }
  return TRY(makeStrFromCodePoints(t, out.data(), out.size()));
}

Value groupingList(Thread* t, const char* grouping) {
  List* list = TRY(makeList(t));
  const char* p = grouping;
  for (; *p && *p != CHAR_MAX; ++p) TRY(listAppend(t, list, Value::smallInt(*p)));
  // The list ends with what ended the string: 0 repeats the last group, CHAR_MAX stops grouping.
  if (p != grouping || *p) TRY(listAppend(t, list, Value::smallInt(*p)));
  return list;
}

Value localeConv(Thread* t, Value*, size_t) {
  const lconv* l = localeconv();
  Dict* d = TRY(makeDict(t));
  auto set = [&](const char* name, Value v) -> bool {
    TRY(v);
    Str* key = TRY(internStr(t, name));
    return dictSetStr(t, d, key, v);
  };
  TRY(set("decimal_point", localeText(t, l->decimal_point)));
  TRY(set("thousands_sep", localeText(t, l->thousands_sep)));
  TRY(set("grouping", groupingList(t, l->grouping)));
  TRY(set("int_curr_symbol", localeText(t, l->int_curr_symbol)));
  TRY(set("currency_symbol", localeText(t, l->currency_symbol)));
  TRY(set("mon_decimal_point", localeText(t, l->mon_decimal_point)));
  TRY(set("mon_thousands_sep", localeText(t, l->mon_thousands_sep)));
  TRY(set("mon_grouping", groupingList(t, l->mon_grouping)));
  TRY(set("positive_sign", localeText(t, l->positive_sign)));
  TRY(set("negative_sign", localeText(t, l->negative_sign)));
  const struct {
    const char* name;
    char value;
  } numbers[] = {{"int_frac_digits", l->int_frac_digits}, {"frac_digits", l->frac_digits},
                 {"p_cs_precedes", l->p_cs_precedes},     {"p_sep_by_space", l->p_sep_by_space},
                 {"n_cs_precedes", l->n_cs_precedes},     {"n_sep_by_space", l->n_sep_by_space},
                 {"p_sign_posn", l->p_sign_posn},         {"n_sign_posn", l->n_sign_posn}};
  for (auto& n : numbers) TRY(set(n.name, Value::smallInt(n.value)));
  return d;
}

// (category, locale=None)
Value setLocale(Thread* t, Value* args, size_t) {
  int category = TRY(intArgumentPy(t, args[0]));
  const char* result;
  if (args[1].isNone()) {
    result = setlocale(category, nullptr);
    if (!result) return raise(t, localeError, "locale query failed");
  } else {
    auto* name = dynCast<Str>(args[1]);
    if (!name) return raise(t, exc::TypeError, "setlocale() argument 2 must be str or None, not {}", argumentTypeName(args[1]));
    std::string text = toUtf8(name);
    if (text.find('\0') != std::string::npos) return raise(t, exc::ValueError, "embedded null character");
    result = setlocale(category, text.c_str());
    if (!result) return raise(t, localeError, "unsupported locale setting");
  }
  return localeText(t, result);
}

bool wideArgument(Thread* t, Value v, const char* function, const char* which, std::vector<wchar_t>* out) {
  auto* s = dynCast<Str>(v);
  if (!s) return raise(t, exc::TypeError, "{}() argument{} must be str, not {}", function, which, argumentTypeName(v));
  for (size_t i = 0; i < s->length; ++i) {
    if (!s->at(i)) return raise(t, exc::ValueError, "embedded null character");
    out->push_back(static_cast<wchar_t>(s->at(i)));
  }
  out->push_back(0);
  return true;
}

Value strColl(Thread* t, Value* args, size_t) {
  std::vector<wchar_t> a, b;
  TRY(wideArgument(t, args[0], "strcoll", " 1", &a));
  TRY(wideArgument(t, args[1], "strcoll", " 2", &b));
  return Value::smallInt(wcscoll(a.data(), b.data()));
}

Value strXfrm(Thread* t, Value* args, size_t) {
  std::vector<wchar_t> s;
  TRY(wideArgument(t, args[0], "strxfrm", "", &s));
  errno = 0;
  size_t n = wcsxfrm(nullptr, s.data(), 0);
  if (errno && errno != ERANGE) return raiseOs(t, errno);
  std::vector<wchar_t> out(n + 1);
  wcsxfrm(out.data(), s.data(), n + 1);
  // Weights may be numbers above the Unicode range: they are told apart by splitting.
  std::u32string text;
  for (size_t i = 0; i < n; ++i) {
    auto c = static_cast<uint32_t>(out[i]);
    if (c > 0x10FFFF) {
      text.push_back(0x10000 + (c >> 16));
      text.push_back(0x10000 + (c & 0xFFFF));
    } else {
      text.push_back(c);
    }
  }
  return TRY(makeStrFromCodePoints(t, text.data(), text.size()));
}

const IntConstant kItems[] = {
    {"DAY_1", DAY_1},
    {"DAY_2", DAY_2},
    {"DAY_3", DAY_3},
    {"DAY_4", DAY_4},
    {"DAY_5", DAY_5},
    {"DAY_6", DAY_6},
    {"DAY_7", DAY_7},
    {"ABDAY_1", ABDAY_1},
    {"ABDAY_2", ABDAY_2},
    {"ABDAY_3", ABDAY_3},
    {"ABDAY_4", ABDAY_4},
    {"ABDAY_5", ABDAY_5},
    {"ABDAY_6", ABDAY_6},
    {"ABDAY_7", ABDAY_7},
    {"MON_1", MON_1},
    {"MON_2", MON_2},
    {"MON_3", MON_3},
    {"MON_4", MON_4},
    {"MON_5", MON_5},
    {"MON_6", MON_6},
    {"MON_7", MON_7},
    {"MON_8", MON_8},
    {"MON_9", MON_9},
    {"MON_10", MON_10},
    {"MON_11", MON_11},
    {"MON_12", MON_12},
    {"ABMON_1", ABMON_1},
    {"ABMON_2", ABMON_2},
    {"ABMON_3", ABMON_3},
    {"ABMON_4", ABMON_4},
    {"ABMON_5", ABMON_5},
    {"ABMON_6", ABMON_6},
    {"ABMON_7", ABMON_7},
    {"ABMON_8", ABMON_8},
    {"ABMON_9", ABMON_9},
    {"ABMON_10", ABMON_10},
    {"ABMON_11", ABMON_11},
    {"ABMON_12", ABMON_12},
    {"RADIXCHAR", RADIXCHAR},
    {"THOUSEP", THOUSEP},
    {"CRNCYSTR", CRNCYSTR},
    {"D_FMT", D_FMT},
    {"D_T_FMT", D_T_FMT},
    {"T_FMT", T_FMT},
    {"AM_STR", AM_STR},
    {"PM_STR", PM_STR},
    {"CODESET", CODESET},
    {"T_FMT_AMPM", T_FMT_AMPM},
    {"ERA", ERA},
    {"ERA_D_FMT", ERA_D_FMT},
    {"ERA_D_T_FMT", ERA_D_T_FMT},
    {"ERA_T_FMT", ERA_T_FMT},
    {"ALT_DIGITS", ALT_DIGITS},
    {"YESEXPR", YESEXPR},
    {"NOEXPR", NOEXPR},
    {"_DATE_FMT", _DATE_FMT},
};

Value langInfo(Thread* t, Value* args, size_t) {
  int key = TRY(intArgumentPy(t, args[0]));
  for (const IntConstant& item : kItems)
    if (item.value == key) return localeText(t, nl_langinfo(key));
  return raise(t, exc::ValueError, "unsupported langinfo constant");
}

// A str (or None) for gettext's family.
bool textArgument(Thread* t, Value v, const char* function, std::string* out) {
  auto* s = dynCast<Str>(v);
  if (!s) return raise(t, exc::TypeError, "{}() argument must be str, not {}", function, argumentTypeName(v));
  *out = toUtf8(s);
  if (out->find('\0') != std::string::npos) return raise(t, exc::ValueError, "embedded null character");
  return true;
}
// None stays null.
bool optionalText(Thread* t, Value v, const char* function, std::string* out, const char** pointer) {
  *pointer = nullptr;
  if (v.isNone()) return true;
  TRY(textArgument(t, v, function, out));
  *pointer = out->c_str();
  return true;
}

Value getText(Thread* t, Value* args, size_t) {
  std::string message;
  TRY(textArgument(t, args[0], "gettext", &message));
  return localeText(t, gettext(message.c_str()));
}
Value dGetText(Thread* t, Value* args, size_t) {
  std::string domainText, message;
  const char* domain;
  TRY(optionalText(t, args[0], "dgettext", &domainText, &domain));
  TRY(textArgument(t, args[1], "dgettext", &message));
  return localeText(t, dgettext(domain, message.c_str()));
}
Value dcGetText(Thread* t, Value* args, size_t) {
  std::string domainText, message;
  const char* domain;
  TRY(optionalText(t, args[0], "dcgettext", &domainText, &domain));
  TRY(textArgument(t, args[1], "dcgettext", &message));
  int category = TRY(intArgumentPy(t, args[2]));
  return localeText(t, dcgettext(domain, message.c_str(), category));
}
Value textDomain(Thread* t, Value* args, size_t) {
  std::string text;
  const char* domain;
  TRY(optionalText(t, args[0], "textdomain", &text, &domain));
  const char* current = textdomain(domain);
  if (!current) return raiseOs(t, errno);
  return localeText(t, current);
}
Value bindTextDomain(Thread* t, Value* args, size_t) {
  std::string domain, text;
  TRY(textArgument(t, args[0], "bindtextdomain", &domain));
  if (domain.empty()) return raise(t, localeError, "domain must be a non-empty string");
  const char* directory;
  TRY(optionalText(t, args[1], "bindtextdomain", &text, &directory));
  const char* current = bindtextdomain(domain.c_str(), directory);
  if (!current) return raiseOs(t, errno);
  return localeText(t, current);
}
Value bindTextDomainCodeset(Thread* t, Value* args, size_t) {
  std::string domain, text;
  TRY(textArgument(t, args[0], "bind_textdomain_codeset", &domain));
  const char* codeset;
  TRY(optionalText(t, args[1], "bind_textdomain_codeset", &text, &codeset));
  const char* current = bind_textdomain_codeset(domain.c_str(), codeset);
  if (!current) return Value::none();
  return localeText(t, current);
}

Value getEncoding(Thread* t, Value*, size_t) {
  const char* codeset = nl_langinfo(CODESET);
  return TRY(makeStr(t, *codeset ? codeset : "UTF-8"));
}

const NativeDef kFunctions[] = {
    {"setlocale", "(category, locale=None, /)", setLocale, "Activates/queries locale processing."},
    {"localeconv", "()", localeConv, "Returns numeric and monetary locale-specific parameters."},
    {"strcoll", "(os1, os2, /)", strColl, "Compares two strings according to the locale."},
    {"strxfrm", "(string, /)", strXfrm, "Return a string that can be used as a key for locale-aware comparisons."},
    {"nl_langinfo", "(key, /)", langInfo, "Return the value for the locale information associated with key."},
    {"gettext", "(msg, /)", getText, "gettext(msg) -> string\n\nReturn translation of msg."},
    {"dgettext", "(domain, msg, /)", dGetText, "dgettext(domain, msg) -> string\n\nReturn translation of msg in domain."},
    {"dcgettext", "(domain, msg, category, /)", dcGetText, "Return translation of msg in domain and category."},
    {"textdomain", "(domain, /)", textDomain, "Set the C library's textdmain to domain, returning the new domain."},
    {"bindtextdomain", "(domain, dir, /)", bindTextDomain, "Bind the C library's domain to dir."},
    {"bind_textdomain_codeset", "(domain, codeset, /)", bindTextDomainCodeset, "Bind the C library's domain to codeset."},
    {"getencoding", "()", getEncoding, "Get the current locale encoding."},
};

const IntConstant kConstants[] = {{"LC_CTYPE", LC_CTYPE},       {"LC_TIME", LC_TIME},         {"LC_COLLATE", LC_COLLATE},
                                  {"LC_MONETARY", LC_MONETARY}, {"LC_MESSAGES", LC_MESSAGES}, {"LC_NUMERIC", LC_NUMERIC},
                                  {"LC_ALL", LC_ALL},           {"CHAR_MAX", CHAR_MAX}};

bool init(Thread* t, Module* m) {
  addRoot(&localeError);
  localeError = TRY(moduleAddException(t, m, "locale.Error"));
  return moduleSetInts(t, m, kConstants) && moduleSetInts(t, m, kItems);
}

}  // namespace

extern const ModuleSpec localeModule = {"_locale", kFunctions, "Support for POSIX locales.", init};

}  // namespace typhon

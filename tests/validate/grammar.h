// The grammar of generated programs: rows of templates.
#pragma once

#include <span>

#include "tests/validate/tree.h"

namespace typhon::validate {

// In templates:
//   $i $f $b $s $y $l $t $d $e $o $a   an expression of that type
//   @i @f ...                          a variable of that type, to be assigned: an existing one or a new one; @1i is called %1 as
//   well #n #k #x                           a number from 0 to 9; a boundary integer; a float #m #u a name of an attribute; of a
//   method #c #g #h #q #w                     a class, function, generator, coroutine and decorator of the program; #v a global
//   variable %1 %2                              new names, the same number for the same name within the template
//   {} {L} {N}                         a block; the body of a loop; a block that is not to be left by break, continue or return
//   {V1i} {L1i}                        the same as {} and {L} with name %1 as a variable of type i
// A line's leading tabs tell how much deeper than the statement it lies.
struct ExpressionRow {
  Type type;
  unsigned weight;
  const char* text;
};

struct StatementRow {
  unsigned weight;
  unsigned cost;   // how often its blocks run, about
  unsigned where;  // kAnywhere or several of the others
  const char* text;
};
inline constexpr unsigned kAnywhere = 0, kInLoop = 1, kInFunction = 2, kInGenerator = 4, kInCoroutine = 8, kNotInLoop = 16,
                          kAtTop = 32, kNotInAsync = 64;

std::span<const ExpressionRow> expressionRows();
std::span<const StatementRow> statementRows();
std::span<const StatementRow> idiomRows();     // idioms.cpp
std::span<const StatementRow> languageRows();  // idioms_language.cpp

// What every file begins with: Base, emit(), wrap() and others that rows refer to.
extern const char* const kPrelude;
// What follows it in the program that runs a batch of cases, whose file it gets as its argument.
extern const char* const kRunner;
inline constexpr char kPartMark[] = "#### next case\n";

}  // namespace typhon::validate

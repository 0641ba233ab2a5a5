// The command line: python3's options and Typhon's own.
#pragma once

#include <string>

#include "runtime/exec/config.h"

namespace typhon::driver {

struct CommandLine {
  enum class Run {
    Script,
    Command,
    Module,
    Stdin,
    Help,
    HelpEnv,
    HelpXOptions,
    HelpAll,
    ListEngines,
    Version,
    LongVersion,
    Dump,
    Failure
  } run = Run::Stdin;
  std::string target;  // of Script: the file; Command: the text; Module: its name; Dump: the file
  std::string dump;    // tokens, ast, bytecode
  int status = 0;      // of Failure
};

// Reads options and PYTHON* variables into config(). Complaints go to stderr, as python3's.
CommandLine parseCommandLine(int argc, char** argv);

// Texts of --help and its relatives, on stdout.
void printHelp(const char* program, CommandLine::Run which);

}  // namespace typhon::driver

// What the files of the sys module share.
#pragma once

#include <span>

#include "runtime/exec/errors.h"
#include "runtime/object/native.h"

namespace typhon {

struct Module;

std::span<const NativeDef> sysFunctions();      // sys_functions.cpp
std::span<const NativeDef> sysHookFunctions();  // sys_hooks.cpp
bool addSysInformation(Thread* t, Module* m);   // sys_information.cpp: versions, flags, limits, paths
bool addMonitoring(Thread* t, Module* sys);     // monitoring.cpp: sys.monitoring
// Opens sys.stdin, stdout and stderr: through _io where that module is there, else as plain streams (sys_stdio.cpp).
bool addStandardStreams(Thread* t, Module* m);

}  // namespace typhon

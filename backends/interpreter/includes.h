// Everything the handler texts refer to.
#pragma once

#include <cmath>
#include <cstdlib>

#include "runtime/feedback/attribute_cache.h"
#include "backends/interpreter/vm.h"
#include "runtime/exec/frame_object.h"
#include "runtime/exec/generator_frames.h"
#include "runtime/exec/steps/feed.h"
#include "runtime/exec/stack.h"
#include "runtime/feedback/feedback.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/fixed_shapes.h"
#include "runtime/types/truth.h"
#include "runtime/types/dict.h"
#include "runtime/types/dict_table.h"
#include "runtime/types/exact_length.h"
#include "runtime/types/exception.h"
#include "runtime/types/float.h"
#include "runtime/types/function.h"
#include "runtime/types/generator.h"
#include "runtime/types/int.h"
#include "runtime/types/int_fast.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/module.h"
#include "runtime/types/native_function.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

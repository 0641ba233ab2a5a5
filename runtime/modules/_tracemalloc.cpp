// _tracemalloc: where the objects that are alive now were made. While it traces, every allocation in the heap comes to note();
// collections forget the dead. What a dead object takes until then counts, as it does in the process.
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/exec/engine.h"
#include "runtime/memory/observe.h"
#include "runtime/memory/weak.h"
#include "runtime/modules/module_support.h"
#include "runtime/ops/ops.h"
#include "runtime/types/function.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/sequence_args.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace typhon {
namespace {

constexpr int kMostFrames = 65535;

// A traceback, innermost frame first; equal ones are stored once.
struct Traceback {
  struct Line {
    uint32_t file;  // in Memory::files
    int32_t line;
    bool operator==(const Line&) const = default;
  };
  std::vector<Line> lines;
  uint32_t total = 0;  // frames there were, shown or not
  bool operator==(const Traceback&) const = default;
};
struct TracebackHash {
  size_t operator()(const Traceback& b) const {
    size_t h = b.total;
    for (const Traceback::Line& line : b.lines)
      h = (h ^ line.file * 2654435761u ^ static_cast<uint32_t>(line.line)) * 0x9e3779b97f4a7c15u;
    return h;
  }
};

struct Trace {
  const Traceback* traceback;
  size_t bytes;
};

// All that is remembered; no reference to heap objects is among it, only addresses.
struct Memory {
  std::unordered_map<Object*, Trace> traces;
  std::unordered_map<Traceback, char, TracebackHash> tracebacks;
  std::unordered_map<std::string, uint32_t> fileNumbers;
  std::vector<std::string> files;
  size_t bytes = 0, peak = 0;

  uint32_t fileNumber(const std::string& name) {
    auto [place, isNew] = fileNumbers.try_emplace(name, static_cast<uint32_t>(files.size()));
    if (isNew) files.push_back(name);
    return place->second;
  }
  void forget() {
    traces.clear();
    tracebacks.clear();
    fileNumbers.clear();
    files.clear();
    bytes = peak = 0;
  }
};

Memory memory;
int frameLimit = 1;
bool tracing = false;

const Traceback* currentTraceback(Thread* t) {
  Traceback b;
  for (Frame* f = t->frame; f; f = f->caller) {
    ++b.total;
    if (b.lines.size() >= static_cast<size_t>(frameLimit)) continue;
    Code* code = f->code;
    int line = f->pc ? positionAt(code, static_cast<uint32_t>(f->pc - code->words)).line : 0;
    b.lines.push_back({memory.fileNumber(toUtf8(code->filename)), line > 0 ? line : code->firstLine});
  }
  if (b.lines.empty()) {
    b.lines.push_back({memory.fileNumber("<unknown>"), 0});
    b.total = 1;
  }
  return &memory.tracebacks.try_emplace(std::move(b), 0).first->first;
}

void note(Thread* t, Object* o, size_t bytes) {
  Trace& trace = memory.traces[o];
  memory.bytes += bytes - trace.bytes;  // an object of before may have been there
  trace = {currentTraceback(t), bytes};
  if (memory.bytes > memory.peak) memory.peak = memory.bytes;
}

void forgetDead(Tracer&, bool) {
  if (!tracing) return;
  for (auto it = memory.traces.begin(); it != memory.traces.end();) {
    if (survives(it->first)) {
      ++it;
    } else {
      memory.bytes -= it->second.bytes;
      it = memory.traces.erase(it);
    }
  }
}

Value start(Thread* t, Value* args, size_t) {
  int64_t frames = TRY(intArgumentPy(t, args[0]));
  if (frames < 1 || frames > kMostFrames)
    return raise(t, exc::ValueError, "the number of frames must be in range [1; {}]", kMostFrames);
  if (tracing) return Value::none();
  frameLimit = static_cast<int>(frames);
  tracing = true;
  setAllocationObserver(note);
  return Value::none();
}

Value stop(Thread*, Value*, size_t) {
  setAllocationObserver(nullptr);
  tracing = false;
  memory.forget();
  return Value::none();
}

Value clearTraces(Thread*, Value*, size_t) {
  if (tracing) memory.forget();
  return Value::none();
}
Value isTracing(Thread*, Value*, size_t) { return Value::boolean(tracing); }
Value limit(Thread*, Value*, size_t) { return Value::smallInt(frameLimit); }
Value tracedMemory(Thread* t, Value*, size_t) {
  auto now = static_cast<int64_t>(memory.bytes), peak = static_cast<int64_t>(memory.peak);
  return Value(TRY(makeTuple(t, {Value::smallInt(now), Value::smallInt(peak)})));
}
Value resetPeak(Thread*, Value*, size_t) {
  memory.peak = memory.bytes;
  return Value::none();
}
Value ownMemory(Thread*, Value*, size_t) {
  size_t bytes = memory.traces.size() * (sizeof(std::pair<Object*, Trace>) + 2 * sizeof(void*));
  for (const auto& [b, unused] : memory.tracebacks)
    bytes += sizeof b + b.lines.size() * sizeof(Traceback::Line) + 2 * sizeof(void*);
  for (const std::string& name : memory.files) bytes += 2 * (name.size() + sizeof name);
  return Value::smallInt(static_cast<int64_t>(bytes));
}

// ((filename, line), ...), made once for each traceback and call.
class TracebackTuples {
 public:
  explicit TracebackTuples(Thread* t) : thread_(t) {}
  bool init() {
    files_ = TRY(makeList(thread_));
    for (const std::string& name : memory.files) TRY(listAppend(thread_, files_, Value(TRY(makeStr(thread_, name)))));
    return true;
  }
  Value make(const Traceback& b) {
    List* lines = TRY(makeList(thread_));
    for (const Traceback::Line& line : b.lines) {
      Value file = line.file < files_->length ? listItem(files_, line.file) : Value::none();
      TRY(listAppend(thread_, lines, Value(TRY(makeTuple(thread_, {file, Value::smallInt(line.line)})))));
    }
    return Value(TRY(toTuplePy(thread_, Value(lines))));
  }

 private:
  Thread* thread_;
  List* files_ = nullptr;
};

Value getTraces(Thread* t, Value*, size_t) {
  List* list = TRY(makeList(t));
  if (!tracing) return Value(list);
  // What is made here is no part of the answer.
  setAllocationObserver(nullptr);
  auto fill = [&]() -> bool {
    TracebackTuples tuples(t);
    TRY(tuples.init());
    struct Row {
      const Traceback* traceback;
      size_t bytes;
    };
    std::vector<Row> rows;
    for (const auto& [o, trace] : memory.traces) rows.push_back({trace.traceback, trace.bytes});
    std::unordered_map<const Traceback*, size_t> made;  // index of the tuple in `known`
    List* known = TRY(makeList(t));
    for (const Row& row : rows) {
      auto [place, isNew] = made.try_emplace(row.traceback, known->length);
      if (isNew) TRY(listAppend(t, known, TRY(tuples.make(*row.traceback))));
      Tuple* entry = TRY(makeTuple(t, {Value::smallInt(0), Value::smallInt(static_cast<int64_t>(row.bytes)),
                                       listItem(known, place->second), Value::smallInt(row.traceback->total)}));
      TRY(listAppend(t, list, Value(entry)));
    }
    return true;
  };
  bool ok = fill();
  setAllocationObserver(note);
  return ok ? Value(list) : Value::error();
}

Value objectTraceback(Thread* t, Value* args, size_t) {
  if (!tracing || !args[0].isObject()) return Value::none();
  auto found = memory.traces.find(args[0].asObject());
  if (found == memory.traces.end()) return Value::none();
  const Traceback* b = found->second.traceback;
  TracebackTuples tuples(t);
  TRY(tuples.init());
  return tuples.make(*b);
}

const NativeDef kFunctions[] = {
    {"is_tracing", "()", isTracing, "Whether allocations are being traced."},
    {"clear_traces", "()", clearTraces, "Forget what has been traced so far."},
    {"_get_traces", "()", getTraces, "Return (domain, size, traceback, number of frames) of every block that is traced."},
    {"_get_object_traceback", "(obj, /)", objectTraceback, "Return where the object was made, or None."},
    {"start", "(nframe=1, /)", start, "Begin to trace allocations, with up to nframe frames of traceback each."},
    {"stop", "()", stop, "Stop tracing and forget what has been traced."},
    {"get_traceback_limit", "()", limit, "Return how many frames of a traceback are kept."},
    {"get_tracemalloc_memory", "()", ownMemory, "Return how many bytes tracing itself takes."},
    {"get_traced_memory", "()", tracedMemory, "Return how many bytes are traced now, and how many were at most."},
    {"reset_peak", "()", resetPeak, "Let the peak begin anew."},
};

bool init(Thread*, Module*) {
  static bool ready = false;
  if (!ready) addWeakFunction(forgetDead);
  ready = true;
  return true;
}

}  // namespace

extern const ModuleSpec tracemallocModule = {"_tracemalloc", kFunctions, "Where the blocks of memory were allocated.", init};

}  // namespace typhon

// What has to happen around fork(): the functions of os.register_at_fork, and the runtime's own repairs. Every module that
// forks goes through these.
#pragma once

namespace typhon {

struct Thread;

// Functions registered to run before a fork, last first; errors are reported and go no further. Runs Python code.
void beforeForkPy(Thread* t);
void afterForkInParentPy(Thread* t);
// In the child, which has only this thread.
void afterForkInChildPy(Thread* t);

}  // namespace typhon

// typhonSpillAndCall(fn, context): pushes the callee-saved registers, so that the conservative scan of the stack sees
// them, and calls fn(stack pointer, context). setjmp would not do: glibc encrypts some of what it saves.
        .macro  SPILL
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        .endm
        .macro  UNSPILL_AND_RETURN
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        .cfi_def_cfa %rsp, 8
        retq
        .endm

        .text
        .globl  typhonSpillAndCall
        .type   typhonSpillAndCall, @function
        .p2align 4
typhonSpillAndCall:
        .cfi_startproc
        SPILL
        subq    $8, %rsp
        movq    %rdi, %rax
        movq    %rsp, %rdi
        callq   *%rax
        leaq    -40(%rbp), %rsp
        UNSPILL_AND_RETURN
        .cfi_endproc
        .size   typhonSpillAndCall, .-typhonSpillAndCall

// typhonEnterEngine(t, frame, run): the same registers pushed in front of run(t, frame), with engineStackTop at them for as long as it runs.
        .globl  typhonEnterEngine
        .type   typhonEnterEngine, @function
        .p2align 4
typhonEnterEngine:
        .cfi_startproc
        SPILL
        movq    _ZN6typhon14engineStackTopE@GOTTPOFF(%rip), %rbx
        pushq   %fs:(%rbx)
        movq    %rsp, %fs:(%rbx)
        callq   *%rdx
        popq    %fs:(%rbx)
        UNSPILL_AND_RETURN
        .cfi_endproc
        .size   typhonEnterEngine, .-typhonEnterEngine
        .section .note.GNU-stack,"",@progbits

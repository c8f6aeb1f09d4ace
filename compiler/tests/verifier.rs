//! The verifier accepts what the compiler makes and rejects it with one thing wrong.

use compiler::{Code, Far, Free, Mode, Op, Reg, compile, verify};
use std::sync::Arc;

const SOURCE: &str = "
def f(items, n):
    total = 0
    for x in items:
        if x % n == 0:
            total += g(x, n)
    try:
        return h(total)
    finally:
        g(total)
";

fn function() -> Code {
    let module = compile(SOURCE, "test.py", Mode::Exec).expect("the source compiles");
    let mut module = Arc::into_inner(module).expect("nobody else holds the code");
    let function = std::mem::take(&mut module.children).into_iter().next().expect("there is a function");
    Arc::into_inner(function).expect("nobody else holds the code")
}

/// The function with its first instruction that `change` knows changed.
fn broken(change: impl Fn(&mut Op) -> bool) -> Result<(), String> {
    let mut code = function();
    assert!(code.ops.iter_mut().any(change), "the function has such an instruction");
    verify(&code)
}

#[test]
fn the_function_is_accepted() {
    verify(&function()).expect("the compiler's code is right");
}

#[test]
fn a_temporary_nobody_releases_is_found() {
    let problem = broken(|op| match op {
        Op::JumpEqInt { free, .. } => {
            *free = Free(free.0 & !Free::FIRST);
            true
        }
        _ => false,
    });
    assert!(problem.expect_err("a temporary leaks").contains("on one way"));
}

#[test]
fn an_operand_released_while_it_is_needed_is_found() {
    let problem = broken(|op| match op {
        Op::Mod { free, .. } => {
            *free = Free(free.0 | Free::SECOND);
            true
        }
        _ => false,
    });
    assert!(problem.expect_err("the divisor is gone the second time").contains("is read but"));
}

#[test]
fn a_local_that_may_be_unbound_is_found() {
    let problem = broken(|op| match op {
        Op::LoadInt { dest, .. } => {
            *dest = Reg(dest.0 + 1);
            true
        }
        _ => false,
    });
    assert!(problem.expect_err("the total is never bound").contains("is read but Unbound"));
}

#[test]
fn a_jump_out_of_the_code_is_found() {
    let problem = broken(|op| match op {
        Op::Jump { to } => {
            *to = Far(10_000);
            true
        }
        _ => false,
    });
    assert!(problem.expect_err("the jump leads nowhere").contains("which is no instruction"));
}

#[test]
fn a_register_beyond_the_frame_is_found() {
    let problem = broken(|op| match op {
        Op::Call { dest, .. } => {
            *dest = Reg(1_000);
            true
        }
        _ => false,
    });
    assert!(problem.expect_err("the frame is smaller").contains("is not a register"));
}

#[test]
fn a_handler_that_keeps_too_little_is_found() {
    let mut code = function();
    for handler in &mut code.handlers {
        handler.depth = 0;
        handler.exception = 0;
    }
    assert!(verify(&code).expect_err("locals would die").contains("out of range"));
}

//! One body, every runtime.
#![allow(dead_code, reason = "each test file uses a part")]

use object_model::{Attached, Runtime, Token, Totals, World};
use std::sync::Arc;

/// Makes a test of each generic function, on each runtime.
#[macro_export]
macro_rules! on_every_runtime {
    ($($(#[$attribute:meta])* $name:ident,)*) => {
        mod gil {
            $($(#[$attribute])* #[test] fn $name() { super::$name::<gil_runtime::Gil>(); })*
        }
        mod freethreaded {
            $($(#[$attribute])* #[test] fn $name() { super::$name::<freethreaded_runtime::FreeThreaded>(); })*
        }
        mod freethreaded_atomic {
            $($(#[$attribute])* #[test] fn $name() {
                super::$name::<freethreaded_runtime::FreeThreaded<refcount::Atomic>>();
            })*
        }
    };
}

/// Runs `body` as the first and last thread of a world of its own.
pub fn in_a_world<R: Runtime + Default>(body: impl FnOnce(&mut Token<R>)) -> Totals {
    let world = World::new(R::default());
    let mut token = Token::attach(&world);
    body(&mut token);
    drop(token);
    world.totals()
}

/// Runs `body` in a new thread of the world that `attached` is attached to.
pub fn spawn<R: Runtime, T: Send + 'static>(
    attached: &Attached<R>,
    body: impl FnOnce(&mut Token<R>) -> T + Send + 'static,
) -> std::thread::JoinHandle<T> {
    let world = Arc::clone(attached.world());
    std::thread::spawn(move || body(&mut Token::attach(&world)))
}

/// Waits for a thread, detached.
pub fn join<R: Runtime, T>(token: &mut Token<R>, thread: std::thread::JoinHandle<T>) -> T {
    token.detached(|| thread.join()).expect("the thread does not panic")
}

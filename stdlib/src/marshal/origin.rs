//! How it is written what code was compiled of.

use interpreter::{Mode, Origin};

/// In the order of their numbers.
pub(super) const MODES: [Mode; 3] = [Mode::Exec, Mode::Eval, Mode::Single];
/// The tag of a source.
pub(super) const SOURCE: u8 = b's';
/// The tag of a tree.
pub(super) const TREE: u8 = b't';

/// How it was compiled: the flag that postponed annotations were in force, above it how much was left out, above these the
/// flag that there may be `await` outside of functions.
#[derive(Clone, Copy)]
pub(super) struct Flags(pub(super) u8);

impl Flags {
    const FUTURE_ANNOTATIONS: u8 = 1;
    const TOP_LEVEL_AWAIT: u8 = 8;

    pub(super) fn of(origin: &Origin) -> Flags {
        let flag = |is: bool, flag: u8| if is { flag } else { 0 };
        Flags(
            flag(origin.future_annotations, Flags::FUTURE_ANNOTATIONS)
                | flag(origin.top_level_await, Flags::TOP_LEVEL_AWAIT)
                | origin.optimize << 1,
        )
    }

    pub(super) fn future_annotations(self) -> bool {
        self.0 & Flags::FUTURE_ANNOTATIONS != 0
    }

    pub(super) fn top_level_await(self) -> bool {
        self.0 & Flags::TOP_LEVEL_AWAIT != 0
    }

    pub(super) fn optimize(self) -> u8 {
        (self.0 >> 1 & 3).min(2)
    }
}

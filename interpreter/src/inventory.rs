//! The inventory of what a program makes, as far as frames have to do with it: which line a thread is at.

use crate::function::LoadedCode;
use crate::vm::Vm;
use object_model::Runtime;
use object_model::inventory::{Inventory, Line};
use std::sync::atomic::Ordering;

impl<R: Runtime> Vm<R> {
    /// From now on what the interpreter's threads make is entered into the inventory, with so many lines of where.
    pub fn begin_inventory(&mut self, lines: usize) {
        self.world().wanted_inventory().begin(lines);
        self.announce();
    }

    /// Nothing is entered into the inventory any more, and it is empty.
    pub fn end_inventory(&mut self) {
        if let Some(inventory) = self.world().inventory() {
            inventory.end();
            self.announce();
        }
    }

    /// Looks again whether there is an inventory to be kept.
    pub(crate) fn follow_inventory(&mut self) {
        let kept = self.world().inventory().is_some_and(Inventory::is_kept);
        self.watch.followed = kept;
        if self.keep_inventory(kept) != kept {
            self.trail().back(0);
            if kept {
                self.follow_frames(self.frames.len());
            }
        }
    }

    /// The running frame is about to execute the instruction `at`. What its prologue makes is made by the caller.
    pub(crate) fn follow_line(&mut self, running: &LoadedCode<R>, at: usize, prologue: bool) {
        let outer = self.frames.len() - 1;
        self.follow_frames(outer);
        if prologue && outer > 0 {
            self.trail().back(outer);
            return;
        }
        let line = self.line(running, at);
        self.trail().go(outer, line);
    }

    /// Says of the outermost `count` frames where they are, unless that is known.
    fn follow_frames(&self, count: usize) {
        for depth in self.trail().depth()..count {
            let frame = &self.frames[depth];
            let line = self.line(frame.loaded(), frame.instruction());
            self.trail().go(depth, line);
        }
    }

    fn line(&self, loaded: &LoadedCode<R>, at: usize) -> Line {
        // What is done before the first line has none.
        let number = loaded.code.positions.get(at).map_or(0, |position| position.line);
        let number = if number == 0 { loaded.code.first_line } else { number };
        // Relaxed, both: a number by itself. Whoever asks is given the same.
        let mut file = loaded.file.load(Ordering::Relaxed);
        if file == 0 {
            file = self.world().wanted_inventory().file(&loaded.code.filename);
            loaded.file.store(file, Ordering::Relaxed); // Relaxed: as above.
        }
        Line { file, number }
    }
}

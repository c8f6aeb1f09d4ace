//! Where a frame that has an object is in its code: the instruction, the line, and how it is made to go on at another.

use super::FrameObject;
use crate::call::take;
use crate::frame::offset;
use crate::function::LoadedCode;
use crate::generator::{Generator, Progress};
use crate::raised::Return;
use crate::vm::Vm;
use crate::watch::Event;
use object_model::{Ref, Runtime, Word};

impl<R: Runtime> Vm<R> {
    /// The instruction a frame is at.
    pub fn frame_instruction(&mut self, frame: &Ref<R, FrameObject<R>>) -> u32 {
        if let Some(depth) = self.depth_of(frame) {
            return self.frames[depth].instruction() as u32;
        }
        match self.seen_elsewhere(frame) {
            Some((seen, _)) => seen.instruction,
            None => self.lock(frame).instruction,
        }
    }

    /// The offset a frame is at: that with which the body begins before it has begun.
    pub(crate) fn frame_offset(&mut self, frame: &Ref<R, FrameObject<R>>) -> i64 {
        match self.depth_of(frame) {
            Some(depth) if !self.frames[depth].has_begun() => 0,
            _ => offset(self.frame_instruction(frame)),
        }
    }

    /// The line a frame is at: that of the function's head before it has begun.
    pub(crate) fn frame_line(&mut self, frame: &Ref<R, FrameObject<R>>) -> Option<u32> {
        let code = frame.code.as_ref::<LoadedCode<R>>()?.code.clone();
        let instruction = match self.depth_of(frame) {
            Some(depth) if !self.frames[depth].has_begun() => return Some(code.first_line),
            Some(depth)
                if let Some((frames, line)) = self.watch.passing
                    && frames == depth + 1 =>
            {
                return Some(line);
            }
            Some(depth) => {
                let instruction = self.frames[depth].instruction() as u32;
                if let Some((frames, line)) = self.watch.line
                    && frames == depth + 1
                    && code.positions.get(instruction as usize).is_some_and(|position| position.line == 0)
                {
                    return Some(line);
                }
                instruction
            }
            None => {
                let suspended = self.suspended_in(frame);
                if let Some(generator) =
                    suspended.as_ref().and_then(|generator| generator.as_ref::<Generator<R>>())
                    && self.lock(generator).progress == Progress::Created
                {
                    return Some(code.first_line);
                }
                self.frame_instruction(frame)
            }
        };
        // What has no line of its own is part of what stands before it.
        let before = code.positions.get(..=instruction as usize)?;
        before.iter().rev().map(|position| position.line).find(|line| *line != 0).or(Some(code.first_line))
    }

    /// Has the running frame go on at another line, when a trace function is being told of a line: `frame.f_lineno = line`.
    pub(crate) fn set_frame_line(&mut self, frame: &Ref<R, FrameObject<R>>, line: i64) -> Return<R, ()> {
        let Some(depth) = self.depth_of(frame) else {
            return Err(self.value_error("f_lineno can only be set in a trace function"));
        };
        let message = match self.watch.telling {
            Some((Event::Line, frames)) if frames == depth + 1 => None,
            None => Some("f_lineno can only be set in a trace function"),
            Some((Event::PyStart, frames)) if frames == depth + 1 => {
                Some("can't jump from the 'call' trace event of a new frame")
            }
            Some(_) => Some("can only jump from a 'line' trace event"),
        };
        if let Some(message) = message {
            return Err(self.value_error(message));
        }
        let frame = &self.frames[depth];
        let (base, code) = (frame.base, frame.loaded().code.clone());
        let leap = match compiler::leap(&code, frame.instruction() as u32, line) {
            Ok(leap) => leap,
            Err(reason) => return Err(self.value_error(&reason)),
        };
        // SAFETY: a register of the frame.
        let take_register = |register: compiler::Reg| unsafe { take::<R>(base.add(usize::from(register.0))) };
        for step in leap.steps {
            match step {
                compiler::Step::Release(register) => drop(take_register(register)),
                compiler::Step::LeaveHandler(register) => {
                    let old = std::mem::replace(&mut self.handled, take_register(register));
                    drop(old);
                }
            }
        }
        // The compiler knows variables bound where a jump it has not seen finds them unbound.
        let mut given = 0;
        for local in code.locals.iter().filter(|local| !local.cell) {
            // SAFETY: a register of the frame, which holds nothing.
            let register = unsafe { &mut *base.add(usize::from(local.register)) };
            if *register == Word::UNBOUND && !local.name.starts_with('.') {
                *register = Word::NONE;
                given += 1;
            }
        }
        // SAFETY: the target is an instruction of the code. A frame's place is past the instruction it is at.
        self.frames[depth].next = unsafe { code.ops.as_ptr().add(leap.target as usize + 1) };
        if given == 0 {
            return Ok(());
        }
        let plural = if given == 1 { "" } else { "s" };
        let category = self.exceptions().runtime_warning.clone();
        self.warn(&category, &format!("assigning None to {given} unbound local{plural}"))
    }
}

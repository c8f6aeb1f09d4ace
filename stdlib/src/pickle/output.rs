//! The bytes of a pickle that is being made, in frames from protocol 4 on.

use super::opcode::FRAME;

/// A frame that is as long as this is ended at the next value. Data that is as long gets none.
pub(super) const FRAME_TARGET: usize = 64 * 1024;
/// What is shorter gets no frame.
const FRAME_LEAST: usize = 4;
/// The instruction and the length.
const HEADER: usize = 9;

/// What has been made and not been taken.
#[derive(Default)]
pub(super) struct Output {
    data: Vec<u8>,
    /// What is written goes into frames.
    pub(super) framing: bool,
    /// Where the header of the present frame is.
    frame: Option<usize>,
}

impl Output {
    fn begin_frame(&mut self) {
        if self.framing && self.frame.is_none() {
            self.frame = Some(self.data.len());
            self.data.extend_from_slice(&[0; HEADER]);
        }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        self.begin_frame();
        self.data.extend_from_slice(bytes);
    }

    #[inline]
    pub(super) fn op(&mut self, opcode: u8) {
        self.begin_frame();
        self.data.push(opcode);
    }

    /// An instruction with an argument of one byte.
    #[inline]
    pub(super) fn op_with(&mut self, opcode: u8, argument: u8) {
        self.write(&[opcode, argument]);
    }

    /// An instruction with an argument of four bytes.
    pub(super) fn op_with_four(&mut self, opcode: u8, argument: u32) {
        let [one, two, three, four] = argument.to_le_bytes();
        self.write(&[opcode, one, two, three, four]);
    }

    /// Whether the present frame is long enough.
    #[inline]
    pub(super) fn frame_is_full(&self) -> bool {
        self.frame.is_some_and(|begin| self.data.len() - begin - HEADER >= FRAME_TARGET)
    }

    /// Ends the present frame.
    pub(super) fn end_frame(&mut self) {
        let Some(begin) = self.frame.take() else { return };
        let length = self.data.len() - begin - HEADER;
        if length < FRAME_LEAST {
            self.data.drain(begin..begin + HEADER);
        } else {
            self.data[begin] = FRAME;
            self.data[begin + 1..begin + HEADER].copy_from_slice(&(length as u64).to_le_bytes());
        }
    }

    /// What has been made. The present frame is ended.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.end_frame();
        std::mem::take(&mut self.data)
    }
}

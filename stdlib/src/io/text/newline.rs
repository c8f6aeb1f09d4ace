//! What ends a line.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};
use std::borrow::Cow;

/// What ends a line, and what it is turned into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::io) enum Newline {
    /// `None`: any line end, read as a line feed.
    Universal,
    /// `''`: any line end, left as it is.
    Any,
    /// `'\n'`
    Feed,
    /// `'\r'`
    Return,
    /// `'\r\n'`
    Both,
}

impl Newline {
    /// The end of the first line, behind its newline; None if there is none yet.
    pub(in crate::io) fn line_end<T: Copy + Into<u32>>(self, text: &[T]) -> Option<usize> {
        let (feed, back) = (u32::from(b'\n'), u32::from(b'\r'));
        let mut index = 0;
        loop {
            let found = text[index..].iter().position(|&unit| {
                let unit = unit.into();
                match self {
                    Newline::Feed => unit == feed,
                    Newline::Return | Newline::Both => unit == back,
                    Newline::Universal | Newline::Any => unit == feed || unit == back,
                }
            })?;
            let end = index + found + 1;
            let follows = text.get(end).is_some_and(|&unit| unit.into() == feed);
            match self {
                Newline::Both if !follows => index = end,
                Newline::Both => return Some(end + 1),
                Newline::Universal | Newline::Any if text[end - 1].into() == back && follows => {
                    return Some(end + 1);
                }
                _ => return Some(end),
            }
        }
    }

    /// Text as it is read.
    pub(in crate::io) fn received(self, text: &str) -> Cow<'_, str> {
        if self == Newline::Universal && text.contains('\r') {
            return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        Cow::Borrowed(text)
    }

    /// Text as it is written.
    pub(in crate::io) fn sent(self, text: &str) -> Cow<'_, str> {
        let end = match self {
            Newline::Return => "\r",
            Newline::Both => "\r\n",
            _ => return Cow::Borrowed(text),
        };
        if text.contains('\n') { Cow::Owned(text.replace('\n', end)) } else { Cow::Borrowed(text) }
    }
}

/// A `newline` argument; messages about another text show it as `shown` says.
pub(in crate::io) fn newline_argument<R: Runtime>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    shown: fn(&str) -> String,
) -> Return<R, Newline> {
    let Some(value) = value.some() else { return Ok(Newline::Universal) };
    let text = vm.expect_str(value, "newline must be str or None, not")?;
    match text {
        "" => Ok(Newline::Any),
        "\n" => Ok(Newline::Feed),
        "\r" => Ok(Newline::Return),
        "\r\n" => Ok(Newline::Both),
        _ => Err(vm.value_error(&format!("illegal newline value: {}", shown(text)))),
    }
}

//! Code objects as bytes, to be kept and read again by the same compiler.

use crate::code::Code;
use std::sync::Arc;

/// Tells apart compilers that make different code of the same source, or write it down differently.
pub const FINGERPRINT: &str = env!("COMPILER_FINGERPRINT");

/// A code object, and all inside it, as bytes.
pub fn to_bytes(code: &Code) -> Option<Vec<u8>> {
    postcard::to_stdvec(code).ok()
}

/// A byte for each of a code object's own instructions: the same for the same instruction.
pub fn instructions(code: &Code) -> Vec<u8> {
    let mixed = |sum: u8, byte: &u8| sum.rotate_left(3) ^ byte;
    let one = |op| postcard::to_stdvec(op).unwrap_or_default().iter().fold(0, mixed);
    code.ops.iter().map(one).collect()
}

/// What [`to_bytes`] wrote, of a source in this file. The bytes must be those that it wrote: what they say is believed.
pub fn from_bytes(bytes: &[u8], filename: &str) -> Option<Arc<Code>> {
    let mut code: Code = postcard::from_bytes(bytes).ok()?;
    rename(&mut code, &filename.into()).then(|| Arc::new(code))
}

/// Sets the file name of a code object nobody shares yet.
fn rename(code: &mut Code, filename: &Arc<str>) -> bool {
    code.filename = Arc::clone(filename);
    code.children.iter_mut().all(|child| Arc::get_mut(child).is_some_and(|child| rename(child, filename)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mode, compile, disassemble};

    #[test]
    fn what_is_read_is_what_was_written() {
        let source = "import a.b as c\ndef f(x, *, y=2**70, **z):\n    class C:\n        s = {1j, b'q', (None, 1.5)}\n    return [w for w in x if w in {1, 2}]\n";
        let code = compile(source, "there.py", Mode::Exec).expect("it is Python");
        let bytes = to_bytes(&code).expect("it can be written");
        let again = from_bytes(&bytes, "there.py").expect("it can be read");
        assert_eq!(format!("{code:?}"), format!("{again:?}"));
        assert_eq!(disassemble(&code), disassemble(&again));
    }

    #[test]
    fn what_is_cut_short_is_not_read() {
        let code = compile("def f(): return 1\n", "f.py", Mode::Exec).expect("it is Python");
        let bytes = to_bytes(&code).expect("it can be written");
        assert!((0..bytes.len()).all(|length| from_bytes(&bytes[..length], "f.py").is_none()));
    }
}

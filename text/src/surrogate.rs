//! Lone surrogates in text that cannot hold them.
//!
//! Python's `str` may hold the code points U+D800 to U+DFFF alone; a Rust `str` may not. They are kept as the
//! private-use characters 0x100000 above them, U+10D800 to U+10DFFF, and turned back wherever text leaves:
//! `repr`, `ord`, the codecs. The price is that those 2,048 private-use characters cannot be told from
//! surrogates.

const FIRST: u32 = 0xD800;
const LAST: u32 = 0xDFFF;
const OFFSET: u32 = 0x10_0000;

/// The character that stands for `code_point`, a surrogate or not. `None` above U+10FFFF.
pub fn from_code_point(code_point: u32) -> Option<char> {
    match code_point {
        FIRST..=LAST => char::from_u32(code_point + OFFSET),
        _ => char::from_u32(code_point),
    }
}

/// The code point Python sees in `character`: what `ord` answers.
pub fn to_code_point(character: char) -> u32 {
    let code_point = character as u32;
    if is_surrogate(character) { code_point - OFFSET } else { code_point }
}

/// Whether `character` stands for a lone surrogate.
pub fn is_surrogate(character: char) -> bool {
    (FIRST + OFFSET..=LAST + OFFSET).contains(&(character as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_surrogate_goes_there_and_back() {
        for code_point in FIRST..=LAST {
            let stand_in = from_code_point(code_point).unwrap();
            assert!(is_surrogate(stand_in));
            assert_eq!(code_point, to_code_point(stand_in));
        }
        assert!(!is_surrogate('\u{D7FF}') && !is_surrogate('\u{10D7FF}') && !is_surrogate('\u{10E000}'));
        assert_eq!(Some('é'), from_code_point(0xE9));
        assert_eq!(None, from_code_point(0x11_0000));
    }
}

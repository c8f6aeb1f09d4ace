//! The header of gzip.

/// The header that is written: no name, no time.
pub(super) const HEADER: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];

/// What the beginning of a stream is.
pub(super) enum Header {
    /// A header of so many bytes.
    Complete(usize),
    /// The beginning of one.
    Partial,
    Wrong,
}

/// Reads the header at the beginning of `data`.
pub(super) fn header(data: &[u8]) -> Header {
    if !HEADER.starts_with(&data[..data.len().min(3)]) {
        return Header::Wrong;
    }
    let Some(&flags) = data.get(3) else { return Header::Partial };
    let mut length = 10;
    if flags & 4 != 0 {
        let Some(&[low, high]) = data.get(length..length + 2) else { return Header::Partial };
        length += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    // A name and a comment end with a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            match data.get(length..).and_then(|rest| rest.iter().position(|&byte| byte == 0)) {
                Some(place) => length += place + 1,
                None => return Header::Partial,
            }
        }
    }
    if flags & 2 != 0 {
        length += 2;
    }
    if data.len() < length { Header::Partial } else { Header::Complete(length) }
}

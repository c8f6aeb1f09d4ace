//! Preset dictionaries: text that both sides know, which a stream refers back to as if it had come before it.
//!
//! A stream with a dictionary is one whose beginning is left out. So that both halves of the crate have seen the dictionary,
//! they are given it as a beginning: the compressor as data whose compressed form is dropped, the decompressor as a block that
//! is stored as it is.

use flate2::{Compress, Decompress, FlushCompress, FlushDecompress};

/// How far a stream can refer back.
const WINDOW: usize = 32 * 1024;

/// The bytes of the header, with the checksum of the dictionary behind it.
pub(super) const HEADER: usize = 6;

/// The bit of the second byte of a header that says that there is a dictionary.
const FLAG: u8 = 0x20;

/// What of a dictionary can be referred to.
fn reach(dictionary: &[u8]) -> &[u8] {
    &dictionary[dictionary.len().saturating_sub(WINDOW)..]
}

/// Has a compressor without a header see the dictionary.
pub(super) fn show_compressor(compress: &mut Compress, dictionary: &[u8]) -> Result<(), ()> {
    let mut rest = reach(dictionary);
    let mut dropped = Vec::with_capacity(2 * WINDOW);
    loop {
        dropped.clear();
        let before = compress.total_in();
        compress.compress_vec(rest, &mut dropped, FlushCompress::Sync).map_err(drop)?;
        rest = &rest[(compress.total_in() - before) as usize..];
        if rest.is_empty() && dropped.len() < dropped.capacity() {
            return Ok(());
        }
    }
}

/// Has a decompressor without a header see the dictionary.
pub(super) fn show_decompressor(decompress: &mut Decompress, dictionary: &[u8]) -> Result<(), ()> {
    let seen = reach(dictionary);
    let length = seen.len() as u16;
    let mut block = vec![0];
    block.extend(length.to_le_bytes());
    block.extend((!length).to_le_bytes());
    block.extend(seen);
    let mut dropped = vec![0; seen.len() + 1];
    decompress.decompress(&block, &mut dropped, FlushDecompress::None).map_err(drop)?;
    let whole =
        decompress.total_in() as usize == block.len() && decompress.total_out() as usize == seen.len();
    if whole { Ok(()) } else { Err(()) }
}

/// The header of a stream with a dictionary that has this checksum.
pub(super) fn header(checksum: u32) -> [u8; HEADER] {
    let (method, mut flags) = (0x78, 0x80 | FLAG);
    flags += 31 - (u16::from_be_bytes([method, flags]) % 31) as u8;
    let [a, b, c, d] = checksum.to_be_bytes();
    [method, flags, a, b, c, d]
}

/// Whether the first two bytes are a header that says that there is a dictionary.
pub(super) fn is_needed(header: [u8; 2]) -> bool {
    header[0] & 0x0F == 8
        && header[0] >> 4 <= 7
        && u16::from_be_bytes(header).is_multiple_of(31)
        && header[1] & FLAG != 0
}

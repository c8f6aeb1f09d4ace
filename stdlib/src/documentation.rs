//! What built-in things say of themselves, in CPython's words (see `NOTICE` for their licence).
//!
//! The texts in `docstrings/` are compressed in blocks when the program is built. Reading one unpacks its block, some ten
//! thousand characters, and nothing of it is kept: who asks for many is a person, or a tool that writes for one.

use interpreter::{Documentation, TextSignature};

struct Block {
    /// The key of its first text.
    first: &'static str,
    /// Where it begins, and how long it is.
    start: usize,
    length: usize,
}

/// Sorted by key.
const BLOCKS: &[Block] = include!(concat!(env!("OUT_DIR"), "/docstrings.rs"));

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/docstrings.bin"));

/// What a thing says of itself, by its key.
pub(crate) fn embedded(key: &str) -> Option<Documentation> {
    let index = BLOCKS.partition_point(|block| block.first <= key).checked_sub(1)?;
    let block = unpack(&BLOCKS[index]);
    let record = block.split("\n\n").find(|record| record.lines().next() == Some(key))?;
    Some(read(record))
}

fn unpack(block: &Block) -> String {
    let packed = &PACKED[block.start..block.start + block.length];
    let text = miniz_oxide::inflate::decompress_to_vec(packed).expect("packed when the program was built");
    String::from_utf8(text).expect("only text was packed")
}

/// Behind the key: lines with a `>` of the signature, lines with a `|` of the docstring.
fn read(record: &str) -> Documentation {
    let marked = |mark: char| {
        let lines = record.lines().skip(1).filter_map(|line| line.strip_prefix(mark));
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    let signature = match marked('>') {
        None => TextSignature::Own,
        Some(text) if text.is_empty() => TextSignature::Unsaid,
        Some(text) => TextSignature::Text(text),
    };
    Documentation { docstring: marked('|'), signature }
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, embedded, unpack};
    use interpreter::TextSignature;

    #[test]
    fn every_text_is_found_by_its_key() {
        let mut count = 0;
        for block in BLOCKS {
            for record in unpack(block).split("\n\n") {
                let key = record.lines().next().expect("a record has a key");
                let found = embedded(key).unwrap_or_else(|| panic!("{key} is not found"));
                assert!(
                    found.docstring.is_some() || found.signature != TextSignature::Own,
                    "{key} says nothing"
                );
                count += 1;
            }
        }
        assert!(count > 2000, "{count} texts");
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(embedded(""), None);
        assert_eq!(embedded("builtins.str.no_such_method"), None);
        assert_eq!(embedded("zzz"), None);
    }

    #[test]
    fn a_text_keeps_its_lines() {
        let found = embedded("builtins.len()").expect("it has a text");
        assert_eq!(found.docstring.as_deref(), Some("Return the number of items in a container."));
        assert_eq!(found.signature, TextSignature::Own);
        let found = embedded("builtins.dict.pop").expect("it has a text");
        assert!(found.docstring.is_some_and(|text| text.contains("\n\n")));
        assert!(matches!(found.signature, TextSignature::Text(text) if text.contains("<unrepresentable>")));
    }
}

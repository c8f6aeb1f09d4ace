//! The encoding that a source says it has, in a comment of its first two lines.

/// The name after `coding:` or `coding=` in a comment; in that of the second line only if the first is empty otherwise.
pub fn declared_encoding(source: &[u8]) -> Option<String> {
    for line in source.split(|&byte| byte == b'\n' || byte == b'\r').take(2) {
        let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
        let Some(text) = start.map(|start| &line[start..]) else { continue };
        if text[0] != b'#' {
            return None;
        }
        if let Some(name) = named(text) {
            return Some(name);
        }
    }
    None
}

fn named(comment: &[u8]) -> Option<String> {
    comment.windows(b"coding:".len()).enumerate().find_map(|(place, window)| {
        if !window.starts_with(b"coding") || !matches!(window[6], b':' | b'=') {
            return None;
        }
        let rest = &comment[place + window.len()..];
        let start = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'-' | b'_' | b'.');
        let name: Vec<u8> = rest[start..].iter().take_while(is_part).copied().collect();
        String::from_utf8(name).ok().filter(|name| !name.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::declared_encoding;

    #[test]
    fn a_comment_of_the_first_two_lines_says_it() {
        let declared = |source: &str| declared_encoding(source.as_bytes());
        assert_eq!(Some("latin-1".to_owned()), declared("# -*- coding: latin-1 -*-\nx"));
        assert_eq!(
            Some("cp1252".to_owned()),
            declared("#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :")
        );
        assert_eq!(Some("ascii".to_owned()), declared("\n\t#coding:ascii"));
        assert_eq!(None, declared("x = 1\n# coding: ascii"));
        assert_eq!(None, declared("#\n#\n# coding: ascii"));
        assert_eq!(None, declared("'coding: ascii'"));
        assert_eq!(None, declared("# coding:\n"));
    }
}

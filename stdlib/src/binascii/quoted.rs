//! Quoted-printable.

/// Most characters of a line.
const WIDTH: usize = 76;

pub(super) fn decode(data: &[u8], header: bool) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(data.len());
    let digit = |index: usize| data.get(index).and_then(|&byte| char::from(byte).to_digit(16));
    let mut next = 0;
    while let Some(&byte) = data.get(next) {
        next += 1;
        match byte {
            b'_' if header => decoded.push(b' '),
            b'=' => match data.get(next) {
                None => break,
                // A soft line break.
                Some(b'\n' | b'\r') => {
                    while data.get(next).is_some_and(|&byte| byte != b'\n') {
                        next += 1;
                    }
                    next += 1;
                }
                Some(b'=') => {
                    decoded.push(b'=');
                    next += 1;
                }
                Some(_) => match (digit(next), digit(next + 1)) {
                    (Some(high), Some(low)) => {
                        decoded.push((high * 16 + low) as u8);
                        next += 2;
                    }
                    _ => decoded.push(b'='),
                },
            },
            _ => decoded.push(byte),
        }
    }
    decoded
}

pub(super) fn encode(data: &[u8], tabs: bool, is_text: bool, header: bool) -> Vec<u8> {
    // Lines end as the first one does.
    let crlf = memchr_newline(data).is_some_and(|place| place > 0 && data[place - 1] == b'\r');
    let end_of_line: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let mut encoded = Vec::with_capacity(data.len());
    let mut column = 0;
    let mut next = 0;
    while let Some(&byte) = data.get(next) {
        let following = data.get(next + 1).copied();
        let ends_line = |at: Option<u8>| matches!(at, None | Some(b'\n' | b'\r' | 0));
        let must_quote = byte > 126
            || byte == b'='
            || header && byte == b'_'
            || byte == b'.' && column == 0 && ends_line(following)
            || !is_text && matches!(byte, b'\r' | b'\n')
            || matches!(byte, b' ' | b'\t') && (tabs || following.is_none())
            || byte < 33 && !matches!(byte, b'\r' | b'\n' | b'\t' | b' ');
        if must_quote {
            if column + 3 >= WIDTH {
                encoded.push(b'=');
                encoded.extend_from_slice(end_of_line);
                column = 0;
            }
            encoded.extend(format!("={byte:02X}").bytes());
            column += 3;
            next += 1;
        } else if is_text && (byte == b'\n' || byte == b'\r' && following == Some(b'\n')) {
            // White space at the end of a line might get lost.
            if let Some(space) = encoded.pop_if(|last| matches!(last, b' ' | b'\t')) {
                encoded.extend(format!("={space:02X}").bytes());
            }
            encoded.extend_from_slice(end_of_line);
            column = 0;
            next += if byte == b'\r' { 2 } else { 1 };
        } else {
            if following.is_some_and(|byte| byte != b'\n') && column + 1 >= WIDTH {
                encoded.push(b'=');
                encoded.extend_from_slice(end_of_line);
                column = 0;
            }
            encoded.push(if header && byte == b' ' { b'_' } else { byte });
            column += 1;
            next += 1;
        }
    }
    encoded
}

fn memchr_newline(data: &[u8]) -> Option<usize> {
    data.iter().position(|&byte| byte == b'\n')
}

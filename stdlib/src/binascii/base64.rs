//! Base 64.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn value(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

pub(super) fn encode(data: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for chunk in data.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            encoded.push(if place <= chunk.len() { digit } else { b'=' });
        }
    }
    encoded
}

/// Decodes; unless it is strict, what is no digit is skipped.
pub(super) fn decode(data: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    let mut decoded = Vec::with_capacity(data.len() / 4 * 3);
    if strict && data.first() == Some(&b'=') {
        return Err("Leading padding not allowed".into());
    }
    let (mut place, mut left, mut pads, mut padding_started) = (0, 0_u8, 0, false);
    for (index, &byte) in data.iter().enumerate() {
        if byte == b'=' {
            padding_started = true;
            if strict && place == 0 {
                return Err("Excess padding not allowed".into());
            }
            pads += 1;
            if place >= 2 && place + pads >= 4 {
                if strict && index + 1 < data.len() {
                    return Err("Excess data after padding".into());
                }
                return Ok(decoded);
            }
            continue;
        }
        let Some(digit) = value(byte) else {
            if strict {
                return Err("Only base64 data is allowed".into());
            }
            continue;
        };
        if strict && padding_started {
            return Err("Discontinuous padding not allowed".into());
        }
        pads = 0;
        match place {
            0 => {}
            1 => decoded.push(left << 2 | digit >> 4),
            2 => decoded.push(left << 4 | digit >> 2),
            _ => decoded.push(left << 6 | digit),
        }
        left = digit;
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(decoded),
        1 => Err(format!(
            "Invalid base64-encoded string: number of data characters ({}) cannot be 1 more than a multiple of 4",
            decoded.len() / 3 * 4 + 1
        )),
        _ => Err("Incorrect padding".into()),
    }
}

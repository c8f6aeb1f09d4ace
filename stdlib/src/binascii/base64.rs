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

/// Decodes; unless it is strict, what is no digit is skipped, and so is padding with more digits behind it.
pub(super) fn decode(data: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    let mut decoded = Vec::with_capacity(data.len() / 4 * 3);
    let (mut place, mut left, mut pads) = (0, 0_u8, 0);
    for (index, &byte) in data.iter().enumerate() {
        if byte == b'=' {
            pads += 1;
            match place {
                _ if !strict => {}
                0 if index == 0 => return Err("Leading padding not allowed".into()),
                0 => return Err("Excess padding not allowed".into()),
                1 => break,
                _ if place + pads > 4 => return Err("Excess padding not allowed".into()),
                _ => {}
            }
            continue;
        }
        let Some(digit) = value(byte) else {
            if strict {
                return Err("Only base64 data is allowed".into());
            }
            continue;
        };
        if strict && pads > 0 {
            let complete = place + pads == 4;
            let message =
                if complete { "Excess data after padding" } else { "Discontinuous padding not allowed" };
            return Err(message.into());
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
        _ if place + pads < 4 => Err("Incorrect padding".into()),
        _ => Ok(decoded),
    }
}

//! uuencode, a line at a time.

pub(super) fn encode(data: &[u8], backtick: bool) -> Vec<u8> {
    let digit = |value: u32| match (value & 63) as u8 {
        0 if backtick => b'`',
        value => value + b' ',
    };
    let mut line = vec![digit(data.len() as u32)];
    for chunk in data.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        line.extend((0..4).map(|place| digit(bits >> (18 - 6 * place))));
    }
    line.push(b'\n');
    line
}

pub(super) fn decode(data: &[u8]) -> Result<Vec<u8>, &'static str> {
    let Some((&first, rest)) = data.split_first() else { return Err("Missing length byte") };
    let length = usize::from(first.wrapping_sub(b' ') & 63);
    let mut decoded = Vec::with_capacity(length);
    let (mut bits, mut count) = (0_u32, 0);
    let mut bytes = rest.iter().copied();
    while decoded.len() < length {
        let digit = match bytes.next() {
            // A line that was stripped of its blanks.
            None | Some(b'\n' | b'\r') => 0,
            Some(byte @ b' '..=b'`') => u32::from(byte - b' ') & 63,
            Some(_) => return Err("Illegal char"),
        };
        bits = bits << 6 | digit;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    match bytes.all(|byte| matches!(byte, b' ' | b'`' | b'\n' | b'\r')) {
        true => Ok(decoded),
        false => Err("Trailing garbage"),
    }
}

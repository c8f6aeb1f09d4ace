//! The values of numerals.

use text::unicode;

/// Digits that are no decimal digits: runs of them, and the value of the first.
const DIGITS: [(u32, u32, u32); 23] = [
    (0x00B2, 0x00B3, 2),
    (0x00B9, 0x00B9, 1),
    (0x1369, 0x1371, 1),
    (0x19DA, 0x19DA, 1),
    (0x2070, 0x2070, 0),
    (0x2074, 0x2079, 4),
    (0x2080, 0x2089, 0),
    (0x2460, 0x2468, 1),
    (0x2474, 0x247C, 1),
    (0x2488, 0x2490, 1),
    (0x24EA, 0x24EA, 0),
    (0x24F5, 0x24FD, 1),
    (0x24FF, 0x24FF, 0),
    (0x2776, 0x277E, 1),
    (0x2780, 0x2788, 1),
    (0x278A, 0x2792, 1),
    (0x1_0A40, 0x1_0A43, 1),
    (0x1_0E60, 0x1_0E68, 1),
    (0x1_1052, 0x1_105A, 1),
    (0x1_F100, 0x1_F100, 0),
    (0x1_F101, 0x1_F10A, 0),
    (0x1_F10B, 0x1_F10B, 0),
    (0x1_F10C, 0x1_F10C, 0),
];

/// Runs of consecutive numbers that are no digits, and the value of the first.
const NUMBERS: [(u32, u32, f64); 19] = [
    (0x2160, 0x216B, 1.0),
    (0x2170, 0x217B, 1.0),
    (0x2469, 0x2473, 10.0),
    (0x247D, 0x2487, 10.0),
    (0x2491, 0x249B, 10.0),
    (0x24EB, 0x24F4, 11.0),
    (0x24FE, 0x24FE, 10.0),
    (0x277F, 0x277F, 10.0),
    (0x2789, 0x2789, 10.0),
    (0x2793, 0x2793, 10.0),
    (0x3021, 0x3029, 1.0),
    (0x3038, 0x3038, 10.0),
    (0x3039, 0x3039, 20.0),
    (0x303A, 0x303A, 30.0),
    (0x3192, 0x3195, 1.0),
    (0x3220, 0x3229, 1.0),
    (0x3251, 0x325F, 21.0),
    (0x3280, 0x3289, 1.0),
    (0x32B1, 0x32BF, 36.0),
];

/// Single characters.
const SINGLE: [(char, f64); 60] = [
    ('¼', 1.0 / 4.0),
    ('½', 1.0 / 2.0),
    ('¾', 3.0 / 4.0),
    ('⅐', 1.0 / 7.0),
    ('⅑', 1.0 / 9.0),
    ('⅒', 1.0 / 10.0),
    ('⅓', 1.0 / 3.0),
    ('⅔', 2.0 / 3.0),
    ('⅕', 1.0 / 5.0),
    ('⅖', 2.0 / 5.0),
    ('⅗', 3.0 / 5.0),
    ('⅘', 4.0 / 5.0),
    ('⅙', 1.0 / 6.0),
    ('⅚', 5.0 / 6.0),
    ('⅛', 1.0 / 8.0),
    ('⅜', 3.0 / 8.0),
    ('⅝', 5.0 / 8.0),
    ('⅞', 7.0 / 8.0),
    ('⅟', 1.0),
    ('↉', 0.0),
    ('Ⅼ', 50.0),
    ('Ⅽ', 100.0),
    ('Ⅾ', 500.0),
    ('Ⅿ', 1000.0),
    ('ⅼ', 50.0),
    ('ⅽ', 100.0),
    ('ⅾ', 500.0),
    ('ⅿ', 1000.0),
    ('ↀ', 1000.0),
    ('ↁ', 5000.0),
    ('ↂ', 10000.0),
    ('ↅ', 6.0),
    ('ↆ', 50.0),
    ('ↇ', 50000.0),
    ('ↈ', 100_000.0),
    ('〇', 0.0),
    ('一', 1.0),
    ('二', 2.0),
    ('三', 3.0),
    ('四', 4.0),
    ('五', 5.0),
    ('六', 6.0),
    ('七', 7.0),
    ('八', 8.0),
    ('九', 9.0),
    ('十', 10.0),
    ('百', 100.0),
    ('千', 1000.0),
    ('万', 10000.0),
    ('亿', 1e8),
    ('億', 1e8),
    ('兆', 1e12),
    ('壹', 1.0),
    ('貳', 2.0),
    ('參', 3.0),
    ('肆', 4.0),
    ('伍', 5.0),
    ('零', 0.0),
    ('兩', 2.0),
    ('两', 2.0),
];

/// The value of a digit.
pub(super) fn digit(character: char) -> Option<u32> {
    if let Some(value) = unicode::decimal_value(character) {
        return Some(value);
    }
    let code = u32::from(character);
    let (first, _, value) = DIGITS.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
    Some(value + code - first)
}

/// The value of a numeral.
pub(super) fn numeric(character: char) -> Option<f64> {
    if let Some(value) = digit(character) {
        return Some(value.into());
    }
    if let Some((_, value)) = SINGLE.iter().find(|(single, _)| *single == character) {
        return Some(*value);
    }
    let code = u32::from(character);
    let (first, _, value) = NUMBERS.iter().find(|(first, last, _)| (*first..=*last).contains(&code))?;
    Some(value + f64::from(code - first))
}

//! Traditional Chinese: Big5, as it was in Taiwan, on Windows, and in Hong Kong.

use super::charset::Charset;
use super::{Encoding, Next, State, Wrong, known, put, second, single};
use std::sync::LazyLock;

/// Kana, Cyrillic and numbers in circles, in the place where the Web has those of Hong Kong.
const KANA: [(u16, &str); 3] = [
    (
        0xC6A1,
        "ヾゝゞ々ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴ\
         ふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんァアィイゥウェ",
    ),
    (
        0xC740,
        "エォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモ\
         ャヤュユ",
    ),
    (
        0xC7A1,
        "ョヨラリルレロヮワヰヱヲンヴヵヶДЕЁЖЗИЙКЛМУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽",
    ),
];

/// What the Web has taken from Windows, as the standard has it.
const SYMBOLS: [(u16, &str); 8] = [
    (0xA145, "•"),
    (0xA14E, "､"),
    (0xA1C2, "‾"),
    (0xA1E3, "∼"),
    (0xA1F2, "♁☉"),
    (0xA241, "／＼"),
    (0xA244, "¥"),
    (0xA246, "¢£"),
];

/// Characters that have two codes; this is the one to write.
const TEN_AND_THIRTY: [(char, u16); 2] = [('\u{5341}', 0xA451), ('\u{5345}', 0xA4CA)];

/// Codes that are Hong Kong's alone.
fn is_hong_kong(code: u16) -> bool {
    matches!(code, 0xC7FD..=0xC7FE | 0xC840..=0xC8FE)
}

pub(super) static BIG5: Big5 = Big5 {
    name: "big5",
    charset: LazyLock::new(|| {
        let keep = |code| matches!(code, 0xA140..=0xF9D5) && !matches!(code, 0xA3C0..=0xA3E1);
        Charset::of(encoding_rs::BIG5, b"", |code, _| keep(code) && !is_hong_kong(code))
            .replace(&SYMBOLS)
            .replace(&KANA)
            .encode_as(&TEN_AND_THIRTY)
            .encode_as(&[('／', 0xA241), ('＼', 0xA242), ('仝', 0xC969)])
    }),
};

pub(super) static CP950: Big5 = Big5 {
    name: "cp950",
    charset: LazyLock::new(|| {
        let keep = |code| matches!(code, 0xA140..=0xF9FE) && !matches!(code, 0xA3C0..=0xA3E0);
        Charset::of(encoding_rs::BIG5, b"", |code, _| keep(code) && !is_hong_kong(code))
            .replace(&KANA)
            .replace(&[(0xF9FE, "▓")])
            .encode_as(&TEN_AND_THIRTY)
            .encode_as(&[('仝', 0xC969)])
            // What the standard has in the places that Windows gives to others.
            .encode_as(&[('¢', 0xA246), ('£', 0xA247), ('¥', 0xA244), ('•', 0xA145), ('‾', 0xA1C2)])
            .encode_as(&[('∼', 0xA1E3), ('☉', 0xA1F3), ('♁', 0xA1F2), ('､', 0xA14E)])
    }),
};

/// Big5 with one character to each code.
pub(super) struct Big5 {
    name: &'static str,
    charset: LazyLock<Charset>,
}

impl Encoding for Big5 {
    fn name(&self) -> &'static str {
        self.name
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        match bytes[0] {
            first @ ..0x80 => single(text, first.into()),
            first => known(text, self.charset.decode(first, second(bytes)?), 2),
        }
    }

    fn encode(&self, _: &mut State, character: char, _: Next, bytes: &mut Vec<u8>) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        put(bytes, self.charset.code(character))
    }
}

/// The codes for which Hong Kong has had no character in 2004, and the Web has one.
fn is_later(code: u16) -> bool {
    const CODES: [u16; 78] = [
        0x8E69, 0x8E6F, 0x8E7E, 0x8EAB, 0x8EB4, 0x8ECD, 0x8ED0, 0x8F57, 0x8F69, 0x8F6E, 0x8FFE, 0x906D,
        0x907A, 0x90DC, 0x90F1, 0x91BF, 0x9244, 0x92C8, 0x92D1, 0x9447, 0x94CA, 0x95D9, 0x9644, 0x96ED,
        0x96FC, 0x9B76, 0x9B78, 0x9B7B, 0x9BC6, 0x9BDE, 0x9BEC, 0x9BF6, 0x9C42, 0x9C53, 0x9C62, 0x9C68,
        0x9C6B, 0x9C77, 0x9CD0, 0x9D57, 0x9D5A, 0x9DC4, 0x9EA9, 0x9EEF, 0x9EFD, 0x9F60, 0x9F66, 0x9FCB,
        0x9FD8, 0xA063, 0xA077, 0xA0D5, 0xA0DF, 0xA0E4, 0xC6CF, 0xC6D3, 0xC6D5, 0xC6D7, 0xFA5F, 0xFA66,
        0xFABD, 0xFAC5, 0xFAD5, 0xFB48, 0xFBB8, 0xFBF3, 0xFBF9, 0xFC4F, 0xFC6C, 0xFCB9, 0xFCE2, 0xFCF1,
        0xFDBB, 0xFDF1, 0xFE52, 0xFE6F, 0xFEAA, 0xFEDD,
    ];
    matches!(code, 0x877A..=0x877E | 0x87A1..=0x87DF | 0x8FCB..=0x8FCC | 0x92AF..=0x92B2 | 0x9CBC..=0x9CBD | 0xA3C0..=0xA3E1 | 0xC6DE..=0xC6DF | 0xFDB7..=0xFDB8)
        || CODES.contains(&code)
}

static HKSCS: LazyLock<Charset> = LazyLock::new(|| {
    Charset::of(encoding_rs::BIG5, b"", |code, _| !is_later(code))
        .replace(&SYMBOLS)
        .encode_as(&TEN_AND_THIRTY)
        .encode_as(&[('／', 0xA241), ('＼', 0xA242), ('═', 0xF9F9), ('╞', 0xF9E9), ('╡', 0xF9EB)])
        .encode_as(&[('╪', 0xF9EA), ('╭', 0xF9FA), ('╮', 0xF9FB), ('╰', 0xF9FC), ('╯', 0xF9FD)])
});

/// Codes of a letter with an accent behind it.
const PAIRS: [(u16, [char; 2]); 4] = [
    (0x8862, ['\u{CA}', '\u{304}']),
    (0x8864, ['\u{CA}', '\u{30C}']),
    (0x88A3, ['\u{EA}', '\u{304}']),
    (0x88A5, ['\u{EA}', '\u{30C}']),
];

pub(super) static BIG5_HKSCS: Hkscs = Hkscs;

/// Big5 with the Hong Kong Supplementary Character Set of 2004.
pub(super) struct Hkscs;

impl Encoding for Hkscs {
    fn name(&self) -> &'static str {
        "big5hkscs"
    }

    fn decode(&self, _: &mut State, bytes: &[u8], text: &mut String) -> Result<usize, Wrong> {
        let first = bytes[0];
        if first < 0x80 {
            return single(text, first.into());
        }
        let code = u16::from_be_bytes([first, second(bytes)?]);
        if let Some((_, pair)) = PAIRS.iter().find(|(known, _)| *known == code) {
            text.extend(pair);
            return Ok(2);
        }
        known(text, HKSCS.character(code), 2)
    }

    fn encode(
        &self,
        _: &mut State,
        character: char,
        next: Next,
        bytes: &mut Vec<u8>,
    ) -> Result<usize, Wrong> {
        if character.is_ascii() {
            bytes.push(character as u8);
            return Ok(1);
        }
        if PAIRS.iter().any(|(_, [first, _])| *first == character) {
            match next {
                Next::Unknown => return Err(Wrong::Incomplete),
                Next::End => {}
                Next::Character(next) => {
                    if let Some((code, _)) = PAIRS.iter().find(|(_, pair)| *pair == [character, next]) {
                        put(bytes, Some(*code))?;
                        return Ok(2);
                    }
                }
            }
        }
        put(bytes, HKSCS.code(character))
    }
}

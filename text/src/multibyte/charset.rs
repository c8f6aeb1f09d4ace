//! A set of characters with codes of two bytes.

/// Which character each code stands for, and the other way round. The first byte of a code is above 0x7F.
pub(super) struct Charset {
    /// By code less 0x8000; zero where there is no character.
    characters: Box<[u32]>,
    /// By the upper bits of the character: the codes of 256 characters each; zero where there is none.
    codes: Vec<Option<Box<[u16; 256]>>>,
}

impl Charset {
    pub(super) fn new() -> Self {
        Charset { characters: vec![0; 0x8000].into(), codes: vec![] }
    }

    /// What an encoding of the Web has behind `prefix`, as far as `keep` says so.
    pub(super) fn of(
        encoding: &'static encoding_rs::Encoding,
        prefix: &[u8],
        keep: impl Fn(u16, char) -> bool,
    ) -> Self {
        let mut charset = Charset::new();
        for code in 0x8000..=u16::MAX {
            let bytes = [prefix, &code.to_be_bytes()].concat();
            let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) else {
                continue;
            };
            let mut characters = text.chars();
            if let (Some(character), None) = (characters.next(), characters.next())
                && keep(code, character)
            {
                charset.add(code, character);
            }
        }
        charset
    }

    /// The code stands for the character, which is encoded as it unless it has a code already.
    pub(super) fn add(&mut self, code: u16, character: char) {
        self.characters[usize::from(code & 0x7FFF)] = character.into();
        let known = self.code_mut(character);
        if *known == 0 {
            *known = code;
        }
    }

    /// The codes from `code` on stand for these characters and for no others.
    pub(super) fn replace(mut self, runs: &[(u16, &str)]) -> Self {
        let cells = || runs.iter().flat_map(|(first, characters)| (*first..).zip(characters.chars()));
        for (code, _) in cells() {
            if let Some(before) = self.character(code) {
                let known = self.code_mut(before);
                if *known == code {
                    *known = 0;
                }
            }
        }
        for (code, character) in cells() {
            self.add(code, character);
        }
        self
    }

    /// These characters are encoded as these codes, which stand for others.
    pub(super) fn encode_as(mut self, codes: &[(char, u16)]) -> Self {
        for &(character, code) in codes {
            *self.code_mut(character) = code;
        }
        self
    }

    fn code_mut(&mut self, character: char) -> &mut u16 {
        let (page, place) = split(character);
        if self.codes.len() <= page {
            self.codes.resize_with(page + 1, || None);
        }
        &mut self.codes[page].get_or_insert_with(|| Box::new([0; 256]))[place]
    }

    /// What a code stands for.
    pub(super) fn character(&self, code: u16) -> Option<char> {
        match self.characters.get(usize::from(code).wrapping_sub(0x8000)) {
            None | Some(0) => None,
            Some(&character) => char::from_u32(character),
        }
    }

    /// What two bytes stand for.
    pub(super) fn decode(&self, first: u8, second: u8) -> Option<char> {
        self.character(u16::from_be_bytes([first, second]))
    }

    /// The code of a character.
    pub(super) fn code(&self, character: char) -> Option<u16> {
        let (page, place) = split(character);
        match self.codes.get(page)?.as_ref()?[place] {
            0 => None,
            code => Some(code),
        }
    }
}

fn split(character: char) -> (usize, usize) {
    (character as usize >> 8, character as usize & 0xFF)
}

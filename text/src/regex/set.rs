//! Sets of characters, and tests of one character.

use super::case;
use super::category::Category;

/// How letters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    Exact,
    Ascii,
    Locale,
    Unicode,
}

impl Fold {
    /// What is compared of a character: for [`Fold::Locale`], there is more than this.
    pub(super) fn apply(self, code: u32) -> u32 {
        match self {
            Fold::Exact => code,
            Fold::Ascii | Fold::Locale => case::lower_ascii(code),
            Fold::Unicode => case::lower(code),
        }
    }
}

#[derive(Clone, Debug)]
pub(super) enum Member {
    Category(Category),
    Literal(u32),
    Range(u32, u32),
    /// A range whose characters may also be met in upper case.
    CasedRange(u32, u32),
    /// One bit for each code below 256.
    Bits(Box<[u32]>),
    /// A block number for each high byte of a code below 65536, and the blocks of 256 bits.
    Blocks {
        numbers: Box<[u8]>,
        blocks: Box<[u32]>,
    },
    /// From here on, finding the character means that it is not in the set, or again that it is.
    Negate,
}

/// A set of characters, as `[…]` writes it.
#[derive(Clone, Debug)]
pub(super) struct Set {
    members: Box<[Member]>,
    fold: Fold,
    /// The answers for codes below 256.
    low: [u64; 4],
}

impl Set {
    pub(super) fn new(members: Vec<Member>, fold: Fold) -> Self {
        let mut set = Set { members: members.into(), fold, low: [0; 4] };
        for code in 0..256_u32 {
            if set.contains_slow(code) {
                set.low[code as usize / 64] |= 1 << (code % 64);
            }
        }
        set
    }

    #[inline(always)]
    pub(super) fn contains(&self, code: u32) -> bool {
        if code < 256 {
            self.low[code as usize / 64] >> (code % 64) & 1 == 1
        } else {
            self.contains_slow(code)
        }
    }

    #[cold]
    fn contains_slow(&self, code: u32) -> bool {
        match self.fold {
            Fold::Locale => {
                self.lists(code) || self.lists(case::lower_ascii(code)) || self.lists(case::upper_ascii(code))
            }
            fold => self.lists(fold.apply(code)),
        }
    }

    fn lists(&self, code: u32) -> bool {
        let mut answer = true;
        for member in &self.members {
            let found = match member {
                Member::Category(category) => category.contains(code),
                Member::Literal(other) => code == *other,
                Member::Range(first, last) => (*first..=*last).contains(&code),
                Member::CasedRange(first, last) => {
                    (*first..=*last).contains(&code) || (*first..=*last).contains(&case::upper(code))
                }
                Member::Bits(bits) => bit(bits, code as usize),
                Member::Blocks { numbers, blocks } => numbers
                    .get(code as usize >> 8)
                    .is_some_and(|&number| bit(blocks, usize::from(number) * 256 + (code as usize & 255))),
                Member::Negate => {
                    answer = !answer;
                    false
                }
            };
            if found {
                return answer;
            }
        }
        !answer
    }
}

fn bit(words: &[u32], index: usize) -> bool {
    words.get(index / 32).is_some_and(|word| word >> (index % 32) & 1 == 1)
}

/// A test of one character.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Never,
    Any,
    NotLineBreak,
    Literal(u32),
    NotLiteral(u32),
    /// The letter, in lower case.
    Folded(u32, Fold),
    NotFolded(u32, Fold),
    Category(Category),
    Set(Box<Set>),
}

impl Test {
    #[inline(always)]
    pub(super) fn accepts(&self, code: u32) -> bool {
        match self {
            Test::Never => false,
            Test::Any => true,
            Test::NotLineBreak => code != 10,
            Test::Literal(other) => code == *other,
            Test::NotLiteral(other) => code != *other,
            Test::Folded(other, fold) => folded(*other, *fold, code),
            Test::NotFolded(other, fold) => !folded(*other, *fold, code),
            Test::Category(category) => category.contains(code),
            Test::Set(set) => set.contains(code),
        }
    }
}

fn folded(letter: u32, fold: Fold, code: u32) -> bool {
    match fold {
        Fold::Locale => {
            letter == code || letter == case::lower_ascii(code) || letter == case::upper_ascii(code)
        }
        fold => letter == fold.apply(code),
    }
}

//! One step of a character's decomposition, and what kind of step it is: what Unicode's data says beyond the whole
//! decompositions that the crates carry.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// How the characters of a run stand for others: the first and the last, and the name of that.
const KINDS: [(char, char, &str); 116] = [
    ('\u{A0}', '\u{A0}', "noBreak"),
    ('\u{A8}', '\u{A8}', "compat"),
    ('\u{AA}', '\u{AA}', "super"),
    ('\u{AF}', '\u{AF}', "compat"),
    ('\u{B2}', '\u{B3}', "super"),
    ('\u{B4}', '\u{B8}', "compat"),
    ('\u{B9}', '\u{BA}', "super"),
    ('\u{BC}', '\u{BE}', "fraction"),
    ('\u{132}', '\u{133}', "compat"),
    ('\u{13F}', '\u{140}', "compat"),
    ('\u{149}', '\u{149}', "compat"),
    ('\u{17F}', '\u{17F}', "compat"),
    ('\u{1C4}', '\u{1CC}', "compat"),
    ('\u{1F1}', '\u{1F3}', "compat"),
    ('\u{2B0}', '\u{2B8}', "super"),
    ('\u{2D8}', '\u{2DD}', "compat"),
    ('\u{2E0}', '\u{2E4}', "super"),
    ('\u{37A}', '\u{37A}', "compat"),
    ('\u{384}', '\u{384}', "compat"),
    ('\u{3D0}', '\u{3D2}', "compat"),
    ('\u{3D5}', '\u{3F9}', "compat"),
    ('\u{587}', '\u{587}', "compat"),
    ('\u{675}', '\u{678}', "compat"),
    ('\u{E33}', '\u{EDD}', "compat"),
    ('\u{F0C}', '\u{F0C}', "noBreak"),
    ('\u{F77}', '\u{F77}', "compat"),
    ('\u{F79}', '\u{F79}', "compat"),
    ('\u{10FC}', '\u{10FC}', "super"),
    ('\u{1D2C}', '\u{1D61}', "super"),
    ('\u{1D62}', '\u{1D6A}', "sub"),
    ('\u{1D78}', '\u{1DBF}', "super"),
    ('\u{1E9A}', '\u{1E9A}', "compat"),
    ('\u{1FBD}', '\u{1FBD}', "compat"),
    ('\u{1FBF}', '\u{1FC0}', "compat"),
    ('\u{1FFE}', '\u{1FFE}', "compat"),
    ('\u{2002}', '\u{2006}', "compat"),
    ('\u{2007}', '\u{2007}', "noBreak"),
    ('\u{2008}', '\u{200A}', "compat"),
    ('\u{2011}', '\u{2011}', "noBreak"),
    ('\u{2017}', '\u{2026}', "compat"),
    ('\u{202F}', '\u{202F}', "noBreak"),
    ('\u{2033}', '\u{205F}', "compat"),
    ('\u{2070}', '\u{207F}', "super"),
    ('\u{2080}', '\u{209C}', "sub"),
    ('\u{20A8}', '\u{2101}', "compat"),
    ('\u{2102}', '\u{2102}', "font"),
    ('\u{2103}', '\u{2109}', "compat"),
    ('\u{210A}', '\u{2115}', "font"),
    ('\u{2116}', '\u{2116}', "compat"),
    ('\u{2119}', '\u{211D}', "font"),
    ('\u{2120}', '\u{2120}', "super"),
    ('\u{2121}', '\u{2121}', "compat"),
    ('\u{2122}', '\u{2122}', "super"),
    ('\u{2124}', '\u{2124}', "font"),
    ('\u{2128}', '\u{2128}', "font"),
    ('\u{212C}', '\u{2134}', "font"),
    ('\u{2135}', '\u{2138}', "compat"),
    ('\u{2139}', '\u{2139}', "font"),
    ('\u{213B}', '\u{213B}', "compat"),
    ('\u{213C}', '\u{2149}', "font"),
    ('\u{2150}', '\u{215F}', "fraction"),
    ('\u{2160}', '\u{217F}', "compat"),
    ('\u{2189}', '\u{2189}', "fraction"),
    ('\u{222C}', '\u{2230}', "compat"),
    ('\u{2460}', '\u{2473}', "circle"),
    ('\u{2474}', '\u{24B5}', "compat"),
    ('\u{24B6}', '\u{24EA}', "circle"),
    ('\u{2A0C}', '\u{2A76}', "compat"),
    ('\u{2C7C}', '\u{2C7C}', "sub"),
    ('\u{2C7D}', '\u{2D6F}', "super"),
    ('\u{2E9F}', '\u{2FD5}', "compat"),
    ('\u{3000}', '\u{3000}', "wide"),
    ('\u{3036}', '\u{303A}', "compat"),
    ('\u{309B}', '\u{309C}', "compat"),
    ('\u{309F}', '\u{309F}', "vertical"),
    ('\u{30FF}', '\u{30FF}', "vertical"),
    ('\u{3131}', '\u{318E}', "compat"),
    ('\u{3192}', '\u{319F}', "super"),
    ('\u{3200}', '\u{3243}', "compat"),
    ('\u{3244}', '\u{3247}', "circle"),
    ('\u{3250}', '\u{3250}', "square"),
    ('\u{3251}', '\u{32BF}', "circle"),
    ('\u{32C0}', '\u{32CB}', "compat"),
    ('\u{32CC}', '\u{32CF}', "square"),
    ('\u{32D0}', '\u{32FE}', "circle"),
    ('\u{32FF}', '\u{3357}', "square"),
    ('\u{3358}', '\u{3370}', "compat"),
    ('\u{3371}', '\u{33DF}', "square"),
    ('\u{33E0}', '\u{33FE}', "compat"),
    ('\u{33FF}', '\u{33FF}', "square"),
    ('\u{A69C}', '\u{AB69}', "super"),
    ('\u{FB00}', '\u{FB17}', "compat"),
    ('\u{FB20}', '\u{FB29}', "font"),
    ('\u{FB4F}', '\u{FB4F}', "compat"),
    ('\u{FE10}', '\u{FE48}', "vertical"),
    ('\u{FE49}', '\u{FE4F}', "compat"),
    ('\u{FE50}', '\u{FE6B}', "small"),
    ('\u{FF01}', '\u{FF60}', "wide"),
    ('\u{FF61}', '\u{FFDC}', "narrow"),
    ('\u{FFE0}', '\u{FFE6}', "wide"),
    ('\u{FFE8}', '\u{FFEE}', "narrow"),
    ('\u{10781}', '\u{107BA}', "super"),
    ('\u{1CCD6}', '\u{1CCF9}', "font"),
    ('\u{1D400}', '\u{1D7FF}', "font"),
    ('\u{1E030}', '\u{1E050}', "super"),
    ('\u{1E051}', '\u{1E06A}', "sub"),
    ('\u{1E06B}', '\u{1E06D}', "super"),
    ('\u{1EE00}', '\u{1EEBB}', "font"),
    ('\u{1F100}', '\u{1F12A}', "compat"),
    ('\u{1F12B}', '\u{1F12E}', "circle"),
    ('\u{1F130}', '\u{1F14F}', "square"),
    ('\u{1F16A}', '\u{1F16C}', "super"),
    ('\u{1F190}', '\u{1F23B}', "square"),
    ('\u{1F240}', '\u{1F248}', "compat"),
    ('\u{1F250}', '\u{1F251}', "circle"),
    ('\u{1FBF0}', '\u{1FBF9}', "font"),
];

/// The first of the forms of Arabic letters.
const FIRST_FORM: char = '\u{FB50}';

/// Of each of them which form it is: isolated, final, medial, or at the beginning; or that it is none.
const FORMS: &[u8] = b"\
    ififbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifififififififbmifbmifbmifbmififbmififbmifbmifif..................\
    ...............ifbmifififiififififbmbmifififififififbifbifbmiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii\
    iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiifffffffffffffffffffffffffffffffffffffffffffffffffffbbbbbbbbbbbbbbbbbbbbb\
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbmmmmmmmmmmmmmmmmmmmmmmiiiiiiiiiiiiiiiiiiiiiiiiiiiifffffffffffffff\
    fffffffffffffbbbbbbbmmmmmmmmfi..................bfbbbbbbfbffbbffbbfbfbffbffbfbffbfbbfffbfffffbfffffbffbfbbbfbbbb..bb\
    bbffbffffbffffffffffffffffffffffbbffbfbffffffffbbbff........................................iiiiiiiiiiiii...........\
    ........................................................................................................imi.i.imimim\
    imimiifififififbmififbmififbmifbmifbmifbmifbmifififififbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifbmifi\
    fifbmifififif";

/// What the characters of a run stand for, where that is itself to be decomposed: the first and the last, and what the first
/// stands for. Of a run each stands for the character after that of the one before.
const STEPS: [(char, char, &str); 79] = [
    ('\u{F77}', '\u{F77}', "\u{FB2}\u{F81}"),
    ('\u{F79}', '\u{F79}', "\u{FB3}\u{F81}"),
    ('\u{3378}', '\u{3378}', "\u{64}\u{6D}\u{B2}"),
    ('\u{3379}', '\u{3379}', "\u{64}\u{6D}\u{B3}"),
    ('\u{3395}', '\u{3395}', "\u{3BC}\u{2113}"),
    ('\u{3396}', '\u{3396}', "\u{6D}\u{2113}"),
    ('\u{3397}', '\u{3397}', "\u{64}\u{2113}"),
    ('\u{3398}', '\u{3398}', "\u{6B}\u{2113}"),
    ('\u{339F}', '\u{339F}', "\u{6D}\u{6D}\u{B2}"),
    ('\u{33A0}', '\u{33A0}', "\u{63}\u{6D}\u{B2}"),
    ('\u{33A1}', '\u{33A1}', "\u{6D}\u{B2}"),
    ('\u{33A2}', '\u{33A2}', "\u{6B}\u{6D}\u{B2}"),
    ('\u{33A3}', '\u{33A3}', "\u{6D}\u{6D}\u{B3}"),
    ('\u{33A4}', '\u{33A4}', "\u{63}\u{6D}\u{B3}"),
    ('\u{33A5}', '\u{33A5}', "\u{6D}\u{B3}"),
    ('\u{33A6}', '\u{33A6}', "\u{6B}\u{6D}\u{B3}"),
    ('\u{33A8}', '\u{33A8}', "\u{6D}\u{2215}\u{73}\u{B2}"),
    ('\u{33AF}', '\u{33AF}', "\u{72}\u{61}\u{64}\u{2215}\u{73}\u{B2}"),
    ('\u{FB05}', '\u{FB05}', "\u{17F}\u{74}"),
    ('\u{FB2C}', '\u{FB2C}', "\u{FB49}\u{5C1}"),
    ('\u{FB2D}', '\u{FB2D}', "\u{FB49}\u{5C2}"),
    ('\u{FBDD}', '\u{FBDD}', "\u{677}"),
    ('\u{FE19}', '\u{FE19}', "\u{2026}"),
    ('\u{FE30}', '\u{FE30}', "\u{2025}"),
    ('\u{FE49}', '\u{FE49}', "\u{203E}"),
    ('\u{FE4A}', '\u{FE4A}', "\u{203E}"),
    ('\u{FE4B}', '\u{FE4B}', "\u{203E}"),
    ('\u{FE4C}', '\u{FE4C}', "\u{203E}"),
    ('\u{FFA0}', '\u{FFA0}', "\u{3164}"),
    ('\u{FFA1}', '\u{FFBE}', "\u{3131}"),
    ('\u{FFC2}', '\u{FFC7}', "\u{314F}"),
    ('\u{FFCA}', '\u{FFCF}', "\u{3155}"),
    ('\u{FFD2}', '\u{FFD7}', "\u{315B}"),
    ('\u{FFDA}', '\u{FFDC}', "\u{3161}"),
    ('\u{FFE3}', '\u{FFE3}', "\u{AF}"),
    ('\u{1D160}', '\u{1D160}', "\u{1D15F}\u{1D16E}"),
    ('\u{1D161}', '\u{1D161}', "\u{1D15F}\u{1D16F}"),
    ('\u{1D162}', '\u{1D162}', "\u{1D15F}\u{1D170}"),
    ('\u{1D163}', '\u{1D163}', "\u{1D15F}\u{1D171}"),
    ('\u{1D164}', '\u{1D164}', "\u{1D15F}\u{1D172}"),
    ('\u{1D1BD}', '\u{1D1BD}', "\u{1D1BB}\u{1D16E}"),
    ('\u{1D1BE}', '\u{1D1BE}', "\u{1D1BC}\u{1D16E}"),
    ('\u{1D1BF}', '\u{1D1BF}', "\u{1D1BB}\u{1D16F}"),
    ('\u{1D1C0}', '\u{1D1C0}', "\u{1D1BC}\u{1D16F}"),
    ('\u{1D6B9}', '\u{1D6B9}', "\u{3F4}"),
    ('\u{1D6DC}', '\u{1D6DC}', "\u{3F5}"),
    ('\u{1D6DD}', '\u{1D6DD}', "\u{3D1}"),
    ('\u{1D6DE}', '\u{1D6DE}', "\u{3F0}"),
    ('\u{1D6DF}', '\u{1D6DF}', "\u{3D5}"),
    ('\u{1D6E0}', '\u{1D6E0}', "\u{3F1}"),
    ('\u{1D6E1}', '\u{1D6E1}', "\u{3D6}"),
    ('\u{1D6F3}', '\u{1D6F3}', "\u{3F4}"),
    ('\u{1D716}', '\u{1D716}', "\u{3F5}"),
    ('\u{1D717}', '\u{1D717}', "\u{3D1}"),
    ('\u{1D718}', '\u{1D718}', "\u{3F0}"),
    ('\u{1D719}', '\u{1D719}', "\u{3D5}"),
    ('\u{1D71A}', '\u{1D71A}', "\u{3F1}"),
    ('\u{1D71B}', '\u{1D71B}', "\u{3D6}"),
    ('\u{1D72D}', '\u{1D72D}', "\u{3F4}"),
    ('\u{1D750}', '\u{1D750}', "\u{3F5}"),
    ('\u{1D751}', '\u{1D751}', "\u{3D1}"),
    ('\u{1D752}', '\u{1D752}', "\u{3F0}"),
    ('\u{1D753}', '\u{1D753}', "\u{3D5}"),
    ('\u{1D754}', '\u{1D754}', "\u{3F1}"),
    ('\u{1D755}', '\u{1D755}', "\u{3D6}"),
    ('\u{1D767}', '\u{1D767}', "\u{3F4}"),
    ('\u{1D78A}', '\u{1D78A}', "\u{3F5}"),
    ('\u{1D78B}', '\u{1D78B}', "\u{3D1}"),
    ('\u{1D78C}', '\u{1D78C}', "\u{3F0}"),
    ('\u{1D78D}', '\u{1D78D}', "\u{3D5}"),
    ('\u{1D78E}', '\u{1D78E}', "\u{3F1}"),
    ('\u{1D78F}', '\u{1D78F}', "\u{3D6}"),
    ('\u{1D7A1}', '\u{1D7A1}', "\u{3F4}"),
    ('\u{1D7C4}', '\u{1D7C4}', "\u{3F5}"),
    ('\u{1D7C5}', '\u{1D7C5}', "\u{3D1}"),
    ('\u{1D7C6}', '\u{1D7C6}', "\u{3F0}"),
    ('\u{1D7C7}', '\u{1D7C7}', "\u{3D5}"),
    ('\u{1D7C8}', '\u{1D7C8}', "\u{3F1}"),
    ('\u{1D7C9}', '\u{1D7C9}', "\u{3D6}"),
];

/// Characters that the crates know, and this version of the data does not.
const NEWER: [char; 2] = ['\u{A7F1}', '\u{1D6A6}'];

/// The decomposition of a character as the data has it: the kind in angle brackets unless it is canonical, and numbers.
pub(super) fn of(character: char) -> String {
    // Hangul syllables are computed and not in the data.
    if ('\u{AC00}'..='\u{D7A3}').contains(&character) || NEWER.contains(&character) {
        return String::new();
    }
    let kind = kind(character);
    let mut whole = String::new();
    match kind {
        Some(_) => decompose_compatible(character, |part| whole.push(part)),
        None => decompose_canonical(character, |part| whole.push(part)),
    }
    if whole.chars().eq([character]) {
        return String::new();
    }
    let step = match kind {
        _ if let Some(step) = listed(character) => step,
        // What stands for the parts of a Hangul syllable stands for each.
        Some(_) if whole.contains(|part| ('\u{1100}'..='\u{11FF}').contains(&part)) => whole,
        Some(_) => whole.nfc().collect(),
        None => canonical(character, &whole),
    };
    let kind = kind.map(|kind| format!("<{kind}>"));
    let numbers = step.chars().map(|part| format!("{:04X}", u32::from(part)));
    kind.into_iter().chain(numbers).collect::<Vec<_>>().join(" ")
}

/// How a character stands for others, unless it is the same as they are.
fn kind(character: char) -> Option<&'static str> {
    let form = u32::from(character).checked_sub(FIRST_FORM.into()).and_then(|at| FORMS.get(at as usize));
    match form {
        Some(b'i') => return Some("isolated"),
        Some(b'f') => return Some("final"),
        Some(b'm') => return Some("medial"),
        Some(b'b') => return Some("initial"),
        _ => {}
    }
    let at = KINDS.partition_point(|(_, last, _)| *last < character);
    KINDS.get(at).filter(|(first, ..)| *first <= character).map(|(.., kind)| *kind)
}

fn listed(character: char) -> Option<String> {
    let at = STEPS.partition_point(|(_, last, _)| *last < character);
    let (first, last, step) = STEPS.get(at).filter(|(first, ..)| *first <= character)?;
    if first == last {
        return Some((*step).into());
    }
    let base = step.chars().next().map(u32::from)?;
    char::from_u32(base + (u32::from(character) - u32::from(*first))).map(String::from)
}

/// All but the last of its parts put together again, and the last; or the one character that stands for it.
fn canonical(character: char, whole: &str) -> String {
    let composed: String = std::iter::once(character).nfc().collect();
    if composed.chars().count() == 1 && !composed.contains(character) {
        return composed;
    }
    match whole.char_indices().next_back() {
        Some((place, last)) if place > 0 => whole[..place].nfc().chain([last]).collect(),
        _ => whole.into(),
    }
}

//! Whole texts in upper, lower and title case.
//!
//! Case is not a matter of one character alone: a capital sigma that ends a word has its own lower case. Std's
//! `to_lowercase` knows; the other mappings here take each character's lower case from its answer.

use crate::unicode::{is_cased, is_lower, is_title, is_upper, push_fold, push_title};

/// `text.upper()`.
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// `text.lower()`.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// `text.casefold()`.
pub fn casefold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|character| push_fold(&mut folded, character));
    folded
}

/// `text.capitalize()`.
pub fn capitalize(text: &str) -> String {
    let mut first = true;
    map_with_lower(text, |mapped, character, lower| {
        if std::mem::take(&mut first) { push_title(mapped, character) } else { mapped.push_str(lower) }
    })
}

/// `text.title()`.
pub fn title(text: &str) -> String {
    let mut in_word = false;
    map_with_lower(text, |mapped, character, lower| {
        if in_word {
            mapped.push_str(lower)
        } else {
            push_title(mapped, character)
        }
        in_word = is_cased(character);
    })
}

/// `text.swapcase()`.
pub fn swapcase(text: &str) -> String {
    map_with_lower(text, |mapped, character, lower| {
        if is_upper(character) {
            mapped.push_str(lower);
        } else if is_lower(character) {
            mapped.extend(character.to_uppercase());
        } else {
            mapped.push(character);
        }
    })
}

/// Maps each character, given its lower case where it stands.
fn map_with_lower(text: &str, mut map: impl FnMut(&mut String, char, &str)) -> String {
    let lowered = text.to_lowercase();
    let mut rest = lowered.as_str();
    let mut mapped = String::with_capacity(text.len());
    for character in text.chars() {
        let length =
            rest.char_indices().nth(character.to_lowercase().count()).map_or(rest.len(), |(place, _)| place);
        let (lower, after) = rest.split_at(length);
        map(&mut mapped, character, lower);
        rest = after;
    }
    mapped
}

/// `text.isupper()`: there is a cased character, and all are upper case.
pub fn all_upper(text: &str) -> bool {
    text.chars().any(is_upper) && !text.chars().any(|c| is_lower(c) || is_title(c))
}

/// `text.islower()`: there is a cased character, and all are lower case.
pub fn all_lower(text: &str) -> bool {
    text.chars().any(is_lower) && !text.chars().any(|c| is_upper(c) || is_title(c))
}

/// `text.istitle()`: there is a cased character, and exactly those that begin a word are capitals.
pub fn all_title(text: &str) -> bool {
    let (mut in_word, mut any) = (false, false);
    for character in text.chars() {
        let capital = is_upper(character) || is_title(character);
        let cased = capital || is_lower(character);
        if cased && capital == in_word {
            return false;
        }
        any |= cased;
        in_word = cased;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sigma_at_the_end_of_a_word_is_its_own() {
        assert_eq!("ὀδυσσεύς σ", lower("ὈΔΥΣΣΕΎΣ Σ"));
        assert_eq!("Ὀδυσσεύς", capitalize("ὈΔΥΣΣΕΎΣ"));
        assert_eq!("Αας Σ", title("ΑΑΣ Σ"));
        assert_eq!("ας", swapcase("ΑΣ"));
    }

    #[test]
    fn cases_may_have_several_characters() {
        assert_eq!("STRASSE", upper("straße"));
        assert_eq!("strasse", casefold("Straße"));
        assert_eq!("Ssa", capitalize("ßA"));
        assert_eq!("i\u{307}x", lower("İX"));
        assert_eq!("Xi\u{307}y", title("xİy"));
        assert_eq!("ǅa Ǆ", title("ǆA ").to_owned() + &upper("ǅ"));
        assert_eq!("ꭰ", swapcase("Ꭰ"));
        assert_eq!("Ꭰ", casefold("ꭰ"));
    }

    #[test]
    fn words_begin_after_what_has_no_case() {
        assert_eq!("They'Re Bill'S 3Rd", title("they're bill's 3rd"));
        assert!(all_title("A Bc1D") && !all_title("AB") && !all_title("1") && !all_title("a"));
        assert!(all_upper("A1") && !all_upper("1") && !all_upper("Aa") && !all_upper("ǅ"));
        assert!(all_lower("a1") && !all_lower("") && !all_lower("aA"));
    }
}

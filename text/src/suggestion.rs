//! The name that was perhaps meant where an unknown one stands.

/// Names beyond these are not compared.
const MOST_CANDIDATES: usize = 750;
/// Parts of names longer than this are not compared.
const LONGEST: usize = 40;
/// The cost of a byte inserted, removed or exchanged.
const MOVE: usize = 2;
/// The cost of a letter in the other case.
const CASE: usize = 1;

/// The candidate nearest to `name`, if one is near enough: no more than a third of both may differ.
pub fn suggestion<'c>(name: &str, candidates: &[&'c str]) -> Option<&'c str> {
    if candidates.len() > MOST_CANDIDATES || name.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.iter().filter(|candidate| **candidate != name) {
        let most = (name.len() + candidate.len() + 3) * MOVE / 6;
        let most = match best {
            Some((0 | 1, _)) => break,
            Some((distance, _)) => most.min(distance - 1),
            None => most,
        };
        let distance = distance(name.as_bytes(), candidate.as_bytes());
        if distance.is_some_and(|distance| distance <= most) {
            best = distance.map(|distance| (distance, *candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// What it costs to make one name of the other; None if they are too long to tell.
fn distance(one: &[u8], other: &[u8]) -> Option<usize> {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - same], &other[..other.len() - same]);
    if one.is_empty() || other.is_empty() {
        return Some((one.len() + other.len()) * MOVE);
    }
    if one.len() > LONGEST || other.len() > LONGEST {
        return None;
    }
    let mut row: Vec<usize> = (0..=one.len()).map(|column| column * MOVE).collect();
    for (at, byte) in other.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (at + 1) * MOVE;
        for (column, mine) in one.iter().enumerate() {
            let exchanged = diagonal + exchange(*mine, *byte);
            diagonal = row[column + 1];
            row[column + 1] = exchanged.min(row[column].min(diagonal) + MOVE);
        }
    }
    row.last().copied()
}

fn exchange(one: u8, other: u8) -> usize {
    if one == other {
        0
    } else if one.eq_ignore_ascii_case(&other) {
        CASE
    } else {
        MOVE
    }
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(suggestion("balanse", &["balance", "ballast", "valance"]), Some("balance"));
        assert_eq!(suggestion("hieght", &["height", "width"]), Some("height"));
        assert_eq!(suggestion("x", &["y"]), None);
        assert_eq!(suggestion("x", &["x"]), None);
    }

    #[test]
    fn of_names_equally_near_the_first_is_suggested() {
        assert_eq!(suggestion("abcd", &["abce", "abcf"]), Some("abce"));
    }
}

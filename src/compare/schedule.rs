//! In which order configurations are run, so that a drifting machine favours none of them.
//!
//! For two it is A B B A. For more it is the same thing: the whole list forwards, then the whole list
//! backwards. Every pair of configurations comes in both orders, equally far apart, so a drift that is
//! linear over a round cancels from each paired ratio's average. The base has a twin, a second copy of
//! itself at the far end of the list, and the ratio of the two is the noise that such a schedule leaves.

/// The passes of `rounds` rounds over `configurations`, each a list of indices.
pub fn passes(configurations: usize, rounds: usize) -> impl Iterator<Item = Vec<usize>> {
    (0..rounds * 2).map(move |pass| {
        let forwards = 0..configurations;
        if pass % 2 == 0 { forwards.collect() } else { forwards.rev().collect() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_alternate_as_a_b_b_a() {
        let order: Vec<usize> = passes(2, 2).flatten().collect();
        assert_eq!([0, 1, 1, 0, 0, 1, 1, 0], *order);
    }

    #[test]
    fn each_stands_on_average_in_the_middle_of_a_round() {
        let round: Vec<usize> = passes(5, 1).flatten().collect();
        for configuration in 0..5 {
            let places = round.iter().enumerate().filter(|&(_, &other)| other == configuration);
            assert_eq!(round.len() - 1, places.map(|(place, _)| place).sum::<usize>());
        }
    }
}

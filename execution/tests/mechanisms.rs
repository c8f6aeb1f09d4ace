//! What a mechanism is called.

use clap::ValueEnum;
use execution::Mechanism;

#[test]
fn a_mechanism_is_called_the_same_everywhere() {
    assert_eq!(Mechanism::ALL.as_slice(), Mechanism::value_variants());
    for mechanism in Mechanism::ALL {
        let value = mechanism.to_possible_value().expect("none is hidden");
        assert_eq!(value.get_name(), mechanism.name());
    }
}

//! Every rule has a model that checks it and a twin that breaks it, or a reason; every model and every twin a rule.

use rulebook::Rulebook;

#[test]
fn every_rule_is_checked_and_can_be_broken() {
    let book = Rulebook::read().unwrap();
    assert!(
        book.rules.len() > 50 && book.models.len() > 50 && book.twins.len() > 50,
        "little was read: {book:?}"
    );
    let complaints = book.complaints();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

//! What a document type definition says.

use super::event::Identifier;
use std::collections::HashMap;
use std::sync::Arc;

/// An entity: text, or something outside.
#[derive(Clone)]
pub(super) struct Entity {
    /// None if it is outside.
    pub(super) text: Option<Arc<str>>,
    pub(super) identifier: Identifier,
    /// It is not parsed, but of this notation.
    pub(super) notation: Option<String>,
    /// It was declared in the document itself, not in something that the document refers to.
    pub(super) is_internal: bool,
}

/// The declared attributes of an element.
#[derive(Clone, Default)]
pub(super) struct Attributes {
    /// Whether the value of each is taken as it is.
    pub(super) are_cdata: HashMap<String, bool>,
    /// Those that have a value where they are not given.
    pub(super) defaults: Vec<(String, String)>,
}

/// All declarations that parsing needs.
#[derive(Clone)]
pub(super) struct Dtd {
    pub(super) general: HashMap<String, Entity>,
    pub(super) parameter: HashMap<String, Entity>,
    /// By element.
    pub(super) attributes: HashMap<String, Arc<Attributes>>,
    /// There is something outside that was, perhaps, not read.
    pub(super) has_parameter_references: bool,
    pub(super) standalone: bool,
    /// Declarations still count.
    pub(super) keeps_processing: bool,
    /// What was referred to last was read.
    pub(super) was_read: bool,
}

impl Default for Dtd {
    fn default() -> Self {
        Dtd {
            general: HashMap::new(),
            parameter: HashMap::new(),
            attributes: HashMap::new(),
            has_parameter_references: false,
            standalone: false,
            keeps_processing: true,
            was_read: false,
        }
    }
}

/// The character of an entity that needs no declaration.
pub(super) fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// What an element may contain: its kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Empty = 1,
    Any,
    Mixed,
    Name,
    Choice,
    Sequence,
}

/// How often.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    Once,
    Optional,
    Repeated,
    AtLeastOnce,
}

/// A part of what an element may contain.
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) quantity: Quantity,
    pub(super) name: Option<String>,
    /// Their numbers are higher than this one's.
    pub(super) children: Vec<usize>,
}

/// What an element may contain: the first node, made of others.
pub(super) struct Model(pub(super) Vec<Node>);

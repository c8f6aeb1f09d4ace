//! What a parser finds, in the order of the document.

use super::dtd::Model;
use super::source::Position;

/// One thing that was found. Names are with their namespaces, if the parser knows those.
pub(super) enum Event {
    StartElement {
        name: String,
        attributes: Vec<(String, String)>,
        /// So many of them stand in the tag; the others are defaults.
        specified: usize,
    },
    EndElement {
        name: String,
        /// It has no end tag of its own.
        is_empty: bool,
    },
    Characters(String),
    Instruction {
        target: String,
        data: String,
    },
    Comment(String),
    StartCdata,
    EndCdata,
    StartNamespace {
        prefix: Option<String>,
        uri: Option<String>,
    },
    EndNamespace {
        prefix: Option<String>,
    },
    Declaration {
        version: Option<String>,
        encoding: Option<String>,
        standalone: i64,
    },
    StartDoctype {
        name: String,
        identifier: Identifier,
        has_subset: bool,
    },
    EndDoctype,
    ElementDeclaration {
        name: String,
        model: Model,
    },
    AttributeDeclaration {
        element: String,
        attribute: String,
        kind: String,
        default: Option<String>,
        is_required: bool,
    },
    EntityDeclaration {
        name: String,
        is_parameter: bool,
        value: Option<String>,
        identifier: Identifier,
        notation: Option<String>,
    },
    UnparsedEntity {
        name: String,
        identifier: Identifier,
        notation: String,
    },
    Notation {
        name: String,
        identifier: Identifier,
    },
    /// The answer decides whether the parser goes on.
    NotStandalone,
    /// The answer decides whether the parser goes on.
    ExternalEntity {
        context: Option<String>,
        identifier: Identifier,
    },
    SkippedEntity {
        name: String,
        is_parameter: bool,
    },
    /// Text that is nothing else.
    Other,
    /// As this, but a part of the declaration of a document's type, after its declarations.
    InDoctype,
}

/// Where something outside the document is.
#[derive(Clone, Default)]
pub(super) struct Identifier {
    pub(super) system: Option<String>,
    pub(super) public: Option<String>,
}

/// An event, and its text as it stands in the document: what a default handler gets where no other is.
pub(super) struct Occurrence {
    pub(super) event: Event,
    pub(super) text: Option<String>,
    /// Where it is, if that is not where the markup begins.
    pub(super) position: Option<Position>,
}

/// What decides what a parser does, of that which may change at any time.
#[derive(Clone, Copy, Default)]
pub(super) struct Wishes {
    /// There is a handler for the text of everything else.
    pub(super) texts: bool,
    /// Internal entities are replaced by their content.
    pub(super) expands: bool,
    /// There is a handler for external entities.
    pub(super) external_entities: bool,
    /// There is a handler that is asked whether documents may be not standalone.
    pub(super) not_standalone: bool,
    /// There is a handler for entities that are skipped.
    pub(super) skipped_entities: bool,
    /// Names are given with their prefix too.
    pub(super) prefixes: bool,
}

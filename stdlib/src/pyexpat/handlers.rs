//! What a program wants to hear of a document.

use object_model::{Runtime, Value};

/// A handler.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Handler {
    StartElement,
    EndElement,
    Instruction,
    Characters,
    UnparsedEntity,
    Notation,
    StartNamespace,
    EndNamespace,
    Comment,
    StartCdata,
    EndCdata,
    Default,
    DefaultExpand,
    NotStandalone,
    ExternalEntity,
    StartDoctype,
    EndDoctype,
    EntityDeclaration,
    Declaration,
    ElementDeclaration,
    AttributeDeclaration,
    SkippedEntity,
}

/// So many there are.
pub(super) const COUNT: usize = 22;

/// The attributes that hold them, in their order.
pub(super) const NAMES: [&str; COUNT] = [
    "StartElementHandler",
    "EndElementHandler",
    "ProcessingInstructionHandler",
    "CharacterDataHandler",
    "UnparsedEntityDeclHandler",
    "NotationDeclHandler",
    "StartNamespaceDeclHandler",
    "EndNamespaceDeclHandler",
    "CommentHandler",
    "StartCdataSectionHandler",
    "EndCdataSectionHandler",
    "DefaultHandler",
    "DefaultHandlerExpand",
    "NotStandaloneHandler",
    "ExternalEntityRefHandler",
    "StartDoctypeDeclHandler",
    "EndDoctypeDeclHandler",
    "EntityDeclHandler",
    "XmlDeclHandler",
    "ElementDeclHandler",
    "AttlistDeclHandler",
    "SkippedEntityHandler",
];

/// A program's handlers; None where it has none.
pub(super) struct Handlers<R: Runtime> {
    values: [Value<R>; COUNT],
    /// The one of the two default handlers that was set last.
    default: Option<Handler>,
    /// Entities are replaced by their content: not while the other default handler wants to see the references.
    pub(super) expands: bool,
}

impl<R: Runtime> Handlers<R> {
    pub(super) fn new() -> Self {
        Handlers { values: [const { Value::NONE }; COUNT], default: None, expands: true }
    }

    /// The same ones.
    pub(super) fn copy(&self) -> Self {
        Handlers {
            values: std::array::from_fn(|number| self.values[number].clone()),
            default: self.default,
            expands: self.expands,
        }
    }

    pub(super) fn all(&self) -> &[Value<R>] {
        &self.values
    }

    pub(super) fn at(&self, number: usize) -> Value<R> {
        self.values[number].clone()
    }

    pub(super) fn get(&self, handler: Handler) -> Option<Value<R>> {
        self.values[handler as usize].some().cloned()
    }

    pub(super) fn has(&self, handler: Handler) -> bool {
        self.values[handler as usize].some().is_some()
    }

    /// What gets the text that no other handler is for.
    pub(super) fn default(&self) -> Option<Value<R>> {
        self.get(self.default?)
    }

    pub(super) fn has_default(&self) -> bool {
        self.default.is_some()
    }

    /// Sets a handler; the one before is given back, to be released elsewhere.
    pub(super) fn set(&mut self, number: usize, value: Value<R>) -> Value<R> {
        for handler in [Handler::Default, Handler::DefaultExpand] {
            if number == handler as usize {
                self.default = value.some().map(|_| handler);
                self.expands = handler == Handler::DefaultExpand;
            }
        }
        std::mem::replace(&mut self.values[number], value)
    }
}

//! Facts about a class: what kind it is of, and what its instances have.

/// Facts about a class, inherited by its subclasses unless said otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClassFlags(pub(crate) u32);

impl ClassFlags {
    /// Made by a class statement or `type()`; its attributes can be set. Not inherited.
    pub const HEAP: ClassFlags = ClassFlags(1);
    /// May be a base class. Not inherited.
    pub const BASE: ClassFlags = ClassFlags(2);
    /// Instances have an attribute dict (or attribute slots standing for one).
    pub const ATTRIBUTES: ClassFlags = ClassFlags(4);
    /// Has abstract methods left. Not inherited.
    pub const ABSTRACT: ClassFlags = ClassFlags(8);
    /// Is `type` or a subclass of it.
    pub const METACLASS: ClassFlags = ClassFlags(16);
    /// Is `BaseException` or a subclass of it.
    pub const EXCEPTION: ClassFlags = ClassFlags(32);
    /// Instances match sequence patterns.
    pub const SEQUENCE: ClassFlags = ClassFlags(64);
    /// Instances match mapping patterns.
    pub const MAPPING: ClassFlags = ClassFlags(128);
    /// Instances can be weakly referenced.
    pub const WEAKLY_REFERENCED: ClassFlags = ClassFlags(256);
    /// May not be instantiated by calling. Not inherited.
    pub const NOT_CALLABLE: ClassFlags = ClassFlags(512);
    /// Instances have what `__slots__` names.
    pub const MEMBERS: ClassFlags = ClassFlags(1024);
    /// Instances of a built-in class may claim, by `__class__`, to be of another.
    pub const CLAIMS: ClassFlags = ClassFlags(2048);

    /// All of both.
    #[must_use]
    pub const fn with(self, other: ClassFlags) -> ClassFlags {
        ClassFlags(self.0 | other.0)
    }

    /// Whether every flag of `other` is in this.
    pub const fn has(self, other: ClassFlags) -> bool {
        self.0 & other.0 == other.0
    }

    /// No flags.
    pub const NONE: ClassFlags = ClassFlags(0);

    /// What a subclass inherits.
    #[must_use]
    pub const fn inherited(self) -> ClassFlags {
        ClassFlags(self.0 & !(1 | 2 | 8 | 512))
    }
}

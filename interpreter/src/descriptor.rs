//! Which classes make descriptors, and what becomes of the inline caches when that changes.

use crate::vm::Vm;
use object_model::{Class, Ref, Runtime, Special, Str};

/// What makes the objects of a class descriptors.
const METHODS: [Special; 3] = [Special::Get, Special::Set, Special::Delete];

/// Which of the three methods a class has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Descriptor([bool; 3]);

impl<R: Runtime> Vm<R> {
    /// What kind of descriptors the objects of `class` are.
    pub(crate) fn descriptor_of(&mut self, class: &Ref<R, Class<R>>) -> Descriptor {
        Descriptor(METHODS.map(|method| class.special(self, method).is_some()))
    }

    /// Objects that stand as attributes in classes have become other descriptors than they were.
    ///
    /// Inline caches rest on what an attribute was when they were filled, and nothing tells which classes have such an
    /// attribute. So what was concluded of any class is void.
    pub(crate) fn descriptors_changed(&mut self) {
        let object = self.types().object.clone();
        object.changed(self);
    }

    /// Whether a class changes what its objects do as attributes when it gets another `name`.
    pub(crate) fn makes_descriptors(&self, name: &Ref<R, Str<R>>) -> bool {
        METHODS.iter().any(|&method| Special::NAMES[method as usize] == name.as_str())
    }
}

//! The classes the object model itself needs, made before anything else.

use crate::attached::Attached;
use crate::big::BigInt;
use crate::bytes::Bytes;
use crate::class::{Class, ClassParts};
use crate::class_flags::ClassFlags;
use crate::dict::{Dict, Set};
use crate::instance::Instance;
use crate::layout::{Layout, Payload};
use crate::list::List;
use crate::runtime::Runtime;
use crate::str::Str;
use crate::tuple::Tuple;
use crate::value::{Ref, Value};

/// The first classes.
pub struct Roots<R: Runtime> {
    /// `object`
    pub object: Ref<R, Class<R>>,
    /// `type`
    pub type_: Ref<R, Class<R>>,
    /// `int`
    pub int: Ref<R, Class<R>>,
    /// `str`
    pub str: Ref<R, Class<R>>,
    /// `bytes`
    pub bytes: Ref<R, Class<R>>,
    /// `tuple`
    pub tuple: Ref<R, Class<R>>,
    /// `list`
    pub list: Ref<R, Class<R>>,
    /// `dict`
    pub dict: Ref<R, Class<R>>,
    /// `set`
    pub set: Ref<R, Class<R>>,
    /// `frozenset`
    pub frozenset: Ref<R, Class<R>>,
}

// SAFETY: the classes are immortal; the references are never counted.
unsafe impl<R: Runtime> Send for Roots<R> {}
// SAFETY: as above.
unsafe impl<R: Runtime> Sync for Roots<R> {}

impl<R: Runtime> Roots<R> {
    /// Makes them. The circle (`type` is its own class, dicts need a class to be namespaces) is closed by hand: objects made
    /// on the way get their shapes once these exist.
    pub(crate) fn make(attached: &Attached<R>) -> Roots<R> {
        let blank = |name: &str, layout: &'static Layout<R>, flags: ClassFlags| {
            let namespace = attached.allocate_bare(Dict::LAYOUT, Dict::<R>::new());
            attached.immortalize(namespace.value());
            let parts = ClassParts {
                name: name.into(),
                bases: Value::NONE,
                namespace,
                layout,
                flags: flags.with(ClassFlags::BASE),
                instance_slots: 1,
            };
            let class = attached.allocate_bare(Class::LAYOUT, Class::new(parts));
            attached.immortalize(class.value());
            class
        };
        let (none, referenced) = (ClassFlags::NONE, ClassFlags::WEAKLY_REFERENCED);
        let roots = Roots {
            object: blank("object", Instance::LAYOUT, none),
            type_: blank("type", Class::LAYOUT, ClassFlags::METACLASS.with(referenced)),
            int: blank("int", BigInt::LAYOUT, none),
            str: blank("str", Str::LAYOUT, none),
            bytes: blank("bytes", Bytes::LAYOUT, ClassFlags::NONE),
            tuple: blank("tuple", Tuple::LAYOUT, ClassFlags::SEQUENCE),
            list: blank("list", List::LAYOUT, ClassFlags::SEQUENCE),
            dict: blank("dict", Dict::LAYOUT, ClassFlags::MAPPING),
            set: blank("set", Set::LAYOUT, referenced),
            frozenset: blank("frozenset", Set::LAYOUT, referenced),
        };
        let all = roots.all();
        for class in &all {
            class.make_shapes();
        }
        for class in &all {
            class.head().set_shape(roots.type_.root_shape());
            class.namespace().head().set_shape(roots.dict.root_shape());
        }
        for class in &all {
            let is_object = class.value().is(roots.object.value());
            let bases = if is_object { vec![] } else { vec![roots.object.value().clone()] };
            let mut mro = vec![class.value().clone()];
            mro.extend(bases.iter().cloned());
            let (bases, mro) = (attached.tuple_of(&roots.tuple, bases), attached.tuple_of(&roots.tuple, mro));
            attached.immortalize(bases.value());
            attached.immortalize(mro.value());
            class.begin(bases.into_value(), mro.into_value());
        }
        roots
    }

    fn all(&self) -> [&Ref<R, Class<R>>; 10] {
        [
            &self.object,
            &self.type_,
            &self.int,
            &self.str,
            &self.bytes,
            &self.tuple,
            &self.list,
            &self.dict,
            &self.set,
            &self.frozenset,
        ]
    }
}

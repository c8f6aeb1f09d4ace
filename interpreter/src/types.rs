//! The built-in classes, and how a native class is put together.

use crate::native::{GetSet, Native, NativeCall, NativeKind, Signature};
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, ClassFlags, ClassParts, Layout, Payload, Ref, Runtime, Special, Value, Word};

macro_rules! types {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The classes that the interpreter names.
        pub struct Types<R: Runtime> {
            $($(#[$doc])* pub $name: Ref<R, Class<R>>,)*
        }
    };
}

types! {
    /// `object`
    object,
    /// `type`
    type_,
    /// `int`
    int,
    /// `bool`
    bool,
    /// `float`
    float,
    /// `complex`
    complex,
    /// `NoneType`
    none,
    /// `NotImplementedType`
    not_implemented,
    /// `ellipsis`
    ellipsis,
    /// `str`
    str,
    /// `bytes`
    bytes,
    /// `tuple`
    tuple,
    /// `list`
    list,
    /// `dict`
    dict,
    /// `set`
    set,
    /// `frozenset`
    frozenset,
    /// `function`
    function,
    /// `builtin_function_or_method`
    native,
    /// `method_descriptor`: a native method found on its class
    method_descriptor,
    /// `wrapper_descriptor`: a native method of those that operators and the like come to, found on its class
    wrapper_descriptor,
    /// `classmethod_descriptor`: a native class method found on its class
    class_method_descriptor,
    /// `getset_descriptor`
    getset,
    /// `method`
    method,
    /// `builtin_function_or_method` once more: a native method, bound
    native_method,
    /// `method-wrapper`: a native method of those that operators and the like come to, bound
    method_wrapper,
    /// `cell`
    cell,
    /// `code`
    code,
    /// `module`
    module,
    /// `traceback`
    traceback,
    /// `generator`
    generator,
    /// `coroutine`
    coroutine,
    /// `async_generator`
    async_generator,
    /// `property`
    property,
    /// `staticmethod`
    static_method,
    /// `classmethod`
    class_method,
    /// `super`
    super_,
    /// `range`
    range,
    /// `range_iterator`
    range_iterator,
    /// `iterator`: over anything with `__getitem__`
    sequence_iterator,
    /// `list_iterator`
    list_iterator,
    /// `tuple_iterator`
    tuple_iterator,
    /// `dict_keys`
    dict_keys,
    /// `dict_values`
    dict_values,
    /// `dict_items`
    dict_items,
    /// `dict_keyiterator`
    dict_key_iterator,
    /// `dict_valueiterator`
    dict_value_iterator,
    /// `dict_itemiterator`
    dict_item_iterator,
    /// `dict_reversekeyiterator`
    dict_reverse_key_iterator,
    /// `dict_reversevalueiterator`
    dict_reverse_value_iterator,
    /// `dict_reverseitemiterator`
    dict_reverse_item_iterator,
    /// `set_iterator`
    set_iterator,
    /// `odict_keys`: the keys of an `OrderedDict`
    odict_keys,
    /// `odict_values`
    odict_values,
    /// `odict_items`
    odict_items,
    /// `odict_iterator`
    odict_iterator,
    /// `bytearray_iterator`
    bytearray_iterator,
    /// `str_ascii_iterator`
    ascii_iterator,
    /// `memory_iterator`
    memory_iterator,
    /// `slice`
    slice,
    /// `mappingproxy`
    mapping_proxy,
    /// `frame`
    frame,
    /// `member_descriptor`: a name in `__slots__`
    member,
}

// SAFETY: built-in classes are immortal; the references are never counted.
unsafe impl<R: Runtime> Send for Types<R> {}
// SAFETY: as above.
unsafe impl<R: Runtime> Sync for Types<R> {}

impl<R: Runtime> Types<R> {
    /// The class of an immediate.
    #[inline]
    pub fn of_immediate(&self, word: Word) -> &Ref<R, Class<R>> {
        if word.is_int() {
            &self.int
        } else if word.is_float() {
            &self.float
        } else {
            match word {
                Word::TRUE | Word::FALSE => &self.bool,
                Word::NOT_IMPLEMENTED => &self.not_implemented,
                Word::ELLIPSIS => &self.ellipsis,
                _ => &self.none,
            }
        }
    }
}

/// Puts a native class together. The class is immortal.
pub struct ClassBuilder<'v, R: Runtime> {
    vm: &'v mut Vm<R>,
    class: Ref<R, Class<R>>,
}

impl<'v, R: Runtime> ClassBuilder<'v, R> {
    /// A new class `module.name` deriving from `base`, with instances laid out as `P`, and registers it for `P`.
    pub fn new<P: Payload<R>>(
        vm: &'v mut Vm<R>,
        module: &str,
        name: &str,
        base: Option<&Ref<R, Class<R>>>,
    ) -> Self {
        let builder = Self::with_layout(vm, module, name, base, P::LAYOUT, ClassFlags::NONE);
        builder.vm.shared.register_payload::<P>(&builder.class);
        builder
    }

    /// As [`new`](Self::new), with instances that have attributes of their own.
    pub fn with_attributes<P: Payload<R>>(vm: &'v mut Vm<R>, module: &str, name: &str) -> Self {
        let layout = P::LAYOUT.extended.map_or(P::LAYOUT, |extended| extended());
        let builder = Self::with_layout(vm, module, name, None, layout, ClassFlags::ATTRIBUTES);
        builder.vm.shared.register_payload::<P>(&builder.class);
        builder
    }

    /// As [`new`](Self::new) with a layout that may be shared with other classes (nothing is registered).
    pub fn with_layout(
        vm: &'v mut Vm<R>,
        module: &str,
        name: &str,
        base: Option<&Ref<R, Class<R>>>,
        layout: &'static Layout<R>,
        flags: ClassFlags,
    ) -> Self {
        let roots = vm.shared.world.roots();
        let base = base.unwrap_or(&roots.object);
        let inherited = base.flags().inherited();
        let parts = ClassParts {
            name: name.into(),
            bases: vm.new_tuple(vec![base.value().clone()]),
            namespace: vm.new_dict(),
            layout,
            flags: inherited.with(flags).with(ClassFlags::BASE),
            instance_slots: 1,
        };
        let class =
            object_model::make::object(vm, vm.shared.world.roots().type_.root_shape(), Class::new(parts));
        vm.immortalize(class.value());
        vm.immortalize(class.namespace().value());
        let mut mro = vec![class.value().clone()];
        mro.extend(base.mro().iter().cloned());
        let mro = vm.new_tuple(mro);
        vm.immortalize(&mro);
        class.finish(mro);
        let mut builder = ClassBuilder { vm, class };
        builder.vm.immortalize(&builder.class.bases());
        builder.set_module(module);
        builder
    }

    /// Goes on with a class that exists already.
    pub fn extend(vm: &'v mut Vm<R>, class: &Ref<R, Class<R>>) -> Self {
        ClassBuilder { vm, class: class.clone() }
    }

    fn set_module(&mut self, module: &str) {
        if module != "builtins" {
            self.class.show_with(module);
        }
        if crate::builtins::is_static(module, &self.class.name()) {
            return;
        }
        let value = self.vm.intern(module).into_value();
        let name = Special::Module.name::<R>(self.vm).clone();
        self.vm.dict_set_str(&self.class.namespace().clone(), &name, value);
    }

    fn insert(&mut self, name: &str, value: Value<R>) {
        self.vm.immortalize(&value);
        let name = self.vm.intern(name);
        let namespace = self.class.namespace().clone();
        self.vm.dict_set_str(&namespace, &name, value);
    }

    fn native(&mut self, signature: &str, call: NativeCall<R>, kind: NativeKind) {
        let signature = Signature::parse(signature);
        let name = signature.name.clone();
        let owner = self.class.value().clone();
        let function = self.vm.new_native(Native { signature, call, kind, owner, module: Value::NONE });
        self.insert(&name, function);
    }

    /// Adds a method: `"name(self, …)"`. The receiver is checked to be an instance before `call` runs.
    #[must_use]
    pub fn method(mut self, signature: &str, call: NativeCall<R>) -> Self {
        self.native(signature, call, NativeKind::Method);
        self
    }

    /// Adds several methods.
    #[must_use]
    pub fn methods(mut self, methods: &[(&str, NativeCall<R>)]) -> Self {
        for (signature, call) in methods {
            self.native(signature, *call, NativeKind::Method);
        }
        self
    }

    /// Adds `__new__`, a static method whose first parameter is the class.
    #[must_use]
    pub fn constructor(mut self, signature: &str, call: NativeCall<R>) -> Self {
        self.native(signature, call, NativeKind::StaticMethod);
        self
    }

    /// Adds a class method.
    #[must_use]
    pub fn class_method(mut self, signature: &str, call: NativeCall<R>) -> Self {
        self.native(signature, call, NativeKind::ClassMethod);
        self
    }

    /// Makes `class[item]` an alias of the class that remembers the item.
    #[must_use]
    pub fn generic(self) -> Self {
        self.class_method("__class_getitem__(cls, object, /)", crate::builtins::generic_alias::class_get_item)
    }

    /// Adds a static method.
    #[must_use]
    pub fn static_method(mut self, signature: &str, call: NativeCall<R>) -> Self {
        self.native(signature, call, NativeKind::StaticMethod);
        self
    }

    /// Adds a read-only attribute computed by `get`.
    #[must_use]
    pub fn getter(self, name: &str, get: fn(&mut Vm<R>, &Value<R>) -> Return<R>) -> Self {
        self.getset(name, get, None)
    }

    /// Adds a read-only attribute that the object keeps as it is, which says of itself that it is a member.
    #[must_use]
    pub fn member(mut self, name: &str, get: fn(&mut Vm<R>, &Value<R>) -> Return<R>) -> Self {
        let owner = self.class.value().clone();
        let key = self.vm.intern(name).into_value();
        let descriptor =
            self.vm.new_object(crate::attribute::Member { name: key.clone(), key, owner, get: Some(get) });
        self.insert(name, descriptor);
        self
    }

    /// Adds a computed attribute. The setter gets an unbound value for `del`.
    #[must_use]
    pub fn getset(
        self,
        name: &str,
        get: fn(&mut Vm<R>, &Value<R>) -> Return<R>,
        set: Option<fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>>,
    ) -> Self {
        self.computed(name, get, set, |plain| plain)
    }

    /// As [`getset`](Self::getset), of an attribute through which code can be reached: audit hooks hear that it is read.
    #[must_use]
    pub fn audited(
        self,
        name: &str,
        get: fn(&mut Vm<R>, &Value<R>) -> Return<R>,
        set: Option<fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>>,
    ) -> Self {
        self.computed(name, get, set, |plain| GetSet { audited: true, ..plain })
    }

    fn computed(
        mut self,
        name: &str,
        get: fn(&mut Vm<R>, &Value<R>) -> Return<R>,
        set: Option<fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>>,
        changed: fn(GetSet<R>) -> GetSet<R>,
    ) -> Self {
        let owner = self.class.value().clone();
        let plain = GetSet { name: name.into(), get, set, owner, yields: false, audited: false };
        let descriptor = changed(plain);
        let descriptor = self.vm.new_object(descriptor);
        self.insert(name, descriptor);
        self
    }

    /// Adds an attribute computed by `get` for objects that have none of that name themselves.
    #[must_use]
    pub fn fallback(self, name: &str, get: fn(&mut Vm<R>, &Value<R>) -> Return<R>) -> Self {
        self.computed(name, get, None, |plain| GetSet { yields: true, ..plain })
    }

    /// Adds any class attribute.
    #[must_use]
    pub fn attribute(mut self, name: &str, value: Value<R>) -> Self {
        self.insert(name, value);
        self
    }

    /// Its instances are iterators, which nobody makes by calling it: `next` is their `__next__`.
    #[must_use]
    pub fn iterator(self, next: NativeCall<R>) -> Self {
        self.flags(ClassFlags::NOT_CALLABLE).methods(&[
            ("__iter__(self, /)", |_, arguments| Ok(arguments[0].clone())),
            ("__next__(self, /)", next),
        ])
    }

    /// Adds flags.
    #[must_use]
    pub fn flags(self, flags: ClassFlags) -> Self {
        self.class.set_flag(flags, true);
        self
    }

    /// The class cannot be subclassed.
    #[must_use]
    pub fn sealed(self) -> Self {
        self.class.set_flag(ClassFlags::BASE, false);
        self
    }

    /// The class.
    pub fn finish(self) -> Ref<R, Class<R>> {
        self.class.changed(self.vm);
        self.vm.open_to_readers(self.class.namespace());
        self.class
    }
}

/// The methods `__eq__` to `__ge__` of a class whose objects one function compares: given the VM, the arguments of the method
/// and the [`Comparison`](crate::Comparison) that is asked for.
#[macro_export]
macro_rules! comparisons {
    ($compare:path) => {
        [
            ("__eq__(self, value, /)", |vm, arguments| $compare(vm, arguments, $crate::Comparison::Eq)),
            ("__ne__(self, value, /)", |vm, arguments| $compare(vm, arguments, $crate::Comparison::Ne)),
            ("__lt__(self, value, /)", |vm, arguments| $compare(vm, arguments, $crate::Comparison::Lt)),
            ("__le__(self, value, /)", |vm, arguments| $compare(vm, arguments, $crate::Comparison::Le)),
            ("__gt__(self, value, /)", |vm, arguments| $compare(vm, arguments, $crate::Comparison::Gt)),
            ("__ge__(self, value, /)", |vm, arguments| $compare(vm, arguments, $crate::Comparison::Ge)),
        ]
    };
}

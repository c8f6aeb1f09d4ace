//! The beginning and the end of an interpreter.

use crate::attribute::{ClassMethod, Member, Property, StaticMethod};
use crate::builtins::{BytesIterator, DictView, HashedIterator, StrIterator, Super};
use crate::error::Exceptions;
use crate::exception::Traceback;
use crate::family::{Family, MAIN};
use crate::function::{Cell, Function, LoadedCode, Method, Module};
use crate::generator::Generator;
use crate::import::EmbeddedLibrary;
use crate::iterate::{Range, RangeIterator, SequenceIterator};
use crate::native::{GetSet, Native};
use crate::number::{Complex, Float};
use crate::shared::{Config, Shared};
use crate::slice::Slice;
use crate::stack::Stack;
use crate::types::Types;
use crate::vm::Vm;
use object_model::{
    Class, ClassFlags, ClassParts, Instance, Layout, Payload, Ref, Runtime, Str, Token, Tuple, make,
};
use std::sync::Arc;

/// An interpreter could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotBegun;

impl<R: Runtime> Vm<R> {
    /// Begins a program's first interpreter around `runtime`, on the calling thread.
    pub fn begin(
        runtime: R,
        config: Config,
        library: EmbeddedLibrary,
        native_stack: usize,
    ) -> Result<Vm<R>, NotBegun> {
        Self::begin_shared(Shared::new(runtime, config, library, Arc::default(), MAIN), native_stack)
    }

    /// Begins another interpreter of a family, with a runtime of its own, on the calling thread, which is in none and whose
    /// stack may reach down to `stack_limit`.
    pub fn begin_another(
        family: &Arc<Family>,
        id: u64,
        runtime: R,
        config: Config,
        library: EmbeddedLibrary,
        stack_limit: usize,
    ) -> Result<Vm<R>, NotBegun> {
        let here = std::ptr::from_ref(&stack_limit) as usize;
        let native_stack = here.saturating_sub(stack_limit) + crate::vm::STACK_RESERVE;
        Self::begin_shared(Shared::new(runtime, config, library, family.clone(), id), native_stack)
    }

    fn begin_shared(shared: Arc<Shared<R>>, native_stack: usize) -> Result<Vm<R>, NotBegun> {
        let stack = Stack::new().ok_or(NotBegun)?;
        let token = Token::attach(&shared.world);
        let mut vm = Vm::with_token(shared.clone(), stack, token, native_stack);
        vm.tally().set_alone(true);
        let types = first_types(&vm);
        shared.begin(&vm, types);
        register_payloads(&vm);
        let exceptions = Exceptions::make(&mut vm);
        shared.set_exceptions(exceptions);
        match crate::builtins::install(&mut vm) {
            Ok(()) => Ok(vm),
            // The exception goes before the interpreter it belongs to.
            Err(raised) => {
                drop(raised);
                Err(NotBegun)
            }
        }
    }

    /// Ends the interpreter: answers how many objects something still had a reference to. While daemon threads are left
    /// there is no end: they stop at their next safepoint or with the process, and nothing is known to have leaked.
    pub fn end(mut self) -> usize {
        self.shared.begin_to_end();
        self.leave_watch();
        self.leave_thread_locals();
        self.locals.clear();
        self.run_pending();
        if !self.shared.is_alone() {
            self.exit();
            return 0;
        }
        self.frames.clear();
        self.observed.clear();
        self.handled = object_model::Value::NONE;
        self.handled_outside = object_model::Value::NONE;
        self.end_world().leaked
    }
}

/// A class made before there are dicts of methods: name, base, layout.
fn bare<R: Runtime>(
    vm: &Vm<R>,
    name: &str,
    base: &Ref<R, Class<R>>,
    layout: &'static Layout<R>,
    flags: ClassFlags,
) -> Ref<R, Class<R>> {
    let roots = vm.shared.world.roots();
    let parts = ClassParts {
        name: name.into(),
        bases: make::tuple(vm, vec![base.value().clone()]).into_value(),
        namespace: make::dict(vm),
        layout,
        flags: base.flags().inherited().with(flags),
        instance_slots: 1,
    };
    let class = make::object(vm, roots.type_.root_shape(), Class::new(parts));
    vm.immortalize(class.value());
    vm.immortalize(class.namespace().value());
    let mut mro = vec![class.value().clone()];
    mro.extend(base.mro().iter().cloned());
    let mro = make::tuple(vm, mro).into_value();
    vm.immortalize(&mro);
    class.finish(mro);
    vm.immortalize(&class.bases());
    class
}

fn first_types<R: Runtime>(vm: &Vm<R>) -> Types<R> {
    let roots = vm.shared.world.roots();
    let (none, base) = (ClassFlags::NONE, ClassFlags::BASE);
    let (attributes, referenced) = (ClassFlags::ATTRIBUTES, ClassFlags::WEAKLY_REFERENCED);
    let class = |name: &str, layout, flags| bare(vm, name, &roots.object, layout, flags);
    // With room for attributes.
    let extended = |layout: &'static Layout<R>| layout.extended.map_or(layout, |extended| extended());
    let native = class("builtin_function_or_method", Native::LAYOUT, referenced);
    let dict_keys = class("dict_keys", DictView::LAYOUT, none);
    let dict_values = class("dict_values", DictView::LAYOUT, none);
    let dict_items = class("dict_items", DictView::LAYOUT, none);
    Types {
        object: roots.object.clone(),
        type_: roots.type_.clone(),
        int: roots.int.clone(),
        bool: bare(vm, "bool", &roots.int, object_model::BigInt::LAYOUT, none),
        float: class("float", Float::LAYOUT, base),
        complex: class("complex", Complex::LAYOUT, base),
        none: class("NoneType", Instance::LAYOUT, none),
        not_implemented: class("NotImplementedType", Instance::LAYOUT, none),
        ellipsis: class("ellipsis", Instance::LAYOUT, none),
        str: roots.str.clone(),
        bytes: roots.bytes.clone(),
        tuple: roots.tuple.clone(),
        list: roots.list.clone(),
        dict: roots.dict.clone(),
        set: roots.set.clone(),
        frozenset: roots.frozenset.clone(),
        function: class("function", Function::LAYOUT, attributes.with(referenced)),
        native: native.clone(),
        native_method: bare(vm, "builtin_function_or_method", &native, Method::LAYOUT, referenced),
        method_descriptor: class("method_descriptor", Native::LAYOUT, none),
        wrapper_descriptor: class("wrapper_descriptor", Native::LAYOUT, none),
        class_method_descriptor: class("classmethod_descriptor", Native::LAYOUT, none),
        getset: class("getset_descriptor", GetSet::LAYOUT, none),
        method: class("method", Method::LAYOUT, referenced),
        method_wrapper: class("method-wrapper", Method::LAYOUT, none),
        cell: class("cell", Cell::LAYOUT, none),
        code: class("code", LoadedCode::LAYOUT, referenced),
        module: class("module", Module::LAYOUT, attributes.with(base).with(referenced)),
        traceback: class("traceback", Traceback::LAYOUT, none),
        generator: class("generator", Generator::LAYOUT, referenced),
        coroutine: class("coroutine", Generator::LAYOUT, referenced),
        async_generator: class("async_generator", Generator::LAYOUT, referenced),
        property: class("property", Property::LAYOUT, base),
        static_method: class("staticmethod", extended(StaticMethod::LAYOUT), attributes.with(base)),
        class_method: class("classmethod", extended(ClassMethod::LAYOUT), attributes.with(base)),
        super_: class("super", Super::LAYOUT, base),
        range: class("range", Range::LAYOUT, ClassFlags::SEQUENCE),
        range_iterator: class("range_iterator", RangeIterator::LAYOUT, none),
        sequence_iterator: class("iterator", SequenceIterator::LAYOUT, none),
        list_iterator: class("list_iterator", SequenceIterator::LAYOUT, none),
        tuple_iterator: class("tuple_iterator", SequenceIterator::LAYOUT, none),
        odict_keys: bare(vm, "odict_keys", &dict_keys, DictView::LAYOUT, none),
        odict_values: bare(vm, "odict_values", &dict_values, DictView::LAYOUT, none),
        odict_items: bare(vm, "odict_items", &dict_items, DictView::LAYOUT, none),
        odict_iterator: class("odict_iterator", HashedIterator::LAYOUT, none),
        bytearray_iterator: class("bytearray_iterator", BytesIterator::LAYOUT, none),
        ascii_iterator: class("str_ascii_iterator", StrIterator::LAYOUT, none),
        memory_iterator: class("memory_iterator", SequenceIterator::LAYOUT, none),
        dict_keys,
        dict_values,
        dict_items,
        dict_key_iterator: class("dict_keyiterator", HashedIterator::LAYOUT, none),
        dict_value_iterator: class("dict_valueiterator", HashedIterator::LAYOUT, none),
        dict_item_iterator: class("dict_itemiterator", HashedIterator::LAYOUT, none),
        dict_reverse_key_iterator: class("dict_reversekeyiterator", HashedIterator::LAYOUT, none),
        dict_reverse_value_iterator: class("dict_reversevalueiterator", HashedIterator::LAYOUT, none),
        dict_reverse_item_iterator: class("dict_reverseitemiterator", HashedIterator::LAYOUT, none),
        set_iterator: class("set_iterator", HashedIterator::LAYOUT, none),
        slice: class("slice", Slice::LAYOUT, none),
        mapping_proxy: class("mappingproxy", crate::mapping_proxy::MappingProxy::LAYOUT, ClassFlags::MAPPING),
        frame: class("frame", crate::frame_object::FrameObject::LAYOUT, none),
        member: class("member_descriptor", Member::LAYOUT, none),
    }
}

fn register_payloads<R: Runtime>(vm: &Vm<R>) {
    let (shared, types) = (&vm.shared, vm.types());
    shared.register_payload::<Float<R>>(&types.float);
    shared.register_payload::<Complex<R>>(&types.complex);
    shared.register_payload::<Function<R>>(&types.function);
    shared.register_payload::<Native<R>>(&types.native);
    shared.register_payload::<GetSet<R>>(&types.getset);
    shared.register_payload::<Method<R>>(&types.method);
    shared.register_payload::<Cell<R>>(&types.cell);
    shared.register_payload::<LoadedCode<R>>(&types.code);
    shared.register_payload::<Module<R>>(&types.module);
    shared.register_payload::<Traceback<R>>(&types.traceback);
    shared.register_payload::<Generator<R>>(&types.generator);
    shared.register_payload::<Property<R>>(&types.property);
    shared.register_payload::<StaticMethod<R>>(&types.static_method);
    shared.register_payload::<ClassMethod<R>>(&types.class_method);
    shared.register_payload::<Super<R>>(&types.super_);
    shared.register_payload::<Range<R>>(&types.range);
    shared.register_payload::<RangeIterator<R>>(&types.range_iterator);
    shared.register_payload::<SequenceIterator<R>>(&types.sequence_iterator);
    shared.register_payload::<Slice<R>>(&types.slice);
    shared.register_payload::<crate::mapping_proxy::MappingProxy<R>>(&types.mapping_proxy);
    shared.register_payload::<crate::frame_object::FrameObject<R>>(&types.frame);
    shared.register_payload::<Member<R>>(&types.member);
    shared.register_payload::<object_model::BigInt<R>>(&types.int);
    shared.register_payload::<Str<R>>(&types.str);
    shared.register_payload::<Tuple<R>>(&types.tuple);
}

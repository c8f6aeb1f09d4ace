//! Laying the arguments of a call out for a function written in Rust.

use crate::bind::unexpected_keyword;
use crate::call::take;
use crate::native::{Native, NativeKind, Signature};
use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Class, Dict, Ref, Runtime, Special, Value, Word};

/// As many keywords are laid out without more ado.
const FEW: usize = 8;

impl<R: Runtime> Vm<R> {
    /// Lays the arguments of a native function out as its signature says, if they fit and nothing is left for a dict; answers
    /// whether it did.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[inline]
    pub(crate) unsafe fn lay_out(
        &mut self,
        window: *mut Word,
        signature: &Signature,
        positional: usize,
        keywords: &[Value<R>],
    ) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            if keywords.is_empty() && signature.takes_plainly(positional) {
                for index in positional..signature.parameters() {
                    window.add(1 + index).write(Word::UNBOUND);
                }
                return true;
            }
            self.lay_out_by_name(window, signature, positional, keywords)
        }
    }

    /// The same, if there are keywords or more arguments than parameters.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[inline(never)]
    unsafe fn lay_out_by_name(
        &mut self,
        window: *mut Word,
        signature: &Signature,
        positional: usize,
        keywords: &[Value<R>],
    ) -> bool {
        let mut places = [0_usize; FEW];
        // SAFETY: the caller's promise.
        unsafe {
            if !self.find_places(signature, positional, keywords, &mut places) {
                return false;
            }
            let mut by_name = [Word::UNBOUND; FEW];
            for (index, word) in by_name.iter_mut().take(keywords.len()).enumerate() {
                *word = window.add(1 + positional + index).read();
            }
            let rest = signature.positional.min(positional)..positional;
            let rest = rest.map(|index| take::<R>(window.add(1 + index)));
            let rest = if signature.ignores_rest {
                rest.for_each(drop);
                Value::NONE
            } else if signature.var_positional {
                let rest: Vec<Value<R>> = rest.collect();
                self.new_tuple(rest)
            } else {
                Value::UNBOUND
            };
            for index in positional.min(signature.positional)..signature.parameters() {
                window.add(1 + index).write(Word::UNBOUND);
            }
            if signature.var_positional {
                window.add(1 + signature.named()).write(rest.into_word());
            }
            for (place, word) in places.into_iter().zip(by_name).take(keywords.len()) {
                window.add(1 + place).write(word);
            }
        }
        true
    }

    /// Finds the parameters that are given by name, each once; answers whether all that must be given are, and all that are
    /// given have a parameter.
    fn find_places(
        &self,
        signature: &Signature,
        positional: usize,
        keywords: &[Value<R>],
        places: &mut [usize; FEW],
    ) -> bool {
        let named = signature.named();
        if positional > signature.positional && !signature.var_positional || keywords.len() > FEW {
            return false;
        }
        for (count, keyword) in keywords.iter().enumerate() {
            let text = self.as_str(keyword).unwrap_or_default();
            let first = signature.positional_only.max(positional.min(signature.positional));
            let Some(place) = (first..named).find(|&index| &*signature.names[index] == text) else {
                return false;
            };
            if places[..count].contains(&place) {
                return false;
            }
            places[count] = place;
        }
        let places = &places[..keywords.len()];
        (positional..signature.required).all(|index| places.contains(&index))
            && signature
                .keyword_only
                .iter()
                .enumerate()
                .all(|(offset, required)| !required || places.contains(&(signature.positional + offset)))
    }

    /// Lays the arguments of a native function out that are not as simple as that, or says what is wrong with them. Releases the
    /// window on an error.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[cold]
    pub(crate) unsafe fn bind_native(
        &mut self,
        window: *mut Word,
        native: &Native<R>,
        positional: usize,
        keywords: &[Value<R>],
    ) -> Return<R, ()> {
        let count = positional + keywords.len();
        let arguments: Vec<Value<R>> =
            // SAFETY: the window holds owned words, taken out here.
            (0..count).map(|index| unsafe { take::<R>(window.add(1 + index)) }).collect();
        match self.bind_signature(&native.signature, native, arguments, keywords) {
            Ok(bound) => {
                for (index, value) in bound.into_iter().enumerate() {
                    // SAFETY: there is room for the native's parameters above the window.
                    unsafe { window.add(1 + index).write(value.into_word()) };
                }
                Ok(())
            }
            Err(raised) => {
                // SAFETY: only the callable is left.
                unsafe { self.release_window(window, 0) };
                Err(raised)
            }
        }
    }

    /// The module that messages name a function with, and a dot.
    fn shown_module(&self, native: &Native<R>) -> String {
        match self.as_str(&native.module) {
            Some(module) if native.owner.as_ref::<Class<R>>().is_none() && module != "builtins" => {
                format!("{module}.")
            }
            _ => String::new(),
        }
    }

    /// What is called by an operation counts no more than one operand, and names neither itself nor what it is given.
    fn check_operands(&mut self, native: &Native<R>, given: usize, named: usize) -> Return<R, ()> {
        let signature = &native.signature;
        let wanted = signature.positional.saturating_sub(1);
        let is_exact = signature.required == signature.positional && !signature.var_positional;
        if native.kind != NativeKind::Method
            || !native.is_operation()
            || !is_exact
            || wanted > 1
            || signature.positional_only < signature.positional
            || !signature.keyword_only.is_empty()
            || &*signature.name == "__buffer__"
        {
            return Ok(());
        }
        if named > 0 {
            let name = &signature.name;
            return Err(self.type_error(&format!("wrapper {name}() takes no keyword arguments")));
        }
        if given == wanted {
            return Ok(());
        }
        let plural = if wanted == 1 { "" } else { "s" };
        Err(self.type_error(&format!("expected {wanted} argument{plural}, got {given}")))
    }

    fn bind_signature(
        &mut self,
        signature: &Signature,
        native: &Native<R>,
        arguments: Vec<Value<R>>,
        keywords: &[Value<R>],
    ) -> Return<R, Vec<Value<R>>> {
        let given = arguments.len() - keywords.len();
        let bound_self = usize::from(native.has_receiver());
        if given < bound_self {
            let (name, qualified) = shown_names(native);
            let message = match native.kind {
                NativeKind::StaticMethod => format!("{name}.__new__(): not enough arguments"),
                NativeKind::Method if native.is_operation() => {
                    let owner = native.owner.as_ref::<Class<R>>().map(|owner| owner.shown_name());
                    format!("descriptor '{name}' of '{}' object needs an argument", owner.unwrap_or_default())
                }
                _ => format!("unbound method {qualified}() needs an argument"),
            };
            return Err(self.type_error(&message));
        }
        // Whose method it is, is asked before how many arguments it takes.
        match (native.kind, arguments.first()) {
            (NativeKind::Method, Some(receiver)) => self.check_receiver(native, receiver)?,
            (NativeKind::StaticMethod, Some(class)) if native.is_constructor() => {
                self.check_constructed(native, class)?;
            }
            _ => {}
        }
        self.check_operands(native, given - bound_self, keywords.len())?;
        let by_name = signature.positional_only < signature.positional;
        let named = signature.positional + signature.keyword_only.len();
        let takes_names = named > signature.positional_only;
        if takes_names
            && !signature.var_positional
            && !signature.var_keyword
            && given + keywords.len() > named
        {
            let (name, _) = shown_names(native);
            let (limit, count) = (named - bound_self, given + keywords.len() - bound_self);
            let exactly = if signature.required == named { "exactly" } else { "at most" };
            let keyword = if given == bound_self { "keyword " } else { "" };
            let plural = if limit == 1 { "" } else { "s" };
            let message =
                format!("{name}() takes {exactly} {limit} {keyword}argument{plural} ({count} given)");
            return Err(self.type_error(&message));
        }
        let mut values: Vec<Value<R>> = (0..signature.parameters()).map(|_| Value::UNBOUND).collect();
        let mut arguments = arguments.into_iter();
        for value in values.iter_mut().take(given.min(signature.positional)) {
            *value = arguments.next().unwrap_or(Value::UNBOUND);
        }
        let mut extra = Vec::new();
        if given > signature.positional {
            if !signature.var_positional {
                let (name, qualified) = shown_names(native);
                let (limit, given) = (signature.positional - bound_self, given - bound_self);
                let message = if limit == 0 {
                    match signature.keyword_only.is_empty() && &*signature.name != "__new__" {
                        true => {
                            let module = self.shown_module(native);
                            format!("{module}{qualified}() takes no arguments ({given} given)")
                        }
                        false => format!("{name}() takes no positional arguments"),
                    }
                } else if signature.required == signature.positional {
                    let plural = if limit == 1 { "" } else { "s" };
                    if by_name {
                        format!("{name}() takes exactly {limit} positional argument{plural} ({given} given)")
                    } else if limit == 1 && (bound_self == 0 || &*signature.name != "__new__") {
                        let module = self.shown_module(native);
                        format!("{module}{qualified}() takes exactly one argument ({given} given)")
                    } else {
                        format!("{name} expected {limit} argument{plural}, got {given}")
                    }
                } else {
                    let plural = if limit == 1 { "" } else { "s" };
                    if takes_names {
                        format!("{name}() takes at most {limit} positional argument{plural} ({given} given)")
                    } else {
                        format!("{name} expected at most {limit} argument{plural}, got {given}")
                    }
                };
                return Err(self.type_error(&message));
            }
            extra.extend(arguments.by_ref().take(given - signature.positional));
        }
        let mut others: Option<Ref<R, Dict<R>>> = None;
        let mut unexpected: Option<String> = None;
        for (keyword, value) in keywords.iter().zip(arguments) {
            let text = self.as_str(keyword).unwrap_or_default();
            let index = (signature.positional_only..named).find(|&index| &*signature.names[index] == text);
            match index {
                Some(index) if values[index].is_unbound() => values[index] = value,
                Some(index) => {
                    let (name, _) = shown_names(native);
                    let position = index + 1 - bound_self;
                    let message =
                        format!("argument for {name}() given by name ('{text}') and position ({position})");
                    return Err(self.type_error(&message));
                }
                None if signature.var_keyword => {
                    let dict = others.get_or_insert_with(|| self.new_dict()).clone();
                    self.dict_set(&dict, keyword.clone(), value)?;
                }
                None => {
                    let only_positional = signature.positional_only >= named;
                    if only_positional
                        && values.first().is_some_and(|first| self.is_half_of_a_constructor(native, first))
                    {
                        continue;
                    }
                    let (name, qualified) = shown_names(native);
                    if only_positional {
                        let module = self.shown_module(native);
                        let message = format!("{module}{qualified}() takes no keyword arguments");
                        return Err(self.type_error(&message));
                    }
                    // What is missing is complained of first.
                    unexpected.get_or_insert_with(|| {
                        unexpected_keyword(&name, text, &signature.names[signature.positional_only..named])
                    });
                }
            }
        }
        let unbound = |values: &[Value<R>]| values[..signature.required].iter().position(Value::is_unbound);
        if let Some(index) = unbound(&values) {
            let (name, qualified) = shown_names(native);
            let (required, given) = (signature.required - bound_self, given - bound_self);
            let plural = if required == 1 { "" } else { "s" };
            let message = if index < signature.positional_only {
                if signature.required == signature.positional
                    && required == 1
                    && (bound_self == 0 || &*signature.name != "__new__")
                    && (native.kind != NativeKind::Function || signature.keyword_only.is_empty())
                {
                    let module = self.shown_module(native);
                    format!("{module}{qualified}() takes exactly one argument ({given} given)")
                } else if by_name {
                    format!("{name}() takes at least {required} positional argument{plural} ({given} given)")
                } else if signature.required == signature.positional {
                    format!("{name} expected {required} argument{plural}, got {given}")
                } else {
                    format!("{name} expected at least {required} argument{plural}, got {given}")
                }
            } else {
                let position = index + 1 - bound_self;
                format!("{name}() missing required argument '{}' (pos {position})", signature.names[index])
            };
            return Err(self.type_error(&message));
        }
        for (offset, required) in signature.keyword_only.iter().enumerate() {
            let index = signature.positional + offset;
            if *required && values[index].is_unbound() {
                let (name, _) = shown_names(native);
                let message = format!("{name}() missing required argument '{}'", signature.names[index]);
                return Err(self.type_error(&message));
            }
        }
        if let Some(message) = unexpected {
            return Err(self.type_error(&message));
        }
        if signature.var_positional {
            values[named] = self.new_tuple(extra);
        }
        if signature.var_keyword
            && let Some(dict) = others
        {
            let last = values.len() - 1;
            values[last] = dict.into_value();
        }
        Ok(values)
    }

    /// Whether this is a `__new__` called for a class that has another `__init__` than its own class, or the other way round:
    /// keywords may be the other's, and are then none of its business.
    fn is_half_of_a_constructor(&mut self, native: &Native<R>, first: &Value<R>) -> bool {
        let Some(owner) = native.owner.as_ref::<Class<R>>() else { return false };
        let (class, other) = match &*native.signature.name {
            "__new__" => (first.clone().downcast::<Class<R>>().ok(), Special::Init),
            "__init__" => (Some(self.class_of(first)), Special::New),
            _ => return false,
        };
        let Some(class) = class.filter(|class| !class.value().is(&native.owner)) else { return false };
        let (its, owners) = (class.special(self, other), owner.special(self, other));
        !matches!((its, owners), (Some(its), Some(owners)) if its.is(&owners))
    }
}

/// Classes whose constructors messages call by the names that they have in C.
const NAMES_IN_C: [(&str, &str); 4] = [
    ("TypeVar", "typevar"),
    ("ParamSpec", "paramspec"),
    ("TypeVarTuple", "typevartuple"),
    ("TypeAliasType", "typealias"),
];

/// What a message calls a function, alone and with its class. A constructor is known by its class's name.
fn shown_names<R: Runtime>(native: &Native<R>) -> (Box<str>, Box<str>) {
    let own = &native.signature.name;
    let owner = native.owner.as_ref::<Class<R>>().map(|owner| owner.name());
    let name = match &owner {
        Some(owner) if matches!(&**own, "__new__" | "__init__") => {
            let given = NAMES_IN_C.iter().find(|(class, _)| **class == **owner);
            given.map_or_else(|| owner.clone(), |(_, name)| (*name).into())
        }
        _ if **own == *"__replace__" => "replace".into(),
        _ => own.clone(),
    };
    let qualified = match owner {
        Some(owner) if owner != name => format!("{owner}.{name}").into_boxed_str(),
        _ => name.clone(),
    };
    (name, qualified)
}

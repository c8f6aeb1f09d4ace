//! Laying the arguments of a call out as the parameters of a Python function say.

use crate::call::take;
use crate::function::{Function, LoadedCode};
use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Dict, Object, Ref, Runtime, Str, Tuple, Value, Word, make};
use smallvec::SmallVec;

/// The arguments of one call. Few calls have more than this, and those take memory of their own.
type Arguments<R> = SmallVec<[Value<R>; 8]>;

impl<R: Runtime> Vm<R> {
    /// Lays the arguments of a Python function out as its parameters say. Releases the window on an error.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    #[inline(never)]
    pub(crate) unsafe fn bind_window(
        &mut self,
        window: *mut Word,
        code: *const Object<R, LoadedCode<R>>,
        positional: usize,
        keywords: &[Value<R>],
    ) -> Return<R, ()> {
        // SAFETY: the callable is alive in its register, and the function keeps its code alive.
        unsafe {
            let function = *window;
            let function = Value::<R>::from_word_ref(&function);
            if let Some(function) = function.as_ref::<Function<R>>()
                && self.bind_in_place(window, function, &(*code).payload, positional, keywords)
            {
                return Ok(());
            }
        }
        // SAFETY: the callable is alive in its register.
        let callable = unsafe { Value::<R>::from_borrowed(*window) };
        let function: Ref<R, Function<R>> =
            callable.downcast().unwrap_or_else(|_| unreachable!("checked by the caller"));
        // SAFETY: code that a function had lives as long as the function, which `function` keeps, or for ever.
        let code = unsafe { &(*code).payload };
        let arguments: Arguments<R> = (0..positional + keywords.len())
            // SAFETY: the window holds owned words, taken out here.
            .map(|index| unsafe { take::<R>(window.add(1 + index)) })
            .collect();
        match self.bind_parameters(&function, code, arguments, keywords) {
            Ok(values) if !self.stack.has_room(window, values.len() + 64) => {
                // SAFETY: only the callable is left.
                unsafe { self.release_window(window, 0) };
                Err(self.recursion_error("maximum recursion depth exceeded"))
            }
            Ok(values) => {
                for (index, value) in values.into_iter().enumerate() {
                    // SAFETY: room was checked by the caller; `enter` checks it again for the whole frame.
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

    /// Lays defaults out behind positional arguments, if they are all that is missing. If not, nothing has happened.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare), of a call without keywords.
    #[inline]
    pub(crate) unsafe fn add_defaults(
        &mut self,
        window: *mut Word,
        function: &Function<R>,
        params: &compiler::Params,
        positional: usize,
    ) -> bool {
        let most = usize::from(params.positional);
        if positional >= most || params.names.len() != most || !self.stack.has_room(window, most + 64) {
            return false;
        }
        let defaults = function.defaults.load();
        // SAFETY: the slot owns its word; the function is alive, and defaults are immortal once replaced.
        let defaults = unsafe { Value::<R>::from_word_ref(&defaults) };
        let defaults = defaults.as_ref::<Tuple<R>>().map_or(&[][..], |defaults| defaults.as_slice());
        let Some(first) = defaults.len().checked_sub(most - positional) else { return false };
        for (place, default) in (positional..most).zip(&defaults[first..]) {
            // SAFETY: there is room, and nothing is there.
            unsafe { window.add(1 + place).write(default.clone().into_word()) };
        }
        true
    }

    /// Lays the arguments of a call out where they are, if they fit the parameters. If not, nothing has happened.
    ///
    /// # Safety
    /// As [`prepare`](Self::prepare).
    unsafe fn bind_in_place(
        &mut self,
        window: *mut Word,
        function: &Function<R>,
        loaded: &LoadedCode<R>,
        positional: usize,
        keywords: &[Value<R>],
    ) -> bool {
        let params = &loaded.code.params;
        let most = usize::from(params.positional);
        let named = most + usize::from(params.keyword_only);
        let given = positional.min(most);
        let laid_out = positional + keywords.len();
        if positional > most && !params.var_positional
            || !self.stack.has_room(window, laid_out + params.names.len() + 64)
        {
            return false;
        }
        let mut places: SmallVec<[usize; 8]> = SmallVec::new();
        for keyword in keywords {
            match loaded.parameter_named(keyword, usize::from(params.positional_only)..named) {
                Some(place) if place >= given && !places.contains(&place) => places.push(place),
                _ => return false,
            }
        }
        let (defaults, keyword_defaults) = (function.defaults.load(), function.keyword_defaults.load());
        // SAFETY: the slots own their words; the function is alive, and defaults are immortal once replaced.
        let (defaults, keyword_defaults) =
            unsafe { (Value::<R>::from_word_ref(&defaults), Value::<R>::from_word_ref(&keyword_defaults)) };
        let defaults = defaults.as_ref::<Tuple<R>>().map_or(&[][..], |defaults| defaults.as_slice());
        let first_default = most.saturating_sub(defaults.len());
        if (given..first_default).any(|place| !places.contains(&place)) {
            return false;
        }
        let mut others: SmallVec<[(usize, Value<R>); 4]> = SmallVec::new();
        for place in (most..named).filter(|place| !places.contains(place)) {
            let default = match (
                loaded.parameter_names[place].as_ref::<Str<R>>(),
                keyword_defaults.as_ref::<Dict<R>>(),
            ) {
                (Some(name), Some(defaults)) => self.dict_get_str(defaults, name),
                _ => None,
            };
            let Some(default) = default else { return false };
            others.push((place, default));
        }
        // From here on the window is written.
        // SAFETY: the window holds owned words, each of which moves once, and there is room for all parameters.
        unsafe {
            let first = window.add(1);
            let by_name = (0..keywords.len()).map(|at| take::<R>(first.add(positional + at)));
            let by_name: SmallVec<[Value<R>; 8]> = by_name.collect();
            let rest = params
                .var_positional
                .then(|| self.tuple_from_registers(first.add(given), positional - given));
            // What has moved into the tuple must not be found above the parameters.
            for place in given..params.names.len().max(laid_out) {
                first.add(place).write(Word::UNBOUND);
            }
            for (place, value) in places.into_iter().zip(by_name).chain(others) {
                first.add(place).write(value.into_word());
            }
            for place in given.max(first_default)..most {
                if *first.add(place) == Word::UNBOUND {
                    let default = defaults[defaults.len() + place - most].clone();
                    first.add(place).write(default.into_word());
                }
            }
            let mut last = named;
            if let Some(rest) = rest {
                first.add(last).write(rest.into_word());
                last += 1;
            }
            if params.var_keyword {
                first.add(last).write(self.new_dict().into_value().into_word());
            }
        }
        true
    }

    /// A tuple of what `count` registers hold, which are given up.
    ///
    /// # Safety
    /// They hold owned words, and are written before they are read again.
    unsafe fn tuple_from_registers(&mut self, first: *mut Word, count: usize) -> Value<R> {
        if count <= Tuple::<R>::INLINE {
            let shape = self.types().tuple.root_shape();
            // SAFETY: the caller's promise.
            unsafe { make::tuple_inline(self, shape, first.cast::<Value<R>>(), count) }.into_value()
        } else {
            // SAFETY: as above.
            let items = (0..count).map(|at| unsafe { Value::from_owned(*first.add(at)) }).collect();
            self.new_tuple(items)
        }
    }

    /// Binds arguments that do not fit, or not simply: it says what is wrong.
    fn bind_parameters(
        &mut self,
        function: &Ref<R, Function<R>>,
        loaded: &LoadedCode<R>,
        arguments: Arguments<R>,
        keywords: &[Value<R>],
    ) -> Return<R, Arguments<R>> {
        let code: &compiler::Code = &loaded.code;
        let params = &code.params;
        let given = arguments.len() - keywords.len();
        let positional = usize::from(params.positional);
        let named = positional + usize::from(params.keyword_only);
        let mut arguments = arguments.into_iter();
        let mut values: Arguments<R> = arguments.by_ref().take(given.min(positional)).collect();
        values.resize(params.names.len(), Value::UNBOUND);
        let extra: Vec<Value<R>> = arguments.by_ref().take(given.saturating_sub(positional)).collect();
        let mut others: Option<Ref<R, Dict<R>>> = None;
        for (keyword, value) in keywords.iter().zip(arguments) {
            let index = loaded.parameter_named(keyword, usize::from(params.positional_only)..named);
            match index {
                Some(index) if values[index].is_unbound() => values[index] = value,
                Some(index) => {
                    let (qualname, text) = (self.shown_name(function), &params.names[index]);
                    let message = format!("{qualname}() got multiple values for argument '{text}'");
                    return Err(self.type_error(&message));
                }
                None if params.var_keyword => {
                    let dict = others.get_or_insert_with(|| self.new_dict()).clone();
                    self.dict_set(&dict, keyword.clone(), value)?;
                }
                None => {
                    let text = self.as_str(keyword).unwrap_or_default().to_owned();
                    return Err(self.unexpected_keyword(function, code, &text, keywords));
                }
            }
        }
        // SAFETY: the slots own their words; the function is alive, and defaults are immortal once replaced.
        let (defaults, keyword_defaults) = unsafe {
            (
                Value::<R>::from_borrowed(function.defaults.load()),
                Value::<R>::from_borrowed(function.keyword_defaults.load()),
            )
        };
        if !extra.is_empty() && !params.var_positional {
            let count = defaults.as_ref::<Tuple<R>>().map_or(0, |defaults| defaults.as_slice().len());
            let keyword_given = values[positional..named].iter().filter(|value| !value.is_unbound()).count();
            return Err(self.too_many_positional(function, positional, count, given, keyword_given));
        }
        if let Some(defaults) = defaults.as_ref::<Tuple<R>>() {
            let defaults = defaults.as_slice();
            let first = positional.saturating_sub(defaults.len());
            let skip = defaults.len().saturating_sub(positional);
            for (index, default) in defaults[skip..].iter().enumerate() {
                if values[first + index].is_unbound() {
                    values[first + index] = default.clone();
                }
            }
        }
        if let Some(defaults) = keyword_defaults.as_ref::<Dict<R>>() {
            let only = values.iter_mut().zip(&loaded.parameter_names).take(named).skip(positional);
            for (value, name) in only.filter(|(value, _)| value.is_unbound()) {
                if let Some(default) = name.as_ref().and_then(|name| self.dict_get_str(defaults, name)) {
                    *value = default;
                }
            }
        }
        for (range, what) in [(0..positional, "positional"), (positional..named, "keyword-only")] {
            let missing: Vec<&str> = range
                .filter(|&index| values[index].is_unbound())
                .map(|index| &*params.names[index])
                .collect();
            if !missing.is_empty() {
                return Err(self.missing_arguments(function, what, &missing));
            }
        }
        let mut last = named;
        if params.var_positional {
            values[last] = self.new_tuple(extra);
            last += 1;
        }
        if params.var_keyword {
            values[last] = match others {
                Some(dict) => dict.into_value(),
                None => self.new_dict().into_value(),
            };
        }
        Ok(values)
    }

    /// What messages call a function.
    fn shown_name(&mut self, function: &Ref<R, Function<R>>) -> String {
        let value = self.slot_value(function, &function.about.qualname);
        self.as_str(&value).unwrap_or("?").to_owned()
    }

    #[cold]
    fn unexpected_keyword(
        &mut self,
        function: &Ref<R, Function<R>>,
        code: &compiler::Code,
        text: &str,
        keywords: &[Value<R>],
    ) -> Raised<R> {
        let qualname = self.shown_name(function);
        let only = usize::from(code.params.positional_only);
        let wrong: Vec<&str> = code.params.names[..only]
            .iter()
            .map(|name| &**name)
            .filter(|name| keywords.iter().any(|keyword| self.as_str(keyword) == Some(name)))
            .collect();
        let named = usize::from(code.params.positional) + usize::from(code.params.keyword_only);
        let message = if wrong.is_empty() {
            unexpected_keyword(&qualname, text, &code.params.names[only..named])
        } else {
            format!(
                "{qualname}() got some positional-only arguments passed as keyword arguments: '{}'",
                wrong.join(", ")
            )
        };
        self.type_error(&message)
    }

    #[cold]
    fn too_many_positional(
        &mut self,
        function: &Ref<R, Function<R>>,
        positional: usize,
        defaults: usize,
        given: usize,
        keyword_given: usize,
    ) -> Raised<R> {
        let qualname = self.shown_name(function);
        let (takes, plural) = if defaults == 0 {
            (positional.to_string(), positional != 1)
        } else {
            (format!("from {} to {positional}", positional - defaults), true)
        };
        let plural = if plural { "s" } else { "" };
        let was = if given == 1 && keyword_given == 0 { "was" } else { "were" };
        let keyword = match keyword_given {
            0 => String::new(),
            count => format!(
                " positional argument{} (and {count} keyword-only argument{})",
                if given == 1 { "" } else { "s" },
                if count == 1 { "" } else { "s" },
            ),
        };
        self.type_error(&format!(
            "{qualname}() takes {takes} positional argument{plural} but {given}{keyword} {was} given"
        ))
    }

    #[cold]
    fn missing_arguments(
        &mut self,
        function: &Ref<R, Function<R>>,
        what: &str,
        missing: &[&str],
    ) -> Raised<R> {
        let qualname = self.shown_name(function);
        let quoted: Vec<String> = missing.iter().map(|name| format!("'{name}'")).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
            [] => String::new(),
        };
        let plural = if missing.len() == 1 { "" } else { "s" };
        self.type_error(&format!(
            "{qualname}() missing {} required {what} argument{plural}: {list}",
            missing.len()
        ))
    }
}

/// What is said of a keyword that a function has no parameter for, and which of these was perhaps meant.
pub(crate) fn unexpected_keyword(function: &str, keyword: &str, parameters: &[Box<str>]) -> String {
    let parameters: Vec<&str> = parameters.iter().map(|name| &**name).collect();
    let meant = text::suggestion(keyword, &parameters);
    let meant = meant.map_or(String::new(), |meant| format!(". Did you mean '{meant}'?"));
    format!("{function}() got an unexpected keyword argument '{keyword}'{meant}")
}

//! `_contextvars`: variables whose values belong to a context, which a thread or a task enters.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Dict, Guard, Guarded, Payload, Ref, Runtime, Value};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};

/// The key under which a thread keeps its context.
const CURRENT: &str = "contextvars.context";

/// The payload of `Context`: a dict of its own, from variables to values.
struct Context<R: Runtime> {
    values: Value<R>,
    entered: AtomicBool,
    /// The context the thread was in when it entered this one.
    previous: Guarded<Value<R>>,
}

// SAFETY: the dict guards itself; the rest is an atomic and guarded.
unsafe impl<R: Runtime> Payload<R> for Context<R> {
    const NAME: &'static str = "Context";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.values);
        // SAFETY: children are shown while no other thread runs.
        visit(unsafe { self.previous.get() });
    }
}

impl<R: Runtime> Guard<R> for Context<R> {
    type Guarded = Value<R>;
    fn guarded(&self) -> &Guarded<Value<R>> {
        &self.previous
    }
}

/// The payload of `ContextVar`.
struct Variable<R: Runtime> {
    name: Value<R>,
    /// Unbound if there is none.
    default: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Variable<R> {
    const NAME: &'static str = "ContextVar";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.name);
        visit(&self.default);
    }
}

/// The payload of `Token`: how to undo a `set`.
struct Token<R: Runtime> {
    context: Value<R>,
    variable: Value<R>,
    /// Unbound if there was none.
    old: Value<R>,
    used: AtomicBool,
}

// SAFETY: immutable but for an atomic.
unsafe impl<R: Runtime> Payload<R> for Token<R> {
    const NAME: &'static str = "Token";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.context);
        visit(&self.variable);
        visit(&self.old);
    }
}

/// The payload of `Token.MISSING`.
struct Missing<R: Runtime>(PhantomData<fn() -> R>);

// SAFETY: empty.
unsafe impl<R: Runtime> Payload<R> for Missing<R> {
    const NAME: &'static str = "MISSING";
}

fn context_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Context<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("a Context is expected"))
}

fn variable_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Variable<R>>> {
    match value.clone().downcast() {
        Ok(variable) => Ok(variable),
        Err(other) => {
            let shown = vm.repr_string(&other)?;
            Err(vm.type_error(&format!("a ContextVar key was expected, got {shown}")))
        }
    }
}

fn values_of<R: Runtime>(vm: &mut Vm<R>, context: &Value<R>) -> Return<R, Ref<R, Dict<R>>> {
    let values = context_of(vm, context)?.values.clone();
    values.downcast().map_err(|_| vm.system_error("a context has a dict"))
}

fn make<R: Runtime>(vm: &mut Vm<R>, entries: Vec<(i64, Value<R>, Value<R>)>) -> Return<R> {
    let values = vm.new_dict();
    for (_, variable, value) in entries {
        vm.dict_set(&values, variable, value)?;
    }
    let (entered, previous) = (AtomicBool::new(false), Guarded::new(Value::NONE));
    Ok(vm.new_object(Context { values: values.into_value(), entered, previous }))
}

fn current<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    if let Some(context) = vm.locals.get(CURRENT) {
        return Ok(context.clone());
    }
    let context = make(vm, vec![])?;
    vm.locals.insert(CURRENT, context.clone());
    Ok(context)
}

fn new_context<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let given = vm.as_tuple(&arguments[1]).is_some_and(|given| !given.is_empty());
    if given || arguments[2].given().is_some() {
        return Err(vm.type_error("Context() does not accept any arguments"));
    }
    make(vm, vec![])
}

fn context_equal<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    if arguments[1].as_ref::<Context<R>>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (own, other) = (values_of(vm, &arguments[0])?, values_of(vm, &arguments[1])?);
    Ok(Value::bool(vm.equal(own.value(), other.value())?))
}

fn copy<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let values = values_of(vm, &arguments[0])?;
    let entries = vm.dict_entries(&values);
    make(vm, entries)
}

fn copy_context<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let context = current(vm)?;
    copy(vm, &[context])
}

fn run<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [itself, positional, keywords] = arguments else {
        return Err(vm.system_error("run takes a function"));
    };
    let [function, more @ ..] = vm.as_tuple(positional).unwrap_or_default() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    let context = context_of(vm, itself)?;
    // AcqRel: one thread at a time is in a context; what the last one did there is seen.
    if context.entered.swap(true, Ordering::AcqRel) {
        let text = vm.repr_string(itself)?;
        return Err(vm.runtime_error(&format!("cannot enter context: {text} is already entered")));
    }
    let previous = vm.locals.insert(CURRENT, itself.clone());
    let mut all = more.to_vec();
    let mut names = Vec::new();
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            names.push(name);
            all.push(value);
        }
    }
    let result = vm.call_with(function, &all, &names);
    match previous {
        Some(previous) => vm.locals.insert(CURRENT, previous),
        None => vm.locals.remove(CURRENT),
    };
    // Release: pairs with the AcqRel above.
    context.entered.store(false, Ordering::Release);
    result
}

fn context_get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    variable_of(vm, &arguments[1])?;
    let values = values_of(vm, &arguments[0])?;
    let found = vm.dict_get(&values, &arguments[1])?;
    Ok(found.unwrap_or_else(|| arguments[2].given().cloned().unwrap_or(Value::NONE)))
}

fn context_getitem<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    variable_of(vm, &arguments[1])?;
    let values = values_of(vm, &arguments[0])?;
    match vm.dict_get(&values, &arguments[1])? {
        Some(value) => Ok(value),
        None => Err(vm.key_error(&arguments[1])),
    }
}

fn context_contains<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    variable_of(vm, &arguments[1])?;
    let values = values_of(vm, &arguments[0])?;
    Ok(Value::bool(vm.dict_get(&values, &arguments[1])?.is_some()))
}

fn context_len<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let length = values_of(vm, &arguments[0])?.len();
    Ok(vm.new_usize(length))
}

macro_rules! views {
    ($($name:ident $method:literal,)*) => {
        $(fn $name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
            let values = values_of(vm, &arguments[0])?;
            vm.call_method(values.value(), $method, &[])
        })*
    };
}

views! {
    context_keys "keys",
    context_values "values",
    context_items "items",
    context_iter "__iter__",
}

fn new_variable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [_, name, default] = arguments else { return Err(vm.type_error("ContextVar() needs a name")) };
    if vm.as_str(name).is_none() {
        return Err(vm.type_error("context variable name must be a str"));
    }
    Ok(vm.new_object(Variable { name: name.clone(), default: default.clone() }))
}

fn variable_get<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variable = variable_of(vm, &arguments[0])?;
    let context = current(vm)?;
    let values = values_of(vm, &context)?;
    if let Some(value) = vm.dict_get(&values, &arguments[0])? {
        return Ok(value);
    }
    match arguments[1].given().or(variable.default.given()) {
        Some(default) => Ok(default.clone()),
        None => {
            let class = vm.exceptions().lookup_error.clone();
            Err(vm.raise(&class, vec![arguments[0].clone()]))
        }
    }
}

fn variable_set<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let context = current(vm)?;
    let values = values_of(vm, &context)?;
    let old = vm.dict_get(&values, &arguments[0])?.unwrap_or(Value::UNBOUND);
    vm.dict_set(&values, arguments[0].clone(), arguments[1].clone())?;
    Ok(vm.new_object(Token { context, variable: arguments[0].clone(), old, used: AtomicBool::new(false) }))
}

fn variable_reset<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(token) = arguments[1].as_ref::<Token<R>>() else {
        let shown = vm.repr_string(&arguments[1])?;
        return Err(vm.type_error(&format!("expected an instance of Token, got {shown}")));
    };
    let text = vm.repr_string(&arguments[1])?;
    if !token.variable.is(&arguments[0]) {
        return Err(vm.value_error(&format!("{text} was created by a different ContextVar")));
    }
    if !current(vm)?.is(&token.context) {
        return Err(vm.value_error(&format!("{text} was created in a different Context")));
    }
    // Relaxed: the thread that is in the context is the only one to ask.
    if token.used.swap(true, Ordering::Relaxed) {
        return Err(vm.runtime_error(&format!("{text} has already been used once")));
    }
    let values = values_of(vm, &token.context)?;
    match token.old.given() {
        Some(old) => vm.dict_set(&values, arguments[0].clone(), old.clone())?,
        None => vm.dict_remove(&values, &arguments[0])?,
    };
    Ok(Value::NONE)
}

fn variable_name<R: Runtime>(vm: &mut Vm<R>, variable: &Value<R>) -> Return<R> {
    Ok(variable_of(vm, variable)?.name.clone())
}

fn variable_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variable = variable_of(vm, &arguments[0])?;
    let name = vm.repr_string(&variable.name)?;
    let default = match variable.default.given() {
        Some(default) => format!(" default={}", vm.repr_string(default)?),
        None => String::new(),
    };
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<ContextVar name={name}{default} at {address:#x}>")))
}

fn token_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Token<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("a Token is expected"))
}

fn token_variable<R: Runtime>(vm: &mut Vm<R>, token: &Value<R>) -> Return<R> {
    Ok(token_of(vm, token)?.variable.clone())
}

fn token_old<R: Runtime>(vm: &mut Vm<R>, token: &Value<R>) -> Return<R> {
    let token = token_of(vm, token)?;
    match token.old.given() {
        Some(old) => Ok(old.clone()),
        None => {
            let class = vm.class_of(token.value()).into_value();
            vm.get_attr_str(&class, "MISSING")
        }
    }
}

fn token_new<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Err(vm.runtime_error("Tokens can only be created by ContextVars"))
}

fn token_repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let token = token_of(vm, &arguments[0])?;
    let variable = vm.repr_string(&token.variable)?;
    // Relaxed: what is shown is of one moment.
    let used = if token.used.load(Ordering::Relaxed) { " used" } else { "" };
    let address = arguments[0].word().bits();
    Ok(vm.new_string(format!("<Token{used} var={variable} at {address:#x}>")))
}

fn missing_repr<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.new_str("<Token.MISSING>"))
}

fn token_enter<R: Runtime>(_: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    Ok(arguments[0].clone())
}

fn token_exit<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let variable = token_of(vm, &arguments[0])?.variable.clone();
    variable_reset(vm, &[variable, arguments[0].clone()])
}

pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_contextvars");
    let context = ClassBuilder::new::<Context<R>>(vm, "_contextvars", "Context", None)
        .flags(ClassFlags::WEAKLY_REFERENCED)
        .constructor("__new__(cls, /, *args, **kwargs)", new_context)
        .methods(&[
            ("run(self, /, *args, **kwargs)", run),
            ("copy(self, /)", copy),
            ("get(self, key, default=None, /)", context_get),
            ("__getitem__(self, key, /)", context_getitem),
            ("__contains__(self, key, /)", context_contains),
            ("__len__(self, /)", context_len),
            ("__iter__(self, /)", context_iter),
            ("keys(self, /)", context_keys),
            ("values(self, /)", context_values),
            ("items(self, /)", context_items),
            ("__eq__(self, value, /)", context_equal),
        ])
        .attribute("__hash__", Value::NONE)
        .sealed()
        .finish()
        .into_value();
    let variable = ClassBuilder::new::<Variable<R>>(vm, "_contextvars", "ContextVar", None)
        .constructor("__new__(cls, name, /, *, default=None)", new_variable)
        .methods(&[
            ("get(self, default=None, /)", variable_get),
            ("set(self, value, /)", variable_set),
            ("reset(self, token, /)", variable_reset),
            ("__repr__(self, /)", variable_repr),
        ])
        .generic()
        .getter("name", variable_name)
        .sealed()
        .finish()
        .into_value();
    ClassBuilder::new::<Missing<R>>(vm, "Token", "MISSING", None)
        .method("__repr__(self, /)", missing_repr)
        .sealed()
        .finish();
    let missing = vm.new_object(Missing(PhantomData));
    let token = ClassBuilder::new::<Token<R>>(vm, "_contextvars", "Token", None)
        .constructor("__new__(cls, /, *args, **kwargs)", token_new)
        .methods(&[
            ("__enter__(self, /)", token_enter),
            ("__exit__(self, type, val, tb, /)", token_exit),
            ("__repr__(self, /)", token_repr),
        ])
        .generic()
        .getter("var", token_variable)
        .getter("old_value", token_old)
        .attribute("MISSING", missing)
        .sealed()
        .finish()
        .into_value();
    vm.module_set(&module, "Context", context);
    vm.module_set(&module, "ContextVar", variable);
    vm.module_set(&module, "Token", token);
    vm.module_functions(&module, "_contextvars", &[("copy_context()", copy_context)]);
    Ok(module)
}

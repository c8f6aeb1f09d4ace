//! `xmlparser`: the parser that Python sees.

use super::engine::{Engine, Next};
use super::event::Wishes;
use super::failure::Failure;
use super::handlers::{COUNT, Handler, Handlers, NAMES};
use super::namespaces::Namespaces;
use super::{deliver, raise};
use crate::exclusive::Exclusive;
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Dict, Guard, Guarded, Payload, Ref, Runtime, Str, Value};

/// Bytes of text that are put together at most, if the program does not say.
const BUFFER: usize = 8 * 1024;
/// Bytes that a file is read in.
const PIECE: i64 = 2048;

/// The payload of a parser.
pub(super) struct Parser<R: Runtime> {
    pub(super) state: Guarded<State<R>>,
    /// Held while a document is parsed.
    exclusive: Exclusive,
}

/// What changes.
pub(super) struct State<R: Runtime> {
    pub(super) engine: Engine,
    pub(super) handlers: Handlers<R>,
    /// A dict of names, so that each is one str; or None.
    pub(super) intern: Value<R>,
    pub(super) base: Option<String>,
    /// Text that was not given to its handler yet, if it is to be put together.
    pub(super) buffer: Option<String>,
    pub(super) buffer_size: usize,
    pub(super) ordered_attributes: bool,
    pub(super) specified_attributes: bool,
    pub(super) prefixes: bool,
    pub(super) code: i64,
    pub(super) is_parsing: bool,
}

// SAFETY: guarded, and a lock.
unsafe impl<R: Runtime> Payload<R> for Parser<R> {
    const NAME: &'static str = "xmlparser";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        // SAFETY: children are shown while no other thread runs.
        let state = unsafe { self.state.get() };
        state.handlers.all().iter().for_each(&mut *visit);
        visit(&state.intern);
    }
}

impl<R: Runtime> Guard<R> for Parser<R> {
    type Guarded = State<R>;
    fn guarded(&self) -> &Guarded<State<R>> {
        &self.state
    }
}

impl<R: Runtime> State<R> {
    fn wishes(&self) -> Wishes {
        Wishes {
            texts: self.handlers.has_default(),
            expands: self.handlers.expands,
            external_entities: self.handlers.has(Handler::ExternalEntity),
            not_standalone: self.handlers.has(Handler::NotStandalone),
            skipped_entities: self.handlers.has(Handler::SkippedEntity),
            prefixes: self.prefixes,
        }
    }
}

pub(super) fn own<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, Ref<R, Parser<R>>> {
    value.clone().downcast().map_err(|_| vm.type_error("an xmlparser is needed"))
}

fn optional_text<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, what: &str) -> Return<R, Option<String>> {
    match value.some() {
        None => Ok(None),
        Some(value) => match value.as_ref::<Str<R>>() {
            Some(text) => Ok(Some(text.as_str().to_owned())),
            None => {
                let message = format!("{what} must be str or None, not {}", vm.argument_type(value));
                Err(vm.type_error(&message))
            }
        },
    }
}

fn make<R: Runtime>(vm: &mut Vm<R>, state: State<R>) -> Value<R> {
    vm.new_object(Parser { state: Guarded::new(state), exclusive: Exclusive::default() })
}

/// `ParserCreate(encoding, namespace_separator, intern)`
pub(super) fn create<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let encoding = optional_text(vm, &arguments[0], "ParserCreate() argument 'encoding'")?;
    let separator = optional_text(vm, &arguments[1], "ParserCreate() argument 'namespace_separator'")?;
    let separator = match separator {
        None => None,
        Some(text) => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (separator, None) => Some(separator),
                _ => {
                    let message = "namespace_separator must be at most one character, omitted, or None";
                    return Err(vm.value_error(message));
                }
            }
        }
    };
    let intern = match arguments[2].given() {
        None => vm.new_dict().into_value(),
        Some(intern) if intern.is_none() || intern.as_ref::<Dict<R>>().is_some() => intern.clone(),
        Some(_) => return Err(vm.type_error("intern must be a dictionary")),
    };
    let state = State {
        engine: Engine::new(encoding, separator.map(Namespaces::new)),
        handlers: Handlers::new(),
        intern,
        base: None,
        buffer: None,
        buffer_size: BUFFER,
        ordered_attributes: false,
        specified_attributes: false,
        prefixes: false,
        code: 0,
        is_parsing: false,
    };
    Ok(make(vm, state))
}

/// `ExternalEntityParserCreate(context, encoding)`
fn create_for_entity<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let context = optional_text(vm, &arguments[1], "ExternalEntityParserCreate() argument 1")?;
    let encoding = optional_text(vm, &arguments[2], "ExternalEntityParserCreate() argument 2")?;
    let state = {
        let state = vm.lock(&own);
        State {
            engine: state.engine.for_entity(context.as_deref(), encoding),
            handlers: state.handlers.copy(),
            intern: state.intern.clone(),
            base: state.base.clone(),
            buffer: state.buffer.as_ref().map(|_| String::new()),
            buffer_size: state.buffer_size,
            ordered_attributes: state.ordered_attributes,
            specified_attributes: state.specified_attributes,
            prefixes: state.prefixes,
            code: 0,
            is_parsing: false,
        }
    };
    Ok(make(vm, state))
}

/// The characters of an encoding that a codec of Python has, one for each byte.
fn table<R: Runtime>(vm: &mut Vm<R>, name: &str) -> Return<R, Option<Box<[Option<char>; 256]>>> {
    let bytes: Vec<u8> = (0..=255).collect();
    let bytes = vm.new_bytes(&bytes);
    let decoded = vm.decode(&bytes, name, "replace")?;
    let Some(text) = decoded.as_ref::<Str<R>>() else { return Ok(None) };
    if text.characters() != 256 {
        return Err(vm.value_error("multi-byte encodings are not supported"));
    }
    let mut table = Box::new([None; 256]);
    for (place, character) in table.iter_mut().zip(text.as_str().chars()) {
        *place = (character != '\u{FFFD}').then_some(character);
    }
    Ok(Some(table))
}

/// Reads what was fed and tells the handlers.
fn run<R: Runtime>(vm: &mut Vm<R>, own: &Ref<R, Parser<R>>) -> Return<R, ()> {
    loop {
        let next = {
            let mut state = vm.lock(own);
            let wishes = state.wishes();
            state.engine.next(&wishes)
        };
        match next {
            Ok(Next::Event(occurrence)) => deliver::deliver(vm, own, occurrence)?,
            Ok(Next::Nothing) => return deliver::flush(vm, own),
            Ok(Next::Encoding(name)) => match table(vm, &name)? {
                Some(table) => vm.lock(own).engine.learn(table),
                None => vm.lock(own).engine.fail(Failure::UnknownEncoding),
            },
            Err(failure) => return Err(raise(vm, own, failure)),
        }
    }
}

/// Feeds bytes and reads them.
fn feed<R: Runtime>(vm: &mut Vm<R>, own: &Ref<R, Parser<R>>, bytes: &[u8], is_final: bool) -> Return<R, ()> {
    own.exclusive.run(vm, |vm| {
        let fed = vm.lock(own).engine.feed(bytes, is_final);
        if let Err(failure) = fed {
            return Err(raise(vm, own, failure));
        }
        vm.lock(own).is_parsing = true;
        let result = run(vm, own);
        vm.lock(own).is_parsing = false;
        if result.is_err() && vm.lock(own).engine.failure.is_none() {
            // What a handler raised ends the document, and nobody hears of it any more.
            let old = {
                let mut state = vm.lock(own);
                state.engine.fail(Failure::Aborted);
                std::mem::replace(&mut state.handlers, Handlers::new())
            };
            drop(old);
        }
        result
    })
}

fn parse<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let is_final = vm.flag(&arguments[2], false)?;
    if arguments[1].as_ref::<Str<R>>().is_some() {
        let bytes = vm.encode(&arguments[1], "utf-8", "strict")?;
        vm.lock(&own).engine.source.give_encoding("UTF-8");
        let bytes = vm.expect_bytes_like(&bytes)?.into_owned();
        feed(vm, &own, &bytes, is_final)?;
    } else {
        let bytes = vm.expect_bytes_like(&arguments[1])?;
        feed(vm, &own, &bytes, is_final)?;
    }
    Ok(Value::small_int(1))
}

fn parse_file<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let Some(read) = vm.find_attr_str(&arguments[1], "read")? else {
        return Err(vm.type_error("argument must have 'read' attribute"));
    };
    loop {
        let piece = vm.call(&read, &[Value::small_int(PIECE)])?;
        let Some(bytes) = vm.bytes_like(&piece) else {
            let message = format!("read() did not return a bytes object (type={})", vm.type_name(&piece));
            return Err(vm.type_error(&message));
        };
        feed(vm, &own, &bytes, bytes.is_empty())?;
        if bytes.is_empty() {
            return Ok(Value::small_int(1));
        }
    }
}

fn get_handler<R: Runtime, const NUMBER: usize>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?;
    Ok(vm.lock(&own).handlers.at(NUMBER))
}

fn set_handler<R: Runtime, const NUMBER: usize>(
    vm: &mut Vm<R>,
    value: &Value<R>,
    handler: Value<R>,
) -> Return<R, ()> {
    let own = own(vm, value)?;
    let Some(handler) = handler.given() else { return Err(vm.type_error("Cannot delete attribute")) };
    if NUMBER == Handler::Characters as usize {
        // What has been put together is the old handler's.
        deliver::flush(vm, &own)?;
    }
    let old = vm.lock(&own).handlers.set(NUMBER, handler.clone());
    drop(old);
    Ok(())
}

type Get<R> = fn(&mut Vm<R>, &Value<R>) -> Return<R>;
type Set<R> = fn(&mut Vm<R>, &Value<R>, Value<R>) -> Return<R, ()>;

macro_rules! accessors {
    ($($number:literal)*) => { [$((get_handler::<R, $number> as Get<R>, set_handler::<R, $number> as Set<R>)),*] };
}

/// Defines the accessors of an attribute that is true or false.
macro_rules! flag {
    ($builder:expr, $name:literal, $field:ident) => {
        $builder.getset(
            $name,
            |vm, value| {
                let own = own(vm, value)?;
                let flag = vm.lock(&own).$field;
                Ok(Value::bool(flag))
            },
            Some(|vm, value, flag| {
                let own = own(vm, value)?;
                let Some(flag) = flag.given() else { return Err(vm.type_error("Cannot delete attribute")) };
                let flag = vm.truth(flag)?;
                vm.lock(&own).$field = flag;
                Ok(())
            }),
        )
    };
}

fn set_buffer_text<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, flag: Value<R>) -> Return<R, ()> {
    let own = own(vm, value)?;
    let Some(flag) = flag.given() else { return Err(vm.type_error("Cannot delete attribute")) };
    if vm.truth(flag)? {
        vm.lock(&own).buffer.get_or_insert_default();
    } else {
        deliver::flush(vm, &own)?;
        vm.lock(&own).buffer = None;
    }
    Ok(())
}

fn set_buffer_size<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>, size: Value<R>) -> Return<R, ()> {
    let own = own(vm, value)?;
    let Some(size) = size.given() else { return Err(vm.type_error("Cannot delete attribute")) };
    if !vm.is_int(size) {
        return Err(vm.type_error("buffer_size must be an integer"));
    }
    let size = vm.index(size)?;
    if size <= 0 {
        return Err(vm.value_error("buffer_size must be greater than zero"));
    }
    if size > i32::MAX.into() {
        let message = format!("buffer_size must not be greater than {}", i32::MAX);
        return Err(vm.value_error(&message));
    }
    deliver::flush(vm, &own)?;
    vm.lock(&own).buffer_size = size as usize;
    Ok(())
}

fn line<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?;
    let line = vm.lock(&own).engine.position().line;
    Ok(vm.new_int(line as i64))
}

fn column<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?;
    let column = vm.lock(&own).engine.position().column;
    Ok(vm.new_int(column as i64))
}

fn byte<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let own = own(vm, value)?;
    let (byte, has_begun) = {
        let state = vm.lock(&own);
        (state.engine.position().byte, state.engine.source.has_begun())
    };
    Ok(vm.new_int(if has_begun { byte as i64 } else { -1 }))
}

fn set_base<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let base = vm.str_argument(&arguments[1], "SetBase() argument")?.to_owned();
    vm.lock(&own).base = Some(base);
    Ok(Value::NONE)
}

fn get_base<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let base = vm.lock(&own).base.clone();
    Ok(base.map_or(Value::NONE, |base| vm.new_string(base)))
}

fn input_context<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let context = {
        let state = vm.lock(&own);
        state.is_parsing.then(|| state.engine.source.since_mark().to_owned())
    };
    Ok(context.map_or(Value::NONE, |context| vm.new_bytes(context.as_bytes())))
}

fn set_parameter_entity_parsing<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let flag = vm.index(&arguments[1])?;
    let mut state = vm.lock(&own);
    if state.engine.source.has_begun() {
        return Ok(Value::small_int(0));
    }
    state.engine.parameter_entities = flag;
    Ok(Value::small_int(1))
}

fn use_foreign_dtd<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let flag = vm.flag(&arguments[1], true)?;
    if vm.lock(&own).engine.source.has_begun() {
        return Err(raise(vm, &own, Failure::CantChangeFeatureOnceParsing));
    }
    vm.lock(&own).engine.foreign_dtd = flag;
    Ok(Value::NONE)
}

/// Makes the class.
pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    let accessors: [(Get<R>, Set<R>); COUNT] =
        accessors!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21);
    let mut builder = ClassBuilder::new::<Parser<R>>(vm, "pyexpat", "xmlparser", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .methods(&[
            ("Parse(self, data, isfinal=False, /)", parse),
            ("ParseFile(self, file, /)", parse_file),
            ("SetBase(self, base, /)", set_base),
            ("GetBase(self, /)", get_base),
            ("GetInputContext(self, /)", input_context),
            ("ExternalEntityParserCreate(self, context, encoding=None, /)", create_for_entity),
            ("SetParamEntityParsing(self, flag, /)", set_parameter_entity_parsing),
            ("UseForeignDTD(self, flag=True, /)", use_foreign_dtd),
            ("GetReparseDeferralEnabled(self, /)", |vm, arguments| {
                let own = own(vm, &arguments[0])?;
                let enabled = vm.lock(&own).engine.reparse_deferral;
                Ok(Value::bool(enabled))
            }),
            ("SetReparseDeferralEnabled(self, enabled, /)", |vm, arguments| {
                let own = own(vm, &arguments[0])?;
                let enabled = vm.truth(&arguments[1])?;
                vm.lock(&own).engine.reparse_deferral = enabled;
                Ok(Value::NONE)
            }),
        ])
        .getter("ErrorCode", |vm, value| {
            let own = own(vm, value)?;
            let code = vm.lock(&own).code;
            Ok(vm.new_int(code))
        })
        .getter("ErrorLineNumber", line)
        .getter("ErrorColumnNumber", column)
        .getter("ErrorByteIndex", byte)
        .getter("CurrentLineNumber", line)
        .getter("CurrentColumnNumber", column)
        .getter("CurrentByteIndex", byte)
        .getter("intern", |vm, value| {
            let own = own(vm, value)?;
            Ok(vm.lock(&own).intern.clone())
        })
        .getter("buffer_used", |vm, value| {
            let own = own(vm, value)?;
            let used = vm.lock(&own).buffer.as_ref().map_or(0, String::len);
            Ok(vm.new_usize(used))
        })
        .getset(
            "buffer_text",
            |vm, value| {
                let own = own(vm, value)?;
                let buffers = vm.lock(&own).buffer.is_some();
                Ok(Value::bool(buffers))
            },
            Some(set_buffer_text),
        )
        .getset(
            "buffer_size",
            |vm, value| {
                let own = own(vm, value)?;
                let size = vm.lock(&own).buffer_size;
                Ok(vm.new_usize(size))
            },
            Some(set_buffer_size),
        );
    builder = flag!(builder, "ordered_attributes", ordered_attributes);
    builder = flag!(builder, "specified_attributes", specified_attributes);
    builder = flag!(builder, "namespace_prefixes", prefixes);
    for (name, (get, set)) in NAMES.iter().zip(accessors) {
        builder = builder.getset(name, get, Some(set));
    }
    let class = builder.sealed().finish();
    vm.module_set(module, "XMLParserType", class.into_value());
}

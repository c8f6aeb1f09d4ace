//! `_multibytecodec` and the modules of codecs beside it: East Asian encodings as objects.

mod convert;
mod incremental;
mod stream;

use convert::{decode, encode};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{Guard, Guarded, Payload, Ref, Runtime, Str, Value};
use std::marker::PhantomData;
use text::multibyte::{self, Encoding, State};

/// The payload of a codec.
struct MultibyteCodec<R: Runtime> {
    encoding: &'static dyn Encoding,
    _runtime: PhantomData<fn() -> R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for MultibyteCodec<R> {
    const NAME: &'static str = "MultibyteCodec";
}

/// The encoding of the attribute `codec` of a class.
fn encoding_of_class<R: Runtime>(vm: &mut Vm<R>, class: &Value<R>) -> Return<R, &'static dyn Encoding> {
    let codec = vm.get_attr_str(class, "codec")?;
    match codec.as_ref::<MultibyteCodec<R>>() {
        Some(codec) => Ok(codec.encoding),
        None => Err(vm.type_error("codec is unexpected type")),
    }
}

/// The name of an error handler, as an argument that may be missing.
fn errors_argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, String> {
    match value.some() {
        Some(value) => Ok(vm.str_argument(value, "errors")?.to_owned()),
        None => Ok("strict".to_owned()),
    }
}

/// What is encoded if something else than a str is given: what `str()` makes of it.
fn text_argument<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    if value.as_ref::<Str<R>>().is_some() { Ok(value.clone()) } else { Ok(vm.str(value)?.into_value()) }
}

/// What a codec that works piece by piece has not done yet.
#[derive(Clone, Default)]
struct Unfinished {
    errors: String,
    state: State,
    /// Bytes or, in UTF-8, characters that may be the beginning of something.
    pending: Vec<u8>,
}

/// The payload of the four classes that work piece by piece; `W` tells them apart.
struct Stateful<R: Runtime, W> {
    encoding: &'static dyn Encoding,
    /// What is read or written, in the two classes that do so.
    stream: Value<R>,
    unfinished: Guarded<Unfinished>,
    _which: PhantomData<fn() -> W>,
}

/// Which class it is.
trait Which: Send + Sync + 'static {
    const NAME: &'static str;
    /// What such an object remembers at first.
    fn initial(encoding: &dyn Encoding) -> State;
}

// SAFETY: immutable but for what is guarded.
unsafe impl<R: Runtime, W: Which> Payload<R> for Stateful<R, W> {
    const NAME: &'static str = W::NAME;
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.stream);
    }
}

impl<R: Runtime, W: Which> Guard<R> for Stateful<R, W> {
    type Guarded = Unfinished;
    fn guarded(&self) -> &Guarded<Unfinished> {
        &self.unfinished
    }
}

impl<R: Runtime, W: Which> Stateful<R, W> {
    /// For `__new__`: the encoding is the class's.
    fn make(vm: &mut Vm<R>, class: &Value<R>, stream: Value<R>, errors: &Value<R>) -> Return<R> {
        let errors = errors_argument(vm, errors)?;
        let encoding = encoding_of_class(vm, class)?;
        let class = vm.class_argument(class)?;
        let unfinished = Guarded::new(Unfinished { errors, state: W::initial(encoding), pending: vec![] });
        vm.new_object_of(&class, Self { encoding, stream, unfinished, _which: PhantomData })
    }

    fn of<'a>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Self>> {
        match value.as_ref::<Self>() {
            Some(own) => Ok(own),
            None => Err(vm.type_error(&format!("a {} is needed", W::NAME))),
        }
    }

    /// What is unfinished, to go on with. Two threads that use one object at a time get the same, and the one that ends
    /// last leaves what comes of it: no bytes are promised then, as for any stream.
    fn unfinished(&self, vm: &mut Vm<R>, own: &Ref<R, Self>) -> Unfinished {
        vm.lock(own).clone()
    }

    fn class<'v>(vm: &'v mut Vm<R>) -> ClassBuilder<'v, R> {
        ClassBuilder::new::<Self>(vm, "_multibytecodec", W::NAME, None)
            .method("__init__(self, /, *args, **kwargs)", |_, _| Ok(Value::NONE))
            .getset(
                "errors",
                |vm, value| {
                    let own = Self::of(vm, value)?;
                    let errors = vm.lock(own).errors.clone();
                    Ok(vm.new_string(errors))
                },
                Some(|vm, value, errors| {
                    let own = Self::of(vm, value)?;
                    if errors.is_unbound() {
                        return Err(vm.attribute_error(value, "errors", "cannot delete attribute"));
                    }
                    let errors = match errors.as_ref::<Str<R>>() {
                        Some(errors) => errors.as_str().to_owned(),
                        None => return Err(vm.type_error("errors must be a string")),
                    };
                    vm.lock(own).errors = errors;
                    Ok(())
                }),
            )
    }
}

fn codec_of<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R, &'static dyn Encoding> {
    match value.as_ref::<MultibyteCodec<R>>() {
        Some(codec) => Ok(codec.encoding),
        None => Err(vm.type_error("a MultibyteCodec is needed")),
    }
}

fn codec_encode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let encoding = codec_of(vm, &arguments[0])?;
    let text = text_argument(vm, &arguments[1])?;
    let errors = errors_argument(vm, &arguments[2])?;
    let (bytes, length) = encode(vm, encoding, &mut encoding.initial_encoder(), &text, &errors, true)?;
    let (bytes, length) = (vm.new_bytes(&bytes), vm.new_usize(length));
    Ok(vm.new_tuple(vec![bytes, length]))
}

fn codec_decode<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let encoding = codec_of(vm, &arguments[0])?;
    let content = vm.expect_bytes_like(&arguments[1])?;
    let errors = errors_argument(vm, &arguments[2])?;
    let (text, length) = decode(vm, encoding, &mut encoding.initial_decoder(), &content, &errors, true)?;
    let (text, length) = (vm.new_string(text), vm.new_usize(length));
    Ok(vm.new_tuple(vec![text, length]))
}

/// Makes `_multibytecodec`.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_multibytecodec");
    ClassBuilder::new::<MultibyteCodec<R>>(vm, "_multibytecodec", "MultibyteCodec", None)
        .methods(&[
            ("encode(self, /, input, errors=None)", codec_encode),
            ("decode(self, /, input, errors=None)", codec_decode),
        ])
        .sealed()
        .finish();
    incremental::install(vm, &module);
    stream::install(vm, &module);
    Ok(module)
}

/// Makes a module of codecs, such as `_codecs_jp`.
fn family<R: Runtime>(
    vm: &mut Vm<R>,
    name: &'static str,
    getcodec: fn(&mut Vm<R>, &[Value<R>]) -> Return<R>,
) -> Return<R> {
    vm.import_module("_multibytecodec")?;
    let module = vm.new_module(name);
    vm.module_functions(&module, name, &[("getcodec(object, /)", getcodec)]);
    Ok(module)
}

fn get_codec<R: Runtime>(vm: &mut Vm<R>, module: &str, name: &Value<R>) -> Return<R> {
    let Some(name) = name.as_ref::<Str<R>>() else {
        return Err(vm.type_error("encoding name must be a string."));
    };
    match multibyte::find(module, name.as_str()) {
        Some(encoding) => Ok(vm.new_object(MultibyteCodec { encoding, _runtime: PhantomData::<fn() -> R> })),
        None => {
            let class = vm.exceptions().lookup_error.clone();
            Err(vm.raise_message(&class, "no such codec is supported."))
        }
    }
}

/// The modules of codecs, each with a function of its own that knows it.
macro_rules! families {
    ($shared:ident: $($name:literal)*) => {
        $($shared.register_module($name, |vm| {
            family(vm, $name, |vm, arguments| get_codec(vm, $name, &arguments[0]))
        });)*
    };
}

/// Makes the modules of codecs importable.
pub(crate) fn register<R: Runtime>(shared: &interpreter::Shared<R>) {
    shared.register_module("_multibytecodec", init);
    families! {
        shared: "_codecs_cn" "_codecs_hk" "_codecs_iso2022" "_codecs_jp" "_codecs_kr" "_codecs_tw"
    }
}

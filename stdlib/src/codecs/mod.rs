//! `_codecs`: the built-in codecs as functions, the registry of others, the registry of error handlers.

mod charmap;
mod convert;
mod escape;
mod handlers;
mod registry;

use convert::{Order, decode, decode_ordered, decode_with_order, encode, encode_ordered};
use interpreter::{Return, Vm};
use object_model::Runtime;
use text::codec::{ByteOrder, Codec};

const LITTLE: Option<ByteOrder> = Some(ByteOrder::Little);
const BIG: Option<ByteOrder> = Some(ByteOrder::Big);

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_codecs");
    charmap::install(vm);
    registry::install(vm, &module)?;
    handlers::install(vm, &module)?;
    vm.module_functions(
        &module,
        "_codecs",
        &[
            ("utf_8_encode(str, errors=None, /)", |vm, arguments| encode(vm, arguments, Codec::Utf8)),
            ("utf_8_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode(vm, arguments, Codec::Utf8, false)
            }),
            ("utf_7_encode(str, errors=None, /)", |vm, arguments| encode(vm, arguments, Codec::Utf7)),
            ("utf_7_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode(vm, arguments, Codec::Utf7, false)
            }),
            ("ascii_encode(str, errors=None, /)", |vm, arguments| encode(vm, arguments, Codec::Ascii)),
            ("ascii_decode(data, errors=None, /)", |vm, arguments| decode(vm, arguments, Codec::Ascii, true)),
            ("latin_1_encode(str, errors=None, /)", |vm, arguments| encode(vm, arguments, Codec::Latin1)),
            ("latin_1_decode(data, errors=None, /)", |vm, arguments| {
                decode(vm, arguments, Codec::Latin1, true)
            }),
            ("unicode_escape_encode(str, errors=None, /)", |vm, arguments| {
                encode(vm, arguments, Codec::UnicodeEscape)
            }),
            ("unicode_escape_decode(data, errors=None, final=True, /)", |vm, arguments| {
                decode(vm, arguments, Codec::UnicodeEscape, true)
            }),
            ("raw_unicode_escape_encode(str, errors=None, /)", |vm, arguments| {
                encode(vm, arguments, Codec::RawUnicodeEscape)
            }),
            ("raw_unicode_escape_decode(data, errors=None, final=True, /)", |vm, arguments| {
                decode(vm, arguments, Codec::RawUnicodeEscape, true)
            }),
            ("utf_16_encode(str, errors=None, byteorder=0, /)", |vm, arguments| {
                encode_ordered(vm, arguments, Codec::Utf16)
            }),
            ("utf_16_le_encode(str, errors=None, /)", |vm, arguments| {
                encode(vm, arguments, Codec::Utf16(LITTLE))
            }),
            ("utf_16_be_encode(str, errors=None, /)", |vm, arguments| {
                encode(vm, arguments, Codec::Utf16(BIG))
            }),
            ("utf_16_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode_ordered(vm, arguments, Order::utf_16())
            }),
            ("utf_16_le_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode(vm, arguments, Codec::Utf16(LITTLE), false)
            }),
            ("utf_16_be_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode(vm, arguments, Codec::Utf16(BIG), false)
            }),
            ("utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)", |vm, arguments| {
                decode_with_order(vm, arguments, Order::utf_16())
            }),
            ("utf_32_encode(str, errors=None, byteorder=0, /)", |vm, arguments| {
                encode_ordered(vm, arguments, Codec::Utf32)
            }),
            ("utf_32_le_encode(str, errors=None, /)", |vm, arguments| {
                encode(vm, arguments, Codec::Utf32(LITTLE))
            }),
            ("utf_32_be_encode(str, errors=None, /)", |vm, arguments| {
                encode(vm, arguments, Codec::Utf32(BIG))
            }),
            ("utf_32_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode_ordered(vm, arguments, Order::utf_32())
            }),
            ("utf_32_le_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode(vm, arguments, Codec::Utf32(LITTLE), false)
            }),
            ("utf_32_be_decode(data, errors=None, final=False, /)", |vm, arguments| {
                decode(vm, arguments, Codec::Utf32(BIG), false)
            }),
            ("utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)", |vm, arguments| {
                decode_with_order(vm, arguments, Order::utf_32())
            }),
            ("charmap_encode(str, errors=None, mapping=None, /)", charmap::encode),
            ("charmap_decode(data, errors=None, mapping=None, /)", charmap::decode),
            ("charmap_build(map, /)", charmap::build),
            ("escape_encode(data, errors=None, /)", escape::encode),
            ("escape_decode(data, errors=None, /)", escape::decode),
            ("readbuffer_encode(data, errors=None, /)", convert::read_buffer),
        ],
    );
    Ok(module)
}

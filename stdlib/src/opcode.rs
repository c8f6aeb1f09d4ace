//! `_opcode`: what `opcode` asks about CPython's instructions. Programs are not compiled to them here, so that there is
//! little to say: the tables have CPython's names, and of properties only those of what `co_code` shows, the uses of names.

use interpreter::{Return, Vm};
use object_model::{Runtime, Value};

/// Operators by the number of `BINARY_OP`.
const OPERATORS: [(&str, &str); 27] = [
    ("NB_ADD", "+"),
    ("NB_AND", "&"),
    ("NB_FLOOR_DIVIDE", "//"),
    ("NB_LSHIFT", "<<"),
    ("NB_MATRIX_MULTIPLY", "@"),
    ("NB_MULTIPLY", "*"),
    ("NB_REMAINDER", "%"),
    ("NB_OR", "|"),
    ("NB_POWER", "**"),
    ("NB_RSHIFT", ">>"),
    ("NB_SUBTRACT", "-"),
    ("NB_TRUE_DIVIDE", "/"),
    ("NB_XOR", "^"),
    ("NB_INPLACE_ADD", "+="),
    ("NB_INPLACE_AND", "&="),
    ("NB_INPLACE_FLOOR_DIVIDE", "//="),
    ("NB_INPLACE_LSHIFT", "<<="),
    ("NB_INPLACE_MATRIX_MULTIPLY", "@="),
    ("NB_INPLACE_MULTIPLY", "*="),
    ("NB_INPLACE_REMAINDER", "%="),
    ("NB_INPLACE_OR", "|="),
    ("NB_INPLACE_POWER", "**="),
    ("NB_INPLACE_RSHIFT", ">>="),
    ("NB_INPLACE_SUBTRACT", "-="),
    ("NB_INPLACE_TRUE_DIVIDE", "/="),
    ("NB_INPLACE_XOR", "^="),
    ("NB_SUBSCR", "[]"),
];

const SPECIAL_METHODS: [&str; 4] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];

fn operators<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let pairs = OPERATORS.map(|(name, symbol)| vm.new_tuple(vec![vm.new_str(name), vm.new_str(symbol)]));
    vm.new_list(pairs.to_vec())
}

fn special_methods<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    let names = SPECIAL_METHODS.map(|name| vm.new_str(name));
    vm.new_list(names.to_vec())
}

fn nothing<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    vm.new_list(vec![])
}

fn no<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    vm.index(&arguments[0])?;
    Ok(Value::FALSE)
}

/// CPython's instructions of which the argument says a name.
const NAMED: [i64; 10] = [61, 64, 65, 72, 80, 92, 93, 110, 115, 116];
/// The first that have an argument.
const WITH_ARGUMENT: i64 = 44;

fn has_name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let opcode = vm.index(&arguments[0])?;
    Ok(Value::bool(NAMED.contains(&opcode)))
}

fn has_argument<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let opcode = vm.index(&arguments[0])?;
    Ok(Value::bool((WITH_ARGUMENT..256).contains(&opcode)))
}

fn stack_effect<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Err(vm.value_error("invalid opcode or oparg"))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_opcode");
    vm.module_functions(
        &module,
        "_opcode",
        &[
            ("stack_effect(opcode, oparg=None, /, *, jump=None)", stack_effect),
            ("is_valid(opcode)", no),
            ("has_arg(opcode)", has_argument),
            ("has_const(opcode)", no),
            ("has_name(opcode)", has_name),
            ("has_jump(opcode)", no),
            ("has_free(opcode)", no),
            ("has_local(opcode)", no),
            ("has_exc(opcode)", no),
            ("get_nb_ops()", operators),
            ("get_intrinsic1_descs()", nothing),
            ("get_intrinsic2_descs()", nothing),
            ("get_special_method_names()", special_methods),
            ("get_executor(code, offset)", |_, _| Ok(Value::NONE)),
            ("get_specialization_stats()", |_, _| Ok(Value::NONE)),
        ],
    );
    // No instruction becomes another one.
    for name in ["ENABLE_SPECIALIZATION", "ENABLE_SPECIALIZATION_FT"] {
        vm.module_set(&module, name, Value::FALSE);
    }
    Ok(module)
}

//! `code`: what libraries read of compiled code.

use super::receiver;
use crate::frame::offset;
use crate::function::LoadedCode;
use crate::raised::Return;
use crate::types::ClassBuilder;
use crate::vm::Vm;
use compiler::CodeKind;
use object_model::{Ref, Runtime, Value};
use std::collections::HashSet;
use std::sync::Arc;

const OPTIMIZED: i64 = 0x1;
const NEW_LOCALS: i64 = 0x2;
const VAR_POSITIONAL: i64 = 0x4;
const VAR_KEYWORD: i64 = 0x8;
const NESTED: i64 = 0x10;
const GENERATOR: i64 = 0x20;
const COROUTINE: i64 = 0x80;
const ITERABLE_COROUTINE: i64 = 0x100;
const ASYNC_GENERATOR: i64 = 0x200;
const FUTURE_ANNOTATIONS: i64 = 0x100_0000;
const HAS_DOCSTRING: i64 = 0x400_0000;
/// CPython's instruction at which a body begins.
const RESUME: u8 = 128;
/// CPython's instruction that does nothing.
const NOP: u8 = 27;
/// CPython's instruction that makes the argument of the next one longer.
const EXTENDED_ARG: u8 = 69;
/// What CPython keeps room for inline caches with.
const CACHE: u8 = 0;

fn code<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, LoadedCode<R>>> {
    receiver(vm, value, "code")
}

fn names<'n, R: Runtime>(vm: &mut Vm<R>, names: impl Iterator<Item = &'n Box<str>>) -> Value<R> {
    let names = names.map(|name| vm.intern(name).into_value()).collect();
    vm.new_tuple(names)
}

fn flags<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    Ok(Value::small_int(flags_of(&code(vm, value)?.code)))
}

fn flags_of(code: &compiler::Code) -> i64 {
    let function = code.kind == CodeKind::Function;
    let mut flags = 0;
    let mut set = |condition: bool, flag: i64| flags |= if condition { flag } else { 0 };
    set(function, OPTIMIZED | NEW_LOCALS);
    set(code.params.var_positional, VAR_POSITIONAL);
    set(code.params.var_keyword, VAR_KEYWORD);
    set(code.flags.nested, NESTED);
    set(code.flags.generator && !code.flags.coroutine, GENERATOR);
    set(code.flags.coroutine && !code.flags.generator, COROUTINE);
    set(code.flags.coroutine && code.flags.generator, ASYNC_GENERATOR);
    set(code.flags.awaited, ITERABLE_COROUTINE);
    set(code.flags.future_annotations, FUTURE_ANNOTATIONS);
    set(function && code.docstring.is_some(), HAS_DOCSTRING);
    flags
}

/// Parameters, then the other local variables that no inner function uses.
fn variables<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let code = code(vm, value)?.code.clone();
    let mut inlined = code.inlined.iter().peekable();
    let mut others = Vec::new();
    for (at, local) in code.locals.iter().enumerate() {
        while let Some(variable) = inlined.next_if(|variable| usize::from(variable.after) <= at) {
            others.push(&variable.name);
        }
        if !local.free && !local.cell && !code.params.names.contains(&local.name) {
            others.push(&local.name);
        }
    }
    others.extend(inlined.map(|variable| &variable.name));
    Ok(names(vm, code.params.names.iter().chain(others)))
}

fn cell_variables<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let code = code(vm, value)?.code.clone();
    let captured = code.locals.iter().filter(|local| local.cell && !local.free).map(|local| &local.name);
    let (mut cells, mut others): (Vec<_>, Vec<_>) =
        captured.partition(|name| code.params.names.contains(name));
    cells.extend(code.inlined.iter().filter(|variable| variable.cell).map(|variable| &variable.name));
    others.sort();
    Ok(names(vm, cells.into_iter().chain(others)))
}

fn constants<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let loaded = code(vm, value)?;
    let mut all = Vec::new();
    if let Some(doc) = &loaded.code.docstring {
        all.push(vm.new_str(doc));
    }
    all.extend(loaded.constants.iter().cloned());
    all.extend(loaded.children.iter().cloned());
    Ok(vm.new_tuple(all))
}

fn position<R: Runtime>(vm: &mut Vm<R>, position: &compiler::Position) -> Value<R> {
    let parts = [position.line, position.end_line, position.column, position.end_column];
    let part = |part| if position.line == 0 { Value::NONE } else { Value::small_int(i64::from(part)) };
    let parts = parts.into_iter().map(part).collect();
    vm.new_tuple(parts)
}

fn positions<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let code = code(vm, &arguments[0])?.code.clone();
    let (line, begin) = (code.first_line, compiler::Position::default());
    let begin = compiler::Position { line, end_line: line, ..begin };
    let all = std::iter::once(&begin).chain(&code.positions).map(|one| position(vm, one)).collect();
    let list = vm.new_list(all)?;
    vm.iter(&list)
}

/// Where each conditional jump is, and where it goes on: below itself, or where it jumps to.
fn branches<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let code = code(vm, &arguments[0])?.code.clone();
    let mut all = Vec::new();
    for (at, op) in code.ops.iter().enumerate() {
        let Some(distance) = compiler::distance(op) else { continue };
        if !matches!(op, compiler::Op::Jump { .. } | compiler::Op::Loop { .. }) {
            let next = offset(at as u32 + 1);
            let places = [offset(at as u32), next, next + i64::from(distance) * 2];
            all.push(vm.new_tuple(places.map(Value::small_int).to_vec()));
        }
    }
    let list = vm.new_list(all)?;
    vm.iter(&list)
}

/// CPython's instruction for a use of a name: with its argument, and the room that it has for inline caches.
fn name_use(code: &compiler::Code, op: &compiler::Op) -> Option<(u8, u16, usize)> {
    use compiler::Op;
    let name = |site: &compiler::SiteId| code.sites.get(usize::from(site.0)).map(|site| site.name);
    // Two of them keep a bit of their argument for something else.
    let flagged = |site| name(site).and_then(|name| name.checked_mul(2));
    Some(match op {
        Op::LoadGlobal { site, .. } | Op::LoadDictOrGlobal { site, .. } => (92, flagged(site)?, 4),
        Op::StoreGlobal { site, .. } => (115, name(site)?, 0),
        Op::DeleteGlobal { site } => (64, name(site)?, 0),
        Op::LoadName { site, .. } => (93, name(site)?, 0),
        Op::StoreName { site, .. } => (116, name(site)?, 0),
        Op::DeleteName { site } => (65, name(site)?, 0),
        Op::GetAttr { site, .. } | Op::LoadMethod { site, .. } => (80, flagged(site)?, 9),
        Op::SetAttr { site, .. } => (110, name(site)?, 4),
        Op::DeleteAttr { site, .. } => (61, name(site)?, 0),
        Op::ImportFrom { name, .. } => (72, name.0, 0),
        _ => return None,
    })
}

/// Bytes for `dis`, which has no words for these instructions: CPython's for where a body begins, and for each instruction one
/// that does nothing, with a byte that tells instructions apart. So offsets, lines and positions agree. Behind them stands, where
/// nothing is ever executed, what tools look for: which names are used, and how.
fn bytes<R: Runtime>(vm: &mut Vm<R>, value: &Value<R>) -> Return<R> {
    let code = code(vm, value)?.code.clone();
    let mut bytes = vec![RESUME, 0];
    bytes.extend(compiler::kept::instructions(&code).into_iter().flat_map(|byte| [NOP, byte]));
    let mut seen = HashSet::new();
    for use_ in code.ops.iter().filter_map(|op| name_use(&code, op)).filter(|use_| seen.insert(*use_)) {
        let (opcode, argument, caches) = use_;
        if argument > 0xFF {
            bytes.extend([EXTENDED_ARG, (argument >> 8) as u8]);
        }
        bytes.extend([opcode, argument as u8]);
        bytes.extend(std::iter::repeat_n([CACHE, 0], caches).flatten());
    }
    Ok(vm.new_bytes(&bytes))
}

/// The instructions for `dis`: the name of each, its operands, what it asks for in counts, what it names or works on, and the offset
/// it may jump to.
fn instructions<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let loaded = code(vm, &arguments[0])?;
    let code = loaded.code.clone();
    let mut all = Vec::new();
    for instruction in compiler::instructions(&code) {
        let argument = match instruction.argument {
            Some(compiler::Argument::Name(name)) => vm.intern(name).into_value(),
            Some(compiler::Argument::Constant(number)) => {
                loaded.constants.get(number).cloned().unwrap_or(Value::NONE)
            }
            None => Value::NONE,
        };
        let target = instruction.target.map_or(Value::NONE, |target| Value::small_int(offset(target)));
        let (name, operands) = (vm.new_string(instruction.name), vm.new_string(instruction.operands));
        let mark = vm.new_str(instruction.mark.encode_utf8(&mut [0; 4]));
        all.push(vm.new_tuple(vec![name, operands, mark, argument, target]));
    }
    vm.new_list(all)
}

/// The exception handlers for `dis`: the offsets where what each protects begins and ends, of the handler, and the registers kept.
fn handlers<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let code = code(vm, &arguments[0])?.code.clone();
    let mut all = Vec::new();
    for handler in &code.handlers {
        let places = [handler.start, handler.end, handler.target].map(|at| Value::small_int(offset(at)));
        let mut entry = places.to_vec();
        entry.push(Value::small_int(i64::from(handler.depth)));
        all.push(vm.new_tuple(entry));
    }
    vm.new_list(all)
}

/// The name of a variable by its number in CPython's order: parameters and locals, then what closures share.
fn variable_name<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let number = vm.index(&arguments[1])?;
    let mut all = Vec::new();
    let own = variables(vm, &arguments[0])?;
    let cells = cell_variables(vm, &arguments[0])?;
    for names in [own, cells] {
        for name in vm.as_tuple(&names).unwrap_or_default() {
            if !all.iter().any(|known: &Value<R>| known.is(name)) {
                all.push(name.clone());
            }
        }
    }
    let code = code(vm, &arguments[0])?.code.clone();
    all.extend(code.free_variables.iter().map(|name| vm.intern(name).into_value()));
    match usize::try_from(number).ok().and_then(|number| all.get(number)) {
        Some(name) => Ok(name.clone()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn lines<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let code = code(vm, &arguments[0])?.code.clone();
    let begin = [0, offset(0), i64::from(code.first_line)].map(Value::small_int).to_vec();
    let mut all = vec![vm.new_tuple(begin)];
    // A line that is passed without an instruction takes no bytes.
    let mut passed = code.passed_lines.iter().peekable();
    let mut start = 0;
    for end in 1..=code.positions.len() {
        let line = code.positions[start].line;
        if code.positions.get(end).is_some_and(|next| next.line == line) {
            continue;
        }
        while let Some(line) = passed.next_if(|passed| passed.instruction < end as u32) {
            let at = offset(line.instruction);
            all.push(vm.new_tuple([at, at, i64::from(line.line)].map(Value::small_int).to_vec()));
        }
        let (from, to) = (offset(start as u32), offset(end as u32));
        let line = if line == 0 { Value::NONE } else { Value::small_int(i64::from(line)) };
        all.push(vm.new_tuple(vec![Value::small_int(from), Value::small_int(to), line]));
        start = end;
    }
    let list = vm.new_list(all)?;
    vm.iter(&list)
}

/// Whether two are compiled alike, wherever they come from.
fn eq<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let one = code(vm, &arguments[0])?;
    let Some(other) = arguments[1].as_ref::<LoadedCode<R>>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let (one, other) = (&one.code, &other.code);
    let alike = Arc::ptr_eq(one, other)
        || one.qualname == other.qualname
            && one.first_line == other.first_line
            && one.ops.len() == other.ops.len()
            && compiler::kept::to_bytes(one) == compiler::kept::to_bytes(other);
    Ok(Value::bool(alike))
}

fn hash<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let code = code(vm, &arguments[0])?.code.clone();
    let name = vm.new_str(&code.qualname);
    let size = (i64::from(code.first_line) << 32) ^ code.ops.len() as i64;
    let hash = vm.hash(&name)? ^ size;
    Ok(vm.new_int(if hash == -1 { -2 } else { hash }))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let code = &code(vm, &arguments[0])?.code;
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        code.name,
        arguments[0].word().bits(),
        code.filename,
        code.first_line
    );
    Ok(vm.new_string(text))
}

/// A copy with other names or places; the instructions stay.
fn replace<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let loaded = code(vm, &arguments[0])?;
    let old = &loaded.code;
    let text = |vm: &mut Vm<R>, value: &Value<R>, default: &str, which: &str| match value.given() {
        Some(value) => match vm.as_str(value) {
            Some(text) => Ok(text.to_owned()),
            None => {
                let found = vm.argument_type(value);
                Err(vm.type_error(&format!("replace() argument '{which}' must be str, not {found}")))
            }
        },
        None => Ok(default.to_owned()),
    };
    let name = text(vm, &arguments[1], &old.name, "co_name")?;
    let qualname = text(vm, &arguments[2], &old.qualname, "co_qualname")?;
    let filename = text(vm, &arguments[3], &old.filename, "co_filename")?;
    let first_line = match arguments[4].given() {
        Some(line) => u32::try_from(vm.index(line)?).unwrap_or(0),
        None => old.first_line,
    };
    let mut flags = old.flags;
    if let Some(asked) = arguments[5].given() {
        let (asked, present) = (vm.index(asked)?, flags_of(old));
        if (asked ^ present) & !ITERABLE_COROUTINE != 0 {
            return Err(vm.value_error(
                "replace() can make a generator's code a coroutine's, and change no other flag",
            ));
        }
        flags.awaited = asked & ITERABLE_COROUTINE != 0;
    }
    let fresh = compiler::Code {
        flags,
        name: name.into(),
        qualname: qualname.into(),
        filename: filename.into(),
        first_line,
        ..compiler::Code::clone(old)
    };
    let lifetime = vm.lifetime_of_compiled();
    Ok(vm.load_code(&Arc::new(fresh), lifetime))
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>) {
    let class = vm.types().code.clone();
    ClassBuilder::extend(vm, &class)
        .methods(&[
            ("__eq__(self, value, /)", eq),
            ("__hash__(self, /)", hash),
            ("__repr__(self, /)", repr),
            ("co_positions(self, /)", positions),
            ("co_lines(self, /)", lines),
            ("co_branches(self, /)", branches),
            ("_varname_from_oparg(self, /, oparg)", variable_name),
            ("_instructions(self, /)", instructions),
            ("_handlers(self, /)", handlers),
            (
                "replace(self, /, *, co_name=None, co_qualname=None, co_filename=None, co_firstlineno=None, co_flags=None)",
                replace,
            ),
        ])
        .getter("co_name", |vm, value| {
            let name = &code(vm, value)?.code.name;
            Ok(vm.intern(name).into_value())
        })
        .getter("co_qualname", |vm, value| {
            let name = &code(vm, value)?.code.qualname;
            Ok(vm.intern(name).into_value())
        })
        .getter("co_filename", |vm, value| {
            let name = &code(vm, value)?.code.filename;
            Ok(vm.intern(name).into_value())
        })
        .getter("co_firstlineno", |vm, value| {
            Ok(Value::small_int(i64::from(code(vm, value)?.code.first_line)))
        })
        .getter("co_argcount", |vm, value| {
            Ok(Value::small_int(i64::from(code(vm, value)?.code.params.positional)))
        })
        .getter("co_posonlyargcount", |vm, value| {
            Ok(Value::small_int(i64::from(code(vm, value)?.code.params.positional_only)))
        })
        .getter("co_kwonlyargcount", |vm, value| {
            Ok(Value::small_int(i64::from(code(vm, value)?.code.params.keyword_only)))
        })
        .getter("co_nlocals", |vm, value| {
            let variables = variables(vm, value)?;
            let count = vm.len(&variables)?;
            Ok(vm.new_usize(count))
        })
        .getter("co_stacksize", |vm, value| Ok(Value::small_int(i64::from(code(vm, value)?.code.registers))))
        .getter("co_flags", flags)
        .getter("co_varnames", variables)
        .getter("co_cellvars", cell_variables)
        .getter("co_freevars", |vm, value| {
            let code = code(vm, value)?.code.clone();
            Ok(names(vm, code.free_variables.iter()))
        })
        .getter("co_names", |vm, value| {
            let code = code(vm, value)?.code.clone();
            Ok(names(vm, code.names.iter()))
        })
        .getter("co_consts", constants)
        .getter("co_code", bytes)
        .finish();
}

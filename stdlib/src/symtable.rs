//! `_symtable`: what the compiler knows of names.

use compiler::{Mode, Table, TableKind};
use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Payload, Ref, Runtime, Value};

/// The payload of a table.
struct Entry<R: Runtime> {
    number: usize,
    kind: TableKind,
    line: u32,
    nested: bool,
    name: Value<R>,
    symbols: Value<R>,
    parameters: Value<R>,
    children: Value<R>,
}

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for Entry<R> {
    const NAME: &'static str = "symtable entry";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        for value in [&self.name, &self.symbols, &self.parameters, &self.children] {
            visit(value);
        }
    }
}

const KINDS: [(&str, TableKind); 7] = [
    ("TYPE_FUNCTION", TableKind::Function),
    ("TYPE_CLASS", TableKind::Class),
    ("TYPE_MODULE", TableKind::Module),
    ("TYPE_ANNOTATION", TableKind::Annotation),
    ("TYPE_TYPE_ALIAS", TableKind::TypeAlias),
    ("TYPE_TYPE_PARAMETERS", TableKind::TypeParameters),
    ("TYPE_TYPE_VARIABLE", TableKind::TypeVariable),
];

const NUMBERS: [(&str, u32); 19] = [
    ("USE", Table::USED),
    ("DEF_GLOBAL", Table::GLOBAL),
    ("DEF_NONLOCAL", Table::NONLOCAL),
    ("DEF_LOCAL", Table::LOCAL),
    ("DEF_PARAM", Table::PARAMETER),
    ("DEF_TYPE_PARAM", Table::TYPE_PARAMETER),
    ("DEF_FREE_CLASS", Table::FREE_IN_CLASS),
    ("DEF_IMPORT", Table::IMPORTED),
    ("DEF_BOUND", Table::LOCAL | Table::PARAMETER | Table::IMPORTED | Table::TYPE_PARAMETER),
    ("DEF_ANNOT", Table::ANNOTATED),
    ("DEF_COMP_ITER", Table::COMPREHENSION_TARGET),
    ("DEF_COMP_CELL", Table::COMPREHENSION_CELL),
    ("SCOPE_OFF", Table::SCOPE_OFFSET),
    ("SCOPE_MASK", Table::GLOBAL | Table::LOCAL | Table::PARAMETER | Table::NONLOCAL),
    ("LOCAL", Table::SCOPE_LOCAL),
    ("GLOBAL_EXPLICIT", Table::SCOPE_GLOBAL_EXPLICIT),
    ("GLOBAL_IMPLICIT", Table::SCOPE_GLOBAL_IMPLICIT),
    ("FREE", Table::SCOPE_FREE),
    ("CELL", Table::SCOPE_CELL),
];

fn own<'a, R: Runtime>(vm: &mut Vm<R>, value: &'a Value<R>) -> Return<R, &'a Ref<R, Entry<R>>> {
    match value.as_ref::<Entry<R>>() {
        Some(own) => Ok(own),
        None => Err(vm.type_error("a symtable entry is needed")),
    }
}

/// `symtable(source, filename, compile_type)`
fn symtable<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let filename = vm.str_string(&arguments[1])?;
    let source = vm.source_text(&arguments[0], &filename, "symtable", "AST object")?;
    let mode = match vm.str_argument(&arguments[2], "symtable() argument 3")? {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => return Err(vm.value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'")),
    };
    let tables = match compiler::symbol_tables(&source, &filename, mode) {
        Ok(tables) => tables,
        Err(error) => return Err(vm.syntax_error(&error)),
    };
    let mut entries: Vec<Value<R>> = tables.iter().map(|_| Value::NONE).collect();
    // What is inside a block comes after it, and is made before it.
    for (number, table) in tables.into_iter().enumerate().rev() {
        let symbols = vm.new_dict();
        for (name, flags) in &table.symbols {
            let (name, flags) = (vm.intern(name), vm.new_int((*flags).into()));
            vm.dict_set_str(&symbols, &name, flags);
        }
        let parameters = table.parameters.iter().map(|name| vm.new_str(name)).collect();
        let children =
            table.children.iter().map(|&child| std::mem::replace(&mut entries[child], Value::NONE));
        let children = children.collect();
        let entry = Entry {
            number,
            kind: table.kind,
            line: table.line,
            nested: table.nested,
            name: vm.new_str(&table.name),
            symbols: symbols.into_value(),
            parameters: vm.new_list(parameters)?,
            children: vm.new_list(children)?,
        };
        entries[number] = vm.new_object(entry);
    }
    Ok(std::mem::replace(&mut entries[0], Value::NONE))
}

fn repr<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let own = own(vm, &arguments[0])?;
    let name = vm.str_string(&own.name)?;
    let shown = format!("<symtable entry {name}({}), line {}>", own.number + 1, own.line);
    Ok(vm.new_string(shown))
}

/// Makes the module.
pub(crate) fn init<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_symtable");
    ClassBuilder::new::<Entry<R>>(vm, "builtins", "symtable entry", None)
        .flags(ClassFlags::NOT_CALLABLE)
        .method("__repr__(self, /)", repr)
        .getter("id", |vm, value| {
            let number = own(vm, value)?.number;
            Ok(vm.new_usize(number + 1))
        })
        .getter("name", |vm, value| Ok(own(vm, value)?.name.clone()))
        .getter("symbols", |vm, value| Ok(own(vm, value)?.symbols.clone()))
        .getter("varnames", |vm, value| Ok(own(vm, value)?.parameters.clone()))
        .getter("children", |vm, value| Ok(own(vm, value)?.children.clone()))
        .getter("nested", |vm, value| Ok(Value::small_int(own(vm, value)?.nested.into())))
        .getter("lineno", |vm, value| Ok(Value::small_int(own(vm, value)?.line.into())))
        .getter("type", |vm, value| {
            let kind = own(vm, value)?.kind;
            let number = KINDS.iter().position(|(_, known)| *known == kind).unwrap_or_default();
            Ok(vm.new_usize(number))
        })
        .sealed()
        .finish();
    for (number, (name, _)) in KINDS.iter().enumerate() {
        vm.module_set(&module, name, Value::small_int(number as i64));
    }
    for (name, number) in NUMBERS {
        vm.module_set(&module, name, Value::small_int(number.into()));
    }
    vm.module_functions(&module, "_symtable", &[("symtable(source, filename, startstr, /)", symtable)]);
    Ok(module)
}

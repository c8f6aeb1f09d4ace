//! `eval`, `exec`, `compile`, and the namespaces they run in: `globals`, `locals`, `vars`, `dir`.

use super::{given_tree, syntax_tree};
use crate::function::{Cell, LoadedCode};
use crate::origin::{Origin, Text};
use crate::raised::Return;
use crate::vm::Vm;
use compiler::{Mode, Node, Options};
use object_model::{Dict, Runtime, Special, Value};
use std::sync::Arc;

/// `compile`'s flag that asks for a syntax tree instead of code.
const ONLY_SYNTAX_TREE: i64 = 0x400;
/// `compile`'s flag that has what stands outside of functions await.
const ALLOW_TOP_LEVEL_AWAIT: i64 = 0x2000;
/// `compile`'s flag that asks for `_IncompleteInputError` where more lines could follow.
const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
/// The flags of futures, and of what `compile` is asked for: what it may be told.
const KNOWN_FLAGS: i64 =
    0x1FE_0000 | 0x8000 | 0x4000 | ALLOW_TOP_LEVEL_AWAIT | 0x1000 | ONLY_SYNTAX_TREE | 0x200 | 0x10;
/// `from __future__ import annotations`
const FUTURE_ANNOTATIONS: i64 = 0x100_0000;

impl<R: Runtime> Vm<R> {
    /// The globals of the running Python function; None if there is none.
    pub fn current_globals(&self) -> Value<R> {
        self.frames.last().map_or(Value::NONE, |frame| frame.function().globals.clone())
    }

    /// `locals()` of the running Python function: its namespace, or a new dict of its variables.
    pub fn current_locals(&mut self) -> Value<R> {
        self.running_locals().unwrap_or_else(|| self.new_dict().into_value())
    }

    fn compile_here(&mut self, source: &str, filename: &str, mode: Mode, options: Options) -> Return<R> {
        let Options { future_annotations, top_level_await, optimize, .. } = options;
        let (text, filename) = (Text::Source(source.into()), filename.into());
        let origin = Origin { text, filename, mode, future_annotations, top_level_await, optimize };
        let lifetime = self.lifetime_of_compiled();
        self.compile_source_of(origin, lifetime)
    }

    fn compile_given(&mut self, tree: &Node, filename: &str, mode: Mode, options: Options) -> Return<R> {
        let options = Options { marks: self.shared.config.ledger.is_some(), ..options };
        let mut warnings = Vec::new();
        match compiler::compile_tree(tree, filename, mode, options, &mut warnings) {
            Ok(code) => {
                self.warn_of_source(warnings)?;
                let lifetime = self.lifetime_of_compiled();
                let Some(bytes) = compiler::tree_to_bytes(tree) else {
                    return Ok(self.load_code(&code, lifetime));
                };
                let Options { future_annotations, top_level_await, optimize, .. } = options;
                let (text, filename) = (Text::Tree(bytes), filename.into());
                let origin = Origin { text, filename, mode, future_annotations, top_level_await, optimize };
                Ok(self.load_code_of(&code, lifetime, &Arc::new(origin)))
            }
            Err(error) => Err(self.syntax_error(&error)),
        }
    }

    /// What the running code passes on to the code it compiles.
    fn inherited_options(&self) -> Options {
        let future_annotations =
            self.frames.last().is_some_and(|frame| frame.loaded().code.flags.future_annotations);
        Options { future_annotations, ..self.plain_options() }
    }

    /// How a source is compiled that inherits nothing.
    fn plain_options(&self) -> Options {
        Options { optimize: self.shared.config.optimize, ..Options::default() }
    }

    /// The namespaces `eval` and `exec` run in.
    fn namespaces(
        &mut self,
        globals: &Value<R>,
        locals: &Value<R>,
        wrong_globals: fn(&str, bool) -> String,
        wrong_locals: fn(&str) -> String,
    ) -> Return<R, (Value<R>, Value<R>)> {
        let (globals, locals) = match (globals.some(), locals.some()) {
            (Some(globals), Some(locals)) => (globals.clone(), locals.clone()),
            (Some(globals), None) => (globals.clone(), globals.clone()),
            (None, Some(locals)) => (self.current_globals(), locals.clone()),
            (None, None) => (self.current_globals(), self.current_locals()),
        };
        let Some(dict) = globals.as_ref::<Dict<R>>() else {
            let is_mapping = self.class_of(&globals).special(self, Special::Getitem).is_some();
            let message = wrong_globals(&self.type_name(&globals), is_mapping);
            return Err(self.type_error(&message));
        };
        if locals.as_ref::<Dict<R>>().is_none()
            && self.class_of(&locals).special(self, Special::Getitem).is_none()
        {
            let message = wrong_locals(&self.type_name(&locals));
            return Err(self.type_error(&message));
        }
        let name = Special::Builtins.name::<R>(self).clone();
        if self.dict_get_str(dict, &name).is_none() {
            let builtins = self.shared.builtins().value().clone();
            self.dict_set_str(dict, &name, builtins);
        }
        Ok((globals, locals))
    }

    /// Runs code that has no parameters in these namespaces.
    fn run_in(
        &mut self,
        function: &str,
        code: &Value<R>,
        globals: &Value<R>,
        locals: &Value<R>,
        closure: Value<R>,
    ) -> Return<R> {
        let free = code.as_ref::<LoadedCode<R>>().map_or(0, |loaded| loaded.code.free_variables.len());
        let parameters = code.as_ref::<LoadedCode<R>>().map_or(0, |loaded| loaded.code.params.names.len());
        let cells = self.as_tuple(&closure).map(<[_]>::to_vec);
        let fits = cells.as_ref().is_some_and(|cells| {
            cells.len() == free && cells.iter().all(|cell| cell.as_ref::<Cell<R>>().is_some())
        });
        let problem = match (function, free) {
            ("eval", 1..) => {
                Some(format!("code object passed to {function}() may not contain free variables"))
            }
            (_, 0) if !closure.is_none() => Some("cannot use a closure with this code object".to_owned()),
            (_, 1..) if !fits => Some(format!("code object requires a closure of exactly length {free}")),
            _ => None,
        };
        if let Some(message) = problem {
            return Err(self.type_error(&message));
        }
        if parameters > 0 {
            let name = code.as_ref::<LoadedCode<R>>().map_or("code", |loaded| &loaded.code.name).to_owned();
            let plural = if parameters == 1 { "" } else { "s" };
            let message = format!("{name}() missing {parameters} required positional argument{plural}");
            return Err(self.type_error(&message));
        }
        self.audit("exec", |_| [code.clone()])?;
        self.run_code(code, globals, locals, closure)
    }
}

fn eval<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [source, globals, locals] = arguments else { return Err(vm.system_error("eval takes a source")) };
    let wrong = |_: &str, is_mapping: bool| match is_mapping {
        true => "globals must be a real dict; try eval(expr, {}, mapping)".to_owned(),
        false => "globals must be a dict".to_owned(),
    };
    let (globals, locals) =
        vm.namespaces(globals, locals, wrong, |_| "locals must be a mapping".to_owned())?;
    let code = if source.as_ref::<LoadedCode<R>>().is_some() {
        source.clone()
    } else {
        let text = vm.source_text(source, "<string>", "eval", "code object")?;
        audit_compilation(vm, &text, "<string>")?;
        let options = vm.inherited_options();
        vm.compile_here(text.trim_start_matches([' ', '\t']), "<string>", Mode::Eval, options)?
    };
    vm.run_in("eval", &code, &globals, &locals, Value::NONE)
}

fn exec<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [source, globals, locals, closure] = arguments else {
        return Err(vm.system_error("exec takes a source"));
    };
    let (globals, locals) = vm.namespaces(
        globals,
        locals,
        |name, _| format!("exec() globals must be a dict, not {name}"),
        |name| format!("locals must be a mapping or None, not {name}"),
    )?;
    let closure = closure.some().cloned().unwrap_or(Value::NONE);
    let code = if source.as_ref::<LoadedCode<R>>().is_some() {
        source.clone()
    } else {
        if !closure.is_none() {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        let text = vm.source_text(source, "<string>", "exec", "code object")?;
        audit_compilation(vm, &text, "<string>")?;
        let options = vm.inherited_options();
        vm.compile_here(&text, "<string>", Mode::Exec, options)?
    };
    vm.run_in("exec", &code, &globals, &locals, closure)?;
    Ok(Value::NONE)
}

/// Tells the audit hooks that a text is compiled.
fn audit_compilation<R: Runtime>(vm: &mut Vm<R>, text: &str, filename: &str) -> Return<R, ()> {
    vm.audit("compile", |vm| [vm.new_bytes(text.as_bytes()), vm.new_str(filename)])
}

/// Complains of a source that more lines could follow, if that is to be told from what is wrong.
fn check_complete<R: Runtime>(vm: &mut Vm<R>, flags: i64, source: &str) -> Return<R, ()> {
    if flags & ALLOW_INCOMPLETE_INPUT != 0
        && (compiler::is_incomplete(source) || compiler::wants_block(source))
    {
        let class = vm.exceptions().incomplete_input_error.clone();
        return Err(vm.raise_message(&class, "incomplete input"));
    }
    Ok(())
}

fn compile<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [source, filename, mode, flags, dont_inherit, optimize, ..] = arguments else {
        return Err(vm.system_error("compile takes a source"));
    };
    let filename = match vm.as_bytes(filename) {
        Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        None => match vm.call_special(filename, Special::Fspath, &[])? {
            Some(path) => vm.str_string(&path)?,
            None => vm.expect_str(filename, "expected str, bytes or os.PathLike object, not")?.to_owned(),
        },
    };
    if filename.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    let mode = match vm.c_text_argument(mode, "compile() argument 'mode'")? {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let flags = match flags.given() {
        Some(flags) => vm.index(flags)?,
        None => 0,
    };
    if flags & !KNOWN_FLAGS != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let inherit = match dont_inherit.given() {
        Some(refuse) => !vm.truth(refuse)?,
        None => true,
    };
    let mut options = if inherit { vm.inherited_options() } else { vm.plain_options() };
    if let Some(level) = optimize.given() {
        match vm.index(level)? {
            -1 => {}
            level @ 0..=2 => options.optimize = level as u8,
            _ => return Err(vm.value_error("compile(): invalid optimize value")),
        }
    }
    options.future_annotations |= flags & FUTURE_ANNOTATIONS != 0;
    options.top_level_await = flags & ALLOW_TOP_LEVEL_AWAIT != 0;
    if source.as_ref::<LoadedCode<R>>().is_some() {
        return Ok(source.clone());
    }
    let is_node = syntax_tree::is_node(vm, source)?;
    if flags & ONLY_SYNTAX_TREE != 0 {
        if is_node {
            return Ok(source.clone());
        }
        let text = vm.source_text(source, &filename, "compile", "AST object")?;
        audit_compilation(vm, &text, &filename)?;
        check_complete(vm, flags, &text)?;
        return syntax_tree::parse(vm, &text, &filename, mode);
    }
    if is_node {
        vm.audit("compile", |_| [source.clone(), Value::NONE])?;
        let tree = given_tree::read(vm, source, mode)?;
        return vm.compile_given(&tree, &filename, mode, options);
    }
    let text = vm.source_text(source, &filename, "compile", "AST object")?;
    audit_compilation(vm, &text, &filename)?;
    check_complete(vm, flags, &text)?;
    vm.compile_here(&text, &filename, mode, options)
}

fn globals<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.current_globals())
}

fn locals<R: Runtime>(vm: &mut Vm<R>, _: &[Value<R>]) -> Return<R> {
    Ok(vm.current_locals())
}

fn vars<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let Some(object) = arguments[0].given() else { return Ok(vm.current_locals()) };
    if let Some(dict) = missing_as_none(vm, |vm| vm.find_attr_str(object, "__dict__"))? {
        return Ok(dict);
    }
    Err(vm.type_error("vars() argument must have __dict__ attribute"))
}

/// An attribute, or None if looking for it raises AttributeError.
pub(super) fn missing_as_none<R: Runtime>(
    vm: &mut Vm<R>,
    find: impl FnOnce(&mut Vm<R>) -> Return<R, Option<Value<R>>>,
) -> Return<R, Option<Value<R>>> {
    match find(vm) {
        Err(raised) => {
            let class = vm.exceptions().attribute_error.clone();
            if vm.is_raised(&raised, &class) { Ok(None) } else { Err(raised) }
        }
        found => found,
    }
}

fn dir<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let names = match arguments[0].given() {
        None => {
            let locals = vm.current_locals();
            match locals.as_ref::<Dict<R>>().filter(|dict| !dict.head().shape().is_heap()) {
                Some(dict) => vm.dict_entries(dict).into_iter().map(|(_, key, _)| key).collect(),
                None => {
                    let keys = vm.call_method(&locals, "keys", &[])?;
                    vm.collect(&keys)?
                }
            }
        }
        Some(object) => match vm.call_special(object, Special::Dir, &[])? {
            Some(names) => vm.collect(&names)?,
            None => return Err(vm.type_error("object does not provide __dir__")),
        },
    };
    let mut names: Vec<Value<R>> = names;
    super::sort::sort(vm, &mut names, &Value::NONE, false)?;
    vm.new_list(names)
}

pub(super) fn install<R: Runtime>(vm: &mut Vm<R>, module: &Value<R>) {
    vm.module_functions(
        module,
        "builtins",
        &[
            ("eval(source, /, globals=None, locals=None)", eval),
            ("exec(source, /, globals=None, locals=None, *, closure=None)", exec),
            (
                "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
                compile,
            ),
            ("globals()", globals),
            ("locals()", locals),
            ("vars(object=None, /)", vars),
            ("dir(object=None, /)", dir),
        ],
    );
}

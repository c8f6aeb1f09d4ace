//! `_ast`: the classes of syntax tree nodes, for the modules that name them.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Dict, Instance, Payload, Runtime, Value};

/// Abstract classes, each with its nodes and their fields, `name:type` with `?` for one that may be missing and `*` for a
/// list. A base that ends with `!` has no attributes of place, nor has a node that does.
const NODES: &[(&str, &str)] = &[
    (
        "mod!",
        "Module(body:stmt*,type_ignores:type_ignore*) Interactive(body:stmt*) Expression(body:expr) \
         FunctionType(argtypes:expr*,returns:expr)",
    ),
    (
        "stmt",
        "FunctionDef(name:identifier,args:arguments,body:stmt*,decorator_list:expr*,returns:expr?,\
type_comment:string?,type_params:type_param*) \
         AsyncFunctionDef(name:identifier,args:arguments,body:stmt*,decorator_list:expr*,returns:expr?,\
type_comment:string?,type_params:type_param*) \
         ClassDef(name:identifier,bases:expr*,keywords:keyword*,body:stmt*,decorator_list:expr*,\
type_params:type_param*) \
         Return(value:expr?) Delete(targets:expr*) Assign(targets:expr*,value:expr,type_comment:string?) \
         TypeAlias(name:expr,type_params:type_param*,value:expr) \
         AugAssign(target:expr,op:operator,value:expr) \
         AnnAssign(target:expr,annotation:expr,value:expr?,simple:int) \
         For(target:expr,iter:expr,body:stmt*,orelse:stmt*,type_comment:string?) \
         AsyncFor(target:expr,iter:expr,body:stmt*,orelse:stmt*,type_comment:string?) \
         While(test:expr,body:stmt*,orelse:stmt*) If(test:expr,body:stmt*,orelse:stmt*) \
         With(items:withitem*,body:stmt*,type_comment:string?) \
         AsyncWith(items:withitem*,body:stmt*,type_comment:string?) \
         Match(subject:expr,cases:match_case*) Raise(exc:expr?,cause:expr?) \
         Try(body:stmt*,handlers:excepthandler*,orelse:stmt*,finalbody:stmt*) \
         TryStar(body:stmt*,handlers:excepthandler*,orelse:stmt*,finalbody:stmt*) \
         Assert(test:expr,msg:expr?) Import(names:alias*) ImportFrom(module:identifier?,names:alias*,level:int?) \
         Global(names:identifier*) Nonlocal(names:identifier*) Expr(value:expr) Pass() Break() Continue()",
    ),
    (
        "expr",
        "BoolOp(op:boolop,values:expr*) NamedExpr(target:expr,value:expr) \
         BinOp(left:expr,op:operator,right:expr) UnaryOp(op:unaryop,operand:expr) \
         Lambda(args:arguments,body:expr) IfExp(test:expr,body:expr,orelse:expr) \
         Dict(keys:expr*,values:expr*) Set(elts:expr*) ListComp(elt:expr,generators:comprehension*) \
         SetComp(elt:expr,generators:comprehension*) \
         DictComp(key:expr,value:expr,generators:comprehension*) \
         GeneratorExp(elt:expr,generators:comprehension*) Await(value:expr) Yield(value:expr?) \
         YieldFrom(value:expr) Compare(left:expr,ops:cmpop*,comparators:expr*) \
         Call(func:expr,args:expr*,keywords:keyword*) \
         FormattedValue(value:expr,conversion:int,format_spec:expr?) \
         Interpolation(value:expr,str:constant,conversion:int,format_spec:expr?) JoinedStr(values:expr*) \
         TemplateStr(values:expr*) Constant(value:constant,kind:string?) \
         Attribute(value:expr,attr:identifier,ctx:expr_context) \
         Subscript(value:expr,slice:expr,ctx:expr_context) Starred(value:expr,ctx:expr_context) \
         Name(id:identifier,ctx:expr_context) List(elts:expr*,ctx:expr_context) \
         Tuple(elts:expr*,ctx:expr_context) Slice(lower:expr?,upper:expr?,step:expr?)",
    ),
    ("expr_context!", "Load() Store() Del()"),
    ("boolop!", "And() Or()"),
    (
        "operator!",
        "Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()",
    ),
    ("unaryop!", "Invert() Not() UAdd() USub()"),
    ("cmpop!", "Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()"),
    ("excepthandler", "ExceptHandler(type:expr?,name:identifier?,body:stmt*)"),
    (
        "pattern",
        "MatchValue(value:expr) MatchSingleton(value:constant) MatchSequence(patterns:pattern*) \
         MatchMapping(keys:expr*,patterns:pattern*,rest:identifier?) \
         MatchClass(cls:expr,patterns:pattern*,kwd_attrs:identifier*,kwd_patterns:pattern*) \
         MatchStar(name:identifier?) MatchAs(pattern:pattern?,name:identifier?) MatchOr(patterns:pattern*)",
    ),
    ("type_ignore!", "TypeIgnore(lineno:int,tag:string)"),
    (
        "type_param",
        "TypeVar(name:identifier,bound:expr?,default_value:expr?) ParamSpec(name:identifier,default_value:expr?) \
         TypeVarTuple(name:identifier,default_value:expr?)",
    ),
    (
        "AST",
        "arg(arg:identifier,annotation:expr?,type_comment:string?) keyword(arg:identifier?,value:expr) \
         alias(name:identifier,asname:identifier?) \
         arguments(posonlyargs:arg*,args:arg*,vararg:arg?,kwonlyargs:arg*,kw_defaults:expr*,kwarg:arg?,\
defaults:expr*)! \
         comprehension(target:expr,iter:expr,ifs:expr*,is_async:int)! \
         withitem(context_expr:expr,optional_vars:expr?)! \
         match_case(pattern:pattern,guard:expr?,body:stmt*)!",
    ),
];

/// A field as the table declares it.
struct Declared<'t> {
    name: &'t str,
    kind: &'t str,
    optional: bool,
    several: bool,
}

impl<'t> Declared<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let (name, kind) = text.split_once(':')?;
        let plain = kind.trim_end_matches(['?', '*']);
        Some(Declared { name, kind: plain, optional: kind.ends_with('?'), several: kind.ends_with('*') })
    }

    /// The type, as `_field_types` says it.
    fn kind<R: Runtime>(&self, vm: &mut Vm<R>, module: &Value<R>) -> Return<R> {
        let plain = match self.kind {
            "identifier" | "string" => vm.types().str.value().clone(),
            "int" => vm.types().int.value().clone(),
            "constant" => vm.types().object.value().clone(),
            node => vm.get_attr_str(module, node)?,
        };
        if self.several {
            let list = vm.types().list.value().clone();
            return vm.get_item(&list, &plain);
        }
        if self.optional {
            let union = vm.union_class().into_value();
            let both = vm.new_tuple(vec![plain, Value::NONE]);
            return vm.get_item(&union, &both);
        }
        Ok(plain)
    }
}

const PLACE: [&str; 4] = ["lineno", "col_offset", "end_lineno", "end_col_offset"];

fn init<R: Runtime>(vm: &mut Vm<R>, arguments: &[Value<R>]) -> Return<R> {
    let [receiver, args, keywords] = arguments else { return Ok(Value::NONE) };
    let fields = vm.get_attr_str(receiver, "_fields")?;
    let fields = vm.collect(&fields)?;
    let args = vm.collect(args)?;
    if args.len() > fields.len() {
        let name = vm.type_name(receiver);
        let plural = if fields.len() == 1 { "" } else { "s" };
        let message =
            format!("{name} constructor takes at most {} positional argument{plural}", fields.len());
        return Err(vm.type_error(&message));
    }
    for (field, value) in fields.iter().zip(&args) {
        let field = vm.str_handle(field)?;
        vm.set_attr(receiver, &field, value.clone())?;
    }
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            let name = vm.str_handle(&name)?;
            vm.set_attr(receiver, &name, value)?;
        }
    }
    let types = vm.get_attr_str(receiver, "_field_types")?;
    let Some(types) = types.as_ref::<Dict<R>>() else { return Ok(Value::NONE) };
    for field in &fields {
        let name = vm.str_handle(field)?;
        if vm.own_attribute(receiver, &name).is_none()
            && let Some(kind) = vm.dict_get_str(types, &name)
            && let Some(value) = default(vm, &kind)?
        {
            vm.set_attr(receiver, &name, value)?;
        }
    }
    Ok(Value::NONE)
}

/// What a field of this type holds if nothing was given: an empty list, or that an expression is read.
fn default<R: Runtime>(vm: &mut Vm<R>, kind: &Value<R>) -> Return<R, Option<Value<R>>> {
    let origin = vm.find_attr_str(kind, "__origin__")?;
    if origin.is_some_and(|origin| origin.is(vm.types().list.value())) {
        return vm.new_list(vec![]).map(Some);
    }
    let module = vm.import_module("_ast")?;
    if !vm.get_attr_str(&module, "expr_context")?.is(kind) {
        return Ok(None);
    }
    let load = vm.get_attr_str(&module, "Load")?;
    vm.call(&load, &[]).map(Some)
}

fn names<R: Runtime>(vm: &mut Vm<R>, names: &[&str]) -> Value<R> {
    let names = names.iter().map(|name| vm.intern(name).into_value()).collect();
    vm.new_tuple(names)
}

fn derive<R: Runtime>(
    vm: &mut Vm<R>,
    module: &Value<R>,
    base: &Value<R>,
    name: &str,
    fields: Option<&[Declared<'_>]>,
    placed: Option<bool>,
) -> Return<R> {
    let namespace = vm.new_dict();
    let put = |vm: &mut Vm<R>, key: &str, value: Value<R>| {
        let key = vm.intern(key);
        vm.dict_set_str(&namespace, &key, value);
    };
    let owner = vm.new_str("ast");
    put(vm, "__module__", owner);
    if let Some(fields) = fields {
        for field in fields.iter().filter(|field| field.optional) {
            put(vm, field.name, Value::NONE);
        }
        let fields: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let fields = names(vm, &fields);
        put(vm, "_fields", fields.clone());
        put(vm, "__match_args__", fields);
    }
    if let Some(placed) = placed {
        let place = names(vm, if placed { &PLACE } else { &[] });
        put(vm, "_attributes", place);
        if placed {
            put(vm, "end_lineno", Value::NONE);
            put(vm, "end_col_offset", Value::NONE);
        }
    }
    let class = vm.types().type_.value().clone();
    let bases = vm.new_tuple(vec![base.clone()]);
    let title = vm.new_str(name);
    let made = vm.call(&class, &[title, bases, namespace.into_value()])?;
    vm.module_set(module, name, made.clone());
    Ok(made)
}

pub(crate) fn init_module<R: Runtime>(vm: &mut Vm<R>) -> Return<R> {
    let module = vm.new_module("_ast");
    let layout = <Instance<R> as Payload<R>>::LAYOUT;
    let none = vm.new_tuple(vec![]);
    let no_types = vm.new_dict().into_value();
    let root = ClassBuilder::with_layout(vm, "ast", "AST", None, layout, ClassFlags::ATTRIBUTES)
        .method("__init__(self, /, *args, **kwargs)", init)
        .attribute("_fields", none.clone())
        .attribute("_attributes", none.clone())
        .attribute("_field_types", no_types)
        .attribute("__match_args__", none)
        .finish()
        .into_value();
    vm.module_set(&module, "AST", root.clone());
    let mut made = Vec::new();
    for (base, nodes) in NODES {
        let (name, placed) = match base.strip_suffix('!') {
            Some(name) => (name, false),
            None => (*base, true),
        };
        let parent = match name {
            "AST" => root.clone(),
            _ => derive(vm, &module, &root, name, Some(&[]), Some(placed))?,
        };
        for node in nodes.split_whitespace() {
            let (node, bare) = match node.strip_suffix('!') {
                Some(node) => (node, true),
                None => (node, false),
            };
            let Some((node, fields)) = node.trim_end_matches(')').split_once('(') else { continue };
            let fields: Vec<Declared<'_>> = fields.split(',').filter_map(Declared::read).collect();
            let placed = (name == "AST").then_some(!bare);
            let class = derive(vm, &module, &parent, node, Some(&fields), placed)?;
            made.push((class, fields));
        }
    }
    for (class, fields) in made {
        let types = vm.new_dict();
        for field in fields {
            let (name, kind) = (vm.intern(field.name), field.kind(vm, &module)?);
            vm.dict_set_str(&types, &name, kind);
        }
        vm.set_attr_str(&class, "_field_types", types.into_value())?;
    }
    for (name, flag) in [
        ("PyCF_ONLY_AST", 0x400),
        ("PyCF_TYPE_COMMENTS", 0x1000),
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
        ("PyCF_OPTIMIZED_AST", 0x8400),
    ] {
        vm.module_set(&module, name, Value::small_int(flag));
    }
    Ok(module)
}

//! `_ast`: the classes of syntax tree nodes, for the modules that name them. Source is not parsed into them.

use interpreter::{ClassBuilder, Return, Vm};
use object_model::{ClassFlags, Dict, Instance, Payload, Runtime, Value};

/// Abstract classes, each with its nodes and their fields. A base that ends with `!` has no attributes of place.
const NODES: &[(&str, &str)] = &[
    ("mod!", "Module(body,type_ignores) Interactive(body) Expression(body) FunctionType(argtypes,returns)"),
    (
        "stmt",
        "FunctionDef(name,args,body,decorator_list,returns,type_comment,type_params) \
         AsyncFunctionDef(name,args,body,decorator_list,returns,type_comment,type_params) \
         ClassDef(name,bases,keywords,body,decorator_list,type_params) Return(value) Delete(targets) \
         Assign(targets,value,type_comment) TypeAlias(name,type_params,value) AugAssign(target,op,value) \
         AnnAssign(target,annotation,value,simple) For(target,iter,body,orelse,type_comment) \
         AsyncFor(target,iter,body,orelse,type_comment) While(test,body,orelse) If(test,body,orelse) \
         With(items,body,type_comment) AsyncWith(items,body,type_comment) Match(subject,cases) Raise(exc,cause) \
         Try(body,handlers,orelse,finalbody) TryStar(body,handlers,orelse,finalbody) Assert(test,msg) \
         Import(names) ImportFrom(module,names,level) Global(names) Nonlocal(names) Expr(value) Pass() Break() \
         Continue()",
    ),
    (
        "expr",
        "BoolOp(op,values) NamedExpr(target,value) BinOp(left,op,right) UnaryOp(op,operand) Lambda(args,body) \
         IfExp(test,body,orelse) Dict(keys,values) Set(elts) ListComp(elt,generators) SetComp(elt,generators) \
         DictComp(key,value,generators) GeneratorExp(elt,generators) Await(value) Yield(value) YieldFrom(value) \
         Compare(left,ops,comparators) Call(func,args,keywords) FormattedValue(value,conversion,format_spec) \
         Interpolation(value,str,conversion,format_spec) JoinedStr(values) TemplateStr(values) \
         Constant(value,kind) Attribute(value,attr,ctx) Subscript(value,slice,ctx) Starred(value,ctx) Name(id,ctx) \
         List(elts,ctx) Tuple(elts,ctx) Slice(lower,upper,step)",
    ),
    ("expr_context!", "Load() Store() Del()"),
    ("boolop!", "And() Or()"),
    (
        "operator!",
        "Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()",
    ),
    ("unaryop!", "Invert() Not() UAdd() USub()"),
    ("cmpop!", "Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()"),
    ("excepthandler", "ExceptHandler(type,name,body)"),
    (
        "pattern",
        "MatchValue(value) MatchSingleton(value) MatchSequence(patterns) MatchMapping(keys,patterns,rest) \
         MatchClass(cls,patterns,kwd_attrs,kwd_patterns) MatchStar(name) MatchAs(pattern,name) MatchOr(patterns)",
    ),
    ("type_ignore!", "TypeIgnore(lineno,tag)"),
    (
        "type_param",
        "TypeVar(name,bound,default_value) ParamSpec(name,default_value) TypeVarTuple(name,default_value)",
    ),
    (
        "AST",
        "arg(arg,annotation,type_comment) keyword(arg,value) alias(name,asname) \
         arguments(posonlyargs,args,vararg,kwonlyargs,kw_defaults,kwarg,defaults)! \
         comprehension(target,iter,ifs,is_async)! withitem(context_expr,optional_vars)! match_case(pattern,guard,body)!",
    ),
];

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
    for (field, value) in fields.iter().zip(args) {
        let field = vm.str_handle(field)?;
        vm.set_attr(receiver, &field, value)?;
    }
    if let Some(keywords) = keywords.as_ref::<Dict<R>>() {
        for (_, name, value) in vm.dict_entries(keywords) {
            let name = vm.str_handle(&name)?;
            vm.set_attr(receiver, &name, value)?;
        }
    }
    Ok(Value::NONE)
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
    fields: Option<&[&str]>,
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
        let fields = names(vm, fields);
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
    let root = ClassBuilder::with_layout(vm, "ast", "AST", None, layout, ClassFlags::ATTRIBUTES)
        .method("__init__(self, /, *args, **kwargs)", init)
        .attribute("_fields", none.clone())
        .attribute("_attributes", none.clone())
        .attribute("__match_args__", none)
        .finish()
        .into_value();
    vm.module_set(&module, "AST", root.clone());
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
            let fields: Vec<&str> = fields.split(',').filter(|field| !field.is_empty()).collect();
            let placed = (name == "AST").then_some(!bare);
            derive(vm, &module, &parent, node, Some(&fields), placed)?;
        }
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

//! What classes of nodes there are, and what they hold.

/// Abstract classes, each with its nodes and their fields, `name:type` with `?` for one that may be missing, `*` for a
/// list and `?*` for a list with gaps. A base that ends with `!` has no attributes of place, nor has a node that does.
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
         Dict(keys:expr?*,values:expr*) Set(elts:expr*) ListComp(elt:expr,generators:comprehension*) \
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
         arguments(posonlyargs:arg*,args:arg*,vararg:arg?,kwonlyargs:arg*,kw_defaults:expr?*,kwarg:arg?,\
defaults:expr*)! \
         comprehension(target:expr,iter:expr,ifs:expr*,is_async:int)! \
         withitem(context_expr:expr,optional_vars:expr?)! \
         match_case(pattern:pattern,guard:expr?,body:stmt*)!",
    ),
];

/// A class of nodes.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Its name.
    pub name: &'static str,
    /// The abstract class it belongs to; `AST` if it is of none.
    pub base: &'static str,
    /// Whether its nodes say where they are.
    pub placed: bool,
    /// What they hold.
    pub fields: Vec<DeclaredField>,
}

/// A field of a class of nodes.
#[derive(Clone, Debug)]
pub struct DeclaredField {
    /// Its name.
    pub name: &'static str,
    /// The class of what it holds, or `identifier`, `string`, `int` or `constant`.
    pub kind: &'static str,
    /// It may hold None.
    pub optional: bool,
    /// It holds a list.
    pub several: bool,
    /// The list may hold None.
    pub gaps: bool,
}

impl DeclaredField {
    fn read(text: &'static str) -> Option<Self> {
        let (name, kind) = text.split_once(':')?;
        let plain = kind.trim_end_matches(['?', '*']);
        let (optional, several, gaps) = (kind.ends_with('?'), kind.ends_with('*'), kind.ends_with("?*"));
        Some(DeclaredField { name, kind: plain, optional, several, gaps })
    }
}

/// All classes of nodes that are not abstract, those of one base side by side.
pub fn declarations() -> impl Iterator<Item = Declaration> {
    NODES.iter().flat_map(|(base, nodes)| {
        let (base, bare) = match base.strip_suffix('!') {
            Some(base) => (base, true),
            None => (*base, false),
        };
        nodes.split_whitespace().filter_map(move |node| {
            let (node, bare) = match node.strip_suffix('!') {
                Some(node) => (node, true),
                None => (node, bare),
            };
            let (name, fields) = node.trim_end_matches(')').split_once('(')?;
            let fields = fields.split(',').filter_map(DeclaredField::read).collect();
            Some(Declaration { name, base, placed: !bare, fields })
        })
    })
}

//! Calls: windows at the top of the live temporaries.

use crate::body::{Body, Dest, Operand, Place};
use crate::emit::Access;
use crate::error::{Fault, Result};
use crate::op::{Free, Intrinsic, Op, Reg};
use crate::symbol::{ScopeKind, Uses};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

/// A call with more arguments than this passes a tuple and a dict.
const MOST_ARGUMENTS: usize = 200;

/// What stands in a call window and how it is called.
pub(crate) enum Shape {
    Positional(u16),
    Keywords(crate::op::ShapeId),
    Spread,
}

impl<'a> Body<'a> {
    pub fn call(&mut self, e: &'a ast::ExprCall, dest: Dest) -> Result<Operand> {
        if let Expr::Attribute(attribute) = &*e.func
            && is_simple(&e.arguments)
        {
            return self.method_call(e, attribute, dest);
        }
        if self.is_bare_super(e) {
            let window = self.b.alloc();
            self.super_window(window, e.func.range());
            self.b.set_top(window.0);
            let reg = self.result(dest);
            self.at(e.range());
            self.emit(Op::Call { dest: reg, window, argc: 2 });
            return Ok(self.done(dest, reg));
        }
        let window = self.push(&e.func)?;
        let shape = self.arguments(&e.arguments, e.range(), window, 0, None)?;
        self.at(e.range());
        Ok(self.call_window(window, &shape, dest))
    }

    /// Calls the callable in `window` with what `arguments` left behind it.
    pub fn call_window(&mut self, window: Reg, shape: &Shape, dest: Dest) -> Operand {
        self.b.set_top(window.0);
        let reg = self.result(dest);
        self.emit(match shape {
            Shape::Positional(argc) => Op::Call { dest: reg, window, argc: *argc },
            Shape::Keywords(shape) => Op::CallKeywords { dest: reg, window, shape: *shape },
            Shape::Spread => Op::CallSpread { dest: reg, window },
        });
        self.done(dest, reg)
    }

    fn method_call(
        &mut self,
        e: &'a ast::ExprCall,
        attribute: &'a ast::ExprAttribute,
        dest: Dest,
    ) -> Result<Operand> {
        let window = Reg(self.b.top());
        if self.is_super(&attribute.value) {
            self.b.alloc();
            self.super_attribute_window(window, attribute);
            let site = self.attribute_site(&attribute.attr, Access::SuperMethod);
            self.at_attribute(attribute.range, attribute);
            self.emit(Op::LoadSuperMethod { window, site });
            self.b.set_top(window.0 + 2);
        } else {
            let object = self.expr(&attribute.value, Dest::Any)?;
            let free = Free(self.consume(object, Free::FIRST));
            self.b.alloc_run(2);
            let site = self.attribute_site(&attribute.attr, Access::Method);
            self.at_attribute(attribute.range, attribute);
            self.emit(Op::LoadMethod { free, window, object: object.reg(), site });
        }
        let shape = self.simple_arguments(&e.arguments, None)?;
        self.b.set_top(window.0);
        let reg = self.result(dest);
        self.at_attribute(e.range(), attribute);
        self.emit(match shape {
            Shape::Keywords(shape) => Op::CallMethodKeywords { dest: reg, window, shape },
            Shape::Positional(argc) => Op::CallMethod { dest: reg, window, argc },
            Shape::Spread => unreachable!("method calls with stars are plain calls"),
        });
        Ok(self.done(dest, reg))
    }

    fn simple_arguments(&mut self, arguments: &'a ast::Arguments, last: Option<&Name>) -> Result<Shape> {
        self.check_keywords(&arguments.keywords)?;
        let (_, mut positional) = self.push_all(&arguments.args)?;
        if let Some(last) = last {
            self.load_mangled(last, Dest::Temp);
            positional += 1;
        }
        let mut names = Vec::new();
        for keyword in &arguments.keywords {
            self.push(&keyword.value)?;
            if let Some(name) = &keyword.arg {
                names.push(self.b.name(&name.id).0);
            }
        }
        if names.is_empty() {
            return Ok(Shape::Positional(positional));
        }
        Ok(Shape::Keywords(self.b.shape(positional, names)))
    }

    fn check_keywords(&self, keywords: &[ast::Keyword]) -> Result {
        for (at, keyword) in keywords.iter().enumerate() {
            let Some(name) = &keyword.arg else { continue };
            let repeated =
                keywords[..at].iter().any(|other| other.arg.as_ref().is_some_and(|o| o.id == name.id));
            if repeated {
                return Err(Fault::syntax(format!("keyword argument repeated: {name}"), keyword.range));
            }
        }
        Ok(())
    }

    /// Lays out the arguments of a call at `range` behind the callable in `window`, `extra` of which are already there; the variable `last`
    /// becomes the last positional one.
    pub fn arguments(
        &mut self,
        arguments: &'a ast::Arguments,
        range: TextRange,
        window: Reg,
        extra: u16,
        last: Option<&Name>,
    ) -> Result<Shape> {
        if is_simple(arguments) {
            return Ok(match self.simple_arguments(arguments, last)? {
                Shape::Positional(count) => Shape::Positional(count + extra),
                Shape::Keywords(shape) if extra > 0 => {
                    let shape = &self.b.tables.shapes[usize::from(shape.0)];
                    let (positional, keywords) = (shape.positional + extra, shape.keywords.to_vec());
                    Shape::Keywords(self.b.shape(positional, keywords))
                }
                shape => shape,
            });
        }
        self.check_keywords(&arguments.keywords)?;
        self.spread_positional(&arguments.args, window, extra, last, range)?;
        self.spread_keywords(arguments, window, range)?;
        Ok(Shape::Spread)
    }

    fn spread_positional(
        &mut self,
        args: &'a [Expr],
        window: Reg,
        extra: u16,
        last: Option<&Name>,
        range: TextRange,
    ) -> Result {
        let list = Reg(window.0 + 1);
        if let ([Expr::Starred(only)], 0, None) = (args, extra, last) {
            // The call makes what it needs of it.
            self.push(&only.value)?;
            return Ok(());
        }
        self.at(range);
        if extra == 0 && last.is_none() && !args.iter().any(Expr::is_starred_expr) {
            self.tuple(args, range, Dest::Temp)?;
            return Ok(());
        }
        self.b.set_top(list.0);
        self.b.alloc();
        self.emit(Op::BuildList { dest: list, first: list, count: extra });
        for arg in args {
            let starred = arg.as_starred_expr();
            let value = self.expr(starred.map_or(arg, |starred| &starred.value), Dest::Any)?;
            let free = Free(self.consume(value, Free::SECOND));
            self.at(range);
            self.emit(match starred {
                Some(_) => Op::ListExtend { free, list, value: value.reg() },
                None => Op::ListAppend { free, list, value: value.reg() },
            });
        }
        if let Some(last) = last {
            let value = self.load_mangled(last, Dest::Temp);
            let free = Free(self.consume(value, Free::SECOND));
            self.emit(Op::ListAppend { free, list, value: value.reg() });
        }
        self.emit(Op::Intrinsic { kind: Intrinsic::ListToTuple, dest: list, src: list });
        Ok(())
    }

    fn spread_keywords(&mut self, arguments: &'a ast::Arguments, window: Reg, range: TextRange) -> Result {
        let keywords = &arguments.keywords;
        if keywords.is_empty() {
            // Left unbound; the window still has three registers.
            self.b.alloc();
            return Ok(());
        }
        let dict = Reg(window.0 + 2);
        let named = keywords.iter().take_while(|keyword| keyword.arg.is_some()).count();
        self.named_dict(&keywords[..named], range)?;
        let mut rest = &keywords[named..];
        while let Some(keyword) = rest.first() {
            let run = rest.iter().take_while(|keyword| keyword.arg.is_some()).count();
            let value = if run > 0 {
                let value = self.named_dict(&rest[..run], range)?;
                rest = &rest[run..];
                Operand::Temp(value)
            } else {
                rest = &rest[1..];
                self.expr(&keyword.value, Dest::Any)?
            };
            let free = Free(self.consume(value, Free::SECOND));
            self.at(range);
            self.emit(Op::DictMerge { free, dict, value: value.reg(), callee: window });
        }
        Ok(())
    }

    fn named_dict(&mut self, keywords: &'a [ast::Keyword], range: TextRange) -> Result<Reg> {
        let dict = Reg(self.b.top());
        self.b.alloc();
        self.at(range);
        if keywords.len() <= 16 {
            self.b.set_top(dict.0);
            for keyword in keywords {
                if let Some(name) = &keyword.arg {
                    self.string(&name.id, Dest::Temp);
                }
                self.push(&keyword.value)?;
            }
            self.b.set_top(dict.0 + 1);
            self.emit(Op::BuildDict { dest: dict, first: dict, count: keywords.len() as u16 });
            return Ok(dict);
        }
        self.emit(Op::BuildDict { dest: dict, first: dict, count: 0 });
        for keyword in keywords {
            let Some(name) = &keyword.arg else { continue };
            let key = self.string(&name.id, Dest::Temp);
            let value = self.push(&keyword.value)?;
            self.b.set_top(key.reg().0);
            let free = Free(Free::SECOND | Free::THIRD);
            self.emit(Op::DictSet { free, dict, key: key.reg(), value });
        }
        Ok(dict)
    }

    // ---- super -------------------------------------------------------------------------------------------------

    /// `super()` in a method, where `super` is the builtin for all the source shows.
    fn is_super(&self, e: &Expr) -> bool {
        matches!(e, Expr::Call(call) if self.is_bare_super(call))
    }

    fn is_bare_super(&self, call: &ast::ExprCall) -> bool {
        let Expr::Name(name) = &*call.func else { return false };
        name.id == "super"
            && call.arguments.is_empty()
            && matches!(self.frame_scope().kind, ScopeKind::Function | ScopeKind::Lambda)
            && self.params.positional > 0
            && self.closure.contains_key("__class__")
            && self.lookup(&name.id) == Place::Global
            && !self.unit.scopes.all[0].get("super").is_some_and(|symbol| symbol.uses.has(Uses::BOUND))
    }

    /// `super`, the class and the receiver, in this order from `window` on, which is allocated already.
    fn super_window(&mut self, window: Reg, range: TextRange) {
        self.at(range);
        let site = self.b.site("super", Access::Global);
        self.emit(Op::LoadGlobal { dest: window, site });
        self.load_class_and_self();
    }

    fn load_class_and_self(&mut self) {
        self.load_mangled(&Name::new_static("__class__"), Dest::Temp);
        let receiver = self.variables[0].name.clone();
        let hidden = std::mem::take(&mut self.envs);
        let (own, inlined) =
            (hidden.into_iter()).fold((Vec::new(), Vec::new()), |(mut own, mut rest), env| {
                if own.is_empty() {
                    own.push(env)
                } else {
                    rest.push(env)
                }
                (own, rest)
            });
        self.envs = own;
        self.load_mangled(&receiver, Dest::Temp);
        self.envs.extend(inlined);
    }

    /// The class, the receiver and `super`, in this order from `window` on, of which the first is allocated.
    fn super_attribute_window(&mut self, window: Reg, attribute: &'a ast::ExprAttribute) {
        self.at(attribute.value.range());
        let site = self.b.site("super", Access::Global);
        self.emit(Op::LoadGlobal { dest: Reg(window.0 + 2), site });
        self.b.set_top(window.0);
        self.load_class_and_self();
        self.b.set_top(window.0 + 3);
    }

    pub fn super_attribute(&mut self, e: &'a ast::ExprAttribute, dest: Dest) -> Result<Option<Operand>> {
        if !self.is_super(&e.value) {
            return Ok(None);
        }
        let window = self.b.alloc_run(3);
        self.super_attribute_window(window, e);
        self.b.set_top(window.0);
        let reg = self.result(dest);
        let site = self.attribute_site(&e.attr, Access::Super);
        self.at_attribute(e.range, e);
        self.emit(Op::GetSuperAttr { dest: reg, window, site });
        Ok(Some(self.done(dest, reg)))
    }
}

fn is_simple(arguments: &ast::Arguments) -> bool {
    arguments.args.len() + arguments.keywords.len() <= MOST_ARGUMENTS
        && !arguments.args.iter().any(Expr::is_starred_expr)
        && arguments.keywords.iter().all(|keyword| keyword.arg.is_some())
}

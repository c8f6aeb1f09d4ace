//! Async generators: values wrapped on their way through the event loop.

use crate::raised::Return;
use crate::vm::Vm;
use compiler::Intrinsic;
use object_model::{Payload, Runtime, Value};

/// The payload of a value yielded by an async generator, on its way out.
pub struct AsyncValue<R: Runtime>(pub Value<R>);

// SAFETY: immutable.
unsafe impl<R: Runtime> Payload<R> for AsyncValue<R> {
    const NAME: &'static str = "async_generator_wrapped_value";
    fn children(&self, visit: &mut dyn FnMut(&Value<R>)) {
        visit(&self.0);
    }
}

impl<R: Runtime> Vm<R> {
    pub(crate) fn wrap_async_value(&mut self, value: Value<R>) -> Value<R> {
        self.new_object(AsyncValue(value))
    }

    /// Type parameters and aliases, by the classes of the native `_typing` module.
    pub(crate) fn typing_intrinsic(&mut self, kind: Intrinsic, value: Value<R>) -> Return<R> {
        let name = match kind {
            Intrinsic::TypeVar => "_make_typevar",
            Intrinsic::ParamSpec => "_make_paramspec",
            Intrinsic::TypeVarTuple => "_make_typevartuple",
            Intrinsic::TypeVarWithBound => "_make_typevar_with_bound",
            Intrinsic::TypeVarWithConstraints => "_make_typevar_with_constraints",
            Intrinsic::SetTypeParamDefault => "_set_type_param_default",
            Intrinsic::SubscriptGeneric => "_subscript_generic",
            Intrinsic::TypeAlias => "_make_type_alias",
            Intrinsic::SetFunctionTypeParams => "_set_function_type_params",
            _ => "_make_template",
        };
        let module = self.import_module("_typing")?;
        let function = self.get_attr_str(&module, name)?;
        self.call(&function, &[value])
    }
}

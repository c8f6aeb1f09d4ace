//! Python source to bytecode: the front half, which knows nothing of runtimes.

mod code;
mod op;

pub use code::{
    CallShape, Code, CodeFlags, CodeKind, Constant, Handler, ImportSpec, Local, Params, Position, Site,
};
pub use op::*;

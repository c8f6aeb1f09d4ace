//! The list of twins, by the crate whose source they edit.

mod by_hand;
mod freethreaded_runtime;
mod gil_runtime;
mod interpreter;
mod object_model;
mod profiler;
mod refcount;
mod stdlib;

/// A rule broken by one edit of the source that ships.
pub struct Twin {
    pub name: &'static str,
    /// The crate and the module that are edited; `by_hand` if the model itself can break the rule.
    pub source: &'static str,
    pub module: &'static str,
    pub from: &'static str,
    /// In a crate that is not copied, `from` is an operation and this the weaker ordering.
    pub to: &'static str,
    /// What the edit means.
    pub broken: &'static str,
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Twin> {
    let lists = [
        refcount::TWINS,
        gil_runtime::TWINS,
        freethreaded_runtime::TWINS,
        profiler::TWINS,
        stdlib::TWINS,
        object_model::TWINS,
        by_hand::TWINS,
        interpreter::TWINS,
    ];
    lists.into_iter().flatten()
}

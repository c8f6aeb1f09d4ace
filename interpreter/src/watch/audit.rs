//! Audit hooks: functions that hear of what a program is about to do to its surroundings, and may refuse it.
//!
//! Who is told stands with the tools. A program without hooks pays for one flag at each event.

use crate::raised::Return;
use crate::vm::Vm;
use object_model::{Runtime, Value};

impl<R: Runtime> Vm<R> {
    /// Tells the audit hooks of an event, and what it concerns. What one of them raises is the answer.
    #[inline]
    pub fn audit<const N: usize>(
        &mut self,
        event: &str,
        concerned: impl FnOnce(&mut Self) -> [Value<R>; N],
    ) -> Return<R, ()> {
        if !self.is_audited() {
            return Ok(());
        }
        let concerned = concerned(self);
        let concerned = self.new_tuple(concerned.into());
        self.tell_hooks(event, &concerned)
    }

    /// Tells the audit hooks that an attribute is set which changes what code is run, or what an object is.
    pub(crate) fn audit_setting(&mut self, object: &Value<R>, name: &str, value: &Value<R>) -> Return<R, ()> {
        if value.is_unbound() {
            return self.audit("object.__delattr__", |vm| [object.clone(), vm.new_str(name)]);
        }
        self.audit("object.__setattr__", |vm| [object.clone(), vm.new_str(name), value.clone()])
    }

    /// Tells the audit hooks that an attribute is read through which code can be reached.
    pub(crate) fn audit_reading(&mut self, object: &Value<R>, name: &str) -> Return<R, ()> {
        self.audit("object.__getattr__", |vm| [object.clone(), vm.new_str(name)])
    }

    /// Whether there are audit hooks.
    #[inline]
    pub fn is_audited(&self) -> bool {
        self.shared.announcements.is_audited()
    }

    /// As [`audit`](Self::audit), with what it concerns in a tuple.
    #[cold]
    pub fn tell_hooks(&mut self, event: &str, concerned: &Value<R>) -> Return<R, ()> {
        let event = self.new_str(event);
        let arguments = [event, concerned.clone()];
        let mut told = 0;
        // None is ever taken away. One that is added meanwhile hears of this too.
        while let Some(hook) = self.audit_hook(told) {
            told += 1;
            let traced = self.unwatched(|vm| match vm.find_attr_str(&hook, "__cantrace__")? {
                Some(traced) => vm.truth(&traced),
                None => Ok(false),
            })?;
            if traced {
                self.call(&hook, &arguments)?;
            } else {
                self.unwatched(|vm| vm.call(&hook, &arguments))?;
            }
        }
        Ok(())
    }

    fn audit_hook(&mut self, number: usize) -> Option<Value<R>> {
        let monitor = self.monitor();
        let tools = self.lock(&monitor);
        tools.hooks.get(number).cloned()
    }

    /// `sys.addaudithook`
    pub fn add_audit_hook(&mut self, hook: Value<R>) {
        let monitor = self.monitor();
        self.lock(&monitor).hooks.push(hook);
        self.shared.announcements.note_hook();
    }
}

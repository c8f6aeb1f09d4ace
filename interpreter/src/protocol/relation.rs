//! What is an instance or a subclass of what.

use crate::raised::{Raised, Return};
use crate::vm::Vm;
use object_model::{Class, ClassFlags, Kind, Runtime, Special, Tuple, Value};

impl<R: Runtime> Vm<R> {
    /// `isinstance(value, class_or_tuple)`
    pub fn is_instance_of(&mut self, value: &Value<R>, classes: &Value<R>) -> Return<R, bool> {
        if self.class_ref(value).value().is(classes) {
            return Ok(true);
        }
        if let Some(tuple) = classes.as_ref::<Tuple<R>>() {
            self.check_recursion("maximum recursion depth exceeded in __instancecheck__")?;
            for class in tuple.as_slice() {
                if self.is_instance_of(value, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let meta = self.class_of(classes);
        if !meta.value().is(self.types().type_.value())
            && let Some(check) = meta.special(self, Special::InstanceCheck)
        {
            let result = self.call_found(&check, classes, std::slice::from_ref(value))?;
            return self.truth(&result);
        }
        self.is_instance_default(value, classes)
    }

    /// `type.__instancecheck__`
    pub fn is_instance_default(&mut self, value: &Value<R>, class: &Value<R>) -> Return<R, bool> {
        match class.as_ref::<Class<R>>() {
            Some(class) => {
                if self.is_instance(value, class) {
                    return Ok(true);
                }
                // `__class__` may claim another class.
                let may_claim = value.shape().is_some_and(|shape| {
                    shape.is_heap() || self.class_ref(value).flags().has(ClassFlags::CLAIMS)
                });
                if !may_claim {
                    return Ok(false);
                }
                let claimed = self.find_attr_str(value, "__class__")?;
                match claimed.as_ref().and_then(|claimed| claimed.as_ref::<Class<R>>()) {
                    Some(claimed) => Ok(self.is_subclass(claimed, class)),
                    None => Ok(false),
                }
            }
            None => {
                if self.abstract_bases(class)?.is_none() {
                    let message = "isinstance() arg 2 must be a type, a tuple of types, or a union";
                    return Err(self.type_error(message));
                }
                match self.find_attr_str(value, "__class__")? {
                    Some(own) => self.is_abstract_subclass(&own, class),
                    None => Ok(false),
                }
            }
        }
    }

    /// The `__bases__` of what need not be a class to have them; None if they are no tuple.
    fn abstract_bases(&mut self, class: &Value<R>) -> Return<R, Option<Value<R>>> {
        Ok(self.find_attr_str(class, "__bases__")?.filter(|bases| bases.as_ref::<Tuple<R>>().is_some()))
    }

    /// Whether the `__bases__` of one lead to the other.
    fn is_abstract_subclass(&mut self, class: &Value<R>, other: &Value<R>) -> Return<R, bool> {
        self.check_recursion("maximum recursion depth exceeded in __subclasscheck__")?;
        let mut class = class.clone();
        loop {
            if class.is(other) {
                return Ok(true);
            }
            let Some(bases) = self.abstract_bases(&class)? else { return Ok(false) };
            match bases.as_ref::<Tuple<R>>().map_or(&[][..], |bases| bases.as_slice()) {
                [] => return Ok(false),
                [base] => class = base.clone(),
                bases => {
                    for base in bases {
                        if self.is_abstract_subclass(base, other)? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
            }
            // A class may be its own base.
            self.safepoint_in_native()?;
        }
    }

    /// `issubclass(class, class_or_tuple)`
    pub fn is_subclass_of(&mut self, class: &Value<R>, classes: &Value<R>) -> Return<R, bool> {
        if let Some(tuple) = classes.as_ref::<Tuple<R>>() {
            self.check_recursion("maximum recursion depth exceeded in __subclasscheck__")?;
            for one in tuple.as_slice() {
                if self.is_subclass_of(class, one)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let meta = self.class_of(classes);
        if !meta.value().is(self.types().type_.value())
            && let Some(check) = meta.special(self, Special::SubclassCheck)
        {
            let result = self.call_found(&check, classes, std::slice::from_ref(class))?;
            return self.truth(&result);
        }
        self.is_subclass_default(class, classes)
    }

    /// `type.__subclasscheck__`
    pub fn is_subclass_default(&mut self, class: &Value<R>, other: &Value<R>) -> Return<R, bool> {
        match (class.as_ref::<Class<R>>(), other.as_ref::<Class<R>>()) {
            (Some(class), Some(other)) => Ok(self.is_subclass(class, other)),
            _ if self.abstract_bases(class)?.is_none() => {
                Err(self.type_error("issubclass() arg 1 must be a class"))
            }
            _ if self.abstract_bases(other)?.is_none() => {
                Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"))
            }
            _ => self.is_abstract_subclass(class, other),
        }
    }

    /// `callable(value)`
    pub fn is_callable(&mut self, value: &Value<R>) -> bool {
        self.class_of(value).special(self, Special::Call).is_some()
            || matches!(
                value.header().map(|header| header.kind()),
                Some(Kind::Function | Kind::Native | Kind::Method | Kind::Class)
            )
    }

    /// Whether an exception matches the class or tuple of classes of an `except` clause.
    pub fn matches_exception(&mut self, exception: &Value<R>, types: &Value<R>) -> Return<R, bool> {
        let types = match types.as_ref::<Tuple<R>>() {
            Some(tuple) => tuple.as_slice(),
            None => std::slice::from_ref(types),
        };
        let mut matches = false;
        // All of them are looked at: what is no class of exceptions is an error behind one that matches, too.
        for one in types {
            match one.as_ref::<Class<R>>() {
                Some(class) if class.flags().has(ClassFlags::EXCEPTION) => {
                    matches = matches || self.is_instance(exception, class);
                }
                _ => {
                    let message = "catching classes that do not inherit from BaseException is not allowed";
                    return Err(self.type_error(message));
                }
            }
        }
        Ok(matches)
    }

    /// What `raise value` raises: an instance, or a class called without arguments.
    pub fn exception_from(&mut self, value: &Value<R>) -> Raised<R> {
        self.make_exception(value).map_or_else(|raised| raised, Raised)
    }

    /// The exception that `raise value` means; what is raised instead, if it means none.
    pub fn make_exception(&mut self, value: &Value<R>) -> Return<R> {
        if self.is_exception(value) {
            return Ok(value.clone());
        }
        if let Some(class) = value.as_ref::<Class<R>>()
            && class.flags().has(ClassFlags::EXCEPTION)
        {
            let made = self.call(value, &[])?;
            return if self.is_exception(&made) { Ok(made) } else { Err(self.no_exception(value, &made)) };
        }
        Err(self.type_error("exceptions must derive from BaseException"))
    }

    /// What calling a class of exceptions has made is none.
    pub fn no_exception(&mut self, class: &Value<R>, made: &Value<R>) -> Raised<R> {
        let kind = self.class_of(made).into_value();
        let shown = self.repr_string(class).and_then(|class| Ok((class, self.repr_string(&kind)?)));
        match shown {
            Ok((class, kind)) => {
                let message =
                    format!("calling {class} should have returned an instance of BaseException, not {kind}");
                self.type_error(&message)
            }
            Err(raised) => raised,
        }
    }
}

//! Classes, instances, weak references, finalizers.

use crate::common::{add_attribute, class, class_with, in_a_world, instance, name, read, set_item, text};
use object_model::{Class, Place, Ref, Runtime, Special, Token, Value, Weak, Word, make};
use std::sync::Arc;

on_every_runtime! {
    attributes_live_in_slots,
    an_attribute_is_added_by_a_remembered_transition,
    attributes_move_into_a_dict_for_good,
    instances_share_the_shapes_of_their_history,
    a_name_is_looked_up_along_the_mro,
    a_changed_class_voids_what_was_concluded,
    a_special_method_is_looked_up_once,
    a_memo_is_erased_when_the_class_changes,
    a_class_that_dies_is_no_subclass,
    an_object_knows_its_weak_references,
    a_weak_reference_is_cleared_and_its_callback_called,
    a_weak_reference_may_die_first,
    a_finalizer_runs_once,
}

fn object_class<R: Runtime>(token: &Token<R>) -> Ref<R, Class<R>> {
    Arc::clone(token.world()).roots().object.clone()
}

fn attributes_live_in_slots<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let point = class(token, "Point", &object);
        let point = instance(token, &point);
        let (x, y) = (name(token, "x"), name(token, "y"));
        assert!(matches!(token.lock(&point).place(x.value().word()), Place::Absent));
        add_attribute(token, &point, &x, text(token, "1"));
        add_attribute(token, &point, &y, text(token, "2"));
        let Place::Slot(index) = token.lock(&point).place(y.value().word()) else { panic!("y is in a slot") };
        let shape: *const _ = point.head().shape();
        assert_eq!(read(&point.peek(token, shape, index).unwrap()), "2");
        let mut locked = token.lock(&point);
        let old = locked.set(index, Value::small_int(3));
        assert_eq!(read(&old), "2");
        assert_eq!(locked.get(index).word().as_int(), Some(3));
        let names: Vec<_> = locked.attributes().iter().map(|(name, _)| name.as_str().to_owned()).collect();
        assert_eq!(names, ["x", "y"]);
    });
}

fn an_attribute_is_added_by_a_remembered_transition<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let point = class(token, "Point", &object);
        let (one, other) = (instance(token, &point), instance(token, &point));
        let x = name(token, "x");
        let from = one.head().shape();
        add_attribute(token, &one, &x, text(token, "1"));
        let to = one.head().shape();
        let value = text(token, "2");
        other.add(token, from, to, 0, value).unwrap();
        assert!(std::ptr::eq(other.head().shape(), to));
        assert_eq!(read(&other.peek(token, to, 0).unwrap()), "2");
        let value = text(token, "3");
        let late = other.add(token, from, to, 0, value);
        assert_eq!(read(&late.unwrap_err()), "3", "it has another shape by now");
        let third = instance(token, &point);
        let value = text(token, "4");
        let narrow = third.add(token, from, to, 1000, value);
        assert_eq!(read(&narrow.unwrap_err()), "4", "it has no such slot");
        assert!(std::ptr::eq(third.head().shape(), from));
    });
}

fn attributes_move_into_a_dict_for_good<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let bag = class(token, "Bag", &object);
        let object = instance(token, &bag);
        let names: Vec<_> = (0..5).map(|index| name(token, &format!("attribute_{index}"))).collect();
        for key in &names[..4] {
            add_attribute(token, &object, key, text(token, key.as_str()));
        }
        let fifth = text(token, "fifth");
        let full = token.lock(&object).add(names[4].value().word(), fifth);
        assert_eq!(read(&full.unwrap_err()), "fifth", "there are four slots");
        let shape: *const _ = object.head().shape();
        let mut locked = token.lock(&object);
        let dict = locked.move_to_dict().expect("there is memory");
        assert!(locked.move_to_dict().is_ok_and(|again| again.value().is(dict.value())));
        assert!(matches!(locked.place(names[0].value().word()), Place::Dict));
        assert!(locked.dict().unwrap().is(dict.value()));
        assert_eq!(dict.len(), 4);
        drop(locked);
        assert!(!std::ptr::eq(object.head().shape(), shape));
        assert!(std::ptr::eq(object.head().shape(), bag.dict_shape()));
        for index in 1..4 {
            assert!(object.peek(token, bag.dict_shape(), index).is_none(), "the slots have moved");
        }
    });
}

fn instances_share_the_shapes_of_their_history<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let point = class(token, "Point", &object);
        let (x, y) = (name(token, "x"), name(token, "y"));
        let [one, two, other] = [(); 3].map(|()| instance(token, &point));
        for (object, first, second) in [(&one, &x, &y), (&two, &x, &y), (&other, &y, &x)] {
            add_attribute(token, object, first, Value::NONE);
            add_attribute(token, object, second, Value::NONE);
        }
        assert!(std::ptr::eq(one.head().shape(), two.head().shape()));
        assert!(!std::ptr::eq(one.head().shape(), other.head().shape()));
        assert_ne!(one.head().shape().number(), other.head().shape().number());
    });
}

fn set_attribute<R: Runtime>(token: &mut Token<R>, class: &Ref<R, Class<R>>, key: &str, value: Value<R>) {
    let key = name(token, key);
    let old = class.lookup(token, &key);
    let namespace = class.namespace().clone();
    set_item(token, &namespace, &key, value);
    class.changed(token);
    drop(old);
}

fn a_name_is_looked_up_along_the_mro<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let base = class(token, "Base", &object);
        let derived = class(token, "Derived", &base);
        let key = name(token, "colour");
        assert!(derived.lookup(token, &key).is_none());
        set_attribute(token, &base, "colour", text(token, "red"));
        assert_eq!(read(&derived.lookup(token, &key).unwrap()), "red");
        set_attribute(token, &derived, "colour", text(token, "blue"));
        let (value, position) = derived.lookup_with_owner(token, &key).unwrap();
        assert_eq!((read(&value), position), ("blue", 0));
        assert_eq!(read(&base.lookup(token, &key).unwrap()), "red");
        assert_eq!(base.subclasses().len(), 1);
    });
}

fn a_changed_class_voids_what_was_concluded<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let base = class(token, "Base", &object);
        let derived = class(token, "Derived", &base);
        let sibling = class(token, "Sibling", &object);
        let object = instance(token, &derived);
        let key = name(token, "x");
        add_attribute(token, &object, &key, Value::NONE);
        let (before, untouched) = (object.head().shape().number(), sibling.root_shape().number());
        set_attribute(token, &base, "method", Value::NONE);
        assert_ne!(object.head().shape().number(), before);
        assert_eq!(sibling.root_shape().number(), untouched);
    });
}

fn a_special_method_is_looked_up_once<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let base = class(token, "Base", &object);
        let derived = class(token, "Derived", &base);
        assert!(derived.special(token, Special::Add).is_none());
        set_attribute(token, &base, "__add__", text(token, "first"));
        assert_eq!(read(&derived.special(token, Special::Add).unwrap()), "first");
        assert_eq!(read(&derived.special(token, Special::Add).unwrap()), "first");
        set_attribute(token, &base, "__add__", text(token, "second"));
        assert_eq!(read(&derived.special(token, Special::Add).unwrap()), "second");
        assert!(!derived.has_special(token, Special::Sub));
    });
}

fn a_memo_is_erased_when_the_class_changes<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let class = class(token, "Class", &object);
        for index in 0..20 {
            let key = name(token, &format!("method_{index}"));
            set_attribute(token, &class, key.as_str(), text(token, key.as_str()));
        }
        let mut numbers = Vec::new();
        for index in 0..20 {
            let key = name(token, &format!("method_{index}"));
            let found = class.lookup(token, &key).unwrap();
            numbers.push(class.memo_number(token, &key, &found).unwrap());
        }
        for (index, &number) in numbers.iter().enumerate() {
            assert_eq!(read(&class.memo_at(token, number, || true).unwrap()), format!("method_{index}"));
        }
        let stale = text(token, "something else");
        let key = name(token, "method_3");
        assert!(class.memo_number(token, &key, &stale).is_none(), "that is not what the class has");
        set_attribute(token, &class, "method_3", text(token, "changed"));
        assert!(numbers.iter().all(|&number| class.memo_at(token, number, || true).is_none()));
    });
}

fn a_class_that_dies_is_no_subclass<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let base = class(token, "Base", &object);
        let derived = class(token, "Derived", &base);
        assert_eq!(base.subclasses().len(), 1);
        drop(derived);
        assert_eq!(base.subclasses().len(), 1, "its MRO keeps it");
        assert_eq!(token.collect_cycles(), 4, "a class, its bases, its MRO, its namespace");
        assert_eq!(base.subclasses().len(), 0);
    });
}

fn weak_class<R: Runtime>(token: &mut Token<R>) -> Ref<R, Class<R>> {
    let object = object_class(token);
    class_with(token, "ReferenceType", &object, <Weak<R> as object_model::Payload<R>>::LAYOUT)
}

fn weak<R: Runtime>(
    token: &Token<R>,
    class: &Ref<R, Class<R>>,
    object: &Value<R>,
    callback: Option<Value<R>>,
) -> Ref<R, Weak<R>> {
    let reference = make::object_of(token, class, Weak::new(object, callback));
    Weak::publish(token, &reference, object);
    reference
}

fn an_object_knows_its_weak_references<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let class = weak_class(token);
        let list = make::list::<R>(token, vec![]).unwrap().into_value();
        assert!(Weak::existing(token, &list).is_none());
        let (one, two) = (weak(token, &class, &list, None), weak(token, &class, &list, None));
        assert!(one.upgrade(token).unwrap().is(&list));
        assert_eq!(Weak::all(token, &list).len(), 2);
        drop(two);
        assert_eq!(Weak::all(token, &list).len(), 1);
        drop(list);
        assert!(one.upgrade(token).is_none());
        assert!(!token.has_pending());
    });
}

fn a_weak_reference_is_cleared_and_its_callback_called<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let class = weak_class(token);
        let list = make::list::<R>(token, vec![]).unwrap().into_value();
        let reference = weak(token, &class, &list, Some(text(token, "call me")));
        assert_eq!(read(&reference.callback(token).unwrap()), "call me");
        drop(list);
        assert!(reference.upgrade(token).is_none());
        assert!(token.has_pending());
        let (finalizable, callbacks) = token.take_pending();
        assert!(finalizable.is_empty());
        assert_eq!(callbacks.len(), 1);
        assert_eq!(read(&callbacks[0].0), "call me");
        assert!(callbacks[0].1.is(reference.value()));
    });
}

fn a_weak_reference_may_die_first<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let class = weak_class(token);
        let list = make::list::<R>(token, vec![]).unwrap().into_value();
        drop(weak(token, &class, &list, Some(text(token, "never called"))));
        assert!(Weak::all(token, &list).is_empty());
        drop(list);
        assert!(!token.has_pending());
    });
}

fn a_finalizer_runs_once<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let object = object_class(token);
        let class = class(token, "Closing", &object);
        set_attribute(token, &class, "__del__", Value::NONE);
        let object = instance(token, &class);
        let word = object.value().word();
        drop(object);
        let (mut finalizable, _) = token.take_pending();
        let revived = finalizable.pop().expect("it waits for its finalizer");
        assert!(finalizable.is_empty());
        assert_eq!(revived.word(), word);
        let freed = token.tally().objects_freed.get();
        drop(revived);
        assert!(!token.has_pending());
        assert_eq!(token.tally().objects_freed.get(), freed + 1);
        assert_ne!(word, Word::UNBOUND);
    });
}

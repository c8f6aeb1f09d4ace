//! Instances and classes whose attributes are read without a lock, as inline caches read them, while they change. The
//! rules are N1 to N6 in `docs/protocols.md`.

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use loom_models::scene::{
    BOUND, FEW, FIRST, Modelled, SECOND, STRANGER, Scene, Sent, Shared, be_shared, breathe, join,
    looked_at_while, pass_safepoints, python_class, python_class_of, scene, spawn, tag,
};
use loom_models::{models, twins_of_models};
use object_model::{Class, Dict, Found, InlineCache, Instance, Ref, Special, Str, Token, Value, Word, make};
use refcount::{Atomic, Biased};
use sync::Arc;
use sync::atomic::{AtomicU32, Ordering::Relaxed};

/// An instance with the attribute `__name__`, which is a name that there is.
fn instance<R: Modelled>(
    token: &mut Token<R>,
    scene: &Scene<R>,
    class: &Ref<R, Class<R>>,
) -> Ref<R, Instance<R>> {
    let instance = Ref::<R, Instance<R>>::make(token, class.root_shape(), 2);
    let name = Special::Name.name(token).value().word();
    let first = scene.findable(token, FIRST).into_value();
    assert!(token.lock(&instance).add(name, first).is_ok(), "there is a slot");
    be_shared(instance.head());
    instance
}

/// The attribute `name` as an inline cache reads it, if that needs no lock.
fn attribute<R: Modelled>(token: &Token<R>, instance: &Ref<R, Instance<R>>, name: Special) -> Option<u32> {
    let shape = instance.head().shape();
    // As a cache compares it: a shape that is not made yet has none.
    assert_ne!(shape.number(), 0);
    let slot = shape.slot_of(name.name(token).value().word())?;
    instance.peek(token, shape, slot).as_ref().map(tag)
}

/// Who looks for the attribute `name`, which is one of these if it is found.
fn finds<R: Modelled>(
    name: Special,
    tags: &'static [u32],
) -> impl Fn(&mut Token<R>, &Ref<R, Instance<R>>) + Send + 'static {
    move |token, object| {
        let found = attribute(token, object, name);
        assert!(found.is_none_or(|tag| tags.contains(&tag)), "read another attribute");
    }
}

/// Rule N1: an instance gains an attribute while another one is read, and that one.
fn an_attribute_added_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let object = instance(token, scene, &class);
        let look = finds(Special::Module, &[SECOND]);
        looked_at_while(token, scene, &object, look, |token, scene| {
            let name = Special::Module.name(token).value().word();
            let second = scene.findable(token, SECOND).into_value();
            assert!(token.lock(&object).add(name, second).is_ok(), "there is a slot");
        });
        assert_eq!(attribute(token, &object, Special::Name), Some(FIRST));
    });
}

/// Rules N2, O1: an attribute is replaced and its value dies, and its memory is used again.
fn an_attribute_replaced_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let object = instance(token, scene, &class);
        let look = finds(Special::Name, &[FIRST, SECOND]);
        looked_at_while(token, scene, &object, look, |token, scene| {
            let second = scene.findable(token, SECOND).into_value();
            let first = token.lock(&object).set(0, second);
            drop(first);
            scene.findable(token, STRANGER)
        });
    });
}

/// Rule N2: the attributes move into a dict, which is found in the slot of the first.
fn attributes_moved_to_a_dict_while_read<R: Modelled>() {
    moved_while_read::<R>(|token, object| {
        assert!(token.lock(object).move_to_dict().is_ok(), "there is memory");
        None
    });
}

/// The same by a writer that puts the dict in before the shape says so.
fn dict_before_shape<R: Modelled>() {
    moved_while_read::<R>(|token, object| {
        let dict = make::dict(token).into_value();
        let first = token.lock(object).set(0, dict);
        object.head().set_shape(object.head().shape().class().dict_shape());
        Some(first)
    });
}

/// The same by a writer whose shape says so before the slot is empty.
fn shape_before_slots<R: Modelled>() {
    moved_while_read::<R>(|token, object| {
        let dict = make::dict(token).into_value();
        let mut locked = token.lock(object);
        object.head().set_shape(object.head().shape().class().dict_shape());
        Some(locked.set(0, dict))
    });
}

type Move<R> = fn(&mut Token<R>, &Ref<R, Instance<R>>) -> Option<Value<R>>;

fn moved_while_read<R: Modelled>(move_to_dict: Move<R>) {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let object = instance(token, scene, &class);
        let look = finds(Special::Name, &[FIRST]);
        looked_at_while(
            token,
            scene,
            &object,
            move |token, object| {
                finds_a_dict(token, object);
                look(token, object);
            },
            |token, _| {
                let moved = move_to_dict(token, &object);
                drop(moved);
            },
        );
    });
}

/// Who looks for the attribute dict, which is one if it is found.
fn finds_a_dict<R: Modelled>(token: &mut Token<R>, object: &Ref<R, Instance<R>>) {
    let found = object.peek_dict(token);
    assert!(found.is_none_or(|found| found.as_ref::<Dict<R>>().is_some()), "read no dict");
}

/// Rule N2: the attributes move into a dict while another thread assigns to one.
fn an_attribute_stored_while_moved_to_a_dict<R: Modelled>() {
    stored_while_moved::<R>(|token, object| {
        assert!(token.lock(object).move_to_dict().is_ok(), "there is memory");
    });
}

/// The same by a mover that leaves the section between reading the attributes and moving them.
fn moved_in_two_sections<R: Modelled>() {
    stored_while_moved::<R>(|token, object| {
        let attributes = token.lock(object).attributes();
        let dict = make::dict_of_names(token, attributes).expect("there is memory");
        let mut locked = token.lock(object);
        let old = locked.set(0, dict.into_value());
        object.head().set_shape(object.head().shape().class().dict_shape());
        drop(locked);
        drop(old);
    });
}

fn stored_while_moved<R: Modelled>(move_to_dict: fn(&mut Token<R>, &Ref<R, Instance<R>>)) {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let object = instance(token, scene, &class);
        let sent = Sent(object.clone());
        let other = spawn(scene, move |token, scene| {
            let sent = sent;
            let second = scene.findable(token, SECOND).into_value();
            let old = store(token, &sent.0, second);
            drop(old);
        });
        breathe(token);
        move_to_dict(token, &object);
        join(token, other);
        let dict: Ref<R, Dict<R>> = token.lock(&object).dict().expect("it has moved").downcast().unwrap();
        let stored = token.lock(&dict).value_at(0);
        assert_eq!(tag(&stored), SECOND, "what was stored is lost");
    });
}

/// Assigns to the attribute `__name__`, wherever it is; answers what it was.
fn store<R: Modelled>(token: &mut Token<R>, object: &Ref<R, Instance<R>>, value: Value<R>) -> Value<R> {
    let mut locked = token.lock(object);
    let Some(dict) = locked.dict() else { return locked.set(0, value) };
    drop(locked);
    let dict: Ref<R, Dict<R>> = dict.downcast().unwrap();
    token.lock(&dict).replace_at(0, value)
}

/// Rule N2: an attribute is deleted and another one added, whose slot is another one too.
fn an_attribute_deleted_while_read<R: Modelled>() {
    deleted_while_read::<R>(|token, object, name, second| {
        let mut locked = token.lock(object);
        let first = locked.remove(0).expect("there are few shapes");
        assert!(locked.add(name, second).is_ok(), "there is a slot");
        first
    });
}

/// The same by a writer that fills the gap before the shape says that it is one.
fn gap_filled<R: Modelled>() {
    deleted_while_read::<R>(|token, object, _, second| {
        let mut locked = token.lock(object);
        let first = locked.set(0, second);
        drop(locked.remove(0));
        first
    });
}

type Delete<R> = fn(&mut Token<R>, &Ref<R, Instance<R>>, Word, Value<R>) -> Value<R>;

fn deleted_while_read<R: Modelled>(delete: Delete<R>) {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let object = instance(token, scene, &class);
        let look = finds(Special::Name, &[FIRST]);
        looked_at_while(token, scene, &object, look, |token, scene| {
            let name = Special::Module.name(token).value().word();
            let second = scene.findable(token, SECOND).into_value();
            let first = delete(token, &object, name, second);
            drop(first);
        });
        assert_eq!(attribute(token, &object, Special::Name), None);
    });
}

/// Rules N2, C6: another dict is put in the place of the attribute dict, which dies, and its memory is used again.
fn an_attribute_dict_replaced_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let object = Ref::<R, Instance<R>>::make(token, class.root_shape(), 2);
        let first = token.lock(&object).move_to_dict().expect("there is memory");
        R::share(token.thread(), first.head().count(), token.tally());
        drop(first);
        be_shared(object.head());
        looked_at_while(token, scene, &object, finds_a_dict, |token, scene| {
            let second = make::dict(token);
            R::share(token.thread(), second.head().count(), token.tally());
            let second = second.into_value();
            let first = token.lock(&object).replace_dict(second);
            assert!(first.is_ok(), "the attributes are in a dict");
            drop(first);
            scene.findable(token, STRANGER)
        });
    });
}

/// Rule N1: two instances gain the same attribute at once, and have the same shape afterwards.
fn two_instances_gain_the_same_attribute<R: Modelled>() {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let mine = instance(token, scene, &class);
        let theirs = instance(token, scene, &class);
        let sent = Sent(theirs.clone());
        let gain = |token: &mut Token<R>, scene: &Scene<R>, object: &Ref<R, Instance<R>>| {
            let name = Special::Module.name(token).value().word();
            let second = scene.findable(token, SECOND).into_value();
            assert!(token.lock(object).add(name, second).is_ok(), "there is a slot");
            assert_eq!(attribute(token, object, Special::Module), Some(SECOND));
        };
        let other = spawn(scene, move |token, scene| {
            let sent = sent;
            gain(token, scene, &sent.0);
        });
        breathe(token);
        gain(token, scene, &mine);
        join(token, other);
        let shapes = [mine, theirs].map(|object| object.head().shape_address());
        assert!(std::ptr::eq(shapes[0], shapes[1]), "one attribute, two shapes");
    });
}

/// Rule N3: a class gains a finalizer while an instance gains an attribute, and so a shape that was not there before.
fn a_shape_made_while_its_class_changes<R: Modelled>() {
    scene::<R>(|token, scene| {
        let class = python_class(token, 2);
        let object = instance(token, scene, &class);
        let gain = |token: &mut Token<R>, object: &Ref<R, Instance<R>>| {
            let name = Special::Module.name(token).value().word();
            assert!(token.lock(object).add(name, Value::NONE).is_ok(), "there is a slot");
        };
        looked_at_while(token, scene, &object, gain, |token, _| {
            let name = Special::Del.name(token).clone();
            token
                .lock(class.namespace())
                .insert(name.hash(), name.into_value(), Value::TRUE)
                .expect("there is memory");
            class.changed(token);
        });
        assert!(object.head().shape().has_finalizer(), "a shape has missed a change of its class");
        drop(object);
        while token.has_pending() {
            drop(token.take_pending());
        }
        end(token, class);
    });
}

/// A class whose `__len__` is the first, and what it takes to read and to change it.
fn class<R: Modelled>(token: &mut Token<R>, scene: &Scene<R>) -> Ref<R, Class<R>> {
    let class = python_class(token, 0);
    let name = len(token);
    let first = scene.findable(token, FIRST).into_value();
    token.lock(class.namespace()).insert(name.hash(), name.into_value(), first).expect("there is memory");
    be_shared(class.namespace().head());
    class
}

fn len<R: Modelled>(token: &Token<R>) -> Ref<R, Str<R>> {
    Special::Len.name(token).clone()
}

/// Assigns to the class's `__len__`; when this is over nobody finds the old one.
fn change<R: Modelled>(token: &mut Token<R>, class: &Ref<R, Class<R>>, value: Value<R>) {
    let old = assign(token, class, value);
    class.changed(token);
    drop(old);
}

fn assign<R: Modelled>(token: &mut Token<R>, class: &Ref<R, Class<R>>, value: Value<R>) -> Value<R> {
    let name = len(token);
    let mut namespace = token.lock(class.namespace());
    let Found::At(number) = namespace.find(name.hash(), name.value().word()) else { panic!("it is there") };
    namespace.replace_at(number, value)
}

/// A class and its order of bases keep each other alive.
fn end<R: Modelled>(token: &mut Token<R>, class: Ref<R, Class<R>>) {
    pass_safepoints(token);
    drop(class);
    token.collect_cycles();
}

fn special<R: Modelled>(token: &mut Token<R>, class: &Ref<R, Class<R>>) -> Option<u32> {
    class.special(token, Special::Len).as_ref().map(tag)
}

/// Rules N3, N4: a special method is looked up, and what was found is remembered, while it changes.
fn a_special_method_changed_while_looked_up<R: Modelled>() {
    changed_while_looked_up::<R>(change);
}

/// The same by a writer that breaks the rule.
fn untold<R: Modelled>() {
    changed_while_looked_up::<R>(|token, class, value| drop(assign(token, class, value)));
}

fn changed_while_looked_up<R: Modelled>(change: fn(&mut Token<R>, &Ref<R, Class<R>>, Value<R>)) {
    scene::<R>(|token, scene| {
        let class = class(token, scene);
        let look = |token: &mut Token<R>, class: &Ref<R, Class<R>>| {
            let found = special(token, class);
            assert!([Some(FIRST), Some(SECOND)].contains(&found), "found another method");
        };
        looked_at_while(token, scene, &class, look, |token, scene| {
            let second = scene.findable(token, SECOND).into_value();
            change(token, &class, second);
            assert_eq!(special(token, &class), Some(SECOND), "found the old method");
        });
        assert_eq!(special(token, &class), Some(SECOND), "found the old method");
        end(token, class);
    });
}

/// The class's `__len__`, looked up once and then read from where it is remembered, if it can be.
fn remembered<R: Modelled>(token: &mut Token<R>, class: &Ref<R, Class<R>>) -> Option<(u32, u32)> {
    let name = len(token);
    let number = class.root_shape().number();
    let value = class.lookup(token, &name)?;
    let place = class.memo_number(token, &name, &value)?;
    let again = class.memo_at(token, place, || class.root_shape().number() == number)?;
    Some((tag(&value), tag(&again)))
}

/// Rules N3, N4: an attribute that an inline cache remembers changes.
fn a_remembered_attribute_changed_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let class = class(token, scene);
        let look = |token: &mut Token<R>, class: &Ref<R, Class<R>>| {
            if let Some((first, again)) = remembered(token, class) {
                assert_eq!(first, again, "a number means two things");
            }
        };
        looked_at_while(token, scene, &class, look, |token, scene| {
            let second = scene.findable(token, SECOND).into_value();
            change(token, &class, second);
            let found = remembered(token, &class);
            assert!([None, Some((SECOND, SECOND))].contains(&found), "found the old method");
        });
        assert_eq!(remembered(token, &class), Some((SECOND, SECOND)), "found the old method");
        end(token, class);
    });
}

/// Rules N3, N4: what one thread remembers another reads, which has been told the place without any order, as by an inline
/// cache.
fn a_remembered_attribute_read_by_another<R: Modelled>() {
    scene::<R>(|token, scene| {
        const NOWHERE: u32 = u32::MAX;
        let class = class(token, scene);
        let cache = Arc::new(AtomicU32::new(NOWHERE));
        let theirs = (Sent(class.clone()), Arc::clone(&cache));
        let other = spawn(scene, move |token, _| {
            let (class, cache) = theirs;
            // Relaxed: as in a cache.
            let place = cache.load(Relaxed);
            if place != NOWHERE
                && let Some(found) = class.0.memo_at(token, place, || true)
            {
                assert_eq!(tag(&found), FIRST);
            }
        });
        breathe(token);
        let name = len(token);
        let value = class.lookup(token, &name).expect("it is there");
        let place = class.memo_number(token, &name, &value).expect("nothing has changed");
        drop(value);
        cache.store(place, Relaxed);
        join(token, other);
        end(token, class);
    });
}

/// The class's `__len__` as an instruction finds it through an inline cache; `after` a class, as through `super()`.
fn cached<R: Modelled>(
    token: &Token<R>,
    class: &Ref<R, Class<R>>,
    cache: &InlineCache,
    after: Option<&Value<R>>,
) -> Option<(u32, u32)> {
    let number = class.root_shape().number();
    let still = || class.root_shape().number() == number;
    let memo = cache.find(number)?;
    let found = match after {
        Some(after) => class.memo_after_at(token, memo, after, still),
        None => class.memo_at(token, memo, still),
    }?;
    Some((number, tag(&found)))
}

/// Fills the cache, as the instruction does that found nothing there.
fn fill<R: Modelled>(
    token: &mut Token<R>,
    class: &Ref<R, Class<R>>,
    cache: &InlineCache,
    after: Option<&Value<R>>,
) -> Option<Value<R>> {
    let name = len(token);
    let number = class.root_shape().number();
    let (found, memo) = match after {
        Some(after) => {
            let found = class.lookup_after(token, after, &name)?;
            let memo = class.memo_number_after(token, after, &name, &found)?;
            (found, memo)
        }
        None => {
            let found = class.lookup(token, &name)?;
            let memo = class.memo_number(token, &name, &found)?;
            (found, memo)
        }
    };
    cache.add(number, memo);
    Some(found)
}

/// Rules N3, N4, N6: who sees a class changed finds the new attribute through a cache that another thread has filled, even
/// if the old one lives on.
fn a_cached_attribute_changed_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let class = class(token, scene);
        cached_while_changed(token, scene, &class, &class.clone(), None);
        end(token, class);
    });
}

/// The same of what `super()` finds: the receiver's class remembers what comes after another class.
fn a_cached_attribute_of_a_base_changed_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let base = class(token, scene);
        let class = python_class_of(token, &base, 0);
        be_shared(class.namespace().head());
        cached_while_changed(token, scene, &class, &base, Some(class.value().clone()));
        drop(base);
        end(token, class);
    });
}

fn cached_while_changed<R: Modelled>(
    token: &mut Token<R>,
    scene: &Shared<R>,
    class: &Ref<R, Class<R>>,
    changed: &Ref<R, Class<R>>,
    after: Option<Value<R>>,
) {
    let cache = Arc::new(InlineCache::new());
    let first = fill(token, class, &cache, after.as_ref()).expect("nothing has changed");
    // As functions are: who finds it counts nothing, and so learns nothing from the count.
    scene.immortalize(token, &first);
    let before = class.root_shape().number();
    let theirs = (Arc::clone(&cache), after.is_some());
    let look = move |token: &mut Token<R>, class: &Ref<R, Class<R>>| {
        let (cache, after) = theirs;
        if let Some((number, found)) = cached(token, class, &cache, after.then(|| class.value())) {
            assert_eq!(found, if number == before { FIRST } else { SECOND }, "found another method");
        }
    };
    looked_at_while(token, scene, class, look, |token, scene| {
        let second = scene.findable(token, SECOND).into_value();
        change(token, changed, second);
        let found = fill(token, class, &cache, after.as_ref()).expect("nothing has changed");
        assert_eq!(tag(&found), SECOND);
    });
    drop(first);
}

models! { gil: Gil =>
    attributes_moved_to_a_dict_while_read BOUND,
    a_special_method_changed_while_looked_up BOUND,
}

models! { biased: FreeThreaded<Biased> =>
    an_attribute_added_while_read FEW,
    an_attribute_deleted_while_read FEW,
    attributes_moved_to_a_dict_while_read FEW,
    an_attribute_stored_while_moved_to_a_dict FEW,
    an_attribute_dict_replaced_while_read FEW,
}

models! { atomic: FreeThreaded<Atomic> =>
    an_attribute_added_while_read BOUND,
    an_attribute_replaced_while_read BOUND,
    an_attribute_deleted_while_read BOUND,
    attributes_moved_to_a_dict_while_read BOUND,
    an_attribute_stored_while_moved_to_a_dict BOUND,
    an_attribute_dict_replaced_while_read BOUND,
    two_instances_gain_the_same_attribute BOUND,
    a_shape_made_while_its_class_changes BOUND,
    a_special_method_changed_while_looked_up FEW,
    a_remembered_attribute_changed_while_read FEW,
    a_remembered_attribute_read_by_another BOUND,
    a_cached_attribute_changed_while_read FEW,
    a_cached_attribute_of_a_base_changed_while_read FEW,
}

/// What another thread reads is not ordered after its making.
const UNMADE: &str = "Causality violation";

twins_of_models!(
    o1_slot edited in an_attribute_replaced_while_read by "read another attribute",
    o2_still edited in attributes_moved_to_a_dict_while_read by "a probe",
    n1_shape weakened in an_attribute_added_while_read by UNMADE,
    n1_transition weakened in two_instances_gain_the_same_attribute by UNMADE,
    n2_order dict_before_shape in attributes_moved_to_a_dict_while_read by "a probe",
    n2_empty shape_before_slots in attributes_moved_to_a_dict_while_read by "read no dict",
    n2_sections moved_in_two_sections in an_attribute_stored_while_moved_to_a_dict by "what was stored is lost",
    n2_gap gap_filled in an_attribute_deleted_while_read by "read another attribute",
    n3_told untold in a_special_method_changed_while_looked_up by "found the old method",
    n4_array weakened in a_remembered_attribute_read_by_another by UNMADE,
    n6_told weakened in a_cached_attribute_changed_while_read by "found another method",
);

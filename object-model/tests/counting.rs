//! References: what counts them, and that the last one frees.

mod common;

use common::in_a_world;
use object_model::{Header, List, Runtime, Value, make};

on_every_runtime! {
    sizes,
    a_list_is_freed_with_its_last_reference,
    immediates_are_not_counted,
}

fn sizes<R: Runtime>() {
    assert_eq!(size_of::<Value<R>>(), 8);
    assert_eq!(size_of::<Option<Value<R>>>(), 16);
    let most = if R::NAME == "gil" { 16 } else { 32 };
    assert!(size_of::<Header<R>>() <= most, "{}: {}", R::NAME, size_of::<Header<R>>());
}

fn a_list_is_freed_with_its_last_reference<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let before = token.tally().objects_freed.get();
        let list =
            make::list(token, vec![Value::small_int(1), make::string(token, "two").into_value()]).unwrap();
        assert_eq!(R::references(list.head().count()), 1);
        let other = list.clone();
        assert_eq!(R::references(list.head().count()), 2);
        drop(list);
        assert_eq!(token.tally().objects_freed.get(), before);
        assert_eq!(
            token.lock(&other).get(1).unwrap().as_ref::<object_model::Str<R>>().unwrap().as_str(),
            "two"
        );
        drop(other);
        assert_eq!(token.tally().objects_freed.get(), before + 2);
    });
}

fn immediates_are_not_counted<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let list = make::list::<R>(token, vec![]).unwrap();
        let (retains, releases) = (token.tally().retains_local.get(), token.tally().releases_local.get());
        for index in 0..100 {
            token.lock(&list).push(Value::small_int(index)).unwrap();
        }
        assert_eq!(list.peek(token, 99).unwrap().unwrap().word().as_int(), Some(99));
        assert_eq!(token.lock(&list).pop().unwrap().word().as_int(), Some(99));
        assert_eq!(token.tally().retains_local.get(), retains);
        assert_eq!(token.tally().releases_local.get(), releases);
        assert_eq!(List::<R>::len(&list), 99);
    });
}

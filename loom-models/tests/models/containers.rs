//! Lists and dicts that are read without the lock while their one writer changes them: what is read was there, at some
//! moment since the reader began, and is still alive. The rules are U1 to U3 in `docs/protocols.md`.
//!
//! Everything can be found without the lock from the beginning, so a reader's first look is already the one that matters.

use freethreaded_runtime::FreeThreaded;
use gil_runtime::Gil;
use loom_models::scene::{
    BOUND, FEW, FIRST, Modelled, SECOND, STRANGER, Scene, be_shared, looked_at_while, scene, tag,
};
use loom_models::{models, twins_of_models};
use object_model::{Dict, Found, List, Part, Peeked, Ref, Token, Value, Word, make, next_number};
use refcount::{Atomic, Biased};
use std::sync::atomic::Ordering::Relaxed;
use sync::atomic::AtomicU64;

/// Keys are found by identity. Their hashes begin in one place, so that the second is found behind the first.
const KEY: i64 = 7;
const OTHER_KEY: i64 = 7 + 8;
const THIRD_KEY: i64 = 7 + 16;

fn list<R: Modelled>(token: &mut Token<R>, scene: &Scene<R>, tags: &[u32]) -> Ref<R, List<R>> {
    let items = tags.iter().map(|&tag| scene.findable(token, tag).into_value()).collect();
    let list = make::list(token, items).expect("there is memory for a few items");
    be_shared(list.head());
    list
}

fn dict<R: Modelled>(token: &mut Token<R>, scene: &Scene<R>, entries: &[(i64, u32)]) -> Ref<R, Dict<R>> {
    let dict = make::dict(token);
    let entries: Vec<_> = entries.iter().map(|&(key, tag)| (key, scene.findable(token, tag))).collect();
    let mut locked = token.lock(&dict);
    locked.reserve(2).expect("there is memory");
    for (key, value) in entries {
        locked.insert(key, Value::small_int(key), value.into_value()).expect("there is memory");
    }
    drop(locked);
    be_shared(dict.head());
    dict
}

/// Item `index`, as the interpreter reads it.
fn item<R: Modelled>(token: &mut Token<R>, list: &Ref<R, List<R>>, index: usize) -> Option<u32> {
    let item = match list.peek(token, index) {
        Some(item) => item,
        None => token.lock(list).get(index),
    };
    item.as_ref().map(tag)
}

/// What stands under the key, as the interpreter looks it up.
fn look_up<R: Modelled>(token: &mut Token<R>, dict: &Ref<R, Dict<R>>, key: i64) -> Option<u32> {
    let (hash, key) = (key, Value::<R>::small_int(key));
    match dict.peek(token, hash, key.word()) {
        Peeked::Value(value) => Some(tag(&value)),
        Peeked::Absent => None,
        Peeked::Unknown => {
            let locked = token.lock(dict);
            let found = match locked.find(hash, key.word()) {
                Found::At(number) => Some(locked.value_at(number)),
                _ => None,
            };
            drop(locked);
            found.as_ref().map(tag)
        }
    }
}

fn entry<R: Modelled>(token: &mut Token<R>, dict: &Ref<R, Dict<R>>, key: i64) -> usize {
    match token.lock(dict).find(key, Value::<R>::small_int(key).word()) {
        Found::At(number) => number,
        _ => panic!("the key is there"),
    }
}

fn replace<R: Modelled>(token: &mut Token<R>, dict: &Ref<R, Dict<R>>, key: i64, value: Value<R>) -> Value<R> {
    let number = entry(token, dict, key);
    token.lock(dict).replace_at(number, value)
}

/// Rule U1: an item is appended, in an array that is replaced for it.
fn an_item_appended_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let list = list(token, scene, &[FIRST]);
        let look = |token: &mut Token<R>, list: &Ref<R, List<R>>| {
            assert_eq!(item(token, list, 0), Some(FIRST));
            assert!([None, Some(SECOND)].contains(&item(token, list, 1)), "read what is not there");
        };
        looked_at_while(token, scene, &list, look, |token, scene| {
            let second = scene.findable(token, SECOND).into_value();
            token.lock(&list).push(second).expect("there is memory for an item");
        });
    });
}

/// Rule U1: an item is appended, where memory has not been written: the array grew before anybody else could look.
fn an_item_appended_where_nothing_was_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let first = scene.findable(token, FIRST).into_value();
        let list = make::list(token, vec![first]).expect("there is memory for a few items");
        let second = scene.findable(token, SECOND).into_value();
        token.lock(&list).push(second).expect("there is memory for an item");
        be_shared(list.head());
        let look = |token: &mut Token<R>, list: &Ref<R, List<R>>| {
            assert!([None, Some(STRANGER)].contains(&item(token, list, 2)), "read what is not there");
        };
        looked_at_while(token, scene, &list, look, |token, scene| {
            let third = scene.findable(token, STRANGER).into_value();
            token.lock(&list).push(third).expect("there is room");
        });
    });
}

/// Rules U1, O2: the first of two items is removed and dies, and its memory is used again.
fn an_item_removed_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let list = list(token, scene, &[FIRST, SECOND]);
        let look = |token: &mut Token<R>, list: &Ref<R, List<R>>| {
            let found = item(token, list, 0);
            assert!([Some(FIRST), Some(SECOND)].contains(&found), "read what is not there");
        };
        looked_at_while(token, scene, &list, look, |token, scene| {
            let removed = token.lock(&list).splice(0..1, Vec::new()).expect("nothing is needed");
            drop(removed);
            scene.findable(token, STRANGER)
        });
    });
}

/// Rules U1, O2: all items are taken out.
fn a_list_emptied_while_read<R: Modelled>() {
    scene::<R>(|token, scene| {
        let list = list(token, scene, &[FIRST]);
        let look = |token: &mut Token<R>, list: &Ref<R, List<R>>| {
            assert!([None, Some(FIRST)].contains(&item(token, list, 0)), "read what is not there");
        };
        looked_at_while(token, scene, &list, look, |token, scene| {
            let taken = token.lock(&list).take();
            drop(taken);
            scene.findable(token, STRANGER)
        });
    });
}

/// Rule U2: an entry is added to the table that is being read.
fn an_entry_added_while_looked_up<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(OTHER_KEY, FIRST)]);
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            assert!([None, Some(SECOND)].contains(&look_up(token, dict, KEY)), "read what is not there");
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            let second = scene.findable(token, SECOND).into_value();
            token.lock(&dict).insert(KEY, Value::small_int(KEY), second).expect("there is memory");
        });
    });
}

/// Rule U2: a dict gets its first table, or another one, with a new entry.
fn a_table_made_while_looked_up<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = make::dict(token);
        be_shared(dict.head());
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            assert!([None, Some(FIRST)].contains(&look_up(token, dict, KEY)), "read what is not there");
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            let first = scene.findable(token, FIRST).into_value();
            token.lock(&dict).insert(KEY, Value::small_int(KEY), first).expect("there is memory");
        });
    });
}

/// Rules U2, O1: an entry is removed and dies, and its memory is used again. The key comes back with another value.
fn an_entry_removed_while_looked_up<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(KEY, FIRST)]);
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            let found = look_up(token, dict, KEY);
            assert!([Some(FIRST), None, Some(SECOND)].contains(&found), "read what is not there");
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            let number = entry(token, &dict, KEY);
            let removed = token.lock(&dict).remove_at(number);
            drop(removed);
            let stranger = scene.findable(token, STRANGER);
            let second = scene.findable(token, SECOND).into_value();
            token.lock(&dict).insert(KEY, Value::small_int(KEY), second).expect("there is memory");
            stranger
        });
    });
}

/// Rules U2, O1: a value is replaced and dies, and its memory is used again.
fn a_value_replaced_while_looked_up<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(KEY, FIRST)]);
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            let found = look_up(token, dict, KEY);
            assert!([Some(FIRST), Some(SECOND)].contains(&found), "read what is not there");
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            let second = scene.findable(token, SECOND).into_value();
            let first = replace(token, &dict, KEY, second);
            drop(first);
            scene.findable(token, STRANGER)
        });
    });
}

/// Rules U2, O2: the table is replaced and goes on naming a value that dies, whose memory is used again.
fn a_table_replaced_while_looked_up<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(KEY, FIRST)]);
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            let found = look_up(token, dict, KEY);
            assert!([Some(FIRST), Some(SECOND)].contains(&found), "read what is not there");
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            token.lock(&dict).reserve(10).expect("there is memory");
            let second = scene.findable(token, SECOND).into_value();
            let first = replace(token, &dict, KEY, second);
            drop(first);
            scene.findable(token, STRANGER)
        });
    });
}

/// Rule U2: a dict is cleared.
fn a_dict_cleared_while_looked_up<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(KEY, FIRST)]);
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            assert!([None, Some(FIRST)].contains(&look_up(token, dict, KEY)), "read what is not there");
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            token.lock(&dict).clear();
            scene.findable(token, STRANGER)
        });
    });
}

/// Rules U2, O1: a key that is equal but not the same is compared while it is removed and dies; its memory is used again.
fn a_key_compared_while_removed<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[]);
        let first = scene.findable(token, FIRST).into_value();
        let key = findable_text(token, "key");
        token.lock(&dict).insert(KEY, key, first).expect("there is memory");
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            let key = make::string(token, "key").into_value();
            match dict.peek(token, KEY, key.word()) {
                Peeked::Value(value) => assert_eq!(tag(&value), FIRST, "another key's value was read"),
                Peeked::Absent | Peeked::Unknown => {}
            }
        };
        looked_at_while(token, scene, &dict, look, |token, _| {
            drop(token.lock(&dict).remove_at(0));
            findable_text(token, "another")
        });
    });
}

/// A string to which a reader can take a reference without a lock.
fn findable_text<R: Modelled>(token: &mut Token<R>, text: &str) -> Value<R> {
    let text = make::string(token, text).into_value();
    let header = text.header().expect("a string of more than one character is an object");
    R::share(token.thread(), header.count(), token.tally());
    text
}

/// Rules U2, O2: entries are gone over while the first of them is removed and dies, and another is added.
fn entries_gone_over_while_changed<R: Modelled>() {
    gone_over_while::<R>(|token, scene, dict| {
        drop(token.lock(dict).remove_at(0));
        let third = scene.findable(token, STRANGER).into_value();
        token.lock(dict).insert(THIRD_KEY, Value::small_int(THIRD_KEY), third).expect("there is memory");
    });
}

/// Rules U2, O2: entries are gone over while their table is replaced and a value in it as well, which dies.
fn entries_gone_over_while_their_table_is_replaced<R: Modelled>() {
    gone_over_while::<R>(|token, scene, dict| {
        token.lock(dict).reserve(10).expect("there is memory");
        let third = scene.findable(token, STRANGER).into_value();
        drop(token.lock(dict).replace_at(0, third));
    });
}

fn gone_over_while<R: Modelled>(change: fn(&mut Token<R>, &Scene<R>, &Ref<R, Dict<R>>)) {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(KEY, FIRST), (OTHER_KEY, SECOND)]);
        let look = |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            let mut from = 0;
            while let Some(Some((number, key, value))) = dict.peek_entry(token, from, Part::Both) {
                let of_key = match key.word().as_int() {
                    Some(KEY) => [FIRST, STRANGER],
                    Some(OTHER_KEY) => [SECOND, SECOND],
                    _ => [STRANGER, STRANGER],
                };
                assert!(of_key.contains(&tag(&value)), "another key's value was read");
                from = number + 1;
            }
        };
        looked_at_while(token, scene, &dict, look, |token, scene| change(token, scene, &dict));
    });
}

/// Rule U3: a value is read by the number its entry had when the keys had theirs, as global names are; meanwhile
/// entries move and the keys get another number.
fn a_value_read_by_number<R: Modelled>() {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(THIRD_KEY, FIRST), (OTHER_KEY, FIRST), (KEY, SECOND)]);
        // Relaxed: only uniqueness matters.
        let next = AtomicU64::new(next_number().fetch_add(2, Relaxed));
        let before = token.lock(&dict).number_keys(&next);
        let look = move |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            let keys = dict.keys_number();
            let number = if keys == before { 2 } else { 1 };
            if keys != 0
                && let Some(value) = dict.peek_at(token, keys, number)
            {
                assert_eq!(tag(&value), SECOND, "another key's value was read");
            }
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            let number = entry(token, &dict, THIRD_KEY);
            let removed = token.lock(&dict).remove_at(number);
            drop(removed);
            let stranger = scene.findable(token, STRANGER).into_value();
            let mut locked = token.lock(&dict);
            locked.reserve(10).expect("there is memory");
            locked.insert(THIRD_KEY, Value::small_int(THIRD_KEY), stranger).expect("there is memory");
            locked.number_keys(&next);
            drop(locked);
        });
    });
}

/// Rule U3: whether keys with a number have one among them is found out while it is taken out, as for a name that may be one of
/// a module's or a builtin.
fn a_key_looked_for_among_numbered_ones<R: Modelled>() {
    looked_for_among_numbered_ones::<R>(|token, dict, keys, key| dict.peek_number(token, keys, KEY, key));
}

/// As if what is found now were true of the keys whose number was read before.
fn looked_for_once<R: Modelled>() {
    looked_for_among_numbered_ones::<R>(|token, dict, _, key| match dict.peek(token, KEY, key) {
        Peeked::Value(_) => Some(Some(1)),
        Peeked::Absent => Some(None),
        Peeked::Unknown => None,
    });
}

type LookFor<R> = fn(&mut Token<R>, &Ref<R, Dict<R>>, u32, Word) -> Option<Option<usize>>;

fn looked_for_among_numbered_ones<R: Modelled>(look_for: LookFor<R>) {
    scene::<R>(|token, scene| {
        let dict = dict(token, scene, &[(OTHER_KEY, FIRST), (KEY, SECOND)]);
        // Relaxed: only uniqueness matters.
        let next = AtomicU64::new(next_number().fetch_add(2, Relaxed));
        let before = token.lock(&dict).number_keys(&next);
        let look = move |token: &mut Token<R>, dict: &Ref<R, Dict<R>>| {
            let keys = dict.keys_number();
            if keys != 0
                && let Some(entry) = look_for(token, dict, keys, Value::<R>::small_int(KEY).word())
            {
                assert_eq!(entry, (keys == before).then_some(1), "not what these keys have");
            }
        };
        looked_at_while(token, scene, &dict, look, |token, scene| {
            let number = entry(token, &dict, KEY);
            let removed = token.lock(&dict).remove_at(number);
            drop(removed);
            token.lock(&dict).number_keys(&next);
            scene.findable(token, STRANGER)
        });
    });
}

/// Rule C7: the memory of an item is reclaimed that a reader may have found just before. The world is stopped first.
fn an_item_reclaimed_while_read<R: Modelled>() {
    reclaimed_while_read::<R>(|token| {
        token.reclaim_memory();
    });
}

/// The rule broken by the model.
fn an_item_reclaimed_at_once<R: Modelled>() {
    reclaimed_while_read::<R>(|token| {
        // SAFETY: there is none; the model shows what comes of it.
        unsafe { token.reclaim() };
    });
}

fn reclaimed_while_read<R: Modelled>(reclaim: fn(&mut Token<R>)) {
    scene::<R>(|token, scene| {
        let list = list(token, scene, &[FIRST]);
        let look = |token: &mut Token<R>, list: &Ref<R, List<R>>| {
            assert!([FIRST, SECOND].contains(&item(token, list, 0).expect("there is one")));
        };
        let second = scene.findable(token, SECOND).into_value();
        looked_at_while(token, scene, &list, look, |token, _| {
            let first = token.lock(&list).set(0, second).unwrap_or_else(|_| panic!("there is one"));
            drop(first);
            reclaim(token);
        });
    });
}

models! { gil: Gil =>
    an_item_removed_while_read BOUND,
    an_item_reclaimed_while_read BOUND,
    an_entry_removed_while_looked_up BOUND,
    a_value_read_by_number BOUND,
    a_key_looked_for_among_numbered_ones BOUND,
}

models! { biased: FreeThreaded<Biased> =>
    an_item_appended_while_read BOUND,
    an_item_appended_where_nothing_was_while_read BOUND,
    an_item_removed_while_read FEW,
    an_item_reclaimed_while_read FEW,
    an_entry_added_while_looked_up BOUND,
    a_table_made_while_looked_up BOUND,
    an_entry_removed_while_looked_up FEW,
    a_table_replaced_while_looked_up FEW,
    entries_gone_over_while_their_table_is_replaced FEW,
    a_value_read_by_number BOUND,
    a_key_looked_for_among_numbered_ones BOUND,
}

models! { atomic: FreeThreaded<Atomic> =>
    an_item_appended_while_read BOUND,
    an_item_appended_where_nothing_was_while_read BOUND,
    an_item_removed_while_read BOUND,
    an_item_reclaimed_while_read BOUND,
    a_list_emptied_while_read BOUND,
    an_entry_added_while_looked_up BOUND,
    a_table_made_while_looked_up BOUND,
    an_entry_removed_while_looked_up BOUND,
    a_value_replaced_while_looked_up BOUND,
    a_table_replaced_while_looked_up BOUND,
    a_dict_cleared_while_looked_up BOUND,
    a_key_compared_while_removed BOUND,
    entries_gone_over_while_changed BOUND,
    entries_gone_over_while_their_table_is_replaced BOUND,
    a_value_read_by_number BOUND,
    a_key_looked_for_among_numbered_ones BOUND,
}

/// What another thread reads is not ordered after its making.
const UNMADE: &str = "Causality violation";

twins_of_models!(
    c7_running an_item_reclaimed_at_once in an_item_reclaimed_while_read by "out of bounds",
    o1_slot edited in a_value_replaced_while_looked_up by "read what is not there",
    o2_still edited in a_table_replaced_while_looked_up by "read what is not there",
    u1_array weakened in an_item_appended_while_read by UNMADE,
    u2_index weakened in an_entry_added_while_looked_up by UNMADE,
    u2_table weakened in a_table_made_while_looked_up by UNMADE,
    u3_number weakened in a_value_read_by_number by "another key",
    u3_again looked_for_once in a_key_looked_for_among_numbered_ones by "not what these keys have",
);

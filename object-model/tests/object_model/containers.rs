//! Lists, dicts, sets, tuples, strings and integers as containers of values.

use crate::common::{in_a_world, name, read, set_item, text};
use object_model::{
    Dict, Found, Hashed, List, NO_NUMBER, Peeked, Ref, Runtime, Token, Tuple, Value, Word, make, next_number,
    simple,
};
use std::sync::atomic::AtomicU64;

on_every_runtime! {
    a_list_is_a_sequence,
    a_list_is_spliced_like_a_slice,
    several_items_are_read_in_one_section,
    items_are_read_without_the_lock,
    a_list_that_cannot_be_that_long_says_so,
    a_dict_keeps_the_order_of_insertion,
    a_dict_survives_removals_and_growth,
    names_are_found_without_the_lock,
    a_number_stands_for_a_set_of_keys,
    when_no_number_is_left_none_is_given_out_twice,
    python_code_decides_whether_other_keys_are_equal,
    a_dict_is_searched_from_both_ends,
    a_set_has_each_key_once,
    tuples_own_their_items,
    strings_know_their_characters,
    integers_grow_out_of_a_word,
    what_is_less_is_told_without_python_code,
    an_entry_moves_to_either_end,
}

fn integers<R: Runtime>(values: &[Value<R>]) -> Vec<i64> {
    values.iter().map(|value| value.word().as_int().expect("an int")).collect()
}

fn list_of<R: Runtime>(token: &Token<R>, values: std::ops::Range<i64>) -> Ref<R, List<R>> {
    make::list(token, values.map(Value::small_int).collect()).unwrap()
}

fn a_list_is_a_sequence<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let list = list_of(token, 0..3);
        let mut locked = token.lock(&list);
        locked.push(Value::small_int(3)).unwrap();
        assert_eq!(locked.get(3).unwrap().word().as_int(), Some(3));
        assert!(locked.get(4).is_none());
        assert_eq!(locked.set(0, Value::small_int(9)).unwrap().word().as_int(), Some(0));
        assert!(locked.set(4, Value::small_int(5)).is_err());
        locked.reverse();
        assert_eq!(integers(&locked.copy(0..10)), [3, 2, 1, 9]);
        assert_eq!(locked.pop().unwrap().word().as_int(), Some(9));
        assert_eq!(integers(&locked.take()), [3, 2, 1]);
        assert!(locked.pop().is_none());
        locked.put(vec![Value::small_int(7)]).unwrap();
        assert_eq!(integers(&locked.copy(0..1)), [7]);
    });
}

fn a_list_is_spliced_like_a_slice<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        for (range, inserted) in
            [(0..0, 3), (2..5, 0), (2..5, 3), (2..3, 4), (5..9, 1), (8..20, 2), (12..12, 1)]
        {
            let list =
                make::list(token, (0..8).map(|index| text(token, &index.to_string())).collect()).unwrap();
            let mut model: Vec<String> = (0..8).map(|index: i64| index.to_string()).collect();
            let fresh: Vec<String> = (0..inserted).map(|index| format!("new {index}")).collect();
            let start = range.start.min(8);
            let removed: Vec<_> =
                model.splice(start..range.end.clamp(start, 8), fresh.iter().cloned()).collect();
            let items = fresh.iter().map(|item| text(token, item)).collect();
            let mut locked = token.lock(&list);
            let old = locked.splice(range, items).unwrap();
            assert_eq!(old.iter().map(read).collect::<Vec<_>>(), removed);
            assert_eq!(locked.copy(0..20).iter().map(read).collect::<Vec<_>>(), model);
        }
    });
}

fn several_items_are_read_in_one_section<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let list = list_of(token, 5..8);
        // Immediate integers, of which no reference is to be given back.
        let items = list.items::<3>(token).unwrap().map(|item| item.as_int());
        assert_eq!(items, [Some(5), Some(6), Some(7)]);
        assert!(list.items::<2>(token).is_none() && list.items::<4>(token).is_none());
        let pair = |token: &mut _, exchanged, read| {
            list.exchange_and_read(token, 3, exchanged, read).map(|items| integers(&items))
        };
        assert_eq!(pair(token, None, (2, 0)), Some(vec![7, 5]));
        assert_eq!(pair(token, Some((0, 1)), (0, 1)), Some(vec![6, 5]));
        assert_eq!(pair(token, None, (0, 3)), None);
        assert_eq!(pair(token, None, (3, 0)), None);
        assert!(list.exchange_and_read(token, 2, Some((0, 1)), (0, 1)).is_none(), "it has three items");
        assert_eq!(pair(token, None, (0, 1)), Some(vec![6, 5]), "nothing was exchanged");
        let empty = list_of(token, 0..0);
        assert!(empty.items::<1>(token).is_none());
        assert!(empty.exchange_and_read(token, 0, None, (0, 0)).is_none());
    });
}

fn items_are_read_without_the_lock<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let list = make::list(token, vec![text(token, "a"), Value::NONE]).unwrap();
        assert_eq!(read(&list.peek(token, 0).unwrap().unwrap()), "a");
        assert!(list.peek(token, 1).unwrap().unwrap().is_none());
        assert!(list.peek(token, 2).unwrap().is_none());
        token.lock(&list).take();
        assert!(list.peek(token, 0).unwrap().is_none());
    });
}

fn a_list_that_cannot_be_that_long_says_so<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let list = list_of(token, 0..1);
        let mut locked = token.lock(&list);
        assert!(locked.reserve(1_000_000_000_000_000_000).is_err());
        assert!(locked.reserve(usize::MAX).is_err());
        assert_eq!(integers(&locked.copy(0..1)), [0]);
    });
}

fn keys<R: Runtime>(token: &mut Token<R>, dict: &Ref<R, Dict<R>>) -> Vec<String> {
    let locked = token.lock(dict);
    let (mut keys, mut from) = (Vec::new(), 0);
    while let Some((number, _, key, _)) = locked.next_entry(from) {
        keys.push(read(&key).to_owned());
        from = number + 1;
    }
    keys
}

fn a_dict_keeps_the_order_of_insertion<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        for key in ["b", "a", "c", "a"] {
            let key = name(token, key);
            set_item(token, &dict, &key, Value::NONE);
        }
        assert_eq!(keys(token, &dict), ["b", "a", "c"]);
        assert_eq!(dict.len(), 3);
        token.lock(&dict).clear();
        assert!(dict.is_empty());
        assert!(keys(token, &dict).is_empty());
    });
}

fn a_dict_survives_removals_and_growth<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        let mut model = std::collections::HashMap::new();
        let mut state = 12345_u64;
        for step in 0..20_000_i64 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let key = Value::small_int((state >> 33) as i64 % 500);
            let hash = simple::hash(&key).unwrap();
            let value = make::list(token, vec![Value::small_int(step)]).unwrap();
            let mut locked = token.lock(&dict);
            let found = locked.find(hash, key.word());
            let old = match found {
                Found::At(number) if state >> 62 == 0 => {
                    model.remove(&key.word().as_int());
                    vec![locked.remove_at(number).1, value.into_value()]
                }
                Found::At(number) => {
                    model.insert(key.word().as_int(), step);
                    vec![locked.replace_at(number, value.into_value())]
                }
                Found::Absent => {
                    model.insert(key.word().as_int(), step);
                    locked.insert(hash, key.clone(), value.into_value()).expect("there is memory");
                    vec![]
                }
                Found::Ask(_) => panic!("integers are compared without asking"),
            };
            drop(locked);
            drop(old);
        }
        assert_eq!(dict.len(), model.len());
        for (key, step) in model {
            let key = Word::small_int(key.unwrap());
            let locked = token.lock(&dict);
            let Found::At(number) = locked.find(simple::int_hash(key.as_int().unwrap()), key) else {
                panic!("{key:?} is there")
            };
            let value = locked.value_at(number).downcast::<List<R>>().ok().unwrap();
            drop(locked);
            assert_eq!(integers(&token.lock(&value).copy(0..1)), [step]);
        }
    });
}

fn names_are_found_without_the_lock<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        let (here, gone, never) = (name(token, "here"), name(token, "gone"), name(token, "never"));
        for key in [&here, &gone] {
            let value = text(token, key.as_str());
            set_item(token, &dict, key, value);
        }
        let mut locked = token.lock(&dict);
        let Found::At(number) = locked.find(gone.hash(), gone.value().word()) else { panic!("it is there") };
        let entry = locked.remove_at(number);
        drop(locked);
        drop(entry);
        match dict.peek(token, here.hash(), here.value().word()) {
            Peeked::Value(value) => assert_eq!(read(&value), "here"),
            _ => panic!("found"),
        }
        assert!(matches!(dict.peek(token, gone.hash(), gone.value().word()), Peeked::Absent));
        assert!(matches!(dict.peek(token, never.hash(), never.value().word()), Peeked::Absent));
    });
}

fn a_number_stands_for_a_set_of_keys<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        let (one, two) = (name(token, "one"), name(token, "two"));
        set_item(token, &dict, &one, text(token, "1"));
        let number = token.lock(&dict).number_keys(next_number());
        assert_eq!(token.lock(&dict).number_keys(next_number()), number);
        assert_eq!(read(&dict.peek_at(token, number, 0).unwrap()), "1");
        assert!(dict.peek_at(token, number, 1).is_none());
        set_item(token, &dict, &one, text(token, "uno"));
        assert_eq!(read(&dict.peek_at(token, number, 0).unwrap()), "uno", "the keys are the same");
        set_item(token, &dict, &two, Value::NONE);
        assert!(dict.peek_at(token, number, 0).is_none(), "the keys are others");
        let later = token.lock(&dict).number_keys(next_number());
        assert_ne!(later, number);
        let mut locked = token.lock(&dict);
        let entry = locked.remove_at(0);
        drop(locked);
        drop(entry);
        assert!(dict.peek_at(token, later, 0).is_none());
        token.lock(&dict).clear();
        assert!(dict.peek_at(token, later, 1).is_none());
    });
}

fn when_no_number_is_left_none_is_given_out_twice<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        let one = name(token, "one");
        set_item(token, &dict, &one, text(token, "1"));
        let next = AtomicU64::new(u64::from(NO_NUMBER) - 1);
        let last = token.lock(&dict).number_keys(&next);
        assert_ne!(last, NO_NUMBER);
        let other = make::dict(token);
        set_item(token, &other, &one, text(token, "2"));
        for _ in 0..3 {
            assert_eq!(token.lock(&other).number_keys(&next), NO_NUMBER);
            assert!(other.peek_at(token, NO_NUMBER, 0).is_none(), "found by no number");
        }
        assert_eq!(read(&dict.peek_at(token, last, 0).unwrap()), "1");
    });
}

fn python_code_decides_whether_other_keys_are_equal<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        // Each with a dict of its own in it, and dicts are not simple.
        let [first, second, sought] = [(); 3].map(|()| {
            let inside = make::dict(token).into_value();
            make::tuple(token, vec![inside]).into_value()
        });
        let hash = 77;
        let mut locked = token.lock(&dict);
        assert!(matches!(locked.find(hash, first.word()), Found::Absent));
        locked.insert(hash, first.clone(), Value::small_int(1)).expect("there is memory");
        locked.insert(hash, second.clone(), Value::small_int(2)).expect("there is memory");
        let Found::Ask(candidate) = locked.find(hash, sought.word()) else { panic!("dicts are not simple") };
        assert!(candidate.key.is(&first));
        let Some(Found::Ask(next)) = locked.resume(&candidate, false, hash, sought.word()) else {
            panic!("there is another candidate")
        };
        assert!(next.key.is(&second));
        let Some(Found::At(number)) = locked.resume(&next, true, hash, sought.word()) else {
            panic!("it is equal")
        };
        assert_eq!(locked.value_at(number).word().as_int(), Some(2));
        let entry = locked.remove_at(number);
        assert!(locked.resume(&next, true, hash, sought.word()).is_none(), "the answer came too late");
        drop(locked);
        drop(entry);
    });
}

fn a_dict_is_searched_from_both_ends<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        for index in 0..100 {
            let key = Value::small_int(index);
            token.lock(&dict).insert(simple::hash(&key).unwrap(), key, Value::NONE).expect("there is memory");
        }
        let mut order = Vec::new();
        for turn in 0..100 {
            let mut locked = token.lock(&dict);
            let (number, _, key, _) =
                if turn % 3 == 0 { locked.next_entry(0) } else { locked.previous_entry(usize::MAX) }.unwrap();
            order.push(key.word().as_int().unwrap());
            drop(locked.remove_at(number));
        }
        let (mut low, mut high) = (0..34, (34..100).rev());
        let expected = (0..100).map(|turn| if turn % 3 == 0 { low.next() } else { high.next() }.unwrap());
        assert!(order.iter().copied().eq(expected));
        assert!(token.lock(&dict).next_entry(0).is_none());
        assert!(token.lock(&dict).previous_entry(usize::MAX).is_none());
    });
}

fn a_set_has_each_key_once<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let set = make::set(token);
        let keys =
            [Value::small_int(1), Value::float(1.0), Value::TRUE, Value::small_int(2), text(token, "1")];
        for key in &keys {
            let hash = simple::hash(key).unwrap();
            let mut locked = token.lock(&set);
            if let Found::Absent = locked.find(hash, key.word()) {
                locked.insert(hash, key.clone(), Value::NONE).expect("there is memory");
            }
        }
        assert_eq!(Hashed::len(&set), 3, "1, 1.0 and True are one key");
    });
}

fn tuples_own_their_items<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        for length in [0, 1, Tuple::<R>::INLINE, Tuple::<R>::INLINE + 1, 1000] {
            let before = token.tally().objects_freed.get();
            let tuple =
                make::tuple(token, (0..length).map(|index| text(token, &index.to_string())).collect());
            assert_eq!(tuple.as_slice().len(), length);
            assert!(tuple.as_slice().iter().enumerate().all(|(index, item)| read(item) == index.to_string()));
            drop(tuple);
            assert_eq!(token.tally().objects_freed.get() - before, length as u64 + 1);
        }
    });
}

fn strings_know_their_characters<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        for unit in ["a", "ä", "日", "a🂡"] {
            for repeats in [0, 1, 100, 10_000] {
                let whole = unit.repeat(repeats);
                let string = make::string(token, &whole);
                assert_eq!(string.as_str(), whole);
                assert_eq!(string.characters(), whole.chars().count());
                assert_eq!(string.is_ascii(), whole.is_ascii());
                for index in [0, repeats / 2, repeats.saturating_sub(1)] {
                    assert_eq!(string.character(index), whole.chars().nth(index));
                }
                let joined = make::concatenation(token, &whole, unit);
                assert_eq!(joined.as_str(), unit.repeat(repeats + 1));
                assert_eq!(string.hash(), make::string_from(token, whole).hash());
            }
        }
    });
}

fn integers_grow_out_of_a_word<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        assert_eq!(make::int(token, Word::MAX_INT).word().as_int(), Some(Word::MAX_INT));
        let big = make::int(token, Word::MAX_INT + 1);
        let held = big.as_ref::<object_model::BigInt<R>>().unwrap();
        assert_eq!(held.get().to_i64(), Some(Word::MAX_INT + 1));
        let back = make::integer(token, held.get().to_big().into_owned() - 1);
        assert_eq!(back.word().as_int(), Some(Word::MAX_INT));
    });
}

fn what_is_less_is_told_without_python_code<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let big = |value: i128| make::integer(token, value.into());
        let pair = |one: Value<R>, other: Value<R>| make::tuple(token, vec![one, other]).into_value();
        let less = |one: &Value<R>, other: &Value<R>| simple::less::<R>(one.word(), other.word());
        let (small, large, huge) = (Value::small_int(3), big(1 << 70), big((1 << 70) + 1));
        assert_eq!(less(&small, &large), Some(true));
        assert_eq!(less(&large, &small), Some(false));
        assert_eq!(less(&big(-(1 << 70)), &small), Some(true));
        assert_eq!(less(&large, &huge), Some(true));
        assert_eq!(less(&large, &large.clone()), Some(false));
        assert_eq!(less(&text(token, "a"), &text(token, "b")), Some(true));
        assert_eq!(less(&text(token, "a"), &small), None);
        let (one, other) = (pair(small.clone(), text(token, "a")), pair(small.clone(), text(token, "b")));
        assert_eq!(less(&one, &other), Some(true));
        assert_eq!(less(&other, &one), Some(false));
        assert_eq!(less(&pair(small.clone(), large), &pair(small.clone(), huge)), Some(true));
        assert_eq!(less(&one, &pair(small.clone(), small)), None);
    });
}

fn an_entry_moves_to_either_end<R: Runtime + Default>() {
    in_a_world::<R>(|token| {
        let dict = make::dict(token);
        for key in 0..3 {
            token
                .lock(&dict)
                .insert(key, Value::small_int(key), Value::small_int(10 * key))
                .expect("there is memory");
        }
        // Often enough that the table is full in between.
        for turn in 0..40 {
            let mut locked = token.lock(&dict);
            let key = turn % 3;
            let Found::At(number) = locked.find(key, Value::<R>::small_int(key).word()) else {
                panic!("the key is there")
            };
            if turn % 2 == 0 {
                locked.move_to_end(number).expect("there is memory")
            } else {
                locked.move_to_front(number).expect("there is memory")
            }
            let (mut order, mut from) = (Vec::new(), 0);
            while let Some((number, _, key, value)) = locked.next_entry(from) {
                from = number + 1;
                let key = key.word().as_int().expect("an int");
                assert_eq!(value.word().as_int(), Some(10 * key));
                order.push(key);
            }
            assert_eq!(order.len(), 3);
            assert_eq!(if turn % 2 == 0 { order[2] } else { order[0] }, key);
        }
        assert_eq!(dict.len(), 3);
    });
}

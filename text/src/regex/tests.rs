use super::*;

fn run(code: &[u32], groups: usize, text: &str, mode: Mode) -> Option<Found> {
    let program = Program::read(code, groups).expect("a pattern");
    let request = Request { start: 0, end: text.len(), must_advance: false, mode };
    let wide = Machine::default().run(&program, Wide(text), request, &mut || Ok::<(), ()>(())).unwrap();
    if text.is_ascii() {
        let narrow = Narrow(text.as_bytes());
        let narrow = Machine::default().run(&program, narrow, request, &mut || Ok::<(), ()>(())).unwrap();
        assert_eq!(wide, narrow);
    }
    wide
}

/// A repetition without an upper limit.
const MANY: u32 = UNLIMITED;

// What `re` compiles, without the INFO block where it says nothing.
const A_OR_BC_THEN_C: &[u32] =
    &[23, 21, 0, MANY, 17, 0, 7, 5, 16, 97, 15, 9, 7, 16, 98, 16, 99, 15, 2, 0, 17, 1, 18, 16, 99, 1];
const BYTES_OF_ANY_WIDTH: &[u32] = &[14, 10, 3, 2, 2, 2, 2, 0xE9, 0x20AC, 0, 0, 16, 0xE9, 16, 0x20AC, 1];
const A_REMEMBERED_OR_B: &[u32] =
    &[23, 19, 0, MANY, 7, 9, 17, 0, 16, 97, 17, 1, 15, 7, 5, 16, 98, 15, 2, 0, 18, 16, 98, 1];
const STAR_OF_STAR: &[u32] = &[23, 10, 0, MANY, 24, 6, 0, MANY, 16, 97, 1, 18, 16, 98, 1];
const IF_A_THEN_B: &[u32] =
    &[23, 9, 0, 1, 17, 0, 16, 97, 17, 1, 18, 12, 0, 8, 16, 98, 16, 15, 15, 3, 16, 99, 6, 5, 1];
const ATOMIC: &[u32] = &[27, 9, 24, 6, 1, MANY, 16, 97, 1, 1, 16, 97, 1];
const POSSESSIVE: &[u32] = &[28, 7, 0, MANY, 16, 97, 16, 98, 1, 16, 97, 1];
const LOOKS: &[u32] = &[4, 5, 1, 16, 98, 1, 16, 97, 5, 5, 0, 16, 99, 1, 1];

fn span(code: &[u32], groups: usize, text: &str, mode: Mode) -> Option<(usize, usize)> {
    run(code, groups, text, mode).map(|found| (found.start, found.end))
}

#[test]
fn what_is_malformed_is_refused() {
    assert!(Program::read(A_OR_BC_THEN_C, 0).is_none());
    assert!(Program::read(A_OR_BC_THEN_C, 1000).is_none());
    for pattern in [A_OR_BC_THEN_C, IF_A_THEN_B, ATOMIC, POSSESSIVE, LOOKS] {
        for end in 0..pattern.len() {
            assert!(Program::read(&pattern[..end], 1).is_none());
        }
    }
    for code in [&[16, 97][..], &[24, 6, 0, 1, 2, 1], &[99, 1], &[15, 0, 1], &[23, 1, 0, 1, 18, 1]] {
        assert!(Program::read(code, 0).is_none(), "{code:?}");
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| -> Vec<u32> {
        let mut code = vec![1];
        for _ in 0..depth {
            let mut outer = vec![27, code.len() as u32 + 1];
            outer.append(&mut code);
            outer.push(1);
            code = outer;
        }
        code
    };
    assert!(Program::read(&nested(400), 0).is_some());
    assert!(Program::read(&nested(4000), 0).is_none());
}

#[test]
fn a_literal_is_found_in_characters_of_any_width() {
    assert_eq!(Some((3, 8)), span(BYTES_OF_ANY_WIDTH, 0, "aéé€", Mode::Search));
    assert_eq!(None, span(BYTES_OF_ANY_WIDTH, 0, "aéé€", Mode::Match));
}

#[test]
fn loops_give_back_and_groups_remember() {
    let found = run(A_OR_BC_THEN_C, 1, "abcc", Mode::Whole).unwrap();
    assert_eq!((0, 4, vec![1, 3]), (found.start, found.end, found.marks.to_vec()));
    let found = run(A_REMEMBERED_OR_B, 1, "abab", Mode::Match).unwrap();
    assert_eq!((0, 4, vec![2, 3]), (found.start, found.end, found.marks.to_vec()));
    assert_eq!(1, found.last_index);
}

#[test]
fn conditions_atoms_and_looks() {
    assert_eq!(Some((0, 3)), span(IF_A_THEN_B, 1, "ab\x0f", Mode::Match));
    assert_eq!(Some((0, 1)), span(IF_A_THEN_B, 1, "c\n", Mode::Match));
    assert_eq!(None, span(IF_A_THEN_B, 1, "ac", Mode::Match));
    assert_eq!(None, span(ATOMIC, 0, "aaa", Mode::Search));
    assert_eq!(Some((0, 5)), span(POSSESSIVE, 0, "ababa", Mode::Match));
    assert_eq!(None, span(POSSESSIVE, 0, "abab", Mode::Match));
    assert_eq!(Some((4, 5)), span(LOOKS, 0, "bacba", Mode::Search));
}

#[test]
fn the_caller_can_stop_a_hopeless_search() {
    // (?:a|a)*b over many a's doubles with every character.
    let code = [23, 15, 0, MANY, 7, 5, 16, 97, 15, 7, 5, 16, 97, 15, 2, 0, 18, 16, 98, 1];
    let program = Program::read(&code, 0).expect("a pattern");
    let text = "a".repeat(60);
    let request = Request { start: 0, end: 60, must_advance: false, mode: Mode::Match };
    let mut asked = 0;
    let answer = Machine::default().run(&program, Wide(&text), request, &mut || {
        asked += 1;
        if asked < 10 { Ok(()) } else { Err("enough") }
    });
    assert!(matches!(answer, Err(Stop::Caller("enough"))));
    assert_eq!(None, span(STAR_OF_STAR, 0, "aaaa", Mode::Match));
}

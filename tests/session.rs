//! A session: statements typed at a prompt, on a terminal and through a pipe, and the debugger's.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

const RUNTIMES: [&str; 2] = ["gil", "freethreaded"];

/// A session that says nothing for so long hangs.
const LIMIT: Duration = Duration::from_secs(120);

/// What comes of `input` on standard input.
fn piped(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_granular"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn statements_are_run_and_values_shown() {
    for runtime in RUNTIMES {
        let input = "x = 6\nx * 7\nNone\n'a' + str(_)\nimport sys\nsys.argv, sys.ps1, sys.ps2, __name__\n";
        let output = piped(&["run", "--runtime", runtime, "-i"], input);
        assert_eq!("42\n'a42'\n([''], '>>> ', '... ', '__main__')\n", stdout(&output), "{}", stderr(&output));
        assert_eq!(Some(0), output.status.code());
        assert!(stderr(&output).starts_with("granular "), "{}", stderr(&output));
    }
}

#[test]
fn a_compound_statement_ends_with_an_empty_line() {
    let input = "def f(x):\n    if x:\n        return 1\n    return 2\n\nf(0), f(1)\nfor i in range(2): i\n\n(1,\n2)\n'''a\nb'''\n";
    let output = piped(&["-i"], input);
    assert_eq!("(2, 1)\n0\n1\n(1, 2)\n'a\\nb'\n", stdout(&output), "{}", stderr(&output));
    let prompts = stderr(&output);
    assert!(prompts.contains(">>> ... ... ... ... >>> >>> ... >>> ... >>> ... >>> "), "{prompts}");
}

#[test]
fn an_exception_is_shown_and_the_session_goes_on() {
    let input = "1 / 0\nimport sys\nsys.last_exc\ndef f(: pass\nx =\nraise SystemExit(3)\nprint('never')\n";
    let output = piped(&["-i"], input);
    assert_eq!("ZeroDivisionError('division by zero')\n", stdout(&output));
    let errors = stderr(&output);
    for text in [
        "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n",
        "ZeroDivisionError: division by zero\n",
        "SyntaxError: invalid syntax\n",
    ] {
        assert!(errors.contains(text), "{text:?} is missing in:\n{errors}");
    }
    assert_eq!(Some(3), output.status.code());
}

#[test]
fn prompts_are_the_programs_to_choose_and_so_is_how_values_are_shown() {
    let input =
        "import sys\nsys.ps1 = 'next: '\nsys.displayhook = lambda value: print('<', value, '>')\n1 + 1\n";
    let output = piped(&["-i"], input);
    assert_eq!("< 2 >\n", stdout(&output));
    assert!(stderr(&output).contains("next: next: next: "), "{}", stderr(&output));
}

#[test]
fn a_session_follows_a_program_and_has_what_it_defined() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program.py");
    fs::write(&program, "import sys\nanswer = 42\nprint(sys.argv[1:])\nraise KeyError('at the end')\n")
        .unwrap();
    let program = program.to_str().unwrap();
    let output =
        piped(&["run", "-i", program, "one", "-two"], "answer\nprint(input())\nread by the program\n");
    assert_eq!("['one', '-two']\n42\nread by the program\n", stdout(&output));
    assert!(stderr(&output).contains("KeyError: 'at the end'\n>>> "), "{}", stderr(&output));
    assert_eq!(Some(0), output.status.code());
    let output = piped(&["-i", "-c", "x = 1"], "x + 1\n");
    assert_eq!("2\n", stdout(&output));
}

#[test]
fn what_comes_through_a_pipe_without_being_asked_for_a_session_is_a_program() {
    let output = piped(&["run", "-"], "1 + 1\nprint('ran')\n");
    assert_eq!("ran\n", stdout(&output));
    assert_eq!("", stderr(&output));
}

/// A debugged program, its commands on standard input.
fn debugged(runtime: &str, source: &str, commands: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("prog.py"), source).unwrap();
    let program = folder.path().join("prog.py");
    let arguments = ["run", "--runtime", runtime, "-m", "pdb", program.to_str().unwrap()];
    let output = piped(&arguments, commands);
    assert_eq!("", stderr(&output));
    let folder = format!("{}/", folder.path().display());
    stdout(&output).replace(&folder, "").replace("(Pdb) ", "").lines().map(str::to_owned).collect()
}

#[test]
fn the_debugger_takes_its_commands_from_standard_input() {
    let source = "def add(a, b):\n    total = a + b\n    return total\n\n\nx = add(1, 2)\nprint('x is', x)\n";
    let commands =
        "break 3\ncontinue\nwhere\np total\n!total = 40\nup\nlist 6,6\ndown\nstep\nnext\nnext\nquit\n";
    for runtime in RUNTIMES {
        let said = debugged(runtime, source, commands);
        for line in [
            "> prog.py(1)<module>()",
            "-> def add(a, b):",
            "Breakpoint 1 at prog.py:3",
            "> prog.py(3)add()",
            "-> return total",
            "-> x = add(1, 2)",
            "3",
            "  6  ->\tx = add(1, 2)",
            "--Return--",
            "> prog.py(3)add()->40",
            "> prog.py(7)<module>()",
            "-> print('x is', x)",
            "x is 40",
        ] {
            assert!(said.iter().any(|said| said == line), "{line:?} is missing in {said:#?}");
        }
    }
}

#[test]
fn a_breakpoint_in_the_program_starts_the_debugger() {
    let source = "def f():\n    x = 1\n    breakpoint()\n    return x\n\n\nprint(f())\n";
    for runtime in RUNTIMES {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("prog.py");
        fs::write(&program, source).unwrap();
        let arguments = ["run", "--runtime", runtime, program.to_str().unwrap()];
        let output = piped(&arguments, "p x\n!x = 2\nnext\ncontinue\n");
        let said = stdout(&output).replace("(Pdb) ", "");
        assert!(said.contains("\n1\n"), "{said}\n{}", stderr(&output));
        assert!(said.contains("-> return x\n"), "{said}");
        assert!(said.ends_with("\n2\n"), "{said}");
    }
}

/// A session on a pseudo-terminal.
struct Terminal {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    shown: String,
}

impl Terminal {
    fn open(runtime: &str, history: &Path) -> Self {
        Terminal::of(runtime, history, &["-i"])
    }

    /// A program on a pseudo-terminal.
    fn of(runtime: &str, history: &Path, words: &[&str]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let side = || OpenOptions::new().read(true).write(true).open(&name).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_granular"))
            .args(["-X", &format!("runtime={runtime}")])
            .args(words)
            .env("GRANULAR_HISTORY", history)
            .env("PYTHON_HISTORY", history.with_extension("python"))
            .env("TERM", "xterm")
            .stdin(side())
            .stdout(side())
            .stderr(side())
            .spawn()
            .unwrap();
        let keyboard = File::from(master);
        let mut output = keyboard.try_clone().unwrap();
        let (show, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Reading fails when the other side is closed.
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                if show.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal { child, keyboard, screen, shown: String::new() }
    }

    /// Waits until `text` is shown, and forgets what was shown up to there.
    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        loop {
            if let Some(at) = self.shown.find(text) {
                self.shown.drain(..at + text.len());
                return;
            }
            match self.screen.recv_timeout(LIMIT) {
                Ok(bytes) => self.shown.push_str(&String::from_utf8_lossy(&bytes)),
                Err(_) => panic!("{text:?} was not shown, but {:?}", self.shown),
            }
        }
    }

    fn enter(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_terminal_has_editing_history_and_completion() {
    let folder = tempfile::tempdir().unwrap();
    let history = folder.path().join("history");
    for runtime in RUNTIMES {
        let mut terminal = Terminal::open(runtime, &history);
        terminal.wait_for("granular ");
        terminal.wait_for(">>> ");
        terminal.enter("value_of_mine = 6 * 7\r");
        terminal.wait_for(">>> ");
        // A word is completed by the tabulator.
        terminal.enter("print(value_of_m\t)\r");
        terminal.wait_for("\n42");
        terminal.wait_for(">>> ");
        // A block: the second line is indented by itself, the empty one ends it.
        terminal.enter("for i in range(2):\r");
        terminal.wait_for("... ");
        terminal.enter("print('item', i)\r");
        terminal.wait_for("... ");
        terminal.enter("\r");
        terminal.wait_for("item 1");
        terminal.wait_for(">>> ");
        // Ctrl-C gives up the line that is being typed.
        terminal.enter("1 / 0 # not to be run\x03");
        terminal.wait_for("KeyboardInterrupt");
        terminal.wait_for(">>> ");
        // The arrow up brings back what was entered before.
        terminal.enter("'first ' 'second'\r");
        terminal.wait_for("first second");
        terminal.wait_for(">>> ");
        terminal.enter("\x1b[A[:5]\r");
        terminal.wait_for("'first'");
        terminal.wait_for(">>> ");
        terminal.enter("\x04");
        let status = terminal.child.wait().unwrap();
        assert_eq!(Some(0), status.code());
    }
    let remembered = fs::read_to_string(&history).unwrap();
    assert!(remembered.contains("value_of_mine = 6 * 7\n"), "{remembered}");
    assert!(!remembered.contains("not to be run"), "{remembered}");
}

#[test]
fn other_threads_run_while_somebody_types() {
    let folder = tempfile::tempdir().unwrap();
    for runtime in RUNTIMES {
        let mut terminal = Terminal::open(runtime, &folder.path().join("history"));
        terminal.wait_for(">>> ");
        terminal
            .enter("import threading; threading.Thread(target=lambda: print('from a ' 'thread')).start()\r");
        terminal.wait_for("from a thread");
        terminal.enter("exit(5)\r");
        assert_eq!(Some(5), terminal.child.wait().unwrap().code());
    }
}

#[test]
fn lines_entered_ahead_are_all_run() {
    let folder = tempfile::tempdir().unwrap();
    for runtime in RUNTIMES {
        let mut terminal = Terminal::open(runtime, &folder.path().join("history"));
        terminal.enter("first = 20\nsecond = 22\n");
        terminal.wait_for(">>> ");
        terminal.enter("print(first + second)\rexit(6)\r");
        terminal.wait_for("\n42");
        assert_eq!(Some(6), terminal.child.wait().unwrap().code());
    }
}

#[test]
fn asyncio_has_a_session_on_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    for runtime in RUNTIMES {
        let mut terminal = Terminal::of(runtime, &folder.path().join("history"), &["-m", "asyncio"]);
        terminal.wait_for("import asyncio");
        terminal.enter("mine = await asyncio.sleep(0, 'sle' 'pt')\r");
        terminal.enter("print(mine)\r");
        terminal.wait_for("slept");
        terminal.enter("exit()\r");
        assert_eq!(Some(0), terminal.child.wait().unwrap().code());
    }
}

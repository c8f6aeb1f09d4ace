//! The line editor. It has a thread of its own, so that the program's may run while somebody types.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, Sender, channel},
    thread::JoinHandle,
};

use rustyline::{
    CompletionType, Config, Context, Editor, Helper, completion::Completer, error::ReadlineError,
    highlight::Highlighter, hint::Hinter, history::FileHistory, validate::Validator,
};

/// How many lines are remembered.
const REMEMBERED: usize = 1000;

/// What comes from the editor.
pub enum Said {
    /// A line was entered.
    Line(String),
    /// Ctrl-C was pressed.
    Interrupt,
    /// Ctrl-D was pressed, or nothing more can be read.
    End,
    /// Somebody wants to know what a word may become.
    Complete {
        /// The word so far.
        text: String,
        /// Who waits for the answer.
        reply: Sender<Vec<String>>,
    },
}

/// A line editor on the terminal.
pub struct Terminal {
    /// Prompts, and what the line begins with; None once the editor is to end.
    prompts: Option<Sender<(String, String)>>,
    said: Receiver<Said>,
    editor: Option<JoinHandle<()>>,
}

impl Terminal {
    /// The terminal; None if lines cannot be edited there.
    pub fn open() -> Option<Terminal> {
        let config = Config::builder()
            .max_history_size(REMEMBERED)
            .ok()?
            .completion_type(CompletionType::List)
            .build();
        let (say, said) = channel();
        let (prompts, asked) = channel();
        let mut editor = Editor::<Words, FileHistory>::with_config(config).ok()?;
        editor.set_helper(Some(Words { say: say.clone() }));
        let edit = move || edit(&mut editor, &asked, &say);
        let editor = std::thread::Builder::new().name("line editor".into()).spawn(edit).ok()?;
        Some(Terminal { prompts: Some(prompts), said, editor: Some(editor) })
    }

    /// Asks for a line that begins with `initial`.
    pub fn ask(&self, prompt: String, initial: String) {
        if let Some(prompts) = &self.prompts {
            // An editor that has ended says so by its silence.
            let _ = prompts.send((prompt, initial));
        }
    }

    /// What the editor says next.
    pub fn next(&self) -> Said {
        self.said.recv().unwrap_or(Said::End)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.prompts = None;
        if let Some(editor) = self.editor.take() {
            // Its panic has been reported, and there is nothing left to edit.
            let _ = editor.join();
        }
    }
}

fn edit(editor: &mut Editor<Words, FileHistory>, asked: &Receiver<(String, String)>, say: &Sender<Said>) {
    let history = history();
    if let Some(history) = &history {
        // There is none the first time.
        let _ = editor.load_history(history);
    }
    while let Ok((prompt, initial)) = asked.recv() {
        let said = match editor.readline_with_initial(&prompt, (&initial, "")) {
            Ok(line) => {
                if !line.trim().is_empty()
                    && editor.add_history_entry(&line).is_ok_and(|added| added)
                    && let Some(history) = &history
                {
                    // A history that cannot be written is only missed the next time.
                    let _ = editor.append_history(history);
                }
                Said::Line(line)
            }
            Err(ReadlineError::Interrupted) => Said::Interrupt,
            Err(_) => Said::End,
        };
        if say.send(said).is_err() {
            break;
        }
    }
}

/// Where lines are remembered: the file that `GRANULAR_HISTORY` names, nowhere if it is empty, or one of the user's state.
fn history() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(named) = std::env::var_os("GRANULAR_HISTORY") {
        return Some(PathBuf::from(named)).filter(|path| !path.as_os_str().is_empty());
    }
    let state = set("XDG_STATE_HOME").or_else(|| Some(set("HOME")?.join(".local/state")))?;
    let folder = state.join("granular");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

/// Completes words by asking the thread that runs the program.
struct Words {
    say: Sender<Said>,
}

impl Completer for Words {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let before = &line[..at];
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.');
        let start = before
            .rfind(|character| !is_part(character))
            .map_or(0, |last| last + before[last..].chars().next().map_or(1, char::len_utf8));
        let text = &before[start..];
        if text.is_empty() {
            return Ok((at, vec!["    ".to_owned()]));
        }
        let (reply, answer) = channel();
        if self.say.send(Said::Complete { text: text.to_owned(), reply }).is_err() {
            return Ok((at, vec![]));
        }
        Ok((start, answer.recv().unwrap_or_default()))
    }
}

impl Hinter for Words {
    type Hint = String;
}

impl Highlighter for Words {}

impl Validator for Words {}

impl Helper for Words {}

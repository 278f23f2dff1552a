//! TeX to a tree: the inside of `$…$`, `\(…\)` or `\[…\]`.
//!
//! A formula is read whole, or not at all: an unknown command, an unpaired brace or too deep a
//! nesting is an [`Obstacle`], and whoever asked leaves the formula as it stands. What authors mean
//! and TeX does not is read as they mean it: `10^-3`, `95%`, `\mathbbR` (`\mathbb{R}` whose braces
//! were lost), `x_epsilon`.
//!
//! The text is gone through once, from left to right; the time that it takes is linear in its
//! length.

mod atoms;
mod chemistry;
mod command;
mod names;
mod scripts;
mod table;
mod text;
mod units;

use std::fmt;

pub use atoms::is_lost_name;
pub use names::{is_command, takes_argument, unglued};

use super::symbols;
use super::syntax;
use super::tree::{Font, Gap, Item, Node, Row};

/// Why a formula cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A command that nobody defined.
    Unknown(String),
    /// An environment that is none of formulas.
    Environment(String),
    /// Something that opens and is not closed, or the reverse.
    Unpaired(&'static str),
    /// Something that has no place where it stands.
    Misplaced(char),
    /// A command behind which its argument is missing.
    Bare(String),
    /// A name that lost its backslash.
    Lost(String),
    /// Groups within groups within groups.
    Deep,
    /// More than a formula ever has.
    Long,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::Unknown(name) => write!(f, "`\\{name}` is a macro that nobody defined"),
            Obstacle::Environment(name) => write!(f, "`{name}` is no environment of formulas"),
            Obstacle::Unpaired(what) => write!(f, "its {what} do not pair"),
            Obstacle::Misplaced(c) => write!(f, "`{c}` has no place where it stands"),
            Obstacle::Bare(name) => write!(f, "`{name}` has nothing to stand at"),
            Obstacle::Lost(name) => write!(f, "`{name}` lost its backslash"),
            Obstacle::Deep => write!(f, "it is nested deeper than {MAX_DEPTH} levels"),
            Obstacle::Long => write!(f, "it is longer than {MAX_BYTES} bytes"),
        }
    }
}

/// Groups are not read deeper than this.
const MAX_DEPTH: usize = 24;

/// Nothing longer is read; the longest formula of 37,000 abstracts has 290 bytes.
const MAX_BYTES: usize = 4000;

/// Reads a formula: its TeX, without its delimiters.
///
/// # Errors
///
/// Returns what stands in the way of reading it.
pub fn read(tex: &str) -> Result<Row, Obstacle> {
    if tex.len() > MAX_BYTES {
        return Err(Obstacle::Long);
    }
    Reader { text: tex, at: 0, depth: 0, font: Font::Plain, argument: None }.row(End::Text)
}

/// Whether a command means something in a formula.
pub fn knows(name: &str) -> bool {
    names::find(name).is_some()
        || symbols::find(name).is_some()
        || names::shorthand(name).is_some()
        || names::glued_sign(name).is_some()
        || names::unglued(name).is_some()
}

/// The name of a function or operator that is glued to a letter: `\logk`.
pub fn glued_sign(name: &str) -> Option<&'static str> {
    names::glued_sign(name).map(|(symbol, _)| symbol.name)
}

/// Whether a command means something by its whole name, not as one that was glued to its argument.
pub fn knows_whole(name: &str) -> bool {
    names::find(name).is_some() || symbols::find(name).is_some()
}

/// What ends a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The end of the formula.
    Text,
    /// `}`.
    Brace,
    /// `]`, of an optional argument.
    Bracket,
    /// `$`, of a formula within a text.
    Dollar,
    /// `&`, `\\`, `\end` or `}`: whoever reads the table looks which.
    Cell,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    font: Font,
    /// The rest of a name whose braces were lost: the argument of the command that is being read.
    argument: Option<&'t str>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Steps behind `wanted`, if it is next.
    fn eat(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    /// Steps behind the characters that belong to a run, and returns them.
    fn run(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let run = &rest[..rest.find(|c| !belongs(c)).unwrap_or(rest.len())];
        self.at += run.len();
        run
    }

    fn skip_space(&mut self) -> bool {
        !self.run(char::is_whitespace).is_empty()
    }

    /// The white space from here on; `behind_name` if a command ended here.
    fn gap(&mut self, behind_name: bool) -> Gap {
        let found = self.skip_space();
        match self.peek() {
            _ if !found => Gap::None,
            Some(c) if behind_name && c.is_ascii_alphabetic() => Gap::Needed,
            _ => Gap::Chosen,
        }
    }

    /// Reads with what was read before it counted as one level.
    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Obstacle>,
    ) -> Result<T, Obstacle> {
        if self.depth == MAX_DEPTH {
            return Err(Obstacle::Deep);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// Everything up to what ends the row; a font that is switched on within it ends there, too.
    fn row(&mut self, end: End) -> Result<Row, Obstacle> {
        let font = self.font;
        let row = self.deeper(|reader| reader.nodes(end));
        self.font = font;
        row
    }

    fn nodes(&mut self, end: End) -> Result<Row, Obstacle> {
        let mut row = Row::default();
        let mut behind_name = false;
        loop {
            let gap = self.gap(behind_name);
            if self.ends(end)? {
                return Ok(row);
            }
            let from = self.at;
            let len = row.0.len();
            self.node(&mut row, gap, end)?;
            if self.at == from {
                return Err(Obstacle::Misplaced(self.peek().unwrap_or(' ')));
            }
            if let Some(node) = row.0.get_mut(len) {
                node.gap = gap;
            }
            behind_name = self.text[from..self.at].starts_with('\\')
                && self.text[..self.at].ends_with(|c: char| c.is_ascii_alphabetic());
        }
    }

    /// Whether the row ends here; steps behind what ends it, except in a table.
    fn ends(&mut self, end: End) -> Result<bool, Obstacle> {
        let rest = self.rest();
        let found = match end {
            End::Text => rest.is_empty(),
            End::Brace => rest.starts_with('}'),
            End::Bracket => rest.starts_with(']'),
            End::Dollar => rest.starts_with('$'),
            End::Cell if rest.is_empty() => return Err(Obstacle::Unpaired("environments")),
            End::Cell if rest.starts_with('$') => return Err(Obstacle::Misplaced('$')),
            End::Cell => {
                return Ok(rest.starts_with(['&', '}'])
                    || rest.starts_with(r"\\")
                    || names::command(rest) == Some("end"));
            }
        };
        match self.peek() {
            Some('}') if end != End::Brace => Err(Obstacle::Unpaired("braces")),
            Some('$') if end != End::Dollar => Err(Obstacle::Misplaced('$')),
            None if !found => {
                Err(Obstacle::Unpaired(if end == End::Dollar { "dollars" } else { "braces" }))
            }
            _ => {
                self.at += usize::from(found && end != End::Text);
                Ok(found)
            }
        }
    }

    /// The next thing, put behind those that `row` has.
    fn node(&mut self, row: &mut Row, gap: Gap, end: End) -> Result<(), Obstacle> {
        match self.peek() {
            Some('{') => {
                let group = self.group()?;
                row.0.push(group);
            }
            Some('^' | '_' | '\'') => self.script(row)?,
            Some('\\') => self.command(row, end)?,
            Some('~') => {
                self.at += 1;
                row.0.push(Item::Space.into());
            }
            Some('&') => return Err(Obstacle::Misplaced('&')),
            Some(_) => self.atoms(row, gap)?,
            None => (),
        }
        Ok(())
    }

    /// `{…}`; braces round one thing mean nothing, save that a sign between them is no operator.
    fn group(&mut self) -> Result<Node, Obstacle> {
        self.at += 1;
        let mut row = self.row(End::Brace)?;
        Ok(match &row.0[..] {
            [node] if !matches!(node.item, Item::Scripts(_) | Item::Sign(..)) => row.0.remove(0),
            _ => Item::Group(row).into(),
        })
    }

    /// What a command takes: a group, a command with its own arguments, or one character.
    fn argument(&mut self, name: &str) -> Result<Row, Obstacle> {
        if let Some(rest) = self.argument.take() {
            return Ok(self.lost_argument(rest));
        }
        self.skip_space();
        match self.peek() {
            None | Some('}' | '&' | '$') => Err(Obstacle::Bare(name.to_owned())),
            Some('{') => {
                self.at += 1;
                self.row(End::Brace)
            }
            Some('\\') => self.deeper(|reader| {
                let mut row = Row::default();
                reader.command(&mut row, End::Brace)?;
                Ok(row)
            }),
            Some('^' | '_' | '\'') => Err(Obstacle::Bare(name.to_owned())),
            Some(c) => {
                self.at += c.len_utf8();
                Ok(Row(vec![self.character(c).into()]))
            }
        }
    }

    /// `[…]`, where a command may have it.
    fn option(&mut self) -> Result<Row, Obstacle> {
        if self.argument.is_some() || !self.eat("[") {
            return Ok(Row::default());
        }
        self.row(End::Bracket)
    }

    /// The text between the braces that open here, unread.
    fn raw_argument(&mut self, name: &str) -> Result<&'t str, Obstacle> {
        self.skip_space();
        if !self.eat("{") {
            return Err(Obstacle::Bare(name.to_owned()));
        }
        let rest = self.rest();
        let end = syntax::group_end(rest, MAX_BYTES).ok_or(Obstacle::Unpaired("braces"))?;
        self.at += end + 1;
        Ok(&rest[..end])
    }
}

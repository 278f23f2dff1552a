//! Text within a formula: `\text{for all $n$ and}`.

use super::super::tree::{Item, Row};
use super::names::{self, Command};
use super::{End, Obstacle, Reader};

impl Reader<'_> {
    /// The argument of a command for text: its words, and formulas in it.
    pub(super) fn text(&mut self, name: &str, row: &mut Row) -> Result<(), Obstacle> {
        if let Some(rest) = self.argument.take() {
            row.0.push(Item::Word(rest.to_owned()).into());
            return Ok(());
        }
        self.skip_space();
        if !self.eat("{") {
            let argument = self.argument(name)?;
            row.0.push(Item::Group(argument).into());
            return Ok(());
        }
        let mut words = Row::default();
        self.deeper(|reader| reader.words(&mut words))?;
        row.0.push(match words.single() {
            Some(word) => word.clone(),
            None => Item::Group(words).into(),
        });
        Ok(())
    }

    /// Everything up to the brace that closes the text, and that brace.
    fn words(&mut self, row: &mut Row) -> Result<(), Obstacle> {
        let mut word = String::new();
        loop {
            match self.peek() {
                None => return Err(Obstacle::Unpaired("braces")),
                Some('}') => {
                    self.at += 1;
                    flush(&mut word, row);
                    return Ok(());
                }
                Some('{') => {
                    self.at += 1;
                    flush(&mut word, row);
                    self.deeper(|reader| reader.words(row))?;
                }
                Some('$') => {
                    self.at += 1;
                    flush(&mut word, row);
                    let inner = self.row(End::Dollar)?;
                    row.0.push(Item::Group(inner).into());
                }
                Some('\\') => self.text_command(&mut word, row)?,
                Some(c) => {
                    self.at += c.len_utf8();
                    let c = if c == '~' || c.is_whitespace() { ' ' } else { c };
                    if c != ' ' || !word.ends_with(' ') {
                        word.push(c);
                    }
                }
            }
        }
    }

    fn text_command(&mut self, word: &mut String, row: &mut Row) -> Result<(), Obstacle> {
        if names::command(self.rest()).is_none() {
            let escaped = self.rest().chars().nth(1).filter(|c| " %&#$_{},;\\".contains(*c));
            let c = escaped.ok_or_else(|| {
                Obstacle::Unknown(self.rest().chars().nth(1).map(String::from).unwrap_or_default())
            })?;
            self.at += 2;
            word.push(if ",;\\".contains(c) { ' ' } else { c });
            return Ok(());
        }
        flush(word, row);
        let name = names::command(self.rest()).unwrap_or_default();
        match names::find(name) {
            Some(Command::Switch(_)) => {
                self.at += 1 + name.len();
                self.skip_space();
                Ok(())
            }
            _ => {
                self.command(row, End::Brace)?;
                self.skip_space();
                Ok(())
            }
        }
    }
}

fn flush(word: &mut String, row: &mut Row) {
    if !word.is_empty() {
        row.0.push(Item::Word(std::mem::take(word)).into());
    }
}

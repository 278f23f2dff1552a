//! Commands and their arguments.

use unicode_normalization::UnicodeNormalization;

use super::super::symbols;
use super::super::tree::{Class, Font, Item, Node, Row, STROKE, Scripts};
use super::names::{self, Command, Infix};
use super::{End, Obstacle, Reader, atoms};

impl<'t> Reader<'t> {
    /// The command that begins here, with its arguments, put behind what `row` has.
    pub(super) fn command(&mut self, row: &mut Row, end: End) -> Result<(), Obstacle> {
        match names::command(self.rest()) {
            Some(name) => {
                self.at += 1 + name.len();
                self.named(name, row, end)
            }
            None => self.escaped(row),
        }
    }

    /// A backslash before a sign: `\{`, `\%`, `\,`.
    fn escaped(&mut self, row: &mut Row) -> Result<(), Obstacle> {
        self.at += 1;
        let Some(c) = self.peek() else { return Err(Obstacle::Misplaced('\\')) };
        self.at += c.len_utf8();
        let item = match c {
            '{' => Item::Sign("{".into(), Class::Open),
            '}' => Item::Sign("}".into(), Class::Close),
            '|' => Item::Sign("‖".into(), Class::Ordinary),
            ',' | ':' | ';' | '>' | ' ' | '\\' | '\n' | '\t' => Item::Space,
            // `p\!\!\!/`: the letter is struck through.
            '!' if self.rest().starts_with('/') => return Err(Obstacle::Misplaced('/')),
            '!' | '/' | '-' | '*' => return Ok(()),
            '%' | '&' | '#' | '$' | '_' => Item::Sign(c.to_string(), Class::Ordinary),
            c => return Err(Obstacle::Unknown(c.to_string())),
        };
        row.0.push(item.into());
        Ok(())
    }

    /// A name that was written without its backslash, or with it.
    pub(super) fn known(&mut self, name: &'t str, row: &mut Row) -> Result<(), Obstacle> {
        self.named(name, row, End::Brace)
    }

    fn named(&mut self, name: &'t str, row: &mut Row, end: End) -> Result<(), Obstacle> {
        if let Some(command) = names::find(name) {
            return self.run_command(command, name, row, end);
        }
        if name == "div" && self.is_divergence(row) {
            row.0.push(Item::Function("div".to_owned()).into());
            return Ok(());
        }
        if let Some(symbol) = symbols::find(name) {
            row.0.push(names::item(symbol, self.font).into());
        } else if let Some(item) = names::shorthand(name).filter(|_| !self.is_macro(name)) {
            row.0.push(item.into());
        } else if let Some((head, rest)) = names::unglued(name) {
            self.argument = Some(rest);
            let command = names::find(head).ok_or_else(|| Obstacle::Unknown(name.to_owned()))?;
            return self.run_command(command, head, row, end);
        } else if let Some((symbol, letter)) = names::glued_sign(name) {
            row.0.push(names::item(symbol, self.font).into());
            row.0.push(Item::Letter(letter, self.font).into());
        } else if name == "O" && self.rest().starts_with('(') {
            row.0.push(Item::Letter('O', self.font).into());
        } else {
            return Err(Obstacle::Unknown(name.to_owned()));
        }
        Ok(())
    }

    /// `\bs{x}`, `\be`: the author's own names for a font or an environment.
    fn is_macro(&self, name: &str) -> bool {
        name == "be" || name.len() == 2 && name.starts_with('b') && self.rest().starts_with('{')
    }

    /// Whether `\div` is the divergence, as authors define it, and not the sign: nothing is there to
    /// be divided, or its argument follows in brackets.
    fn is_divergence(&self, row: &Row) -> bool {
        let before = row.0.iter().rev().map(|node| &node.item).find(|item| **item != Item::Space);
        let is_applied = self.rest().starts_with(['(', '[']) || self.rest().starts_with(r"\left");
        match before {
            None | Some(Item::Function(_)) => true,
            Some(Item::Sign(sign, class)) => {
                *class != Class::Close && *class != Class::Ordinary || sign == "∇"
            }
            Some(Item::Number(_)) => false,
            Some(_) => is_applied,
        }
    }

    fn run_command(
        &mut self,
        command: Command,
        name: &'t str,
        row: &mut Row,
        end: End,
    ) -> Result<(), Obstacle> {
        let item = match command {
            Command::Nothing => return Ok(()),
            Command::Dropped => return self.dropped(name),
            Command::Switch(font) => return self.switch(font, row),
            Command::Infix(infix) => return self.infix(infix, row, end),
            Command::Script(raised) => return self.text_script(name, raised, row),
            Command::Text => return self.text(name, row),
            Command::Stack => self.stack(name)?,
            Command::Begin => self.environment(name)?,
            Command::Chemistry => Item::Group(self.chemistry(name)?),
            Command::Quantity(number, unit) => Item::Group(self.quantity(name, number, unit)?),
            Command::Range(unit) => Item::Group(self.range(name, unit)?),
            Command::Angle => Item::Group(self.angle(name)?),
            Command::Size(class) => return self.sized(name, class, row),
            Command::Accent(mark) => {
                let base = self.argument(name)?;
                if matches!(base.single().map(|node| &node.item), Some(Item::Sign(_, Class::Open)))
                {
                    return Err(Obstacle::Bare(name.to_owned()));
                }
                Item::Accent(mark, base)
            }
            Command::Font(font) => group(self.in_font(font, name)?),
            Command::Function => self.function(name)?,
            Command::Fraction => Item::Fraction(self.argument(name)?, self.argument(name)?),
            Command::Binomial => Item::Binomial(self.argument(name)?, self.argument(name)?),
            Command::Root => Item::Root(self.option()?, self.argument(name)?),
            Command::Over => self.stacked(name, true)?,
            Command::Under => self.stacked(name, false)?,
            Command::LongArrow(arrow) => self.long_arrow(name, arrow)?,
            Command::Argument => {
                let argument = self.argument(name)?;
                // What stands under a brace says how much of it there is, and is no index of it.
                let is_counted = argument.0.len() > 1 && name.ends_with("rbrace");
                if let Some(c) = self.peek().filter(|c| is_counted && matches!(c, '^' | '_')) {
                    return Err(Obstacle::Misplaced(c));
                }
                Item::Group(argument)
            }
            Command::Second => {
                self.raw_argument(name)?;
                group(self.argument(name)?)
            }
            Command::Space => Item::Space,
            Command::Not => self.negated(name)?,
            Command::Modulo(bracketed) => return self.modulo(name, bracketed, row),
            Command::Brackets(open, close) => self.bracketed(name, open, close)?,
        };
        row.0.push(item.into());
        Ok(())
    }

    fn dropped(&mut self, name: &str) -> Result<(), Obstacle> {
        self.eat("*");
        self.raw_argument(name).map(|_| ())
    }

    fn in_font(&mut self, font: Font, name: &str) -> Result<Row, Obstacle> {
        let before = std::mem::replace(&mut self.font, font);
        let row = self.argument(name);
        self.font = before;
        row
    }

    /// A font for the rest of the group; of a switch that was glued to a letter, only for that
    /// letter.
    fn switch(&mut self, font: Font, row: &mut Row) -> Result<(), Obstacle> {
        match self.argument.take() {
            Some(rest) => {
                let before = std::mem::replace(&mut self.font, font);
                row.0.push(group(self.lost_argument(rest)).into());
                self.font = before;
            }
            None => self.font = font,
        }
        Ok(())
    }

    /// `a \over b`: what stands before it in the group, and what stands behind.
    fn infix(&mut self, infix: Infix, row: &mut Row, end: End) -> Result<(), Obstacle> {
        let above = std::mem::take(row);
        let mut below = self.row(end)?;
        // Who called ends the row by itself.
        if end != End::Cell && end != End::Text {
            self.at -= 1;
        }
        if let [Node { item: Item::Group(_), .. }] = &below.0[..] {
            below = ungrouped(below);
        }
        let above = ungrouped(above);
        row.0.push(match infix {
            Infix::Over => Item::Fraction(above, below).into(),
            Infix::Choose => Item::Binomial(above, below).into(),
        });
        Ok(())
    }

    /// The bracket behind `\left` or `\big`; `.` is none.
    fn sized(&mut self, name: &str, class: Class, row: &mut Row) -> Result<(), Obstacle> {
        self.skip_space();
        if self.eat(".") {
            return Ok(());
        }
        let named = names::command(self.rest());
        let item = match (named, self.peek()) {
            (None, Some('\\')) => {
                self.escaped(row)?;
                row.0.pop().map(|node| node.item)
            }
            (None, Some(c)) if !matches!(c, '{' | '}' | '^' | '_' | '&' | '$' | '\'') => {
                self.at += c.len_utf8();
                Some(self.character(c))
            }
            (Some(symbol), _) => {
                self.at += 1 + symbol.len();
                symbols::find(symbol).map(|symbol| names::item(symbol, self.font))
            }
            _ => None,
        };
        match item {
            // `\big\{`, but also `\big|`: the sign's own class, unless the command tells which it
            // is.
            Some(Item::Sign(sign, own)) => row
                .0
                .push(Item::Sign(sign, if class == Class::Ordinary { own } else { class }).into()),
            Some(Item::Letter(..)) | None if class == Class::Ordinary => {
                return Err(Obstacle::Bare(name.to_owned()));
            }
            Some(item) => row.0.push(item.into()),
            None => return Err(Obstacle::Bare(name.to_owned())),
        }
        Ok(())
    }

    fn function(&mut self, name: &str) -> Result<Item, Obstacle> {
        self.eat("*");
        let row = self.in_font(Font::Upright, name)?;
        let words: Option<String> = row.0.iter().map(|node| plain(&node.item)).collect();
        Ok(words.map_or(Item::Group(row), |words| Item::Function(words.trim().to_owned())))
    }

    /// One thing over or under another is a script of it.
    fn stacked(&mut self, name: &str, over: bool) -> Result<Item, Obstacle> {
        let script = self.argument(name)?;
        let base = self.argument(name)?;
        let words: Option<String> = script.0.iter().map(|node| plain(&node.item)).collect();
        let is_equality = matches!(base.single().map(|node| &node.item), Some(Item::Sign(sign, _)) if sign == "=");
        Ok(match over {
            _ if script.is_empty() => group(base),
            // `\overset{\mathrm{def}}{=}`
            true if is_equality && words.is_some_and(|words| words.eq_ignore_ascii_case("def")) => {
                Item::Sign("≝".to_owned(), Class::Relation)
            }
            true => Item::Scripts(Scripts { base, sup: script, ..Scripts::default() }),
            false => Item::Scripts(Scripts { base, sub: script, ..Scripts::default() }),
        })
    }

    fn long_arrow(&mut self, name: &str, arrow: &str) -> Result<Item, Obstacle> {
        let sub = self.option()?;
        let sup = self.argument(name)?;
        let base = Row::from(Item::Sign(arrow.to_owned(), Class::Relation));
        Ok(if sub.is_empty() && sup.is_empty() {
            Item::Group(base)
        } else {
            Item::Scripts(Scripts { base, sub, sup, primes: 0 })
        })
    }

    fn negated(&mut self, name: &str) -> Result<Item, Obstacle> {
        let struck = self.argument(name)?;
        match struck.single().map(|node| &node.item) {
            Some(Item::Sign(sign, class)) if !matches!(class, Class::Open | Class::Close) => {
                Ok(Item::Sign(format!("{sign}{STROKE}").nfc().collect(), *class))
            }
            _ => Err(Obstacle::Bare(name.to_owned())),
        }
    }

    fn modulo(&mut self, name: &str, bracketed: bool, row: &mut Row) -> Result<(), Obstacle> {
        let word = Node::from(Item::Function("mod".into()));
        if !bracketed {
            row.0.extend([Item::Space.into(), word, Item::Space.into()]);
            return Ok(());
        }
        let modulus = self.argument(name)?;
        row.0.extend([
            Item::Space.into(),
            Item::Sign("(".into(), Class::Open).into(),
            word,
            Item::Space.into(),
        ]);
        row.0.extend(modulus.0);
        row.0.push(Item::Sign(")".into(), Class::Close).into());
        Ok(())
    }

    fn bracketed(&mut self, name: &str, open: &str, close: &str) -> Result<Item, Obstacle> {
        self.eat("*");
        let mut inner = self.argument(name)?;
        inner.0.insert(0, Item::Sign(open.to_owned(), Class::Open).into());
        inner.0.push(Item::Sign(close.to_owned(), Class::Close).into());
        Ok(Item::Group(inner))
    }

    /// `10\textsuperscript{-3}`, within a formula or not, is a script of what stands before it.
    fn text_script(&mut self, name: &str, raised: bool, row: &mut Row) -> Result<(), Obstacle> {
        let script = self.in_font(Font::Upright, name)?;
        let base = row.0.pop().map(|node| Row(vec![node])).unwrap_or_default();
        row.0.push(match raised {
            true => Item::Scripts(Scripts { base, sup: script, ..Scripts::default() }).into(),
            false => Item::Scripts(Scripts { base, sub: script, ..Scripts::default() }).into(),
        });
        Ok(())
    }
}

/// What a command made of its argument: the thing itself if it is one.
fn group(mut row: Row) -> Item {
    match &row.0[..] {
        [node] if !matches!(node.item, Item::Scripts(_)) => row.0.remove(0).item,
        _ => Item::Group(row),
    }
}

fn ungrouped(row: Row) -> Row {
    match <[Node; 1]>::try_from(row.0) {
        Ok([Node { item: Item::Group(inner), .. }]) => inner,
        Ok([node]) => Row(vec![node]),
        Err(nodes) => Row(nodes),
    }
}

/// What can be part of the name of a function.
fn plain(item: &Item) -> Option<String> {
    match item {
        Item::Word(text) | Item::Function(text) | Item::Number(text) => Some(text.clone()),
        Item::Letter(c, _) => Some(c.to_string()),
        Item::Space => Some(" ".to_owned()),
        Item::Sign(sign, _) if matches!(sign.as_str(), "-" | "*") => Some(sign.clone()),
        _ => None,
    }
}

/// A sign of the table, for the readers of units and of chemistry.
pub(super) fn known_sign(sign: &str) -> Node {
    atoms::sign(sign).into()
}

//! A stretch of mathematics that lost its markup, as the TeX that it was.
//!
//! Backslashes are put back before names, braces that no command asks for were those of a set
//! (`\{0,1\}`), and what is no mathematics within the stretch (`_{max}`) is text. The reader of
//! TeX makes a tree of it, as it does of a formula that kept its markup.

use super::lexer::{Lexed, MathToken, MathTokenKind};
use super::scripts;
use super::spelt::{Role, Spelt};

/// A script sign that is none: what follows it goes on, so that nobody can tell where it ends.
const LITERAL_SCRIPT: [&str; 2] = [r"\text{_}", r"\text{^}"];

/// The TeX of a stretch. `accepted` says which names are mathematics. `None` if nobody can tell
/// what a fraction is of, or where the dimension of a space ends, since the braces are lost.
pub(super) fn tex(lexed: Lexed<'_>, accepted: &[bool]) -> Option<String> {
    let mut restorer =
        Restorer { lexed, accepted, out: String::new(), groups: Vec::new(), wanted: 0 };
    let mut at = 0;
    while at < lexed.tokens.len() {
        if restorer.is_bare_fraction(at) || restorer.is_bare_dimension(at) {
            return None;
        }
        at = restorer.token(at);
    }
    Some(restorer.out)
}

/// The same for a reader of TeX: backslashes and dollars put back, nothing else changed.
pub(super) fn latex(text: &str, tokens: &[MathToken], accepted: &[bool]) -> String {
    let mut out = String::from("$");
    let mut open = true;
    for (n, token) in tokens.iter().enumerate() {
        let is_name = token.name().is_some() && accepted[n];
        if is_name && !open {
            out.push('$');
            open = true;
        }
        let escaped = is_name && !token.backslash
            || open && matches!(token.kind, MathTokenKind::Sign('%' | '#' | '&'));
        out.push_str(if escaped { "\\" } else { "" });
        let source = token.slice(text);
        // Its braces were lost: `\mathbbR`.
        let is_argument =
            |n: usize| tokens.get(n).is_some_and(|t| t.glued) && tokens[n - 1].backslash;
        let argument =
            if n > 0 && is_argument(n) { format!("{{{source}}}") } else { source.into() };
        out += &argument;
        // A letter behind a name would be taken for a part of it; the dollars stood between them.
        if is_name
            && !is_argument(n + 1)
            && tokens.get(n + 1).is_some_and(|next| {
                matches!(next.kind, MathTokenKind::Letter | MathTokenKind::Word)
                    || next.name().is_some() && !accepted[n + 1]
            })
        {
            out.push('$');
            open = false;
        }
    }
    out.push_str(if open { "$" } else { "" });
    out
}

/// What a brace that opened is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Of a set: it is seen.
    Set,
    /// Of a script or a command, of which so many more arguments follow.
    Argument(usize),
    /// Of a command that holds text.
    Text,
    /// Put round the brackets behind a root: `sqrt(x)`.
    Bracket,
}

struct Restorer<'t> {
    lexed: Lexed<'t>,
    accepted: &'t [bool],
    out: String,
    /// What is open.
    groups: Vec<Group>,
    /// How many arguments the command or script sign before still takes.
    wanted: usize,
}

impl<'t> Restorer<'t> {
    fn name(&self, at: usize) -> Option<&'static Spelt> {
        self.lexed.tokens.get(at).and_then(MathToken::name).filter(|_| self.accepted[at])
    }

    /// Writes the token at `at`; returns the one that is next.
    fn token(&mut self, at: usize) -> usize {
        let wanted = std::mem::take(&mut self.wanted);
        let in_text = self.groups.last() == Some(&Group::Text);
        match self.lexed.tokens[at].kind {
            MathTokenKind::Space => {
                self.wanted = wanted;
                self.out += if self.is_before_unit(at) { r"\ " } else { " " };
            }
            MathTokenKind::Sign('{') => self.open(at, wanted),
            MathTokenKind::Sign('}') => self.close(),
            _ if in_text => self.copy(at),
            MathTokenKind::Sign(script @ ('_' | '^')) => self.script(at, script),
            MathTokenKind::Sign(c @ ('%' | '#' | '&')) => {
                self.out.push('\\');
                self.out.push(c);
            }
            MathTokenKind::Sign('\'') if is_possessive(self.lexed, at) => {
                self.out += r"\text{'s}";
                return at + 2;
            }
            MathTokenKind::Sign('[') if wanted > 0 && self.is_under_root(at) => {
                return self.index(at, wanted);
            }
            MathTokenKind::Sign('(') => {
                if self.groups.last() == Some(&Group::Bracket) || wanted > 0 {
                    self.groups.push(Group::Bracket);
                }
                self.copy(at);
            }
            MathTokenKind::Sign(')') => {
                self.copy(at);
                if self.groups.last() == Some(&Group::Bracket) {
                    self.groups.pop();
                    let is_outermost = self.groups.last() != Some(&Group::Bracket);
                    self.out.push_str(if is_outermost { "}" } else { "" });
                }
            }
            _ => {
                match self.name(at) {
                    Some(name) if name.role == Role::Fraction && self.is_powered_fraction(at) => {
                        return self.powered_fraction(at);
                    }
                    Some(name) => self.command(at, name),
                    None => self.plain(at, wanted),
                }
                // `frac n{k}`: one argument of two; a number may be both.
                if wanted > 1 && self.wanted == 0 && self.lexed.source(at).chars().count() == 1 {
                    self.wanted = wanted - 1;
                }
            }
        }
        at + 1
    }

    /// `10 muM`: the space between a number and its unit is seen.
    fn is_before_unit(&self, at: usize) -> bool {
        let is_number = at > 0 && self.lexed.kind(at - 1) == Some(MathTokenKind::Number);
        let is_micro = self.lexed.source(at + 1) == "mu" && self.lexed.tokens[at + 1].glued;
        is_number && is_micro
    }

    /// `sqrt[3]{x}`: what stands in the brackets; the root still takes its argument.
    fn index(&mut self, open: usize, wanted: usize) -> usize {
        let close = (open..self.lexed.tokens.len()).find(|at| self.lexed.is(*at, ']'));
        let Some(close) = close else {
            self.copy(open);
            return open + 1;
        };
        self.copy(open);
        let mut at = open + 1;
        while at < close {
            at = self.token(at);
        }
        self.copy(close);
        self.wanted = wanted;
        close + 1
    }

    fn copy(&mut self, at: usize) {
        self.out += self.lexed.source(at);
    }

    fn open(&mut self, at: usize, wanted: usize) {
        let name = at.checked_sub(1).and_then(|before| self.name(before));
        let group = match wanted {
            0 if self.lexed.is(at + 1, ',') && self.lexed.is(at + 2, '}') => Group::Argument(0),
            // `frac{{a}}{b}`: braces within braces only group.
            0 if matches!(self.groups.last(), Some(Group::Argument(_)))
                && at.checked_sub(1).is_some_and(|before| self.lexed.is(before, '{')) =>
            {
                Group::Argument(0)
            }
            0 if self.is_growth(at) => Group::Argument(0),
            0 => Group::Set,
            _ if name.is_some_and(Spelt::is_of_text) => Group::Text,
            wanted => Group::Argument(wanted - 1),
        };
        self.groups.push(group);
        self.out += if group == Group::Set { r"\{" } else { "{" };
    }

    /// Braces that do nothing: round all that stands in the brackets of a growth, `O({k^2})`, and
    /// round a name or a number, `{ell}_1` and `{10}^{4}`.
    fn is_growth(&self, open: usize) -> bool {
        let is_base = self.name(open + 1).is_some() || self.lexed.is_number(open + 1);
        let is_name = is_base && self.lexed.is(open + 2, '}');
        if is_name && (self.lexed.is(open + 3, '_') || self.lexed.is(open + 3, '^')) {
            return true;
        }
        let bracket = open.checked_sub(1).filter(|at| self.lexed.is(*at, '('));
        let Some(before) = bracket.and_then(|at| at.checked_sub(1)) else { return false };
        let head = (0..=before).rev().find(|at| !self.lexed.is(*at, '}'));
        head.is_some_and(|at| {
            self.lexed.source(at) == "O"
                || self.name(at).is_some_and(|name| matches!(name.name, "Omega" | "Theta"))
        })
    }

    fn close(&mut self) {
        match self.groups.pop() {
            Some(Group::Argument(wanted)) => {
                self.wanted = wanted;
                self.out.push('}');
            }
            Some(Group::Text) => self.out.push('}'),
            Some(Group::Set | Group::Bracket) | None => self.out += r"\}",
        }
    }

    fn script(&mut self, at: usize, sign: char) {
        let next = self.lexed.kind(at + 1);
        let is_script = !matches!(
            next,
            None | Some(MathTokenKind::Space | MathTokenKind::Sign('(' | ')' | '[' | ']' | '}'))
        ) && !scripts::goes_on(self.lexed, at + 1);
        if is_script {
            self.wanted = 1;
            self.out.push(sign);
        } else {
            self.out += LITERAL_SCRIPT[usize::from(sign == '^')];
        }
    }

    /// A name with its backslash; a letter behind it would be taken for a part of it.
    fn command(&mut self, at: usize, name: &Spelt) {
        // The size of a bracket that is not part of the stretch.
        if name.role == Role::Size && !self.is_bracket_behind(at) {
            return;
        }
        self.out.push('\\');
        self.out += name.name;
        self.wanted = name.role.arguments();
        let next = self.lexed.tokens.get(at + 1);
        if name.role == Role::Root && self.lexed.is(at + 1, '(') {
            self.out.push('{');
        }
        let runs_on = next.is_some_and(|next| {
            matches!(next.kind, MathTokenKind::Letter | MathTokenKind::Word)
                || next.name().is_some() && self.name(at + 1).is_none()
        });
        self.out.push_str(if runs_on { " " } else { "" });
    }

    fn is_under_root(&self, at: usize) -> bool {
        at.checked_sub(1)
            .and_then(|before| self.name(before))
            .is_some_and(|name| name.role == Role::Root)
    }

    fn is_bracket_behind(&self, at: usize) -> bool {
        self.lexed.kind(self.lexed.past_space(at + 1)).is_some_and(|kind| match kind {
            MathTokenKind::Sign(c) => "()[]{}|./<>".contains(c),
            MathTokenKind::Escaped(c) => "{}|".contains(c),
            MathTokenKind::Name(name) => name.role == Role::Bracket,
            _ => false,
        })
    }

    /// Letters, numbers and signs, and names that are words here.
    fn plain(&mut self, at: usize, wanted: usize) {
        let token = &self.lexed.tokens[at];
        // `a^Tx_0`: TeX raises the first letter.
        let is_base = self.lexed.is(at + 1, '_') || self.lexed.is(at + 1, '^');
        let wanted = if is_base { 0 } else { wanted };
        let is_word = matches!(token.kind, MathTokenKind::Word | MathTokenKind::Name(_))
            && self.lexed.source(at).chars().count() > 1;
        let is_function = token.name().is_some_and(|name| name.role == Role::Function);
        let is_space = |at: usize| self.lexed.kind(at) == Some(MathTokenKind::Space);
        let is_before = at.checked_sub(1).is_some_and(is_space);
        let is_behind = is_space(at + 1);
        if token.backslash {
            // Neither a name nor an escaped sign loses what it has.
            self.copy(at);
        } else if is_function && token.end - token.start > 1 {
            self.out.push('\\');
            self.copy(at);
            let runs_on = self.lexed.kind(at + 1) == Some(MathTokenKind::Letter);
            self.out += if runs_on { " " } else { "" };
        } else if is_word && wanted > 0 && self.is_under_root(at) {
            // `sqrtκρ`: all letters that touch it.
            self.out += &format!("{{{}}}", self.lexed.source(at));
        } else if is_word && (is_before || is_behind || wanted > 0) {
            let gap = |is_apart: bool| if is_apart && wanted == 0 { " " } else { "" };
            let (before, behind) = (gap(is_before), gap(is_behind));
            let word = format!(r"\text{{{before}{}{behind}}}", self.lexed.source(at));
            let braced = if wanted > 0 { format!("{{{word}}}") } else { word };
            self.out += &braced;
        } else {
            self.copy(at);
        }
    }
}

/// `x_t's`: the apostrophe of English, not a prime.
fn is_possessive(lexed: Lexed<'_>, at: usize) -> bool {
    let is_last = !matches!(
        lexed.kind(at + 2),
        Some(MathTokenKind::Letter | MathTokenKind::Word | MathTokenKind::Name(_))
    );
    lexed.source(at + 1) == "s" && is_last
}

mod bare;

#[cfg(test)]
mod tests;

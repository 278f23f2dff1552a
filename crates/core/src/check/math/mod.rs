//! `math`: mathematics that lost its markup, or was never rendered.
//!
//! A listing that turns `$…$` into its content without dollars and backslashes
//! writes `$x_t\in\mathbb{R}^d$` as `x_tin mathbb{R}^d`. Here is the way back:
//!
//! ```text
//!  text ─► lexer     names, letters, numbers; glued names taken apart (`apart`)
//!       ─► evidence  which of the names are mathematics
//!       ─► stretch   each with its operands, brackets and scripts
//!       ─► restore   the TeX that it was, which the reader and the writer of formulas take
//! ```
//!
//! How evidence is weighed is told in [`evidence`]; the names that are read without their backslash
//! are in [`spelt`].

mod apart;
mod doubled;
pub mod evidence;
pub mod lexer;
mod prefilter;
mod restore;
mod scripts;
pub mod spelt;
mod stretch;
mod style;
mod unreadable;
mod whole;

use schemars::JsonSchema;
use serde::Deserialize;

use super::constructs::Owner;
use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::edit::Edit;
use crate::math::delimited::{self, Delimited};
use crate::math::symbols::Meaning;
use crate::math::tree::Class;
use crate::math::{self, Fonts, Row};
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};
use evidence::Verdict;
use lexer::{Lexed, LexerMode, MathToken, MathTokenKind};

use stretch::Stretch;
pub use style::Style;

/// The settings of a `math` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Math {
    finds: MathTarget,
    #[serde(default)]
    style: Style,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum MathTarget {
    /// Products and factors: `256times256`, `16times speedup`.
    Times,
    /// Any other name without its backslash.
    Symbols,
    /// Scripts without any name: `U^2-Net`, `10^{-3}`.
    Scripts,
    /// Mathematics that still has its dollars or backslashes: `\(256\times256\)`.
    Tex,
    /// Greek letters that may be mathematics or English.
    Doubtful,
}

impl TextCheck for Math {
    /// A hit for each stretch.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        match self.finds {
            MathTarget::Tex if !facts.holds(ByteClasses::of(br"\$^_")) => Vec::new(),
            MathTarget::Tex => whole::hits(text, formulas(facts), self.style),
            MathTarget::Times
            | MathTarget::Symbols
            | MathTarget::Scripts
            | MathTarget::Doubtful => {
                analysis(facts).map_or_else(Vec::new, |analysis| self.lost(text, analysis))
            }
        }
    }

    fn variables(&self) -> Variables {
        vec!["detail".into()]
    }

    fn repairs_itself(&self) -> bool {
        true
    }

    fn owner(&self) -> Option<Owner> {
        Some(Owner::Tex)
    }

    fn style(&self) -> Option<Style> {
        Some(self.style)
    }

    fn set_style(&mut self, style: Style) {
        self.style = style;
    }
}

impl Math {
    fn lost(&self, text: &str, analysis: &Analysis) -> Vec<Hit> {
        let Analysis { tokens, verdict, lost, fonts } = analysis;
        if self.finds == MathTarget::Doubtful {
            return verdict
                .doubtful
                .iter()
                .filter_map(|&at| doubtful(text, &tokens[at], self.style))
                .collect();
        }
        let kept = lost.iter().filter(|Lost { stretch: s, .. }| {
            self.is_looked_for(&tokens[s.start..s.end], &verdict.accepted[s.start..s.end])
        });
        kept.filter_map(|lost| rewrite(text, tokens, &verdict.accepted, lost, fonts, self.style))
            .collect()
    }

    /// Whether a stretch is of the kind that the rule is about.
    fn is_looked_for(&self, tokens: &[MathToken], accepted: &[bool]) -> bool {
        let names = tokens.iter().zip(accepted).filter(|(_, accepted)| **accepted);
        let (mut times, mut others) = (false, false);
        for symbol in names.filter_map(|(token, _)| token.name()) {
            times |= symbol.name == "times";
            others |= symbol.name != "times";
        }
        // Text in another font is not mathematics: `\textbf{…}` is for the rules on TeX in prose.
        let is_prose = |(t, accepted): (&MathToken, &bool)| {
            !*accepted
                || t.backslash
                    && t.name().is_some_and(|s| {
                        s.name.starts_with("text") || s.name == "underline" || s.name == "mbox"
                    })
        };
        let has_markup = tokens.iter().any(|t| t.is('$') || t.is('\\'));
        !has_markup
            && (self.finds == MathTarget::Scripts || !tokens.iter().zip(accepted).all(is_prose))
            && match self.finds {
                MathTarget::Times => times && !others,
                MathTarget::Symbols => others,
                MathTarget::Scripts => !times && !others,
                MathTarget::Tex | MathTarget::Doubtful => false,
            }
    }
}

/// What is known of the mathematics in a text, whatever a rule looks for.
#[derive(Debug)]
struct Analysis {
    tokens: Vec<MathToken>,
    verdict: Verdict,
    lost: Vec<Lost>,
    fonts: Fonts,
}

/// A stretch that lost its markup.
#[derive(Debug)]
struct Lost {
    stretch: Stretch,
    /// What the TeX that it was says; `None` if it cannot be read.
    restored: Option<Row>,
}

/// The analysis of a text; `None` if there is no sign of mathematics in it.
fn analysis<'f>(facts: &'f TextFacts<'_>) -> Option<&'f Analysis> {
    facts.fact(|| prefilter::any(facts.text()).then(|| analyse(facts))).as_ref()
}

/// The mathematics in a text that still has its delimiters, `$…$` or `\(…\)`, or stands beside
/// what was rendered of it: looked for once for all rules.
pub(super) fn formulas<'f>(facts: &'f TextFacts<'_>) -> &'f [Delimited] {
    facts.fact(|| doubled::formulas(facts.text(), with_delimiters(facts).to_vec()))
}

/// Formulas that have their delimiters, as a fact of a text.
#[derive(Debug)]
struct WithDelimiters(Vec<Delimited>);

/// The mathematics in a text that still has its delimiters: looked for once, too.
pub(super) fn with_delimiters<'f>(facts: &'f TextFacts<'_>) -> &'f [Delimited] {
    let WithDelimiters(found) = facts.fact(|| WithDelimiters(delimited::formulas(facts.text())));
    found
}

fn analyse(facts: &TextFacts<'_>) -> Analysis {
    let (text, formulas) = (facts.text(), formulas(facts));
    let mut tokens = lexer::tokens(text, LexerMode::Cautious);
    let mut verdict = evidence::weigh(facts, &tokens);
    // In other languages a letter and a short name are a word: `taux`, `genug`.
    if verdict.signs > 0 && facts.language().may_be_english() {
        tokens = lexer::tokens(text, LexerMode::Eager);
        verdict = evidence::weigh(facts, &tokens);
    }
    let scripts = scripts::scripts(facts, &tokens, verdict.strong);
    let seeds: Vec<bool> =
        verdict.accepted.iter().zip(&scripts).map(|(name, script)| *name || *script).collect();
    let outside = |s: &Stretch| {
        let (start, end) = (tokens[s.start].start, tokens[s.end - 1].end);
        delimited::overlapping(formulas, start, end).is_empty()
    };
    let mut lost: Vec<Lost> = stretch::stretches(&tokens, &seeds)
        .into_iter()
        .filter(outside)
        .map(|stretch| {
            let restored = restored(text, &tokens, &verdict, stretch)
                .filter(|_| !touches_unknown(&tokens, stretch));
            Lost { stretch, restored }
        })
        .collect();
    leave_open(text, &tokens, formulas, &mut lost);
    leave_whole(&mut lost);
    let fonts = Fonts::of(lost.iter().filter_map(|lost| lost.restored.as_ref()));
    Analysis { tokens, verdict, lost, fonts }
}

/// What stands behind a dollar without its partner (`$\alpha N with`) is a half of a formula, of
/// which nobody knows where it ends.
fn leave_open(text: &str, tokens: &[MathToken], formulas: &[Delimited], lost: &mut [Lost]) {
    /// No formula within a sentence is longer, in bytes.
    const LONGEST: usize = 60;
    let mut open_to = 0;
    for one in lost {
        let start = tokens[one.stretch.start].start;
        let is_opened = text[..start].ends_with('$')
            && !text[..start].ends_with("\\$")
            && delimited::overlapping(formulas, start - 1, start).is_empty();
        if is_opened {
            let behind = &text[start..text.ceil_char_boundary((start + LONGEST).min(text.len()))];
            open_to = start + behind.find(['$', '.', ';']).unwrap_or(behind.len());
        }
        if start < open_to {
            one.restored = None;
        }
    }
}

/// What touches a stretch that cannot be read is a part of the same formula, and is left with it.
fn leave_whole(lost: &mut [Lost]) {
    let touch = |a: &Lost, b: &Lost| a.stretch.end == b.stretch.start;
    for at in 1..lost.len() {
        if lost[at - 1].restored.is_none() && touch(&lost[at - 1], &lost[at]) {
            lost[at].restored = None;
        }
    }
    for at in (1..lost.len()).rev() {
        if lost[at].restored.is_none() && touch(&lost[at - 1], &lost[at]) {
            lost[at - 1].restored = None;
        }
    }
}

/// Whether a command that nobody defined touches the stretch: it is a part of the formula, which is
/// left whole then.
fn touches_unknown(tokens: &[MathToken], Stretch { start, end }: Stretch) -> bool {
    let is_command = |at: usize| {
        tokens[at].is('\\') && tokens.get(at + 1).is_some_and(|t| t.kind == MathTokenKind::Word)
    };
    start >= 2 && is_command(start - 2) || end < tokens.len() && is_command(end)
}

fn restored(text: &str, tokens: &[MathToken], verdict: &Verdict, stretch: Stretch) -> Option<Row> {
    let Stretch { start, end } = stretch;
    let lexed = Lexed { text, tokens: &tokens[start..end] };
    let accepted = &verdict.accepted[start..end];
    if unreadable::is_ambiguous(lexed, accepted)
        || unreadable::is_half_sized(Lexed { text, tokens }, &verdict.accepted, stretch)
    {
        return None;
    }
    math::read(&restore::tex(lexed, accepted)?).ok()
}

fn rewrite(
    text: &str,
    tokens: &[MathToken],
    accepted: &[bool],
    Lost { stretch, restored }: &Lost,
    fonts: &Fonts,
    style: Style,
) -> Option<Hit> {
    let mut span = Span::new(text, tokens[stretch.start].start, tokens[stretch.end - 1].end)?;
    let Some(row) = restored else { return Some(Hit::at(span)) };
    let mut written = match style {
        Style::Unicode => math::unicode(row, fonts),
        Style::Ascii => math::ascii(row),
        Style::Latex => {
            let range = stretch.start..stretch.end;
            let tex = restore::latex(text, &tokens[range.clone()], &accepted[range]);
            Some(tex).filter(|tex| is_all_tex(tex))?
        }
    };
    // `μ\ln k`: a name with its backslash touches the word before it, and without it may not.
    let is_letter = |c: char| c.is_alphanumeric();
    if tokens[stretch.start].backslash
        && text[..span.start()].ends_with(is_letter)
        && written.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        written.insert(0, ' ');
    }
    // `3\sigma\ level`: a space of TeX behind the last name is one of the text.
    if tokens[stretch.end - 1].kind == MathTokenKind::Escaped(' ') && !written.ends_with(' ') {
        written.push(' ');
    }
    if ends_before_its_letter(Lexed { text, tokens }, *stretch) {
        span = Span::new(text, span.start(), span.end() + 1)?;
    }
    // `Q_2 sim Poisson(m)`: spaces on both sides of the operator with which it ends.
    let last = tokens[stretch.end - 1].name().and_then(|name| math::symbols::find(name.name));
    let is_relation = last.is_some_and(|last| last.meaning == Meaning::Sign(Class::Relation));
    if is_relation && style == Style::Unicode && text[span.end()..].starts_with(' ') {
        let sign = written.char_indices().next_back().map_or(0, |(at, _)| at);
        if sign > 0 && !written[..sign].ends_with(' ') {
            written.insert(sign, ' ');
        }
    }
    (written != span.slice(text))
        .then(|| Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
}

/// `5 \mu m`, `NF-\kappa B`: whether the blank behind a stretch only ended the name of a letter that
/// belongs to the unit or name behind it.
fn ends_before_its_letter(whole: Lexed<'_>, Stretch { start, end }: Stretch) -> bool {
    const UNITS: [&str; 14] =
        ["m", "g", "l", "L", "M", "s", "A", "V", "W", "F", "J", "mol", "Hz", "m/s"];
    let last = &whole.tokens[end - 1];
    let Some(name) = last.name().filter(|_| last.backslash && whole.source(end) == " ") else {
        return false;
    };
    let behind =
        whole.text[last.end + 1..].split(|c: char| c.is_whitespace() || ",.;)^$".contains(c));
    let word = behind.into_iter().next().unwrap_or_default();
    let before = whole.text[..whole.tokens[start].start].trim_end_matches([' ', '~']);
    let is_counted = before.ends_with(|c: char| c.is_ascii_digit())
        || before.ends_with(r"\,")
        || end > start + 1
            && whole.tokens[start..end - 1].iter().any(|t| t.kind == MathTokenKind::Number);
    match name.name {
        "mu" => is_counted && UNITS.contains(&word),
        "kappa" => word == "B" || word.starts_with("B-"),
        _ => false,
    }
}

/// Whether each dollar of what was written will be read as the delimiter that it is.
fn is_all_tex(written: &str) -> bool {
    let mut read = 0;
    for Delimited { span, .. } in delimited::formulas(written) {
        if written[read..span.start()].contains('$') {
            return false;
        }
        read = span.end();
    }
    !written[read..].contains('$')
}

fn doubtful(text: &str, token: &MathToken, style: Style) -> Option<Hit> {
    let span = Span::new(text, token.start, token.end)?;
    let symbol = math::symbols::find(token.name()?.name)?;
    let written = match style {
        Style::Unicode => symbol.sign.to_owned(),
        Style::Ascii => symbol.ascii.to_owned(),
        Style::Latex => format!("$\\{}$", symbol.name),
    };
    Some(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
}

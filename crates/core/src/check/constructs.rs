//! Who may change what: each construct of a text has one owner.
//!
//! A tag, a mark of a publisher, an escape or a command of TeX with its braces is read and repaired
//! by the rules that know it. Another rule that changed a part of it, a space or a link, would leave
//! half of a pair that nobody can read any more; its edits wait until the construct is text.

use super::{escapes, html, markup, tex};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// Whose a construct is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Elements of HTML and XML, and marks of publishers.
    Markup,
    /// Control characters and backslashes of strings.
    Escapes,
    /// Commands of TeX in prose.
    Tex,
}

/// The bytes of a text that are somebody's.
#[derive(Debug, Default)]
struct Owned(Vec<(Span, Owner)>);

/// Whether an edit would change a part of what belongs to another than `owner`.
pub fn are_of_others(facts: &TextFacts<'_>, owner: Option<Owner>, edits: &[Edit]) -> bool {
    if edits.is_empty() || !facts.holds(ByteClasses::of(b"<{[\\\t\n_").or(ByteClasses::CONTROL)) {
        return false;
    }
    let owned = facts.fact(|| owned(facts));
    let mut edits = edits.iter().map(|edit| edit.trimmed(facts.text()));
    !owned.0.is_empty()
        && edits.any(|edit| {
            owned.0.iter().any(|(span, of)| {
                Some(*of) != owner && edit.start < span.end() && span.start() < edit.end
            })
        })
}

fn owned(facts: &TextFacts<'_>) -> Owned {
    let of = |owner: Owner| move |span: Span| (span, owner);
    let mut owned: Vec<(Span, Owner)> = Vec::new();
    owned.extend(html::markup(facts).tags.iter().copied().map(of(Owner::Markup)));
    owned.extend(markup::high_wire(facts).iter().map(|(span, _)| (*span, Owner::Markup)));
    owned.extend(escapes::owned(facts).map(of(Owner::Escapes)));
    owned.extend(tex::owned(facts).into_iter().map(of(Owner::Tex)));
    Owned(owned)
}

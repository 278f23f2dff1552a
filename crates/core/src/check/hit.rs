//! One place where a check found what it looks for.

use std::borrow::Cow;

use crate::edit::Edit;
use crate::span::Span;

/// One place where a check found what it looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The damage.
    pub span: Span,
    /// What the rule's texts can speak of, beside `match`.
    pub variables: Vec<(Cow<'static, str>, String)>,
    /// How to repair it, if the check knows better than the rule's template.
    pub edits: Vec<Edit>,
}

impl Hit {
    /// A hit without variables or edits.
    pub fn at(span: Span) -> Hit {
        Hit { span, variables: Vec::new(), edits: Vec::new() }
    }

    /// With one more variable.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Hit {
        self.variables.push((name.into(), value.to_string()));
        self
    }
}

/// `text` with all edits of `hits` that do not overlap.
#[cfg(test)]
pub(crate) fn repaired(text: &str, hits: Vec<Hit>) -> String {
    let edits: Vec<Edit> = hits.into_iter().flat_map(|hit| hit.edits).collect();
    crate::edit::Script::select(text, &edits).0.apply(text)
}

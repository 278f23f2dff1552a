//! `json-lines` and `json`: the contract that other programs build on.

use std::io::{self, Write};

use serde::Serialize;

use abslint_core::finding::Finding;
use abslint_corpus::write::line::json;

/// Writes one object a line.
///
/// # Errors
/// What `out` says, and what is wrong with a value.
pub(crate) fn write_lines(
    mut findings: impl Iterator<Item = io::Result<Finding>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    findings.try_for_each(|finding| writeln!(out, "{}", json(&finding?)))
}

/// Writes one array, a value a line.
///
/// # Errors
/// What `out` says, and what is wrong with a value.
pub(crate) fn write_array<T: Serialize>(
    values: impl Iterator<Item = io::Result<T>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "[")?;
    let mut before = "\n";
    for value in values {
        write!(out, "{before}{}", json(&value?))?;
        before = ",\n";
    }
    writeln!(out, "{}]", if before == "\n" { "" } else { "\n" })
}

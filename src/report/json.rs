//! `json-lines` and `json`: the contract that other programs build on.

use std::io::{self, Write};

use crate::corpus::line::json;
use crate::finding::Finding;

/// Writes one object a line.
///
/// # Errors
/// What `out` says.
pub fn write_lines(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| writeln!(out, "{}", json(finding)))
}

/// Writes one array, an object a line.
///
/// # Errors
/// What `out` says.
pub fn write_array(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "[")?;
    for (n, finding) in findings.iter().enumerate() {
        write!(out, "{}{}", if n == 0 { "\n" } else { ",\n" }, json(finding))?;
    }
    writeln!(out, "{}]", if findings.is_empty() { "" } else { "\n" })
}

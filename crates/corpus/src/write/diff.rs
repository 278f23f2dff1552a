//! A unified diff of two versions of a file, as `patch` reads it.

use similar::{Algorithm, TextDiff};

/// The diff from `old` to `new`, with three lines of context; empty if they are equal.
pub fn unified(name: &str, old: &[u8], new: &[u8]) -> Vec<u8> {
    let diff = TextDiff::configure().algorithm(Algorithm::Histogram).diff_lines(old, new);
    let mut out = Vec::new();
    let header = (format!("a/{name}"), format!("b/{name}"));
    let written =
        diff.unified_diff().context_radius(3).header(&header.0, &header.1).to_writer(&mut out);
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_with_its_surroundings() {
        let old = "1\n2\n3\n4\n5\nsix\n7\n8\n9\n";
        let diff =
            String::from_utf8(unified("x.txt", old.as_bytes(), old.replace("six", "6").as_bytes()))
                .unwrap();
        assert_eq!(
            diff,
            "--- a/x.txt\n+++ b/x.txt\n@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-six\n+6\n 7\n 8\n 9\n"
        );
    }
}

//! A baseline: findings that were there before, in a file that a version control system can show
//! the changes of.

use serde::{Deserialize, Serialize};

use super::findings::{Counts, Subject};
use crate::source::no_data::BASELINE_BEGINNING;
use abslint_core::finding::Target;

/// A baseline as it is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    id: Option<String>,
    field: Target,
    rule: String,
    text: String,
    count: usize,
}

/// The version of the format.
const VERSION: u32 = 1;

impl Counts {
    /// As a baseline: JSON, one finding a line, so that a version control system shows what
    /// changes.
    pub fn to_baseline(&self) -> String {
        let line = |(subject, count): (&Subject, &usize)| {
            let Subject { id, field, rule, text } = subject.clone();
            crate::write::line::json(&Known { id, field, rule, text, count: *count })
        };
        let lines: Vec<String> = self.0.iter().map(line).collect();
        let body =
            if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{BASELINE_BEGINNING}{body}]}}\n")
    }

    /// From a baseline.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_baseline(text: &str) -> Result<Counts, String> {
        let Baseline { version, findings } =
            serde_json::from_str(text).map_err(|error| error.to_string())?;
        if version != VERSION {
            return Err(format!(
                "it is of version {version}, and this abslint writes version {VERSION}"
            ));
        }
        let mut counts = Counts::default();
        for Known { id, field, rule, text, count } in findings {
            *counts.0.entry(Subject { id, field, rule, text }).or_default() += count;
        }
        Ok(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::findings::tests::counts;

    #[test]
    fn a_baseline_comes_back() {
        for all in [counts(&[]), counts(&[("x\u{2028}\"y", 2), ("z", 1)])] {
            assert_eq!(Counts::from_baseline(&all.to_baseline()).unwrap(), all);
        }
        assert!(
            Counts::from_baseline("{\"version\":2,\"findings\":[]}")
                .unwrap_err()
                .contains("version 2")
        );
    }
}

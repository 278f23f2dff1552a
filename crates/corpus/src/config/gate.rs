//! `gate:` in the configuration: what a change of a data set may do.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Limits, each a count (`3`) or a share (`0.5 %`). What has no limit may be anything.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Gate {
    /// New findings that are errors; a share is one of the new records.
    pub new_errors: Option<Limit>,
    /// New findings that are warnings; a share is one of the new records.
    pub new_warnings: Option<Limit>,
    /// New findings of a rule or a family; a share is one of the new records.
    pub new_findings: BTreeMap<String, Limit>,
    /// Records that are gone; a share is one of the old records.
    pub removed_records: Option<Limit>,
    /// Records that do not hold the same any more, in whatever field; a share is one of the old
    /// records.
    pub changed_records: Option<Limit>,
    /// Copies that the old data set does not have; a share is one of the new records.
    pub introduced_duplicates: Option<Limit>,
    /// How far the median length of the abstracts may move, in characters or as a share of the old
    /// one.
    pub median_length: Option<Limit>,
    /// Abstracts that are cut off, in the new data set.
    pub truncated: Option<Limit>,
    /// Records with a promised link that is not there, in the new data set.
    pub missing_links: Option<Limit>,
    /// Records without an abstract, in the new data set.
    pub without_abstract: Option<Limit>,
}

impl Gate {
    /// These limits, and where there are none, those of `below`.
    pub fn over(self, below: Gate) -> Gate {
        Gate {
            new_errors: self.new_errors.or(below.new_errors),
            new_warnings: self.new_warnings.or(below.new_warnings),
            new_findings: below.new_findings.into_iter().chain(self.new_findings).collect(),
            removed_records: self.removed_records.or(below.removed_records),
            changed_records: self.changed_records.or(below.changed_records),
            introduced_duplicates: self.introduced_duplicates.or(below.introduced_duplicates),
            median_length: self.median_length.or(below.median_length),
            truncated: self.truncated.or(below.truncated),
            missing_links: self.missing_links.or(below.missing_links),
            without_abstract: self.without_abstract.or(below.without_abstract),
        }
    }
}

/// The most that there may be of something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// So many.
    Count(u64),
    /// So large a share, 0 to 1.
    Share(f64),
}

impl Limit {
    /// Whether `count` of `all` is more than that.
    pub fn is_exceeded_by(self, count: u64, all: u64) -> bool {
        count > self.allowed(all)
    }
}

impl Limit {
    /// The largest count of `all` that it allows.
    pub fn allowed(self, all: u64) -> u64 {
        /// A share such as 29 % is no number of the machine: less than this is no difference.
        const ROUNDING: f64 = 1e-6;
        match self {
            Limit::Count(most) => most,
            Limit::Share(most) => (most * all as f64 + ROUNDING).floor() as u64,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Count(most) => write!(f, "{most}"),
            Limit::Share(most) => write!(f, "{} %", (most * 1e6).round() / 1e4),
        }
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CountOrShare;
        impl Visitor<'_> for CountOrShare {
            type Value = Limit;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count such as `3`, or a share such as `0.5 %`")
            }
            fn visit_u64<E: Error>(self, count: u64) -> Result<Limit, E> {
                Ok(Limit::Count(count))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Limit, E> {
                let percent = text
                    .trim()
                    .strip_suffix('%')
                    .and_then(|number| number.trim().parse::<f64>().ok());
                let is_share = |percent: &f64| (0.0..=100.0).contains(percent);
                let wrong = || {
                    E::custom(format!(
                        "`{text}` is no limit: write a count such as `3`, or a share such as `0.5 %`"
                    ))
                };
                percent
                    .filter(is_share)
                    .map(|percent| Limit::Share(percent / 100.0))
                    .ok_or_else(wrong)
            }
        }
        deserializer.deserialize_any(CountOrShare)
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Limit::Count(most) => serializer.serialize_u64(*most),
            Limit::Share(_) => serializer.serialize_str(&self.to_string()),
        }
    }
}

impl JsonSchema for Limit {
    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "pattern": "^ *[0-9]+(\\.[0-9]+)? *% *$" }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shares() {
        let gate: Gate = serde_yaml::from_str(
            "{new-errors: 0, removed-records: 0.5 %, new-findings: {math: 12%}}",
        )
        .unwrap();
        assert_eq!(
            (gate.new_errors, gate.removed_records),
            (Some(Limit::Count(0)), Some(Limit::Share(0.005)))
        );
        assert!(
            Limit::Share(0.005).is_exceeded_by(6, 1000)
                && !Limit::Share(0.005).is_exceeded_by(5, 1000)
        );
        for percent in 1u32..=100 {
            let limit = Limit::Share(f64::from(percent) / 100.0);
            assert!(
                !limit.is_exceeded_by(u64::from(percent), 100)
                    && limit.is_exceeded_by(u64::from(percent) + 1, 100),
                "{percent}"
            );
        }
        assert!(Limit::Count(0).is_exceeded_by(1, 1000) && !Limit::Count(1).is_exceeded_by(1, 1));
        assert_eq!(gate.new_findings["math"].to_string(), "12 %");
        for wrong in [
            "{new-errors: -1}", "{new-errors: 0.5}", "{new-errors: 101 %}", "{new-errors: few}",
            "{new-error: 1}",
        ] {
            assert!(serde_yaml::from_str::<Gate>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_limits_above_win() {
        let [above, below]: [Gate; 2] = [
            "{new-errors: 1, new-findings: {a: 1}}",
            "{new-errors: 2, truncated: 3, new-findings: {a: 2, b: 2}}",
        ]
        .map(|yaml| serde_yaml::from_str(yaml).unwrap());
        let both = above.over(below);
        assert_eq!(
            (both.new_errors, both.truncated),
            (Some(Limit::Count(1)), Some(Limit::Count(3)))
        );
        assert_eq!(
            (both.new_findings["a"], both.new_findings["b"]),
            (Limit::Count(1), Limit::Count(2))
        );
    }
}

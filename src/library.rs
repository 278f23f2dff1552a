//! The rules, as a configuration sets them.

use abslint_core::edit::Safety;
use abslint_core::finding::Severity;
use abslint_core::record::FieldName;
use abslint_core::rule::Rule as CompiledRule;

use crate::{Config, Error};

/// Every rule there is, whether it runs or not.
#[derive(Clone, Debug)]
pub struct Library {
    rules: Vec<Rule>,
}

/// What a rule says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its name, for instance `lost-ligature`.
    pub id: String,
    /// The family that it is of, for instance `ligatures`.
    pub family: String,
    /// How bad it is what it finds; `None` for a rule that runs only when it is named.
    pub severity: Option<Severity>,
    /// The fields that it looks at.
    pub fields: Vec<FieldName>,
    /// Where the damage comes from.
    pub why: String,
    /// How far its repairs can be trusted; `None` if it has none.
    pub safety: Option<Safety>,
    /// Whether it runs with the configuration that the library was made with.
    pub runs: bool,
}

impl Library {
    /// The rules as `config` sets them.
    ///
    /// # Errors
    /// Returns everything that is wrong with rule files, and the first name that is no rule.
    pub fn new(config: &Config) -> Result<Library, Error> {
        let library = config.library()?;
        let running: Vec<&str> =
            library.select(&config.selection())?.into_iter().map(|rule| rule.id.as_str()).collect();
        Ok(Library {
            rules: library
                .rules
                .iter()
                .map(|rule| Rule::of(rule, running.contains(&rule.id.as_str())))
                .collect(),
        })
    }

    /// The rules, by family and name.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
}

impl Rule {
    fn of(rule: &CompiledRule, runs: bool) -> Rule {
        Rule {
            id: rule.id.clone(),
            family: rule.family.name().to_owned(),
            severity: rule.severity,
            fields: rule.fields.clone(),
            why: rule.why.clone(),
            safety: rule.fix.as_ref().map(|fix| fix.safety),
            runs,
        }
    }
}

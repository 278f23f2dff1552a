//! All rules, layouts and sources: those in the binary, and the user's own beside or instead of
//! them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use include_dir::{Dir, include_dir};
use rayon::prelude::*;

use super::{Family, Rule, written};
use crate::check::Background;
use crate::layout::Layout;
use crate::layout::Layouts;
use crate::lexicon::Lexicon;
use crate::prefilter::Literals;
use crate::sources::{SourceFile, Sources};
use crate::suggest;
use crate::yaml::{self, YamlError};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules");

/// The folders whose files are no rules.
const LAYOUTS: &str = "layouts";
const SOURCES: &str = "sources";

/// Why rules could not be loaded.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum LoadError {
    /// A file is wrong.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Yaml(#[from] Box<YamlError>),
    /// A file or folder could not be read.
    #[error("{path}: {error}")]
    Io {
        /// The file or folder.
        path: String,
        /// Why, as the operating system says.
        error: String,
    },
    /// A rule or family that does not exist was named.
    #[error("there is no rule or family called `{name}`{hint}")]
    #[diagnostic(help("`abslint rules` lists all rules and families"))]
    Unknown {
        /// What was named.
        name: String,
        /// A suggestion, or nothing.
        hint: String,
    },
}

/// Everything that is wrong with the rules, or with what was said of them.
#[derive(Debug)]
pub struct LoadErrors(pub Vec<LoadError>);

impl fmt::Display for LoadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if n == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl std::error::Error for LoadErrors {}

impl From<LoadError> for LoadErrors {
    fn from(error: LoadError) -> Self {
        LoadErrors(vec![error])
    }
}

/// Which rules run, by id or family. `ignore` wins over the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; empty for all that are on.
    pub select: Vec<String>,
    /// These too, also if they are off.
    pub extend_select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

/// Every rule, layout and source there is.
#[derive(Clone, Debug)]
pub struct Library {
    /// By family, then id.
    pub rules: Vec<Rule>,
    /// The layouts, in the order of their names, and the lexicon.
    pub background: Background,
    /// What sources call their fields, in the order of their ids.
    pub sources: Sources,
}

/// A YAML file that holds a rule or, in a folder called `layouts`, a page layout, in one called
/// `sources`, a source.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Its path, for errors.
    pub path: String,
    /// What it holds.
    pub text: String,
    is_built_in: bool,
}

impl Library {
    /// The rules that run unless the user says otherwise.
    pub fn rules_that_are_on(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.severity.is_some())
    }

    /// The rules in the binary.
    pub fn built_in() -> Library {
        Library::with(&[]).expect("the rules in the binary are tested")
    }

    /// The rules in the binary, then those of each set of files; a later rule of the same id
    /// replaces an earlier one.
    ///
    /// # Errors
    /// Every file that is wrong.
    pub fn with(sets: &[Vec<RuleFile>]) -> Result<Library, LoadErrors> {
        let mut all = Sets::default();
        for files in std::iter::once(&built_in_files()).chain(sets) {
            all.load(files);
        }
        let Sets { rules, layouts, sources, errors } = all;
        if !errors.is_empty() {
            return Err(LoadErrors(errors));
        }
        let mut rules: Vec<Rule> = rules.into_values().collect();
        rules.sort_by(|a, b| (a.family, &a.id).cmp(&(b.family, &b.id)));
        let literals = Literals::of(rules.iter_mut().flat_map(|rule| rule.check.expressions()));
        let background = Background {
            layouts: Layouts(layouts.into_values().collect()),
            lexicon: Lexicon::default(),
            literals,
        };
        Ok(Library { rules, background, sources: Sources(sources.into_values().collect()) })
    }

    /// The rule called `id`.
    ///
    /// # Errors
    /// [`LoadError::Unknown`], with a suggestion.
    pub fn rule(&self, id: &str) -> Result<&Rule, LoadError> {
        self.rules.iter().find(|rule| rule.id == id).ok_or_else(|| self.unknown(id))
    }

    /// The rules that run, in order.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] for a name that is neither a rule nor a family.
    pub fn select(&self, selection: &Selection) -> Result<Vec<&Rule>, LoadError> {
        let named = |names: &[String], rule: &Rule| {
            names.iter().any(|n| *n == rule.id || n == rule.family.name())
        };
        let all = selection.select.iter().chain(&selection.extend_select).chain(&selection.ignore);
        self.knows_all(all)?;
        // A rule that is off runs if it is named itself, not if only its family is.
        let by_id = |names: &[String], rule: &Rule| names.contains(&rule.id);
        let runs = |rule: &&Rule| {
            let on = rule.severity.is_some()
                || by_id(&selection.select, rule)
                || by_id(&selection.extend_select, rule);
            let chosen = selection.select.is_empty()
                || named(&selection.select, rule)
                || named(&selection.extend_select, rule);
            on && chosen && !named(&selection.ignore, rule)
        };
        Ok(self.rules.iter().filter(runs).collect())
    }

    /// Whether all `names` are rules or families.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] for the first that is not.
    pub fn knows_all<'n>(
        &self,
        names: impl IntoIterator<Item = &'n String>,
    ) -> Result<(), LoadError> {
        match names.into_iter().find(|name| !self.knows(name)) {
            Some(unknown) => Err(self.unknown(unknown)),
            None => Ok(()),
        }
    }

    fn knows(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        Family::ALL.iter().map(|f| f.name()).chain(self.rules.iter().map(|r| r.id.as_str()))
    }

    fn unknown(&self, name: &str) -> LoadError {
        LoadError::Unknown { name: name.to_owned(), hint: suggest::hint(name, self.names()) }
    }
}

/// What a YAML file holds.
enum Loaded {
    Layout(Layout),
    Source(Box<SourceFile>),
    Rule(Box<Rule>),
}

impl RuleFile {
    /// A file of a user.
    pub fn new(path: String, text: String) -> RuleFile {
        RuleFile { path, text, is_built_in: false }
    }

    fn lies_in(&self, folder: &str) -> bool {
        Path::new(&self.path).parent().and_then(Path::file_name).is_some_and(|name| name == folder)
    }

    fn load(&self) -> Result<Loaded, Box<YamlError>> {
        if self.lies_in(LAYOUTS) {
            yaml::read(&self.path, &self.text).map(Loaded::Layout)
        } else if self.lies_in(SOURCES) {
            yaml::read(&self.path, &self.text).map(|source| Loaded::Source(Box::new(source)))
        } else {
            written::compile(&self.path, &self.text)
                .map(|rule| Loaded::Rule(Rule { is_built_in: self.is_built_in, ..rule }.into()))
        }
    }
}

/// What sets of files hold, by id: a later set replaces what an earlier one has.
#[derive(Default)]
struct Sets {
    rules: BTreeMap<String, Rule>,
    layouts: BTreeMap<String, Layout>,
    sources: BTreeMap<String, SourceFile>,
    errors: Vec<LoadError>,
}

impl Sets {
    fn load(&mut self, files: &[RuleFile]) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        // To read them takes a tenth of a second, which is most of a run over a few records.
        let loaded: Vec<_> = files.par_iter().map(RuleFile::load).collect();
        for (file, loaded) in files.iter().zip(loaded) {
            match loaded {
                Ok(Loaded::Layout(layout)) => {
                    self.layouts.insert(layout.id.clone(), layout);
                }
                Ok(Loaded::Source(source)) => {
                    self.sources.insert(source.id.clone(), *source);
                }
                Ok(Loaded::Rule(rule)) => match seen.insert(rule.id.clone(), &file.path) {
                    Some(other) => self.errors.push(twice(file, &rule.id, other).into()),
                    None => {
                        self.rules.insert(rule.id.clone(), *rule);
                    }
                },
                Err(error) => self.errors.push(error.into()),
            }
        }
    }
}

fn twice(file: &RuleFile, id: &str, other: &str) -> Box<YamlError> {
    let help = format!("{other} has a rule of this id already; give one of them another name");
    YamlError::at_key(
        &file.path,
        &file.text,
        "id",
        format!("there are two rules called `{id}`"),
        Some(help),
    )
}

/// The YAML files in the binary; their paths begin with `rules/`.
fn built_in_files() -> Vec<RuleFile> {
    let mut files = Vec::new();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        // Presets are configurations.
        folders.extend(folder.dirs().filter(|folder| !folder.path().ends_with("presets")));
        for file in folder.files().filter(|f| f.path().extension().is_some_and(|e| e == "yaml")) {
            let text = String::from_utf8_lossy(file.contents()).into_owned();
            files.push(RuleFile {
                path: format!("rules/{}", file.path().display()),
                text,
                is_built_in: true,
            });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The layout files in the binary, one after the other: how a layout is written.
pub fn built_in_layouts() -> String {
    built_in(LAYOUTS)
}

/// The source files in the binary, one after the other: how a source is written.
pub fn built_in_sources() -> String {
    built_in(SOURCES)
}

fn built_in(folder: &str) -> String {
    let files = built_in_files().into_iter().filter(|file| file.lies_in(folder));
    files.map(|file| format!("# {}\n{}", file.path, file.text)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::string::string_regex_parsed;
    use proptest::test_runner::TestRunner;
    use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};

    use super::*;
    use crate::text::TextFacts;

    /// The same expression without its boundaries and anchors, which no text can be made from, and
    /// with no more repetitions than a short text has.
    fn without_looks(hir: &Hir) -> Hir {
        let boxed = |sub: &Hir| Box::new(without_looks(sub));
        match hir.kind() {
            HirKind::Look(_) => Hir::empty(),
            HirKind::Capture(capture) => {
                Hir::capture(Capture { sub: boxed(&capture.sub), ..capture.clone() })
            }
            HirKind::Repetition(repetition) => Hir::repetition(Repetition {
                sub: boxed(&repetition.sub),
                max: Some(repetition.max.unwrap_or(u32::MAX).min(repetition.min + 3)),
                ..repetition.clone()
            }),
            HirKind::Concat(parts) => Hir::concat(parts.iter().map(without_looks).collect()),
            HirKind::Alternation(parts) => {
                Hir::alternation(parts.iter().map(without_looks).collect())
            }
            _ => hir.clone(),
        }
    }

    /// Texts that are made from each expression of the rules: where it matches, what is looked for
    /// before it must not say that it cannot.
    #[test]
    fn no_match_is_hidden_by_what_is_looked_for_before_it() {
        let mut library = Library::built_in();
        let literals = library.background.literals.clone();
        let mut runner = TestRunner::deterministic();
        let mut matches = 0;
        for rule in &mut library.rules {
            for expression in rule.check.expressions() {
                let regex = expression.regex();
                let hir = regex_syntax::parse(regex.as_str()).expect("the expression was compiled");
                let texts = string_regex_parsed(&without_looks(&hir)).expect("it has no looks");
                for sides in [["", ""], ["We say: ", " and"], ["It ends. ", "."], ["(", ")\n"]] {
                    for _ in 0..6 {
                        let made = texts.new_tree(&mut runner).expect("a text").current();
                        let text = [sides[0], &made, sides[1]].concat();
                        let facts = TextFacts::new(text.as_str());
                        let is_match = regex.is_match(&text);
                        matches += usize::from(is_match);
                        assert!(
                            !is_match || expression.may_match(&facts, &literals),
                            "{}: {regex} in {text:?}",
                            rule.id
                        );
                    }
                }
            }
        }
        assert!(matches > 1000, "{matches} matches are few");
    }
}
